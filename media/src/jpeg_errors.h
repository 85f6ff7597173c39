// How libjpeg's errors come back: it knows no way but a jump out of its own frames. Whoever calls it sets `back` in a
// function of its own, in which nothing lives that has a destructor.
#pragma once

#include "media/check.h"

#include <csetjmp>
#include <cstddef>
#include <jpeglib.h>
#include <string>  // and with it what jpeglib.h takes for granted

namespace sambung::media {

struct JpegErrors {
    jpeg_error_mgr manager;  // first: libjpeg hands back a pointer to it
    std::jmp_buf back;
    Refusal why = Refusal::broken;
};

// `errors` outlives what it is for.
void take_errors(JpegErrors& errors, jpeg_error_mgr*& of);

}  // namespace sambung::media

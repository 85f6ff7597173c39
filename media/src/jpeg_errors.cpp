#include "jpeg_errors.h"

#include <jerror.h>

namespace sambung::media {

namespace {

JpegErrors& errors_of(j_common_ptr from) { return *reinterpret_cast<JpegErrors*>(from->err); }

[[noreturn]] void jump_back(j_common_ptr from) {
    JpegErrors& errors = errors_of(from);
    const int code = errors.manager.msg_code;
    if (code == JERR_OUT_OF_MEMORY || code == JERR_NO_BACKING_STORE) errors.why = Refusal::effort;
    std::longjmp(errors.back, 1);  // NOLINT(modernize-avoid-setjmp-longjmp): C frames carry no exceptions
}

// Bytes too many are common and harm nothing. What ends before its picture does is not the picture.
void heed(j_common_ptr from, int level) {
    const int code = errors_of(from).manager.msg_code;
    if (level < 0 && (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER)) jump_back(from);
}

void say_nothing(j_common_ptr /*from*/) {}

}  // namespace

void take_errors(JpegErrors& errors, jpeg_error_mgr*& of) {
    of = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = jump_back;
    errors.manager.emit_message = heed;
    errors.manager.output_message = say_nothing;
}

}  // namespace sambung::media

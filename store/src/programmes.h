// Changes of programmes, and the news of them to those who wait.
#pragma once

#include "clerk.h"
#include "store/programmes.h"

#include <vector>

namespace sambung::store {

// How many applicants were told. One that was not known before is only remembered.
[[nodiscard]] int note_programme(Clerk& clerk, const ProgrammeStanding& now, const ProgrammeNews& news);

}  // namespace sambung::store

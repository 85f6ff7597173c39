// Changes of programmes, and the news of them to those who wait.
#pragma once

#include "clerk.h"
#include "store/programmes.h"

namespace sambung::store {

// One that was not known before is only remembered; one that is back where it was is no news, unless some heard of it.
void note_programme(Clerk& clerk, const ProgrammeStanding& now);

// The next applicants of the change that waits longest, if it is older than `grace`. How many requests were looked at;
// fewer than `most`: that change is told.
[[nodiscard]] int tell_of_programme(Clerk& clerk, milliseconds grace, int most, const ProgrammeNews& news);

}  // namespace sambung::store

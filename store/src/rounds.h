// The office's daily rounds at work (cases/rounds.h): duty phones are tried in the evening, those over a unit hear of a
// phone that did not take the test, and the heads read of the night in the morning.
#pragma once

#include "desk.h"

namespace sambung::store {

// Once a day each, also with two processes. How many rounds or alarms of theirs something was done for.
int ring_rounds(const Desk& desk);

}  // namespace sambung::store

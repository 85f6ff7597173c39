// Clocks that ask for something: reminders, ladders, deadlines that passed, cases that close by silence.
#pragma once

#include "referring.h"

namespace sambung::store {

// Does what the next `most` clocks ask for at this time; how many there were. Each step is taken once, in the
// transaction that writes it down.
int ring_clocks(const Desk& desk, int most);

}  // namespace sambung::store

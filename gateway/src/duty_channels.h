// Whether those who are to be rung can be: a duty address whose channel the configuration lacks would ring nobody.
#pragma once

#include "cases/office.h"
#include "channel.h"

#include <string>
#include <vector>

namespace sambung::gateway {

struct DutyGaps {
    std::vector<std::string> channels;  // a sentence for each channel that cannot ring anybody
    std::vector<std::string> alone;     // for each unit that P0 or P1 can reach and that no channel reaches
};

// A channel rings if it is there and can write first, which USSD cannot.
[[nodiscard]] DutyGaps duty_gaps(const cases::Office& office, const Channels& channels);

}  // namespace sambung::gateway

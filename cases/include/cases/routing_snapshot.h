// The record of what routing looked at, out and in: it is kept with the decision, so that the same case can be decided
// again under other rules long after the case itself has changed or gone.
#pragma once

#include "cases/office.h"
#include "model/error.h"

#include <string>
#include <string_view>

namespace sambung::cases {

// `Decision::input`, with exactly the loads given.
[[nodiscard]] std::string snapshot_of(const RoutingInput& input);

// What snapshot_of wrote. A record from before sensitivity was kept is sensitive if its category says so.
// Errc::invalid_request for anything else.
[[nodiscard]] Result<RoutingInput> input_from(std::string_view snapshot);

}  // namespace sambung::cases

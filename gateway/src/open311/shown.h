// A request as Open311 tells of it, to the partner that filed it: where it stands, and nothing of what anybody said.
#pragma once

#include "cases/office.h"
#include "store/requests.h"

#include <boost/json/object.hpp>

namespace sambung::gateway::open311 {

enum class Extensions : std::uint8_t { none, wanted };

// Of what is confidential only that it is there, and whether it is open.
[[nodiscard]] boost::json::object shown(const cases::Office& office, const store::Request& request,
                                        Extensions extensions);

}  // namespace sambung::gateway::open311

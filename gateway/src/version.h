#pragma once

#include <string_view>

namespace sambung::gateway {

inline constexpr std::string_view version = SAMBUNG_VERSION;

}  // namespace sambung::gateway

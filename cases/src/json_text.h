// Writing JSON by hand: records are written in the filing transaction, thousands a second.
#pragma once

#include <string>
#include <string_view>

namespace sambung::cases {

void append_json(std::string& json, std::string_view text);  // in quotes, escaped

}  // namespace sambung::cases

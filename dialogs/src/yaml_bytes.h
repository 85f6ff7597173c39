// The bytes that a file of ours may hold: UTF-8, no tabs, no control characters, no byte order mark, at most 1 MB. What
// YAML and our terminals would read differently from what an author sees is refused before any parser runs.
#pragma once

#include "dialogs/strict_yaml.h"

#include <optional>
#include <string_view>

namespace sambung::dialogs {

struct BadByte {
    Mark at;
    std::string_view why;
};

// The first byte that is not allowed.
[[nodiscard]] std::optional<BadByte> first_bad_byte(std::string_view text);

}  // namespace sambung::dialogs

// Screens of plain text: a prompt parted into pages of at most so many septets, whole lines only.
#pragma once

#include "dialogs/dialog.h"
#include "model/gsm7.h"

#include <string>
#include <vector>

namespace sambung::dialogs {

// What a screen is made of. `kept` stands on every page: 8 skips and 9 calls for help wherever one is.
struct Sheet {
    std::string text;
    std::vector<std::string> lines;  // options
    std::vector<std::string> kept;
    std::vector<std::string> hints;  // shown where there is room
    std::string more;                // "98 Lagi"
};

[[nodiscard]] Sheet sheet_of(const Prompt& prompt);
[[nodiscard]] std::vector<std::string> pages_of(const Sheet& sheet, Septets budget);
// The last whole lines that fit; last words cannot be paged, and what was said on the way comes first.
[[nodiscard]] std::string last_words(const std::string& text, Septets budget);

}  // namespace sambung::dialogs

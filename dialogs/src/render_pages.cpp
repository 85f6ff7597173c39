#include "render_pages.h"

#include "meaning.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>

namespace sambung::dialogs {

namespace {

Septets length(std::string_view text) { return septets(text).value_or(text.size()); }

// Lines joined so far; the break between two lines costs one septet.
class Page {
 public:
    explicit Page(Septets budget) : room_(budget) {}
    [[nodiscard]] bool empty() const { return text_.empty(); }
    [[nodiscard]] bool fits(Septets block) const { return block + (empty() ? 0 : 1) <= room_; }
    void add(std::string_view line) {
        if (line.empty()) return;
        if (!empty()) text_ += '\n';
        text_ += line;
        room_ -= std::min(room_, length(line) + (text_.size() == line.size() ? 0 : 1));
    }
    [[nodiscard]] std::string take() { return std::move(text_); }

 private:
    Septets room_;
    std::string text_;
};

// Of lines joined, without a break before the first.
Septets joined_length(std::span<const std::string_view> lines) {
    Septets sum = lines.empty() ? 0 : lines.size() - 1;
    for (const std::string_view line : lines) sum += length(line);
    return sum;
}

// Question of the pages after the first: its last line, if it is short.
std::string_view reminder(std::string_view text) {
    constexpr Septets short_line = 40;
    const std::size_t start = text.rfind('\n');
    const std::string_view line = start == std::string_view::npos ? text : text.substr(start + 1);
    return length(line) <= short_line ? line : std::string_view{};
}

constexpr bool inside_character(std::string_view text, std::size_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U;
}

// Where the first piece of whole words ends that fits. One word longer than a screen is the only thing that is ever
// cut.
std::size_t end_of_piece(std::string_view text, Septets room) {
    std::size_t end = 0;
    for (std::size_t next = 0; next < text.size(); end = next) {
        next = std::min(text.find_first_of(" \n", next + 1), text.size());
        if (length(text.substr(0, next)) > room) break;
    }
    if (end > 0) return end;
    end = std::min(text.size(), room / 2);
    while (inside_character(text, end)) ++end;
    return std::max<std::size_t>(end, 1);
}

std::vector<std::string_view> in_pieces(std::string_view text, Septets room) {
    std::vector<std::string_view> pieces;
    while (length(text) > room) {
        pieces.push_back(text.substr(0, end_of_piece(text, room)));
        text.remove_prefix(pieces.back().size());
        text.remove_prefix(std::min(text.find_first_not_of(" \n"), text.size()));
    }
    if (!text.empty()) pieces.push_back(text);
    return pieces;
}

void finish(Page& page, const Sheet& sheet) {
    for (const std::string& line : sheet.kept) page.add(line);
    for (const std::string& hint : sheet.hints)
        if (page.fits(length(hint))) page.add(hint);
}

void leave_for_the_next(Page& page, const Sheet& sheet) {
    for (const std::string& line : sheet.kept) page.add(line);
    page.add(sheet.more);
}

// All lines that every page has besides its own.
Septets fixed_length(const Sheet& sheet) {
    Septets sum = 0;
    for (const std::string& line : sheet.kept) sum += 1 + length(line);
    return sum;
}

}  // namespace

Sheet sheet_of(const Prompt& prompt) {
    Sheet sheet{.text = to_gsm7_text(prompt.text),
                .lines = {},
                .kept = {},
                .hints = {},
                .more = to_gsm7_text("98 " + prompt.more_label)};
    for (const PromptOption& option : prompt.options) {
        auto& lines = option.number == skip_number || option.number == danger_number ? sheet.kept : sheet.lines;
        lines.push_back(to_gsm7_text(std::to_string(option.number) + ' ' + option.label));
    }
    for (const auto& [key, label] : prompt.nav) sheet.hints.push_back(to_gsm7_text(key + ' ' + label));
    return sheet;
}

std::vector<std::string> pages_of(const Sheet& sheet, Septets budget) {
    const Septets kept = fixed_length(sheet);
    const Septets kept_and_more = kept + 1 + length(sheet.more);
    std::vector<std::string_view> blocks;
    if (!sheet.text.empty()) blocks.emplace_back(sheet.text);
    blocks.insert(blocks.end(), sheet.lines.begin(), sheet.lines.end());
    if (joined_length(blocks) + kept > budget && !sheet.text.empty()) {
        const auto pieces = in_pieces(sheet.text, budget - std::min(budget - 1, kept_and_more));
        blocks.erase(blocks.begin());
        blocks.insert(blocks.begin(), pieces.begin(), pieces.end());
    }
    const std::size_t first_line = blocks.size() - sheet.lines.size();
    std::vector<std::string> pages;
    Page page{budget};
    for (std::size_t at = 0; at < blocks.size(); ++at) {
        const std::span left{blocks.begin() + static_cast<std::ptrdiff_t>(at), blocks.end()};
        const bool fits = page.fits(length(blocks[at]) + kept_and_more) || page.fits(joined_length(left) + kept);
        if (!fits && !page.empty()) {
            leave_for_the_next(page, sheet);
            pages.push_back(std::exchange(page, Page{budget}).take());
            const std::string_view question = reminder(sheet.text);
            if (at >= first_line && Page{budget}.fits(length(question) + 1 + length(blocks[at]) + kept_and_more))
                page.add(question);
        }
        page.add(blocks[at]);
    }
    finish(page, sheet);
    pages.push_back(page.take());
    return pages;
}

std::string last_words(const std::string& text, Septets budget) {
    std::string_view rest = text;
    while (length(rest) > budget) {
        const std::size_t line = rest.find('\n');
        if (line == std::string_view::npos) break;
        rest.remove_prefix(line + 1);
    }
    return std::string{rest};
}

}  // namespace sambung::dialogs

#include "dialogs/dialog.h"
#include "meaning.h"
#include "model/gsm7.h"
#include "model/unicode.h"
#include "render_pages.h"

#include <algorithm>
#include <utility>

namespace sambung::dialogs {

namespace {

// One SMS has 160 septets; of several, each has 153 (3GPP TS 23.040 9.2.3.24.1).
constexpr Septets one_sms = 160;
constexpr Septets part_of_sms = 153;

// WhatsApp Cloud API, interactive messages: 3 buttons with titles of 20 characters; lists of 10 rows with titles of 24;
// a body of 1024.
constexpr std::size_t most_buttons = 3;
constexpr std::size_t longest_button = 20;
constexpr std::size_t most_rows = 10;
constexpr std::size_t longest_row = 24;
constexpr std::size_t longest_body = 1024;

Content on_screen(const Prompt& prompt, Septets budget) {
    const Sheet sheet = sheet_of(prompt);
    if (prompt.ends)
        return {
            .text = last_words(sheet.text, budget), .buttons = {}, .rows = {}, .rows_button = {}, .ends_session = true};
    auto pages = pages_of(sheet, budget);
    const auto page = static_cast<std::size_t>(std::max(prompt.page, 0)) % pages.size();
    return {.text = std::move(pages[page]), .buttons = {}, .rows = {}, .rows_button = {}, .ends_session = false};
}

Content by_sms(const Prompt& prompt, const RenderLimits& limits) {
    if (prompt.ends)
        return {.text = to_gsm7_text(prompt.text), .buttons = {}, .rows = {}, .rows_button = {}, .ends_session = true};
    Prompt plain = prompt;
    plain.nav.clear();  // words lead back, and each line costs money
    return on_screen(plain, limits.sms_segments <= 1 ? one_sms : limits.sms_segments * part_of_sms);
}

using Shown = std::vector<PromptOption>;

// Up to ten, all; of more, a page of them with "Lagi" as the last row. 8 and 9 stand on every page.
Shown rows_of(const Prompt& prompt) {
    if (prompt.options.size() <= most_rows) return prompt.options;
    Shown paged;
    Shown kept;
    for (const PromptOption& option : prompt.options)
        (option.number == skip_number || option.number == danger_number ? kept : paged).push_back(option);
    const std::size_t a_page = most_rows - 1 - kept.size();
    const std::size_t pages = (paged.size() + a_page - 1) / a_page;
    const std::size_t first = static_cast<std::size_t>(std::max(prompt.page, 0)) % pages * a_page;
    const std::size_t last = std::min(paged.size(), first + a_page);
    Shown shown{paged.begin() + static_cast<std::ptrdiff_t>(first), paged.begin() + static_cast<std::ptrdiff_t>(last)};
    shown.insert(shown.end(), kept.begin(), kept.end());
    shown.push_back({.id = "more", .label = prompt.more_label, .number = 98});
    return shown;
}

bool all_within(const Shown& shown, std::size_t most) {
    return std::ranges::all_of(shown, [most](const PromptOption& option) { return characters(option.label) <= most; });
}

Content by_whatsapp(const Prompt& prompt) {
    Content content{.text = prompt.text, .buttons = {}, .rows = {}, .rows_button = {}, .ends_session = prompt.ends};
    const Shown shown = rows_of(prompt);
    for (const PromptOption& option : shown) content.text += '\n' + std::to_string(option.number) + ' ' + option.label;
    if (shown.empty() || characters(content.text) > longest_body) return content;
    std::vector<Choice> choices;
    for (const PromptOption& option : shown)
        choices.push_back({.id = prompt.option_prefix + option.id, .label = option.label, .description = {}});
    if (shown.size() <= most_buttons && all_within(shown, longest_button)) {
        content.buttons = std::move(choices);
    } else if (all_within(shown, longest_row)) {
        content.rows = std::move(choices);
        content.rows_button = prompt.list_button;
    }
    return content;
}

}  // namespace

Content render(const Prompt& prompt, ChannelKind channel, const RenderLimits& limits) {
    switch (channel) {
        case ChannelKind::ussd:
            return on_screen(prompt, prompt.first_screen ? limits.ussd.first : limits.ussd.later);
        case ChannelKind::sms:
            return by_sms(prompt, limits);
        case ChannelKind::whatsapp:
            return by_whatsapp(prompt);
    }
    return {};
}

}  // namespace sambung::dialogs

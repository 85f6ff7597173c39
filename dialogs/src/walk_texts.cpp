// What the walk says: texts in the citizen's language with values filled in, and slots as a person reads them.
#include "common_texts.h"
#include "fold.h"
#include "model/ticket.h"
#include "spoken_date.h"
#include "walk.h"

#include <algorithm>
#include <ranges>

namespace sambung::dialogs {

namespace {

using Values = std::map<std::string, std::string, std::less<>>;

// "BUTUH DATA" -> "status.butuh_data"
std::string status_key(std::string_view word) {
    std::string key = "status.";
    for (const char c : fold(word)) key += c == ' ' ? '_' : c;
    return key;
}

std::string_view option_label_key(const Flow& flow, std::string_view slot, std::string_view value) {
    for (const State& state : flow.states) {
        if (state.slot != slot) continue;
        const auto option = std::ranges::find(state.options, value, &Option::id);
        if (option != state.options.end()) return option->label_key;
    }
    return {};
}

}  // namespace

std::string Walk::text(std::string_view key) const {
    const std::string_view words = flows_.text(language(), key);
    if (!words.contains('{')) return std::string{words};
    return fill(words, values(), flows_);
}

std::map<std::string, std::string, std::less<>> Walk::values() const {
    Values values{{"jam", env_.opens_at}};
    for (const auto& [name, value] : session_.slots) {
        if (name.starts_with(shown_mark))
            values.insert_or_assign(name.substr(1), value);
        else if (!engines_own(name))
            values.emplace(name, spoken(name));
    }
    if (const std::string_view ticket = slot("ticket"); !ticket.empty()) values.emplace("tiket", in_threes(ticket));
    return values;
}

std::string Walk::spoken(std::string_view name) const {
    const std::string_view value = slot(name);
    const auto type = flow_->slots.find(name);
    if (value.empty() || type == flow_->slots.end()) return std::string{value};
    switch (type->second.kind) {
        case SlotType::Kind::text:
            break;
        case SlotType::Kind::ticket:
            return in_threes(value);
        case SlotType::Kind::nik:
        case SlotType::Kind::phone:
            return filtered(value, "mask");
        case SlotType::Kind::date:
            return spoken_date(value);
        case SlotType::Kind::media:
        case SlotType::Kind::pin:
            return {};
        case SlotType::Kind::area: {
            if (value == area_outside) return fill(flows_.text(language(), text_outside), {}, flows_);
            const Area* area = flows_.areas ? flows_.areas->find(value) : nullptr;
            return area != nullptr ? area->name : std::string{value};
        }
        case SlotType::Kind::choice: {
            const std::string_view key = option_label_key(*flow_, name, value);
            const std::string_view words =
                flows_.text(language(), key.empty() ? "category." + std::string{value} : std::string{key});
            return std::string{words.empty() ? value : words};
        }
    }
    return std::string{value};
}

void Walk::say(std::string_view key) {
    const std::string line = text(key);
    if (line.empty()) return;
    if (!said_.empty()) said_ += '\n';
    said_ += line;
}

void Walk::show(const WishOutcome& outcome) {
    const auto in_words = [this](const std::string& status) {
        const std::string_view words = flows_.text(language(), status_key(status));
        return words.empty() ? status : std::string{words};
    };
    for (const auto& [name, value] : outcome.values) put(shown_mark + name, name == "status" ? in_words(value) : value);
    if (outcome.rows.empty()) return;
    constexpr std::size_t most_rows = 9;
    std::string rows;
    for (const auto& [ticket, status] : outcome.rows | std::views::take(most_rows)) {
        if (!rows.empty()) rows += ';';
        rows += ticket + '=' + in_words(status);
    }
    put(slot_rows, rows);
}

}  // namespace sambung::dialogs

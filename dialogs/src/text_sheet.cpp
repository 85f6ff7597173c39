#include "dialogs/text_sheet.h"

#include "collected.h"
#include "dialogs/dialog.h"
#include "model/csv.h"
#include "model/unicode.h"
#include "screen.h"
#include "sheet_columns.h"
#include "text_uses.h"

#include <algorithm>
#include <limits>
#include <set>

namespace sambung::dialogs {

namespace {

std::set<std::string> values_in(std::string_view text) {
    const auto names = placeholders(text);
    return {names.begin(), names.end()};
}

std::string_view channel_name(ChannelKind channel, bool first) {
    switch (channel) {
        case ChannelKind::ussd:
            return first ? "first USSD screen" : "USSD";
        case ChannelKind::sms:
            return "SMS";
        case ChannelKind::whatsapp:
            return "WhatsApp";
    }
    return {};
}

// The rows of one language.
class SheetMaker {
 public:
    SheetMaker(const Collected& all, Language language)
        : subject_(all.subject()), language_(language), first_(first_screens(all.set)) {}

    SheetRow row(const TextUse& use) const {
        SheetRow row{.key = std::string{use.key}, .source = {}, .of = {}, .translation = {}, .grade = {}, .where = {}};
        if (const Text* source = own_text(subject_, Language::id, use.key)) row.source = source->words;
        row.of = source_hash(row.source);
        row.room = room(use);
        row.where = where(use);
        const Text* own = own_text(subject_, language_, use.key);
        if (own == nullptr) return row;
        row.translation = own->words;
        row.state = text_state(*own, row.source);
        row.grade = own->grade;
        row.length = length(use, own->words);
        return row;
    }

 private:
    [[nodiscard]] Septets length(const TextUse& use, std::string_view words) const {
        const std::string longest = Ruler{subject_, use.flow, language_}.at_longest(words);
        return counts_characters(use) ? characters(longest) : length_of(longest);
    }

    // Where only WhatsApp shows it, nobody counts septets.
    static bool counts_characters(const TextUse& use) {
        return use.role == TextRole::say && use.channels == std::vector{ChannelKind::whatsapp};
    }

    [[nodiscard]] std::optional<Septets> room(const TextUse& use) const {
        switch (use.role) {
            case TextRole::answer:
                return label_room(subject_.set, *use.state);
            case TextRole::common:
                return room_of_common(use.key, subject_.set.ussd);
            case TextRole::say:
                break;
        }
        std::optional<Septets> least;
        for (const ChannelKind channel : use.channels) {
            const Septets room = room_on(channel, *use.state, *use.flow);
            least = std::min(least.value_or(room), room);
        }
        return least;
    }

    [[nodiscard]] Septets room_on(ChannelKind channel, const State& state, const Flow& flow) const {
        const UssdBudget& ussd = subject_.set.ussd;
        switch (channel) {
            case ChannelKind::ussd:
                return beside_answers(state, flow, first_.contains(&state) ? ussd.first : ussd.later);
            case ChannelKind::sms:
                return beside_answers(state, flow, sms_budget());
            case ChannelKind::whatsapp:
                return chat_room;
        }
        return chat_room;
    }

    // Either all answers stand on the page, or one and the way to the next page: what takes less.
    [[nodiscard]] Septets beside_answers(const State& state, const Flow& flow, Septets budget) const {
        const Ruler ruler{subject_, &flow, language_};
        const AnswerLines answers = ruler.answer_lines(state);
        const Septets taken = std::min(ruler.smallest_page({}, answers, 0),
                                       ruler.smallest_page({}, answers, std::numeric_limits<Septets>::max()));
        return budget - std::min(budget, taken);
    }

    [[nodiscard]] std::string where(const TextUse& use) const {
        if (use.role == TextRole::common) return use.key.starts_with("notice.") ? "message" : "label or line";
        if (use.role == TextRole::answer) return "answer";
        std::string channels;
        for (const ChannelKind channel : use.channels)
            channels += (channels.empty() ? "" : ", ") + std::string{channel_name(channel, first_.contains(use.state))};
        return channels;
    }

    Subject subject_;
    Language language_;
    std::set<const State*> first_;
};

}  // namespace

TextState text_state(const Text& own, std::string_view source) {
    if (values_in(own.words) != values_in(source)) return TextState::other_values;
    return own.of.empty() || source_hash(source).starts_with(own.of) ? TextState::ok : TextState::stale;
}

std::string_view word(TextState state) {
    switch (state) {
        case TextState::ok:
            return "ok";
        case TextState::missing:
            return "missing";
        case TextState::stale:
            return "stale";
        case TextState::other_values:
            return "shows other values";
    }
    return {};
}

TextSheet text_sheet(const FlowSetInput& input, Language language) {
    const Collected all = collect(input);
    const SheetMaker maker{all, language};
    TextSheet sheet{.language = language, .rows = {}};
    for (const TextUse& use : text_uses(all.set)) sheet.rows.push_back(maker.row(use));
    return sheet;
}

std::string sheet_csv(const TextSheet& sheet, RowsWanted wanted) {
    std::string csv = "\xEF\xBB\xBF";
    const auto write = [&csv](const auto& cells) {
        for (const auto& cell : cells) csv += (&cell == cells.begin() ? "" : ",") + csv_cell(cell);
        csv += "\r\n";
    };
    write(sheet_columns);
    for (const SheetRow& row : sheet.rows) {
        if (wanted == RowsWanted::unfinished && row.state == TextState::ok) continue;
        const bool there = row.state != TextState::missing;
        write(std::array<std::string, sheet_columns.size()>{
            row.key, row.source, std::string{hash_mark} + row.of, row.translation, std::string{word(row.state)},
            row.grade ? std::string{letter(*row.grade)} : "", there ? std::to_string(row.length) : "",
            row.room ? std::to_string(*row.room) : "", row.where});
    }
    return csv;
}

std::size_t TextTally::complete_percent() const {
    return texts == 0 ? 100 : (texts - missing - stale - other_values) * 100 / texts;
}

std::vector<TextTally> text_tallies(const FlowSetInput& input) {
    std::vector<TextTally> tallies;
    for (const Language language : input.languages) {
        if (language == Language::id) continue;
        TextTally tally{.language = language};
        const TextSheet sheet = text_sheet(input, language);
        tally.texts = sheet.rows.size();
        const auto in_state = [&](TextState state) {
            return static_cast<std::size_t>(std::ranges::count(sheet.rows, state, &SheetRow::state));
        };
        tally.missing = in_state(TextState::missing);
        tally.stale = in_state(TextState::stale);
        tally.other_values = in_state(TextState::other_values);
        for (const SheetRow& row : sheet.rows)
            if (row.grade) ++tally.grades[static_cast<std::size_t>(*row.grade)];
        tallies.push_back(tally);
    }
    return tallies;
}

}  // namespace sambung::dialogs

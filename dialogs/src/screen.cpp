#include "screen.h"

#include "common_texts.h"
#include "dialogs/dialog.h"
#include "meaning.h"
#include "placeholders.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

constexpr std::size_t ticket_length = 11;  // "481 207 365"

std::string of_length(std::size_t septets) { return std::string(septets, 'x'); }

void keep_longer(std::string& longest, std::string candidate) {
    if (length_of(candidate) > length_of(longest)) longest = std::move(candidate);
}

}  // namespace

Septets length_of(std::string_view text) {
    const auto plain = septets(text);
    return plain ? *plain : septets(to_gsm7_text(text)).value_or(text.size());
}

const Text* own_text(const Subject& subject, Language language, std::string_view key) {
    const auto table = subject.texts.find(language);
    if (table == subject.texts.end()) return nullptr;
    const auto text = table->second.find(key);
    return text == table->second.end() ? nullptr : &text->second;
}

std::string in_language(Language language) {
    return language == Language::id ? std::string{} : " [" + std::string{code(language)} + "]";
}

Septets sms_budget() {
    constexpr Septets part = 153;
    return RenderLimits{}.sms_segments * part;
}

std::string_view longest_area_name(const FlowSet& set) {
    std::string_view longest;
    if (set.areas)
        for (const Area& area : set.areas->all())
            if (area.code != set.areas->root() && length_of(area.name) > length_of(longest)) longest = area.name;
    return longest;
}

std::string Ruler::at_longest(std::string_view text) const {
    std::map<std::string, std::string, std::less<>> values;
    for (const std::string& name : placeholders(text))
        if (auto value = longest_value(name)) values.insert_or_assign(name, std::move(*value));
    return fill(text, values, subject_.set);
}

std::string Ruler::text_of(std::string_view key) const { return at_longest(subject_.set.text(language_, key)); }

std::optional<std::string> Ruler::longest_value(std::string_view name) const {
    if (auto value = longest_of_slot(name)) return value;
    const auto* const shown = std::ranges::find(shown_values, name, &ShownValue::name);
    if (shown != std::end(shown_values)) return of_length(shown->septets);
    for (const auto& [word, value] : subject_.set.words)
        if (word == name) return value;
    return std::nullopt;
}

std::optional<std::string> Ruler::longest_of_slot(std::string_view name) const {
    if (flow_ == nullptr) return std::nullopt;
    std::optional<std::string> constant;
    for (const State& state : flow_->states)
        for (const auto& [slot, value] : state.set)
            if (slot == name && (!constant || value.size() > constant->size())) constant = value;
    const auto slot = flow_->slots.find(name);
    if (slot == flow_->slots.end()) return constant;
    switch (slot->second.kind) {
        case SlotType::Kind::text:
            return of_length(static_cast<std::size_t>(slot->second.max));
        case SlotType::Kind::ticket:
            return of_length(ticket_length);
        case SlotType::Kind::area:
            return std::string{longest_area_name(subject_.set)};
        case SlotType::Kind::nik:
            return of_length(16);
        case SlotType::Kind::phone:
            return of_length(13);
        case SlotType::Kind::date:
            return of_length(11);  // "17 Agu 1990"
        case SlotType::Kind::media:
        case SlotType::Kind::pin:
            return std::string{};
        case SlotType::Kind::choice:
            return longest_choice(name, slot->second);
    }
    return std::nullopt;
}

// Shown by the label of its option, else by the office's word for the category.
std::string Ruler::longest_choice(std::string_view slot, const SlotType& type) const {
    std::string longest;
    for (const State& state : flow_->states)
        if (state.slot == slot)
            for (const Option& option : state.options)
                keep_longer(longest, std::string{subject_.set.text(language_, option.label_key)});
    for (const std::string& value : type.values)
        keep_longer(longest, std::string{subject_.set.text(language_, "category." + value)});
    return longest;
}

std::vector<Ruler::Answer> Ruler::options(const State& state) const {
    std::vector<Answer> all;
    std::size_t index = 0;
    for (const Option& option : state.options)
        if (subject_.set.ever(option.when))
            all.push_back(
                {.number = option.key ? danger_number : option_number(index++), .label = text_of(option.label_key)});
    return all;
}

std::vector<Ruler::Answer> Ruler::answers(const State& state) const {
    std::vector<Answer> all;
    const auto add = [&](std::string label) {
        all.push_back({.number = option_number(all.size()), .label = std::move(label)});
    };
    switch (state.type) {
        case StateType::choice:
            all = options(state);
            break;
        case StateType::yesno:
            add(text_of(text_yes));
            add(text_of(text_no));
            if (!state.if_unsure.empty()) add(text_of(text_unsure));
            break;
        case StateType::confirm:
            add(text_of(text_send));
            if (!state.edit.empty()) add(text_of(text_change));
            add(text_of(text_cancel));
            break;
        case StateType::language:
            for (const Language each : subject_.set.languages) add(std::string{endonym(each)});
            break;
        case StateType::area:
            if (subject_.set.areas)
                for (const Area* area : subject_.set.areas->children(subject_.set.areas->root())) add(area->name);
            if (state.outside) add(text_of(text_outside));
            break;
        case StateType::nik:
            add(text_of(text_yes));
            add(text_of(text_type_again));
            break;
        case StateType::report:
            add(of_length(ticket_length + 1) + longest_value("status").value_or(""));
            break;
        case StateType::text:
        case StateType::phone:
        case StateType::date:
        case StateType::ticket:
        case StateType::photo:
        case StateType::voice:
        case StateType::location:
        case StateType::message:
        case StateType::action:
        case StateType::call:
        case StateType::end:
            break;
    }
    if (state.skip) all.push_back({.number = skip_number, .label = text_of(state.skip->label_key)});
    return all;
}

AnswerLines Ruler::answer_lines(const State& state) const {
    AnswerLines all;
    for (const Answer& answer : answers(state)) {
        auto& lines = answer.number == skip_number || answer.number == danger_number ? all.kept : all.lines;
        lines.push_back(std::to_string(answer.number) + " " + answer.label);
    }
    return all;
}

Septets Ruler::smallest_page(std::string_view text, const AnswerLines& answers, Septets budget) const {
    Septets always = length_of(text);
    for (const std::string& line : answers.kept) always += 1 + length_of(line);
    Septets all = always;
    Septets longest = 0;
    for (const std::string& line : answers.lines) {
        all += 1 + length_of(line);
        longest = std::max(longest, 1 + length_of(line));
    }
    if (all <= budget || answers.lines.size() < 2) return all;
    return always + longest + length_of("\n98 " + text_of(text_next_page));
}

}  // namespace sambung::dialogs

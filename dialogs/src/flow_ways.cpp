#include "flow_ways.h"

#include "common_texts.h"
#include "meaning.h"

#include <algorithm>
#include <string_view>

namespace sambung::dialogs {

namespace {

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    std::string all;
    for (const std::string& word : words) all += (&word == words.data() ? "" : std::string{between}) + word;
    return all;
}

class WayFinder {
 public:
    WayFinder(const FlowSet& set, const Flow& flow, const State& state) : set_(set), flow_(flow), state_(state) {}

    std::vector<WayOut> find() {
        add_options();
        add_verdicts();
        for (const auto& [result, next] : state_.results) add(next, result);
        if (state_.options.empty()) add(state_.next, {});
        if (state_.skip) add(state_.skip->next, numbered(skip_number, state_.skip->label_key));
        if (!state_.channels.empty() && !state_.next.empty()) add(state_.next, "not on " + in_words(state_.channels));
        add_changes();
        if (state_.retry)
            ways_.push_back({.to = state_.retry->then,
                             .words = "over " + std::to_string(state_.retry->max) + " wrong answers",
                             .kind = WayOutKind::wrong});
        return std::move(ways_);
    }

 private:
    [[nodiscard]] std::string text(std::string_view key) const {
        const std::string_view words = set_.text(Language::id, key);
        return std::string{words.empty() ? key : words};
    }

    [[nodiscard]] std::string numbered(int number, std::string_view key) const {
        return std::to_string(number) + " " + text(key);
    }

    // Each branch with its condition; what comes after one is "otherwise".
    void add(const Next& next, const std::string& words) {
        for (const Branch& branch : next) {
            const bool first = &branch == next.data();
            std::string condition = branch.when.always() ? (first ? "" : "otherwise") : "if " + in_words(branch.when);
            if (!words.empty() && !condition.empty()) condition.insert(0, ", ");
            ways_.push_back({.to = branch.to, .words = words + condition, .kind = WayOutKind::answer});
        }
    }

    void add_options() {
        std::size_t index = 0;
        for (const Option& option : state_.options) {
            if (!set_.ever(option.when)) continue;
            const int number = option.key ? danger_number : option_number(index++);
            const std::string shown = option.when.always() ? std::string{} : " (if " + in_words(option.when) + ")";
            add(option.next.empty() ? state_.next : option.next, numbered(number, option.label_key) + shown);
        }
    }

    void add_verdicts() {
        const bool confirms = state_.type == StateType::confirm;
        add(state_.if_yes, text(confirms ? text_send : text_yes));
        add(state_.if_no, text(confirms ? text_cancel : text_no));
        add(state_.if_unsure, text(text_unsure));
    }

    static bool brings(const State& call, const std::string& slot) {
        return std::ranges::any_of(call.out, [&slot](const auto& each) { return each.first == slot; });
    }

    void add_changes() {
        for (const std::string& slot : state_.edit)
            for (const State& asks : flow_.states)
                if (asks.slot == slot || brings(asks, slot))
                    ways_.push_back({.to = {.flow = {}, .state = asks.name, .at = asks.at},
                                     .words = text(text_change) + " " + slot,
                                     .kind = WayOutKind::change});
    }

    const FlowSet& set_;
    const Flow& flow_;
    const State& state_;
    std::vector<WayOut> ways_;
};

}  // namespace

std::string in_words(const std::vector<ChannelKind>& channels) {
    std::vector<std::string> names;
    for (const ChannelKind channel : channels) names.emplace_back(name(channel));
    return joined(names, " or ");
}

namespace {

std::string alternatives(const std::vector<Guard>& guards) {
    std::vector<std::string> all;
    for (const Guard& each : guards) all.push_back(in_words(each));
    return "(" + joined(all, " or ") + ")";
}

void add_office(const Guard& guard, std::vector<std::string>& all) {
    for (const std::string& code : guard.offers) all.push_back(code + " is offered");
    for (const auto& [code, states] : guard.programmes) {
        std::vector<std::string> words;
        for (const ProgrammeState state : states) words.emplace_back(name(state));
        all.push_back(code + " is " + joined(words, " or "));
    }
    if (guard.office_open) all.emplace_back(*guard.office_open ? "the office is open" : "the office is closed");
    if (guard.helper) all.emplace_back(*guard.helper ? "a helper writes" : "no helper writes");
}

}  // namespace

std::string in_words(const Guard& guard) {
    std::vector<std::string> all;
    for (const std::string& slot : guard.has) all.push_back(slot + " is filled");
    for (const std::string& slot : guard.lacks) all.push_back(slot + " is empty");
    for (const auto& [slot, values] : guard.slot_is) all.push_back(slot + " is " + joined(values, " or "));
    for (const auto& [slot, least] : guard.count) all.push_back(std::to_string(least) + " or more in " + slot);
    if (!guard.channels.empty()) all.push_back("on " + in_words(guard.channels));
    std::vector<std::string> languages;
    for (const Language language : guard.languages) languages.emplace_back(code(language));
    if (!languages.empty()) all.push_back("in " + joined(languages, " or "));
    add_office(guard, all);
    if (!guard.any.empty()) all.push_back(alternatives(guard.any));
    if (!guard.none.empty()) all.push_back("not " + alternatives(guard.none));
    return joined(all, " and ");
}

std::vector<WayOut> ways_out(const FlowSet& set, const Flow& flow, const State& state) {
    return WayFinder{set, flow, state}.find();
}

}  // namespace sambung::dialogs

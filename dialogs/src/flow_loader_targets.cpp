// Where a flow goes on: targets, guards and lists of them.
#include "flow_reading.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

const std::vector<std::string_view> target_keys = {"to", "go"};
const std::vector<std::string_view> branch_keys = {"when", "to", "go"};
const std::vector<std::string_view> guard_keys = {"has",         "lacks",     "slot",   "count",
                                                  "channels",    "languages", "offers", "programme",
                                                  "office_open", "helper",    "any",    "none"};

// The "to" and "go" of a map that was checked for other keys.
Target target_of(Reading& in, const YamlNode& map, std::string_view what) {
    Target target{.flow = {}, .state = {}, .at = map.at};
    const YamlNode* to = map.find("to");
    const YamlNode* go = map.find("go");
    if (to == nullptr && go == nullptr)
        in.find(map.at, "E003", std::string{what} + ": key \"to\" (a state) or \"go\" (a flow) is missing");
    if (to != nullptr) {
        target.state = read_name(in, *to, what);
        target.at = to->at;
    }
    if (go != nullptr) {
        target.flow = read_name(in, *go, what);
        target.at = go->at;
    }
    return target;
}

std::vector<std::pair<std::string, std::vector<std::string>>> read_slot_values(Reading& in, const YamlNode& node,
                                                                               std::string_view what) {
    std::vector<std::pair<std::string, std::vector<std::string>>> conditions;
    if (node.type != YamlNode::Type::map || node.entries.empty()) {
        in.find(node.at, "E003", std::string{what} + ": slot must be a map of slot to value or values");
        return conditions;
    }
    for (const auto& [slot, values] : node.entries)
        conditions.emplace_back(read_name(in, slot, what), read_list(in, values, what));
    return conditions;
}

std::vector<std::pair<std::string, int>> read_counts(Reading& in, const YamlNode& node, std::string_view what) {
    constexpr int most = 100;
    std::vector<std::pair<std::string, int>> counts;
    for (const auto& [slot, least] : read_set(in, node, what)) counts.emplace_back(slot, 0);
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i].second = read_number(in, node.entries[i].value, what, 1, most).value_or(1);
    return counts;
}

std::vector<Language> read_languages(Reading& in, const YamlNode& node, std::string_view what) {
    std::vector<std::string_view> known;
    for (const Language each : all_languages) known.push_back(code(each));
    std::vector<Language> languages;
    for (const std::string& word : read_list(in, node, what)) {
        const auto language = language_from(word);
        if (language)
            languages.push_back(*language);
        else
            in.find(node.at, "E003",
                    std::string{what} + ": there is no language \"" + word + "\"." + did_you_mean(word, known));
    }
    return languages;
}

std::vector<std::pair<std::string, std::vector<ProgrammeState>>> read_programmes(Reading& in, const YamlNode& node,
                                                                                 std::string_view what) {
    std::vector<std::pair<std::string, std::vector<ProgrammeState>>> all;
    for (const auto& [code, wanted] : read_slot_values(in, node, what)) {
        std::vector<ProgrammeState> states;
        for (const std::string& word : wanted) {
            if (const auto state = programme_state_from(word))
                states.push_back(*state);
            else
                in.find(node.at, "E003",
                        std::string{what} + ": a programme is never \"" + word + "\"." +
                            did_you_mean(word, programme_state_names()));
        }
        all.emplace_back(code, std::move(states));
    }
    return all;
}

std::optional<bool> read_yes_no(Reading& in, const YamlNode& node, std::string_view what) {
    return read_word(in, node, what, {"yes", "no"}) == "yes";
}

std::vector<Guard> read_guards(Reading& in, const YamlNode& node, std::string_view what) {
    std::vector<Guard> guards;
    if (node.type != YamlNode::Type::list || node.items.empty())
        in.find(node.at, "E003", std::string{what} + ": any and none are lists of conditions");
    for (const YamlNode& item : node.items) guards.push_back(read_guard(in, item, what));
    return guards;
}

void read_about_slots(Reading& in, const YamlNode& node, std::string_view what, Guard& guard) {
    if (const YamlNode* has = node.find("has")) guard.has = read_names(in, *has, what);
    if (const YamlNode* lacks = node.find("lacks")) guard.lacks = read_names(in, *lacks, what);
    if (const YamlNode* slot = node.find("slot")) guard.slot_is = read_slot_values(in, *slot, what);
    if (const YamlNode* count = node.find("count")) guard.count = read_counts(in, *count, what);
}

Next read_branches(Reading& in, const YamlNode& list, std::string_view what) {
    Next next;
    for (std::size_t i = 0; i < list.items.size(); ++i) {
        const YamlNode& item = list.items[i];
        const bool last = i + 1 == list.items.size();
        Branch branch{.when = {}, .to = {.flow = {}, .state = {}, .at = item.at}};
        const YamlNode* when = item.find("when");
        if (item.type == YamlNode::Type::scalar) {
            branch.to.state = read_name(in, item, what);
        } else if (map_with(in, item, what, branch_keys)) {
            branch.to = target_of(in, item, what);
            if (when != nullptr) branch.when = read_guard(in, *when, what);
        }
        if (last && when != nullptr)
            in.find(item.at, "E011",
                    std::string{what} + ": the last entry has a \"when\"; end the list with one that always holds");
        if (!last && when == nullptr)
            in.find(
                item.at, "E011",
                std::string{what} +
                    ": this entry always holds, so those after it are never taken; only the last may lack \"when\"");
        next.push_back(std::move(branch));
    }
    return next;
}

}  // namespace

Guard read_guard(Reading& in, const YamlNode& node, std::string_view what) {
    Guard guard;
    if (!map_with(in, node, what, guard_keys)) return guard;
    if (node.entries.empty())
        in.find(node.at, "E003", std::string{what} + ": \"when\" asks nothing; leave it out for the last entry");
    read_about_slots(in, node, what, guard);
    if (const YamlNode* channels = node.find("channels")) guard.channels = read_channels(in, *channels, what);
    if (const YamlNode* languages = node.find("languages")) guard.languages = read_languages(in, *languages, what);
    if (const YamlNode* offers = node.find("offers")) guard.offers = read_names(in, *offers, what);
    if (const YamlNode* programme = node.find("programme")) guard.programmes = read_programmes(in, *programme, what);
    if (const YamlNode* open = node.find("office_open")) guard.office_open = read_yes_no(in, *open, what);
    if (const YamlNode* helper = node.find("helper")) guard.helper = read_yes_no(in, *helper, what);
    if (const YamlNode* any = node.find("any")) guard.any = read_guards(in, *any, what);
    if (const YamlNode* none = node.find("none")) guard.none = read_guards(in, *none, what);
    return guard;
}

Target read_target(Reading& in, const YamlNode& node, std::string_view what) {
    if (node.type == YamlNode::Type::scalar) return {.flow = {}, .state = read_name(in, node, what), .at = node.at};
    if (map_with(in, node, what, target_keys)) return target_of(in, node, what);
    return {.flow = {}, .state = {}, .at = node.at};
}

Next read_next(Reading& in, const YamlNode& node, std::string_view what) {
    if (node.type == YamlNode::Type::list && !node.items.empty()) return read_branches(in, node, what);
    Next next;
    next.push_back({.when = {}, .to = read_target(in, node, what)});
    return next;
}

std::vector<std::pair<std::string, std::string>> read_set(Reading& in, const YamlNode& node, std::string_view what) {
    std::vector<std::pair<std::string, std::string>> constants;
    if (node.type != YamlNode::Type::map || node.entries.empty()) {
        in.find(node.at, "E003", std::string{what} + ": must be a map of slot to value");
        return constants;
    }
    for (const auto& [slot, value] : node.entries)
        constants.emplace_back(read_name(in, slot, what), read_scalar(in, value, what));
    return constants;
}

}  // namespace sambung::dialogs

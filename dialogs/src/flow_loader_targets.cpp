// Where a flow goes on: targets, guards and lists of them.
#include "flow_reading.h"

namespace sambung::dialogs {

namespace {

const std::vector<std::string_view> target_keys = {"to", "go"};
const std::vector<std::string_view> branch_keys = {"when", "to", "go"};
const std::vector<std::string_view> guard_keys = {"has", "lacks", "slot", "channels", "office_open"};

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

Guard read_guard(Reading& in, const YamlNode& node, std::string_view what) {
    Guard guard;
    if (!map_with(in, node, what, guard_keys)) return guard;
    if (node.entries.empty())
        in.find(node.at, "E003", std::string{what} + ": \"when\" asks nothing; leave it out for the last entry");
    if (const YamlNode* has = node.find("has")) guard.has = read_names(in, *has, what);
    if (const YamlNode* lacks = node.find("lacks")) guard.lacks = read_names(in, *lacks, what);
    if (const YamlNode* slot = node.find("slot")) guard.slot_is = read_slot_values(in, *slot, what);
    if (const YamlNode* channels = node.find("channels")) guard.channels = read_channels(in, *channels, what);
    if (const YamlNode* open = node.find("office_open"))
        guard.office_open = read_word(in, *open, what, {"yes", "no"}) == "yes";
    return guard;
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

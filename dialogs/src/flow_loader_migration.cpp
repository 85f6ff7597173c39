// `migrate: {from: [5, 6], states: {old: new}, slots: {old: new}, drop: [old], force: true}`
#include "flow_reading.h"

namespace sambung::dialogs {

namespace {

std::map<std::string, std::string, std::less<>> read_renamings(Reading& in, const YamlNode& node,
                                                               const std::string& what) {
    std::map<std::string, std::string, std::less<>> renamed;
    if (node.type != YamlNode::Type::map) {
        in.find(node.at, "E003", what + ": must be a map of old name to new name");
        return renamed;
    }
    for (const auto& [before, now] : node.entries)
        renamed.emplace(read_name(in, before, what), read_name(in, now, what));
    return renamed;
}

std::vector<int> read_versions(Reading& in, const YamlNode& node) {
    std::vector<int> versions;
    const auto read = [&](const YamlNode& each) {
        if (const auto version = read_number(in, each, "migrate, from", 1, highest_version))
            versions.push_back(*version);
    };
    if (node.type != YamlNode::Type::list)
        read(node);
    else
        for (const YamlNode& each : node.items) read(each);
    return versions;
}

}  // namespace

Migration read_migration(Reading& in, const YamlNode& node) {
    Migration migration;
    migration.at = node.at;
    if (!map_with(in, node, "migrate", {"from", "states", "slots", "drop", "force"})) return migration;
    if (const YamlNode* from = required(in, node, "from", "migrate")) migration.from = read_versions(in, *from);
    if (const YamlNode* states = node.find("states")) migration.states = read_renamings(in, *states, "migrate, states");
    if (const YamlNode* slots = node.find("slots")) migration.slots = read_renamings(in, *slots, "migrate, slots");
    if (const YamlNode* drop = node.find("drop")) migration.drop = read_names(in, *drop, "migrate, drop");
    if (const YamlNode* force = node.find("force")) migration.force = read_flag(in, *force, "migrate, force");
    return migration;
}

}  // namespace sambung::dialogs

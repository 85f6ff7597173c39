// A flow file as a whole: its head, slots and triggers; states are read next door.
#include "flow_reading.h"
#include "fold.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

constexpr std::string_view format = "dialog/1";
constexpr std::size_t most_states = 300;
constexpr std::size_t most_slots = 40;
constexpr int longest_text = 1000;
constexpr std::chrono::hours default_idle{72};

const std::vector<std::string_view> flow_keys = {"format", "flow",    "version",  "entry", "draft",  "called", "quiet",
                                                 "kind",   "session", "triggers", "slots", "states", "migrate"};

void read_session(Reading& in, const YamlNode& node, Flow& flow) {
    if (!map_with(in, node, "session", {"idle", "resume", "remind"})) return;
    if (const YamlNode* idle = node.find("idle"))
        flow.idle = read_duration(in, *idle, "session, idle").value_or(default_idle);
    if (const YamlNode* remind = node.find("remind"))
        flow.remind = read_duration(in, *remind, "session, remind").value_or(milliseconds{0});
    if (const YamlNode* resume = node.find("resume"))
        flow.resume_ask = read_word(in, *resume, "session, resume", {"ask", "restart"}) == "ask";
}

constexpr std::pair<std::string_view, SlotType::Kind> slot_kinds[] = {
    {"text", SlotType::Kind::text},     {"choice", SlotType::Kind::choice}, {"area", SlotType::Kind::area},
    {"ticket", SlotType::Kind::ticket}, {"nik", SlotType::Kind::nik},       {"phone", SlotType::Kind::phone},
    {"date", SlotType::Kind::date},     {"media", SlotType::Kind::media},   {"pin", SlotType::Kind::pin}};

SlotType::Kind slot_kind(Reading& in, const YamlNode& node, const std::string& what) {
    std::vector<std::string_view> known;
    for (const auto& [word, kind] : slot_kinds) known.push_back(word);
    const std::string word = read_word(in, node, what, known);
    const auto* const found =
        std::ranges::find(slot_kinds, std::string_view{word}, &std::pair<std::string_view, SlotType::Kind>::first);
    return found == std::end(slot_kinds) ? SlotType::Kind::text : found->second;
}

SlotType read_slot(Reading& in, const YamlNode& name, const YamlNode& node) {
    const std::string what = "slot \"" + name.scalar + "\"";
    SlotType slot;
    slot.at = name.at;
    if (!map_with(in, node, what, {"type", "max", "values", "personal"})) return slot;
    if (const YamlNode* type = required(in, node, "type", what)) slot.kind = slot_kind(in, *type, what + ", type");
    if (const YamlNode* max = node.find("max"))
        slot.max = read_number(in, *max, what + ", max", 1, longest_text).value_or(0);
    if (const YamlNode* values = node.find("values")) slot.values = read_names(in, *values, what + ", values");
    if (const YamlNode* personal = node.find("personal")) slot.personal = read_flag(in, *personal, what + ", personal");
    if (slot.kind == SlotType::Kind::text && node.find("max") == nullptr)
        in.find(node.at, "E003", what + ": key \"max\" is missing; a text has a greatest length");
    if (slot.kind == SlotType::Kind::choice && node.find("values") == nullptr)
        in.find(node.at, "E003", what + ": key \"values\" is missing; a choice lists what it may be");
    return slot;
}

void read_slots(Reading& in, const YamlNode& node, Flow& flow) {
    if (node.type != YamlNode::Type::map || node.entries.size() > most_slots) {
        in.find(node.at, "E003", "slots: must be a map of at most 40 slots");
        return;
    }
    for (const auto& [name, value] : node.entries) {
        SlotType slot = read_slot(in, name, value);
        flow.slots.emplace(read_name(in, name, "slot"), std::move(slot));
    }
}

Trigger read_trigger(Reading& in, const YamlNode& node) {
    Trigger trigger;
    trigger.at = node.at;
    if (!map_with(in, node, "trigger", {"channels", "words", "command", "slot", "next"})) return trigger;
    const YamlNode* words = node.find("words");
    const YamlNode* command = node.find("command");
    if ((words == nullptr) == (command == nullptr))
        in.find(node.at, "E003", "trigger: give either \"words\" or \"command\"");
    if (const YamlNode* channels = node.find("channels"))
        trigger.channels = read_channels(in, *channels, "trigger, channels");
    if (words != nullptr)
        for (const std::string& word : read_list(in, *words, "trigger, words")) trigger.words.push_back(fold(word));
    if (command != nullptr) trigger.command = fold(read_scalar(in, *command, "trigger, command"));
    if (command != nullptr && trigger.command.find(' ') != std::string::npos)
        in.find(command->at, "E003", "trigger, command: one word; what follows it goes to the slot");
    const YamlNode* slot = node.find("slot");
    const YamlNode* next = node.find("next");
    if (slot != nullptr) trigger.slot = read_name(in, *slot, "trigger, slot");
    if (next != nullptr) trigger.next = read_next(in, *next, "trigger, next");
    if ((slot == nullptr) != (next == nullptr))
        in.find(node.at, "E003", "trigger: \"slot\" and \"next\" belong together");
    if (slot != nullptr && command == nullptr) in.find(node.at, "E003", "trigger: only a \"command\" has a \"slot\"");
    return trigger;
}

void read_triggers(Reading& in, const YamlNode& node, Flow& flow) {
    if (node.type != YamlNode::Type::list) {
        in.find(node.at, "E003", "triggers: must be a list");
        return;
    }
    for (const YamlNode& item : node.items) flow.triggers.push_back(read_trigger(in, item));
}

void read_states(Reading& in, const YamlNode& node, Flow& flow) {
    if (node.type != YamlNode::Type::map || node.entries.empty() || node.entries.size() > most_states) {
        in.find(node.at, "E003", "states: must be a map of 1 to 300 states");
        return;
    }
    const std::string under = in.keys_under.empty() ? flow.name : in.keys_under;
    for (const auto& [name, value] : node.entries) flow.states.push_back(read_state(in, under, name, value));
}

void read_head(Reading& in, const YamlNode& root, Flow& flow) {
    if (const YamlNode* written = required(in, root, "format", "flow file"))
        static_cast<void>(read_word(in, *written, "format", {format}));
    if (const YamlNode* version = required(in, root, "version", "flow file")) {
        flow.version = read_number(in, *version, "version", 1, highest_version).value_or(1);
        flow.version_at = version->at;
    }
    if (const YamlNode* entry = required(in, root, "entry", "flow file")) {
        flow.entry = read_name(in, *entry, "entry");
        flow.entry_at = entry->at;
    }
    if (const YamlNode* draft = root.find("draft")) flow.opens_draft = read_flag(in, *draft, "draft");
    if (const YamlNode* called = root.find("called")) flow.called = read_flag(in, *called, "called");
    if (const YamlNode* quiet = root.find("quiet")) flow.quiet = read_flag(in, *quiet, "quiet");
    if (const YamlNode* kind = root.find("kind"))
        flow.kind = read_word(in, *kind, "kind", {"lapor", "bantuan", "telepon"});
    if (const YamlNode* migrate = root.find("migrate")) flow.migrate = read_migration(in, *migrate);
    flow.idle = default_idle;
    if (const YamlNode* session = root.find("session")) read_session(in, *session, flow);
}

std::optional<Flow> flow_of(Reading& in, const YamlNode& root) {
    if (!map_with(in, root, "flow file", flow_keys)) return std::nullopt;
    const YamlNode* name = required(in, root, "flow", "flow file");
    if (name == nullptr) return std::nullopt;
    Flow flow;
    flow.file = in.file;
    flow.at = name->at;
    flow.name = read_name(in, *name, "flow");
    if (flow.name.empty()) return std::nullopt;
    read_head(in, root, flow);
    if (const YamlNode* slots = root.find("slots")) read_slots(in, *slots, flow);
    if (const YamlNode* triggers = root.find("triggers")) read_triggers(in, *triggers, flow);
    if (const YamlNode* states = required(in, root, "states", "flow file")) read_states(in, *states, flow);
    return flow;
}

}  // namespace

FlowFile read_flow(const FlowSource& source, std::string_view keys_under) {
    YamlFile yaml = read_strict_yaml(source.name, source.text);
    Reading in{.file = source.name, .findings = std::move(yaml.findings), .keys_under = std::string{keys_under}};
    FlowFile file;
    // After a syntax error the tree is empty, and "states is missing" would only be noise.
    const bool unread = yaml.root.entries.empty() && !in.findings.empty();
    if (!unread) file.flow = flow_of(in, yaml.root);
    file.texts = std::move(in.texts);
    file.findings = std::move(in.findings);
    return file;
}

}  // namespace sambung::dialogs

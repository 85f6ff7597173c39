// Pieces of a flow file: each reader gives what it could make out and adds a finding for what it could not, so that an
// author sees all that is wrong at once.
#pragma once

#include "dialogs/strict_yaml.h"
#include "flow.h"
#include "texts.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

// A flow file on its way in.
struct Reading {
    std::string file;
    Findings findings{};
    Texts texts{};             // the Indonesian texts that stand in the flow, by key
    std::string keys_under{};  // what text keys begin with; empty: the flow's name

    void find(Mark at, std::string code, std::string sentence);
};

// Flows, states, slots and options: they become parts of text keys and of ids on WhatsApp, so a small alphabet.
[[nodiscard]] bool proper_name(std::string_view name);

inline constexpr int highest_version = 1'000'000;

// `what` names the place in findings: `state "siapa", slot`.
[[nodiscard]] std::string read_scalar(Reading& in, const YamlNode& node, std::string_view what);
[[nodiscard]] std::string read_name(Reading& in, const YamlNode& node, std::string_view what);
[[nodiscard]] std::vector<std::string> read_list(Reading& in, const YamlNode& node,
                                                 std::string_view what);  // a scalar is a list of one
[[nodiscard]] std::vector<std::string> read_names(Reading& in, const YamlNode& node, std::string_view what);
[[nodiscard]] std::optional<int> read_number(Reading& in, const YamlNode& node, std::string_view what, int least,
                                             int most);
[[nodiscard]] bool read_flag(Reading& in, const YamlNode& node, std::string_view what);  // true or false
[[nodiscard]] std::optional<milliseconds> read_duration(Reading& in, const YamlNode& node,
                                                        std::string_view what);  // 30m, 24h
[[nodiscard]] std::optional<int> read_days_from_today(Reading& in, const YamlNode& node,
                                                      std::string_view what);  // -90d, 0d, 2y
[[nodiscard]] std::vector<ChannelKind> read_channels(Reading& in, const YamlNode& node, std::string_view what);
// One of `known`, else E003 with a suggestion and an empty word.
[[nodiscard]] std::string read_word(Reading& in, const YamlNode& node, std::string_view what,
                                    const std::vector<std::string_view>& known);
// True if it is a map; else E003. Unknown keys are found too.
[[nodiscard]] bool map_with(Reading& in, const YamlNode& node, std::string_view what,
                            const std::vector<std::string_view>& keys);
// The value of a key that must be there; E003 at the map if not.
[[nodiscard]] const YamlNode* required(Reading& in, const YamlNode& map, std::string_view key, std::string_view what);
// Registers a text that stands in the flow and gives its key back; empty if it is no text.
[[nodiscard]] std::string read_text(Reading& in, const YamlNode& node, std::string key, std::string_view what);

[[nodiscard]] Guard read_guard(Reading& in, const YamlNode& node, std::string_view what);
[[nodiscard]] Target read_target(Reading& in, const YamlNode& node, std::string_view what);
[[nodiscard]] Next read_next(Reading& in, const YamlNode& node, std::string_view what);
[[nodiscard]] std::vector<std::pair<std::string, std::string>> read_set(Reading& in, const YamlNode& node,
                                                                        std::string_view what);

[[nodiscard]] Migration read_migration(Reading& in, const YamlNode& node);

// A state; one that cannot be read is an `end` without words, so that what leads to it is not reported too.
[[nodiscard]] State read_state(Reading& in, std::string_view flow, const YamlNode& name, const YamlNode& node);

// What a flow file holds. The flow is empty if the file is no YAML or names no flow.
struct FlowFile {
    std::optional<Flow> flow;
    Texts texts;
    Findings findings;
};
[[nodiscard]] FlowFile read_flow(const FlowSource& source, std::string_view keys_under = {});

}  // namespace sambung::dialogs

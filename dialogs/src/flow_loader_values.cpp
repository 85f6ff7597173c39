// Scalars, lists and small words of a flow file.
#include "flow_reading.h"

#include <algorithm>
#include <charconv>

namespace sambung::dialogs {

namespace {

constexpr std::size_t longest_name = 32;

std::string quoted(std::string_view word) { return "\"" + std::string{word} + "\""; }

// Digits only, so that "+1", " 1" and "0x1" are no numbers.
std::optional<int> whole_number(std::string_view digits) {
    int value = 0;
    const auto [end, wrong] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (wrong != std::errc{} || end != digits.data() + digits.size() || digits.starts_with('-')) return std::nullopt;
    return value;
}

}  // namespace

void Reading::find(Mark at, std::string code, std::string sentence) {
    findings.push_back({.file = file, .at = at, .code = std::move(code), .sentence = std::move(sentence)});
}

bool proper_name(std::string_view name) {
    const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
    const auto part = [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; };
    return !name.empty() && name.size() <= longest_name && letter(name.front()) && std::ranges::all_of(name, part);
}

std::string read_scalar(Reading& in, const YamlNode& node, std::string_view what) {
    if (node.type == YamlNode::Type::scalar) return node.scalar;
    in.find(node.at, "E003", std::string{what} + ": must be one word or text");
    return {};
}

std::string read_name(Reading& in, const YamlNode& node, std::string_view what) {
    std::string name = read_scalar(in, node, what);
    if (node.type == YamlNode::Type::scalar && !proper_name(name))
        in.find(node.at, "E003",
                std::string{what} + ": " + quoted(name) +
                    " is no name; a name is a-z, 0-9 and _, at most 32, a letter first");
    return name;
}

std::vector<std::string> read_list(Reading& in, const YamlNode& node, std::string_view what) {
    if (node.type == YamlNode::Type::scalar) return {node.scalar};
    if (node.type == YamlNode::Type::map || node.items.empty()) {
        in.find(node.at, "E003", std::string{what} + ": must be a list of words");
        return {};
    }
    std::vector<std::string> words;
    for (const YamlNode& item : node.items)
        if (std::string word = read_scalar(in, item, what); !word.empty()) words.push_back(std::move(word));
    return words;
}

std::vector<std::string> read_names(Reading& in, const YamlNode& node, std::string_view what) {
    std::vector<std::string> names;
    for (std::string& name : read_list(in, node, what)) {
        if (!proper_name(name))
            in.find(node.at, "E003",
                    std::string{what} + ": " + quoted(name) +
                        " is no name; a name is a-z, 0-9 and _, at most 32, a letter first");
        else if (std::ranges::find(names, name) != names.end())
            in.find(node.at, "E003", std::string{what} + ": " + quoted(name) + " stands twice");
        else
            names.push_back(std::move(name));
    }
    return names;
}

std::optional<int> read_number(Reading& in, const YamlNode& node, std::string_view what, int least, int most) {
    const auto value = node.type == YamlNode::Type::scalar ? whole_number(node.scalar) : std::nullopt;
    if (value && *value >= least && *value <= most) return value;
    in.find(
        node.at, "E003",
        std::string{what} + ": must be a whole number from " + std::to_string(least) + " to " + std::to_string(most));
    return std::nullopt;
}

bool read_flag(Reading& in, const YamlNode& node, std::string_view what) {
    return read_word(in, node, what, {"true", "false"}) == "true";
}

std::optional<milliseconds> read_duration(Reading& in, const YamlNode& node, std::string_view what) {
    constexpr int most_hours = 24 * 30;
    const std::string_view text =
        node.type == YamlNode::Type::scalar ? std::string_view{node.scalar} : std::string_view{};
    const auto amount = text.empty() ? std::nullopt : whole_number(text.substr(0, text.size() - 1));
    if (amount && *amount > 0) {
        if (text.back() == 's' && *amount <= 3600) return std::chrono::seconds{*amount};
        if (text.back() == 'm' && *amount <= most_hours * 60) return std::chrono::minutes{*amount};
        if (text.back() == 'h' && *amount <= most_hours) return std::chrono::hours{*amount};
    }
    in.find(node.at, "E003", std::string{what} + ": must be a time such as 90s, 30m or 72h, at most 30 days");
    return std::nullopt;
}

std::optional<int> read_days_from_today(Reading& in, const YamlNode& node, std::string_view what) {
    constexpr int most_days = 50'000;
    constexpr int days_of_year = 366;
    std::string_view text = node.type == YamlNode::Type::scalar ? std::string_view{node.scalar} : std::string_view{};
    const bool before = text.starts_with('-');
    if (before) text.remove_prefix(1);
    const auto amount = text.empty() ? std::nullopt : whole_number(text.substr(0, text.size() - 1));
    const int unit = text.ends_with('d') ? 1 : text.ends_with('y') ? days_of_year : 0;
    if (amount && unit != 0 && *amount <= most_days / unit) return (before ? -1 : 1) * *amount * unit;
    in.find(node.at, "E003", std::string{what} + ": must be days or years from today such as -90d, 0d or 2y");
    return std::nullopt;
}

std::string read_word(Reading& in, const YamlNode& node, std::string_view what,
                      const std::vector<std::string_view>& known) {
    std::string word = read_scalar(in, node, what);
    if (node.type != YamlNode::Type::scalar || std::ranges::find(known, word) != known.end()) return word;
    std::string all;
    for (const std::string_view each : known) all += (all.empty() ? "" : ", ") + std::string{each};
    in.find(node.at, "E003",
            std::string{what} + ": " + quoted(word) + " is none of " + all + "." + did_you_mean(word, known));
    return {};
}

std::vector<ChannelKind> read_channels(Reading& in, const YamlNode& node, std::string_view what) {
    std::vector<ChannelKind> channels;
    for (const std::string& word : read_list(in, node, what)) {
        const auto channel = channel_kind_from(word);
        if (!channel)
            in.find(node.at, "E003",
                    std::string{what} + ": there is no channel " + quoted(word) + "." +
                        did_you_mean(word, {"ussd", "sms", "whatsapp"}));
        else if (std::ranges::find(channels, *channel) == channels.end())
            channels.push_back(*channel);
    }
    return channels;
}

bool map_with(Reading& in, const YamlNode& node, std::string_view what, const std::vector<std::string_view>& keys) {
    if (node.type != YamlNode::Type::map) {
        in.find(node.at, "E003", std::string{what} + ": must be a map");
        return false;
    }
    for (const auto& [key, value] : node.entries)
        if (std::ranges::find(keys, key.scalar) == keys.end())
            in.find(key.at, "E001",
                    std::string{what} + ": unknown key " + quoted(key.scalar) + "." + did_you_mean(key.scalar, keys));
    return true;
}

const YamlNode* required(Reading& in, const YamlNode& map, std::string_view key, std::string_view what) {
    const YamlNode* value = map.find(key);
    if (value == nullptr) in.find(map.at, "E003", std::string{what} + ": key " + quoted(key) + " is missing");
    return value;
}

std::string read_text(Reading& in, const YamlNode& node, std::string key, std::string_view what) {
    std::string words = read_scalar(in, node, what);
    if (words.empty()) {
        if (node.type == YamlNode::Type::scalar && !node.plain)
            in.find(node.at, "E003", std::string{what} + ": the text is empty");
        return {};
    }
    in.texts.insert_or_assign(key, Text{.words = std::move(words), .file = in.file, .at = node.at, .of = {}});
    return key;
}

}  // namespace sambung::dialogs

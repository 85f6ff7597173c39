#include "pack_reader.h"

#include "cases/calendar.h"
#include "dialogs/sms_routes.h"
#include "model/gsm7.h"

#include <charconv>
#include <fstream>
#include <sstream>
#include <utility>

namespace sambung::gateway {

using dialogs::YamlNode;

std::optional<std::string> read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

void PackReader::complain(std::string_view file, dialogs::Mark at, std::string_view code, std::string sentence) {
    findings_.push_back({path(file), at, std::string{code}, std::move(sentence)});
}

void PackReader::add(const dialogs::Findings& findings) {
    findings_.insert(findings_.end(), findings.begin(), findings.end());
}

void PackReader::instead(std::string file, std::string name, std::string text) {
    given_.insert_or_assign(std::move(file), Given{std::move(name), std::move(text)});
}

std::string PackReader::path(std::string_view file) const {
    const auto given = given_.find(file);
    return given == given_.end() ? (directory_ / file).string() : given->second.name;
}

std::string PackReader::text(std::string_view file) {
    if (const auto given = given_.find(file); given != given_.end()) return given->second.text;
    std::optional<std::string> out = read_file(directory_ / file);
    if (!out) complain(file, {}, "P001", "the pack needs this file");
    return out.value_or("");
}

YamlNode PackReader::yaml(std::string_view file, const std::vector<std::string_view>& known) {
    dialogs::YamlFile read = dialogs::read_strict_yaml(path(file), text(file));
    add(read.findings);
    if (!known.empty()) keys(file, read.root, known);
    return std::move(read.root);
}

void PackReader::keys(std::string_view file, const YamlNode& map, const std::vector<std::string_view>& known) {
    dialogs::refuse_unknown_keys(path(file), map, known, findings_);
}

std::string PackReader::required(std::string_view file, const YamlNode& map, std::string_view key) {
    const std::string_view value = map.text(key);
    if (value.empty()) complain(file, map.at, "P002", "\"" + std::string{key} + "\" is required");
    return std::string{value};
}

std::string PackReader::year_or_date(std::string_view file, const YamlNode& map, std::string_view key) {
    const std::string_view value = map.text(key);
    const bool year = value.size() == 4 && number(value);
    if (!value.empty() && !year && !cases::date_from(value))
        complain(file, map.find(key)->at, "P005",
                 "\"" + std::string{key} + "\" is a year or a date, \"2025\" or \"2025-03-17\", or empty");
    return std::string{value};
}

void PackReader::for_citizens(std::string_view file, dialogs::Mark at, std::string_view what, std::string_view words,
                              std::size_t longest) {
    const std::string name = "\"" + std::string{what} + "\"";
    const auto length = septets(words);
    if (!length)
        complain(file, at, "P010",
                 name + ": \"" + std::string{first_outside_gsm7(words)} + "\" is not in the GSM 7-bit alphabet");
    else if (*length > longest)
        complain(file, at, "P010",
                 name + ": " + std::to_string(*length) + " of " + std::to_string(longest) + " characters");
    if (const std::string blocked = dialogs::blocked_by_sms_routes(words); !blocked.empty())
        complain(file, at, "W056", name + ": SMS routes block " + blocked);
}

const std::vector<YamlNode>& items_of(const YamlNode& map, std::string_view key) {
    static const std::vector<YamlNode> none;
    const YamlNode* node = map.find(key);
    return node != nullptr ? node->items : none;
}

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value} : std::nullopt;
}

}  // namespace sambung::gateway

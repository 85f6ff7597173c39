#include "pack_words.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace sambung::gateway {

using dialogs::YamlNode;

namespace {

constexpr std::string_view file = "pack.yaml";
constexpr std::size_t longest_word = 60;  // of a word within a text; a screen has 160
constexpr std::size_t longest_term = 24;  // heads a list
constexpr std::array<std::string_view, 2> terms = {"kecamatan", "kelurahan"};

std::vector<std::string> digit_groups(std::string_view text) {
    std::vector<std::string> groups;
    bool inside = false;
    for (const char c : text) {
        const bool digit = c >= '0' && c <= '9';
        if (digit && !inside) groups.emplace_back();
        if (digit) groups.back() += c;
        inside = digit;
    }
    return groups;
}

void check_number(PackReader& reader, const YamlNode& node) {
    static const std::vector<std::string_view> uses = {
        "all", "medical", "police", "fire", "rescue", "women_and_children", "welfare"};
    reader.keys(file, node, {"number", "for", "verified", "source", "words"});
    static_cast<void>(reader.required(file, node, "number"));
    static_cast<void>(reader.required(file, node, "source"));
    static_cast<void>(reader.year_or_date(file, node, "verified"));
    const std::string use = reader.required(file, node, "for");
    if (!use.empty() && std::ranges::find(uses, use) == uses.end())
        reader.complain(file, node.find("for")->at, "P004",
                        "a number is for all, medical, police, fire, rescue, women_and_children or welfare." +
                            dialogs::did_you_mean(use, uses));
    if (const YamlNode* words = node.find("words"))
        reader.for_citizens(file, words->at, "words", words->scalar, longest_word);
}

dialogs::OfficeWords read_terms(PackReader& reader, const YamlNode& root) {
    dialogs::OfficeWords words;
    const YamlNode* map = root.find("terms");
    if (map != nullptr) reader.keys(file, *map, {terms.begin(), terms.end()});
    for (const std::string_view term : terms) {
        const YamlNode* own = map != nullptr ? map->find(term) : nullptr;
        if (own != nullptr) reader.for_citizens(file, own->at, term, own->scalar, longest_term);
        words.emplace_back(term, own != nullptr && !own->scalar.empty() ? own->scalar : std::string{term});
    }
    return words;
}

}  // namespace

std::vector<Language> read_languages(PackReader& reader, const YamlNode& root) {
    std::vector<Language> out;
    for (const YamlNode& node : items_of(root, "languages")) {
        const auto language = language_from(node.scalar);
        if (language)
            out.push_back(*language);
        else
            reader.complain(file, node.at, "P003", "there is no language \"" + node.scalar + "\"");
    }
    if (std::ranges::find(out, Language::id) == out.end()) out.insert(out.begin(), Language::id);
    return out;
}

void check_emergency(PackReader& reader, const YamlNode& root) {
    const std::vector<YamlNode>& numbers = items_of(root, "emergency");
    for (const YamlNode& node : numbers) check_number(reader, node);
    const YamlNode* words = root.find("words");
    const YamlNode* shown = words != nullptr ? words->find("darurat") : nullptr;
    if (shown == nullptr) return;
    for (const std::string& digits : digit_groups(shown->scalar)) {
        const auto listed =
            std::ranges::find_if(numbers, [&](const YamlNode& node) { return node.text("number") == digits; });
        if (listed == numbers.end())
            reader.complain(file, shown->at, "P006",
                            "\"darurat\" names " + digits + ", which \"emergency\" does not list");
        else if (digits == "112" && listed->text("verified").empty())
            reader.complain(
                file, shown->at, "P006",
                "\"darurat\" names 112, which is local: \"emergency\" must say when it was proved to answer");
    }
}

dialogs::OfficeWords read_words(PackReader& reader, const YamlNode& root) {
    dialogs::OfficeWords words;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> own = {
        {{"kota", "city"}, {"kode", "short_code"}, {"telp", "phone"}}};
    for (const auto& [word, key] : own) {
        words.emplace_back(word, reader.required(file, root, key));
        if (const YamlNode* value = root.find(key))
            reader.for_citizens(file, value->at, key, value->scalar, longest_word);
    }
    std::ranges::move(read_terms(reader, root), std::back_inserter(words));
    const YamlNode* map = root.find("words");
    if (map == nullptr) return words;
    for (const auto& [key, value] : map->entries) {
        if (std::ranges::find(words, key.scalar, &dialogs::OfficeWords::value_type::first) != words.end())
            reader.complain(file, key.at, "P012", "{" + key.scalar + "} comes from another key");
        reader.for_citizens(file, value.at, key.scalar, value.scalar, longest_word);
        words.emplace_back(key.scalar, value.scalar);
    }
    return words;
}

}  // namespace sambung::gateway

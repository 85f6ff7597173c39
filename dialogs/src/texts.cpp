#include "texts.h"

#include <algorithm>
#include <array>

namespace sambung::dialogs {

namespace {

// "texts/jv-ngoko.yaml" -> "jv-ngoko"
std::string_view stem(std::string_view file) {
    if (const std::size_t slash = file.rfind('/'); slash != std::string_view::npos) file.remove_prefix(slash + 1);
    return file.substr(0, file.rfind('.'));
}

bool source_hash_prefix(std::string_view of) {
    return of.size() >= 4 && of.size() <= 8 &&
           std::ranges::all_of(of, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

constexpr std::string_view grade_key = "grade";

struct TextReading {
    std::string file;
    Findings findings{};
    Grade grade = Grade::c;  // of texts that say none of their own
    void find(Mark at, std::string code, std::string sentence) {
        findings.push_back({.file = file, .at = at, .code = std::move(code), .sentence = std::move(sentence)});
    }
};

// The grade that stands under `grade` in this map; `otherwise` if there is none or it is none of ours.
Grade read_grade(TextReading& in, const YamlNode& map, const std::string& what, Grade otherwise) {
    const YamlNode* value = map.find(grade_key);
    if (value == nullptr) return otherwise;
    const auto grade = grade_from(value->scalar);
    if (!grade)
        in.find(value->at, "E003",
                what + ": the grade is A, B or C, not \"" + value->scalar + "\"." +
                    std::string{grade_meant(value->scalar)});
    return grade.value_or(otherwise);
}

std::string read_source(TextReading& in, const YamlNode& map, const std::string& what) {
    const YamlNode* of = map.find("of");
    if (of == nullptr || source_hash_prefix(of->scalar)) return of == nullptr ? std::string{} : of->scalar;
    in.find(map.at, "E003", what + ": \"of\" must be 4 to 8 hex digits of the source's hash");
    return {};
}

// A text is its words, or a map of the words, the hash of the Indonesian text that they translate, and their grade.
Text read_entry(TextReading& in, const std::string& key, const YamlNode& value) {
    if (value.type == YamlNode::Type::scalar)
        return {.words = value.scalar, .file = in.file, .at = value.at, .of = {}, .grade = in.grade};
    const std::string what = "text \"" + key + "\"";
    if (value.type == YamlNode::Type::list) {
        in.find(value.at, "E003", what + ": a list; it must be the words, or {t: words, of: hash}");
        return {};
    }
    refuse_unknown_keys(in.file, value, {"t", "of", grade_key}, in.findings);
    const YamlNode* words = value.find("t");
    if (words == nullptr || words->type != YamlNode::Type::scalar) {
        in.find(value.at, "E003", what + ": the words are missing; they stand under \"t\"");
        return {};
    }
    std::string of = read_source(in, value, what);
    return {.words = words->scalar,
            .file = in.file,
            .at = words->at,
            .of = std::move(of),
            .grade = read_grade(in, value, what, in.grade)};
}

}  // namespace

std::uint32_t fnv1a(std::string_view bytes) {
    std::uint32_t hash = 2166136261U;
    for (const char byte : bytes) hash = (hash ^ static_cast<unsigned char>(byte)) * 16777619U;
    return hash;
}

std::string source_hash(std::string_view indonesian) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    for (int shift = 28; shift >= 0; shift -= 4) hex += digits[(fnv1a(indonesian) >> shift) & 0xFU];
    return hex;
}

Findings add_texts(const FlowSource& source, TextTable& table) {
    TextReading in{.file = source.name};
    const auto language = language_from(stem(source.name));
    if (!language) {
        std::vector<std::string_view> known;
        for (const Language each : all_languages) known.push_back(code(each));
        in.find({}, "E003", "the file's name is no language of ours." + did_you_mean(stem(source.name), known));
        return in.findings;
    }
    YamlFile file = read_strict_yaml(source.name, source.text);
    in.findings = std::move(file.findings);
    if (file.root.type != YamlNode::Type::map) in.find(file.root.at, "E003", "the file must be a map of key to text");
    in.grade = read_grade(in, file.root, "the file", unspoken_grade(*language));
    for (const auto& [key, value] : file.root.entries) {
        if (key.scalar == grade_key) continue;
        Text text = read_entry(in, key.scalar, value);
        if (text.words.empty() && value.type == YamlNode::Type::scalar && !value.plain)
            in.find(value.at, "E003", "text \"" + key.scalar + "\": no words");
        if (!text.words.empty()) table[*language].insert_or_assign(key.scalar, std::move(text));
    }
    return in.findings;
}

}  // namespace sambung::dialogs

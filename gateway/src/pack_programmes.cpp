#include "pack_programmes.h"

#include "cases/services.h"

#include <algorithm>
#include <array>

namespace sambung::gateway {

using dialogs::ProgrammeState;
using dialogs::YamlNode;

namespace {

constexpr std::string_view file = "programmes.yaml";
constexpr std::size_t longest_name = 24;  // a row of a WhatsApp list
constexpr std::size_t longest_note = 90;  // leaves a USSD screen room for the name and two answers
constexpr std::array<std::string_view, 2> taken_facts = {"nama", "catatan"};

std::string in_quotes(std::string_view word) { return "\"" + std::string{word} + "\""; }

std::string read_code(PackReader& reader, const YamlNode& node) {
    std::string code = reader.required(file, node, "code");
    if (code.empty() || cases::service_of(code) != nullptr) return code;
    std::vector<std::string_view> known;
    for (const cases::Service& service : cases::all_services) known.push_back(service.code);
    reader.complain(file, node.find("code")->at, "P008",
                    "there is no service " + in_quotes(code) + "." + dialogs::did_you_mean(code, known));
    return code;
}

// "open, paused, ended or replaced"
std::string one_of(const std::vector<std::string_view>& words) {
    std::string all;
    for (const std::string_view& word : words) {
        if (!all.empty()) all += &word == &words.back() ? " or " : ", ";
        all += word;
    }
    return all;
}

ProgrammeState read_state(PackReader& reader, const YamlNode& node) {
    const std::string word = reader.required(file, node, "state");
    if (const auto state = dialogs::programme_state_from(word)) return *state;
    const std::vector<std::string_view> known = dialogs::programme_state_names();
    if (!word.empty())
        reader.complain(file, node.find("state")->at, "P003",
                        "\"state\" is " + one_of(known) + "." + dialogs::did_you_mean(word, known));
    return ProgrammeState::open;
}

bool is_a_word(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

std::vector<std::pair<std::string, std::string>> read_facts(PackReader& reader, const YamlNode& node) {
    std::vector<std::pair<std::string, std::string>> facts;
    const YamlNode* map = node.find("facts");
    if (map == nullptr) return facts;
    for (const auto& [key, value] : map->entries) {
        if (!is_a_word(key.scalar) || std::ranges::find(taken_facts, key.scalar) != taken_facts.end())
            reader.complain(
                file, key.at, "P003",
                "a fact is called by a word of a-z and _, and not nama or catatan; not " + in_quotes(key.scalar));
        reader.for_citizens(file, value.at, key.scalar, value.scalar, longest_note);
        facts.emplace_back(key.scalar, value.scalar);
    }
    return facts;
}

void read_words(PackReader& reader, const YamlNode& node, Programme& programme) {
    programme.name = reader.required(file, node, "name");
    if (const YamlNode* name = node.find("name"))
        reader.for_citizens(file, name->at, "name", programme.name, longest_name);
    if (const YamlNode* note = node.find("note")) {
        programme.note = note->scalar;
        reader.for_citizens(file, note->at, "note", programme.note, longest_note);
    }
    programme.facts = read_facts(reader, node);
}

Programme read_programme(PackReader& reader, const YamlNode& node) {
    reader.keys(file, node, {"code", "name", "state", "replaced_by", "since", "note", "facts", "verified", "source"});
    Programme programme{.code = read_code(reader, node),
                        .name = {},
                        .state = read_state(reader, node),
                        .replaced_by = std::string{node.text("replaced_by")},
                        .note = {},
                        .facts = {}};
    read_words(reader, node, programme);
    for (const std::string_view key : {"since", "verified"}) static_cast<void>(reader.year_or_date(file, node, key));
    static_cast<void>(reader.required(file, node, "source"));
    return programme;
}

void check_replacement(PackReader& reader, const YamlNode& node, const std::vector<Programme>& all,
                       const Programme& programme) {
    const auto complain = [&](std::string sentence) { reader.complain(file, node.at, "P011", std::move(sentence)); };
    const std::string& by = programme.replaced_by;
    if (programme.state != ProgrammeState::replaced) {
        if (!by.empty()) complain("\"replaced_by\" belongs to the state replaced alone");
        return;
    }
    if (by.empty()) return complain("what is replaced needs \"replaced_by\", so that people are led on");
    std::vector<std::string_view> known;
    for (const Programme& each : all) known.push_back(each.code);
    const auto successor = std::ranges::find(all, by, &Programme::code);
    if (successor == all.end())
        complain("\"replaced_by\": the pack lists no " + in_quotes(by) + "." + dialogs::did_you_mean(by, known));
    else if (successor->state == ProgrammeState::replaced)
        complain("\"replaced_by\": " + in_quotes(by) + " is replaced itself; name the last one");
}

}  // namespace

std::vector<Programme> read_programmes(PackReader& reader) {
    const YamlNode root = reader.yaml(file, {"programmes"});
    const std::vector<YamlNode>& nodes = items_of(root, "programmes");
    std::vector<Programme> all;
    for (const YamlNode& node : nodes) {
        Programme programme = read_programme(reader, node);
        if (std::ranges::find(all, programme.code, &Programme::code) != all.end())
            reader.complain(file, node.at, "P009", "service " + in_quotes(programme.code) + " is listed twice");
        all.push_back(std::move(programme));
    }
    for (std::size_t i = 0; i < nodes.size(); ++i) check_replacement(reader, nodes[i], all, all[i]);
    return all;
}

dialogs::OfficeWords words_of(const std::vector<Programme>& programmes) {
    dialogs::OfficeWords words;
    for (const cases::Service& service : cases::all_services) {
        const std::string code{service.code};
        const auto programme = std::ranges::find(programmes, code, &Programme::code);
        const bool listed = programme != programmes.end();
        words.emplace_back(code + "_nama", listed ? programme->name : "");
        words.emplace_back(code + "_catatan", listed ? programme->note : "");
        if (!listed) continue;
        for (const auto& [fact, value] : programme->facts)
            words.emplace_back(std::string{code}.append("_").append(fact), value);
    }
    return words;
}

}  // namespace sambung::gateway

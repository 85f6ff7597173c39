#include "routing_cells.h"

#include "cases/categories.h"
#include "spelling.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sambung::cases {

namespace {

constexpr std::string_view any = "*";

struct Template {
    std::string_view text;
    std::size_t length;  // of the area code that it stands for: "32.76.06", "32.76.06.1001"
};
constexpr Template templates[] = {{":{kecamatan}", 8}, {":{kelurahan}", 13}};

// "a|b" as its words; an empty word stays, to be refused.
std::vector<std::string_view> words_of(std::string_view cell) {
    std::vector<std::string_view> words;
    for (auto bar = cell.find('|'); bar != std::string_view::npos; bar = cell.find('|')) {
        words.push_back(cell.substr(0, bar));
        cell.remove_prefix(bar + 1);
    }
    words.push_back(cell);
    return words;
}

bool is_a_word(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::vector<std::string_view> known_categories() {
    std::vector<std::string_view> known;
    for (const Category& category : all_categories) known.push_back(category.id);
    return known;
}

}  // namespace

std::string quoted(std::string_view text) { return '"' + std::string{text} + '"'; }

RoutingCells::RoutingCells(const std::vector<Unit>& units, const AreaTree& areas) : areas_(areas) {
    for (const Unit& unit : units) unit_codes_.push_back(unit.code);
    for (const Area& area : areas.all()) area_codes_.push_back(area.code);
}

void RoutingCells::add(const CsvCell& cell, std::string code, std::string sentence) {
    findings.push_back({cell.line, cell.column, std::move(code), std::move(sentence)});
}

void RoutingCells::read_ord(const CsvCell& cell, Rule& rule) {
    const char* const end = cell.text.data() + cell.text.size();
    const auto [rest, error] = std::from_chars(cell.text.data(), end, rule.row.ord);
    if (error != std::errc{} || rest != end || rule.row.ord < 1) {
        add(cell, "E204", "ord is a number from 1, not " + quoted(cell.text));
        return;
    }
    if (rule.row.ord <= last_ord_)
        add(cell, "E204", "ord " + cell.text + " does not rise above " + std::to_string(last_ord_));
    last_ord_ = rule.row.ord;
}

// A pack's own flows may bring categories of their own, so only a word that looks like a slip of the pen is refused.
void RoutingCells::read_categories(const CsvCell& cell, Rule& rule) {
    rule.row.category = cell.text;
    if (cell.text == any) return;
    const auto known = known_categories();
    for (const std::string_view word : words_of(cell.text)) {
        const bool is_known = std::ranges::find(known, word) != known.end();
        if (!is_a_word(word))
            add(cell, "E205", "a category is a word of a-z, 0-9 and _, or * for any; not " + quoted(word));
        else if (!is_known && !nearest(word, known).empty())
            add(cell, "E205", "category " + quoted(word) + " is not known." + did_you_mean(word, known));
        else if (std::ranges::find(rule.categories, word) != rule.categories.end())
            add(cell, "E205", "category " + quoted(word) + " stands twice");
        else
            rule.categories.emplace_back(word);
    }
}

void RoutingCells::read_area(const CsvCell& cell, Rule& rule) {
    rule.row.area = cell.text;
    if (cell.text == any) return;
    if (const Area* area = areas_.find(cell.text)) {
        rule.area = area->code;
        rule.area_name = area->name;
        return;
    }
    add(cell, "E206", "area " + quoted(cell.text) + " is not in areas.csv." + did_you_mean(cell.text, area_codes_));
}

void RoutingCells::read_urgency(const CsvCell& cell, Rule& rule) {
    rule.row.urgency = cell.text;
    if (cell.text == any) return;
    const auto dash = cell.text.find('-');
    const auto from = urgency_from(std::string_view{cell.text}.substr(0, dash));
    const auto to = dash == std::string::npos ? from : urgency_from(std::string_view{cell.text}.substr(dash + 1));
    if (!from || !to || *to < *from) {
        add(cell, "E207", "urgency is *, P0 to P4, or a range such as P0-P1; not " + quoted(cell.text));
        return;
    }
    rule.from = *from;
    rule.to = *to;
}

void RoutingCells::read_hours(const CsvCell& cell, Rule& rule) {
    rule.row.hours = cell.text;
    if (cell.text == any) return;
    if (cell.text != "kerja" && cell.text != "luar") {
        add(cell, "E208",
            "hours is *, kerja or luar; not " + quoted(cell.text) + '.' + did_you_mean(cell.text, {"kerja", "luar"}));
        return;
    }
    rule.open = cell.text == "kerja";
}

void RoutingCells::read_kinds(const CsvCell& cell, Rule& rule) {
    rule.row.kind = cell.text;
    if (cell.text == any) return;
    Bits kinds = 0;
    for (const std::string_view word : words_of(cell.text)) {
        if (const auto kind = kind_from(word))
            kinds |= bit_of(*kind);
        else
            add(cell, "E209",
                "kind is *, lapor, bantuan or telepon; not " + quoted(word) + '.' +
                    did_you_mean(word, {"lapor", "bantuan", "telepon"}));
    }
    rule.kinds = kinds;
}

void RoutingCells::read_sensitive(const CsvCell& cell, Rule& rule) {
    rule.row.sensitive = cell.text;
    if (cell.text == any) return;
    if (cell.text != "0" && cell.text != "1")
        return add(cell, "E213", "sensitive is *, 0 or 1; not " + quoted(cell.text));
    rule.sensitive = cell.text == "1";
}

void RoutingCells::read_capacity(const CsvCell& cell, Rule& rule) {
    rule.row.capacity = cell.text;
    if (cell.text.empty()) return;
    const char* const end = cell.text.data() + cell.text.size();
    const auto [rest, error] = std::from_chars(cell.text.data() + 1, end, rule.room);
    constexpr int most = 1000;
    const bool formed = cell.text.front() == '<' && error == std::errc{} && std::string_view{rest, end} == "%";
    if (!formed || rule.room < 1 || rule.room > most)
        add(cell, "E214", "capacity is empty or a share such as <100%; not " + quoted(cell.text));
}

void RoutingCells::read_pick(const CsvCell& cell, Rule& rule) {
    rule.row.pick = cell.text;
    const std::vector<std::string_view> known{"first", "least_loaded", "round_robin"};
    const auto found = std::ranges::find(known, cell.text);
    if (found == known.end())
        return add(cell, "E215",
                   "pick is first, least_loaded or round_robin; not " + quoted(cell.text) + '.' +
                       did_you_mean(cell.text, known));
    rule.pick = static_cast<Pick>(found - known.begin());
}

// "puskesos:{kelurahan}" and the like, joined by '|'.
std::vector<Target> RoutingCells::targets_in(const CsvCell& cell, const std::string& code) {
    std::vector<Target> targets;
    for (const std::string_view word : words_of(cell.text)) {
        Target target{.unit = std::string{word}};
        for (const Template& one : templates)
            if (word.ends_with(one.text))
                target = {std::string{word.substr(0, word.size() - one.text.size())}, one.length};
        if (std::ranges::find(unit_codes_, target.unit) == unit_codes_.end())
            add(cell, code,
                "unit " + quoted(target.unit) + " is not in units.yaml." + did_you_mean(target.unit, unit_codes_));
        else if (std::ranges::any_of(targets, [&](const Target& t) { return t.unit == target.unit; }))
            add(cell, code, "unit " + quoted(target.unit) + " stands twice");
        else
            targets.push_back(std::move(target));
    }
    return targets;
}

void RoutingCells::read_unit(const CsvCell& cell, Rule& rule) {
    rule.row.unit = cell.text;
    rule.targets = targets_in(cell, "E210");
}

void RoutingCells::read_also_notify(const CsvCell& cell, Rule& rule) {
    rule.row.also_notify = cell.text;
    if (!cell.text.empty()) rule.copies = targets_in(cell, "E216");
}

void RoutingCells::read_note(const CsvCell& cell, Rule& rule) { rule.row.note = cell.text; }

}  // namespace sambung::cases

#include "routing_reader.h"

#include "cases/categories.h"
#include "cases/csv.h"
#include "spelling.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <span>

namespace sambung::cases {

namespace {

constexpr std::string_view any = "*";
constexpr std::string_view kelurahan_template = ":{kelurahan}";

std::string quoted(std::string_view text) { return '"' + std::string{text} + '"'; }

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

class Reader {
 public:
    Reader(const std::vector<Unit>& units, const AreaTree& areas) : areas_(areas) {
        for (const Unit& unit : units) unit_codes_.push_back(unit.code);
        for (const Area& area : areas.all()) area_codes_.push_back(area.code);
    }

    RoutingText read(const std::vector<CsvRow>& rows) {
        if (rows.empty()) {
            add(CsvCell{}, "E202", "the file is empty");
            return std::move(text_);
        }
        read_header(rows.front());
        if (!text_.findings.empty()) return std::move(text_);
        for (const CsvRow& row : std::span{rows}.subspan(1)) read_row(row);
        return std::move(text_);
    }

 private:
    struct Column {
        std::string_view name;
        void (Reader::*read)(const CsvCell&, Rule&);
    };
    static const Column columns[8];

    void add(const CsvCell& cell, std::string code, std::string sentence) {
        text_.findings.push_back({cell.line, cell.column, std::move(code), std::move(sentence)});
    }

    void read_header(const CsvRow& row);
    void read_row(const CsvRow& row);
    bool well_formed(const CsvRow& row);

    void read_ord(const CsvCell& cell, Rule& rule);
    void read_categories(const CsvCell& cell, Rule& rule);
    void read_area(const CsvCell& cell, Rule& rule);
    void read_urgency(const CsvCell& cell, Rule& rule);
    void read_hours(const CsvCell& cell, Rule& rule);
    void read_kinds(const CsvCell& cell, Rule& rule);
    void read_unit(const CsvCell& cell, Rule& rule);
    void read_note(const CsvCell& cell, Rule& rule);

    const AreaTree& areas_;
    std::vector<std::string_view> unit_codes_;
    std::vector<std::string_view> area_codes_;
    RoutingText text_;
    int last_ord_ = 0;
};

constexpr Reader::Column Reader::columns[8] = {
    {"ord", &Reader::read_ord},         {"category", &Reader::read_categories}, {"area", &Reader::read_area},
    {"urgency", &Reader::read_urgency}, {"hours", &Reader::read_hours},         {"kind", &Reader::read_kinds},
    {"unit", &Reader::read_unit},       {"note", &Reader::read_note},
};

void Reader::read_header(const CsvRow& row) {
    for (std::size_t i = 0; i < std::size(columns); ++i) {
        if (i >= row.size())
            add(row.back(), "E202", "the header lacks " + quoted(columns[i].name));
        else if (row[i].text != columns[i].name)
            add(row[i], "E202",
                "the header has " + quoted(row[i].text) + " where " + quoted(columns[i].name) + " belongs");
    }
    if (row.size() > std::size(columns)) add(row[std::size(columns)], "E202", "the header has a column too many");
}

bool Reader::well_formed(const CsvRow& row) {
    const std::size_t before = text_.findings.size();
    for (const CsvCell& cell : row)
        if (cell.broken)
            add(cell, "E201", "a quote is open or stands within a cell; write \"\" for a quote in a quoted cell");
    if (row.size() != std::size(columns))
        add(row.front(), "E203",
            "the row has " + std::to_string(row.size()) + " cells, not " + std::to_string(std::size(columns)));
    return text_.findings.size() == before;
}

void Reader::read_row(const CsvRow& row) {
    text_.last_row_read = false;
    if (!well_formed(row)) return;
    const std::size_t before = text_.findings.size();
    Rule rule;
    rule.row.line = row.front().line;
    for (std::size_t i = 0; i < std::size(columns); ++i) (this->*columns[i].read)(row[i], rule);
    if (text_.findings.size() != before) return;
    text_.rules.push_back(std::move(rule));
    text_.last_row_read = true;
}

void Reader::read_ord(const CsvCell& cell, Rule& rule) {
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
void Reader::read_categories(const CsvCell& cell, Rule& rule) {
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

void Reader::read_area(const CsvCell& cell, Rule& rule) {
    rule.row.area = cell.text;
    if (cell.text == any) return;
    if (const Area* area = areas_.find(cell.text)) {
        rule.area = area->code;
        rule.area_name = area->name;
        return;
    }
    add(cell, "E206", "area " + quoted(cell.text) + " is not in areas.csv." + did_you_mean(cell.text, area_codes_));
}

void Reader::read_urgency(const CsvCell& cell, Rule& rule) {
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

void Reader::read_hours(const CsvCell& cell, Rule& rule) {
    rule.row.hours = cell.text;
    if (cell.text == any) return;
    if (cell.text != "kerja" && cell.text != "luar") {
        add(cell, "E208",
            "hours is *, kerja or luar; not " + quoted(cell.text) + '.' + did_you_mean(cell.text, {"kerja", "luar"}));
        return;
    }
    rule.open = cell.text == "kerja";
}

void Reader::read_kinds(const CsvCell& cell, Rule& rule) {
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

void Reader::read_unit(const CsvCell& cell, Rule& rule) {
    rule.row.unit = cell.text;
    rule.per_kelurahan = cell.text.ends_with(kelurahan_template);
    rule.unit = cell.text.substr(0, cell.text.size() - (rule.per_kelurahan ? kelurahan_template.size() : 0));
    if (std::ranges::find(unit_codes_, rule.unit) == unit_codes_.end())
        add(cell, "E210",
            "unit " + quoted(rule.unit) + " is not in units.yaml." + did_you_mean(rule.unit, unit_codes_));
}

void Reader::read_note(const CsvCell& cell, Rule& rule) { rule.row.note = cell.text; }

}  // namespace

RoutingText read_rules(std::string_view csv, const std::vector<Unit>& units, const AreaTree& areas) {
    return Reader{units, areas}.read(read_csv(csv));
}

}  // namespace sambung::cases

#include "routing_reader.h"

#include "model/csv.h"

#include <iterator>
#include <span>

namespace sambung::cases {

namespace {

struct Column {
    std::string_view name;
    void (RoutingCells::*read)(const CsvCell&, Rule&);
    bool required = true;
};
constexpr Column columns[] = {
    {"ord", &RoutingCells::read_ord},
    {"category", &RoutingCells::read_categories},
    {"area", &RoutingCells::read_area},
    {"urgency", &RoutingCells::read_urgency},
    {"hours", &RoutingCells::read_hours},
    {"kind", &RoutingCells::read_kinds},
    {"sensitive", &RoutingCells::read_sensitive, false},
    {"capacity", &RoutingCells::read_capacity, false},
    {"unit", &RoutingCells::read_unit},
    {"pick", &RoutingCells::read_pick, false},
    {"also_notify", &RoutingCells::read_also_notify, false},
    {"note", &RoutingCells::read_note},
};

class Reader {
 public:
    Reader(const std::vector<Unit>& units, const AreaTree& areas) : cells_(units, areas) {}

    RoutingText read(const std::vector<CsvRow>& rows) {
        if (rows.empty())
            cells_.add(CsvCell{}, "E202", "the file is empty");
        else
            read_header(rows.front());
        if (cells_.findings.empty())
            for (const CsvRow& row : std::span{rows}.subspan(1)) read_row(row);
        text_.findings = std::move(cells_.findings);
        return std::move(text_);
    }

 private:
    void read_header(const CsvRow& row) {
        std::size_t at = 0;
        for (const Column& column : columns) {
            const bool named = at < row.size() && row[at].text == column.name;
            if (!named && !column.required) continue;
            if (at >= row.size())
                cells_.add(row.back(), "E202", "the header lacks " + quoted(column.name));
            else if (!named)
                cells_.add(row[at], "E202",
                           "the header has " + quoted(row[at].text) + " where " + quoted(column.name) + " belongs");
            ++at;
            present_.push_back(column);
        }
        if (row.size() > at) cells_.add(row[at], "E202", "the header has a column too many");
    }

    bool well_formed(const CsvRow& row) {
        const std::size_t before = cells_.findings.size();
        for (const CsvCell& cell : row)
            if (cell.broken)
                cells_.add(cell, "E201",
                           "a quote is open or stands within a cell; write \"\" for a quote in a quoted cell");
        if (row.size() != present_.size())
            cells_.add(row.front(), "E203",
                       "the row has " + std::to_string(row.size()) + " cells, not " + std::to_string(present_.size()));
        return cells_.findings.size() == before;
    }

    void read_row(const CsvRow& row) {
        text_.last_row_read = false;
        if (!well_formed(row)) return;
        const std::size_t before = cells_.findings.size();
        Rule rule;
        rule.row.line = row.front().line;
        for (std::size_t i = 0; i < present_.size(); ++i) (cells_.*present_[i].read)(row[i], rule);
        if (cells_.findings.size() != before) return;
        text_.rules.push_back(std::move(rule));
        text_.last_row_read = true;
    }

    RoutingCells cells_;
    std::vector<Column> present_;  // columns that the header names, in its order
    RoutingText text_;
};

}  // namespace

RoutingText read_rules(std::string_view csv, const std::vector<Unit>& units, const AreaTree& areas) {
    return Reader{units, areas}.read(read_csv(csv));
}

}  // namespace sambung::cases

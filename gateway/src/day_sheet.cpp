#include "day_sheet.h"

#include "list_codes.h"
#include "model/csv_stream.h"

#include <algorithm>
#include <array>
#include <optional>

namespace sambung::gateway {

namespace {

constexpr std::array<std::string_view, 5> columns{"date", "from", "to", "place", "batch"};

void read_day(const CsvRow& row, const cases::Office& office, DaySheet& sheet) {
    FewFindings& findings = sheet.findings;
    const std::size_t before = findings.count();
    if (const auto broken = std::ranges::find_if(row, &CsvCell::broken); broken != row.end())
        return findings.add(*broken, "L003", "a quote is not closed, or text follows it");
    if (row.size() != columns.size())
        return findings.add(row.front(), "L002", "five cells expected, " + std::to_string(row.size()) + " found");
    const auto opens = cases::time_of_day(row[1].text);
    const auto closes = cases::time_of_day(row[2].text);
    if (!cases::date_from(row[0].text)) findings.add(row[0], "L021", "a day is written like 2026-11-28");
    if (!opens) findings.add(row[1], "L022", "an hour is written like 08.00");
    if (!closes || (opens && *closes <= *opens)) findings.add(row[2], "L022", "an hour after the first, like 12.00");
    if (office.areas.find(row[3].text) == nullptr) findings.add(row[3], "L023", "the pack has no such area");
    if (!is_list_code(row[4].text))
        findings.add(row[4], "L010", "a code of at most 32 letters, digits and ._- is wanted, or nothing");
    if (findings.count() != before) return;
    sheet.days.push_back({.day = row[0].text,
                          .opens = static_cast<int>(opens->count()),
                          .closes = static_cast<int>(closes->count()),
                          .place = row[3].text,
                          .batch = row[4].text});
}

}  // namespace

DaySheet read_days(std::string file, std::istream& in, const cases::Office& office) {
    DaySheet sheet{.days = {}, .findings = FewFindings(std::move(file))};
    CsvStream csv(in);
    const std::optional<CsvRow> header = csv.next();
    if (!header || !std::ranges::equal(*header, columns, {}, &CsvCell::text)) {
        sheet.findings.add(header ? header->front() : CsvCell{}, "L001", "the header is \"date,from,to,place,batch\"");
        return sheet;
    }
    while (const std::optional<CsvRow> row = csv.next()) read_day(*row, office, sheet);
    return sheet;
}

}  // namespace sambung::gateway

#include "case_sheet.h"

#include "cases/categories.h"
#include "model/phone.h"
#include "model/unicode.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sambung::gateway {

namespace {

enum Column : std::size_t { kind, category, danger, area, place, story, phone, contact, date };
constexpr std::array<std::string_view, 9> columns{"kind",  "category", "danger",  "area", "place",
                                                  "story", "phone",    "contact", "date"};
constexpr std::size_t longest_place = 200;   // characters
constexpr std::size_t longest_story = 2000;  // characters

bool fits(std::string_view text, std::size_t most) { return valid_utf8(text) && characters(text) <= most; }

class Sheet {
 public:
    Sheet(std::string file, const cases::Office& office, TimePoint now)
        : office_(office), today_(office.calendar.date_of(now)), sheet_{.rows = {}, .findings = FewFindings(file)} {}

    CaseSheet read(const std::vector<CsvRow>& rows) {
        if (rows.empty() || !std::ranges::equal(rows.front(), columns, {}, &CsvCell::text)) {
            complain(rows.empty() ? CsvCell{} : rows.front().front(), "K001",
                     "the header is \"kind,category,danger,area,place,story,phone,contact,date\"");
            return std::move(sheet_);
        }
        for (std::size_t i = 1; i < rows.size(); ++i) read_row(static_cast<int>(i), rows[i]);
        return std::move(sheet_);
    }

 private:
    void complain(const CsvCell& at, std::string_view code, std::string sentence) {
        sheet_.findings.add(at, code, std::move(sentence));
    }
    void read_row(int number, const CsvRow& row) {
        if (const auto broken = std::ranges::find_if(row, &CsvCell::broken); broken != row.end())
            return complain(*broken, "K003", "a quote is not closed, or text follows it");
        if (row.size() != columns.size())
            return complain(row.front(), "K002", "nine cells expected, " + std::to_string(row.size()) + " found");
        CaseRow one{.number = number, .report = {}};
        one.report.channel = ChannelKind::sms;
        read_need(row, one.report);
        read_where(row, one.report);
        read_reporter(row, one.report);
        read_date(row[date], one.report);
        sheet_.rows.push_back(std::move(one));
    }
    void read_need(const CsvRow& row, cases::Report& report) {
        const auto wanted = cases::kind_from(row[kind].text);
        if (!wanted || *wanted == cases::Kind::call_back) return complain(row[kind], "K004", "lapor or bantuan");
        report.kind = *wanted;
        report.category = row[category].text;
        const bool known = cases::category_of(report.kind, report.category) != nullptr;
        const bool told = report.category.empty() && !row[story].text.empty();
        if (!known && !told)
            complain(row[category], "K005", "no such category of that kind; it may be empty where a story is told");
        report.restricted = report.category == cases::restricted_category;
        report.danger = row[danger].text == "ya";
        if (!report.danger && !row[danger].text.empty() && row[danger].text != "tidak")
            complain(row[danger], "K006", "ya, tidak, or empty");
    }
    void read_where(const CsvRow& row, cases::Report& report) {
        report.area = row[area].text;
        report.place = row[place].text;
        report.story = row[story].text;
        if (office_.areas.find(report.area) == nullptr) complain(row[area], "K007", "the pack has no such area");
        const bool must_be_found = report.kind == cases::Kind::person_in_need || report.danger;
        if (!fits(report.place, longest_place) || (must_be_found && report.place.empty()))
            complain(row[place], "K008", "a place of at most 200 characters, needed where somebody is to be found");
        if (!fits(report.story, longest_story)) complain(row[story], "K009", "at most 2000 characters");
    }
    void read_reporter(const CsvRow& row, cases::Report& report) {
        const std::optional<Phone> number = Phone::parse(row[phone].text);
        if (number) report.phone = number->e164();
        if (!number && !row[phone].text.empty()) complain(row[phone], "K010", "not a phone number");
        report.contact = cases::contact_from(row[contact].text);
        if (!report.contact && !row[contact].text.empty())
            complain(row[contact], "K011", "now, later, never, or empty");
        // What was told in confidence: whoever holds that phone must not learn of it.
        report.quiet = report.restricted || report.contact == cases::Contact::never;
    }
    void read_date(const CsvCell& cell, cases::Report& report) {
        // Dates in this one form sort as text.
        if (!cases::date_from(cell.text) || cell.text > today_)
            complain(cell, "K012", "the day of the form like 2026-11-12, not yet to come");
        report.intake.emplace("tanggal_formulir", cell.text);
    }

    const cases::Office& office_;
    const std::string today_;
    CaseSheet sheet_;
};

}  // namespace

CaseSheet read_cases(std::string file, std::string_view csv, const cases::Office& office, TimePoint now) {
    const std::string_view header = csv.substr(0, csv.find('\n'));
    const char separator = header.contains(';') && !header.contains(',') ? ';' : ',';
    return Sheet(std::move(file), office, now).read(read_csv(csv, separator));
}

}  // namespace sambung::gateway

#include "helper_sheet.h"

#include "model/csv.h"
#include "model/phone.h"
#include "model/unicode.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace sambung::gateway {

namespace {

constexpr std::array<std::string_view, 5> columns{"phone", "name", "role", "area", "until"};
constexpr std::size_t longest_name = 80;  // characters

class Sheet {
 public:
    Sheet(std::string_view file, const cases::Office& office, const store::Keys& keys)
        : file_(file), office_(office), keys_(keys) {}

    HelperSheet read(const std::vector<CsvRow>& rows) {
        if (!header_fits(rows)) return std::move(sheet_);
        for (std::size_t i = 1; i < rows.size(); ++i) read_row(rows[i]);
        if (!sheet_.findings.empty()) sheet_.helpers.clear();
        return std::move(sheet_);
    }

 private:
    void complain(const CsvCell& at, std::string_view code, std::string sentence) {
        sheet_.findings.push_back({file_, {at.line, at.column}, std::string{code}, std::move(sentence)});
    }
    bool header_fits(const std::vector<CsvRow>& rows) {
        const CsvCell nowhere;
        if (!rows.empty() && std::ranges::equal(rows.front(), columns, {}, &CsvCell::text)) return true;
        complain(rows.empty() ? nowhere : rows.front().front(), "H001", "the header is \"phone,name,role,area,until\"");
        return false;
    }
    void read_row(const CsvRow& row) {
        if (const auto broken = std::ranges::find_if(row, &CsvCell::broken); broken != row.end())
            return complain(*broken, "H003", "a quote is not closed, or text follows it");
        if (row.size() != columns.size())
            return complain(row.front(), "H002", "five cells expected, " + std::to_string(row.size()) + " found");
        const std::optional<Phone> phone = Phone::parse(row[0].text);
        if (!phone) complain(row[0], "H004", "not a phone number");
        store::Helper one{.person = phone ? keys_.person({}, phone->e164()) : PersonId{},
                          .name = row[1].text,
                          .role = row[2].text,
                          .area = row[3].text,
                          .until = until_of(row[4])};
        check(row, one);
        if (phone && !seen_.emplace(one.person, one.role, one.area).second)
            complain(row[0], "H009", "the same helper stands above, in that role and area");
        sheet_.helpers.push_back(std::move(one));
    }
    void check(const CsvRow& row, const store::Helper& one) {
        if (one.name.empty() || characters(one.name) > longest_name || !valid_utf8(one.name))
            complain(row[1], "H005", "a name of 1 to " + std::to_string(longest_name) + " characters is needed");
        if (std::ranges::find(store::helper_roles, one.role) == store::helper_roles.end())
            complain(row[2], "H006", "the role is kader, rt, rw, puskesos, tksk, psm, pkh or tagana");
        if (office_.areas.find(one.area) == nullptr) complain(row[3], "H007", "the pack has no such area");
    }
    std::optional<TimePoint> until_of(const CsvCell& cell) {
        if (cell.text.empty()) return std::nullopt;
        const auto day = cases::date_from(cell.text);
        if (!day) {
            complain(cell, "H008", "the last day is a date like 2026-12-31, or empty");
            return std::nullopt;
        }
        const std::chrono::year_month_day after{std::chrono::sys_days{*day} + std::chrono::days{1}};
        return office_.calendar.at(after, std::chrono::minutes{0});
    }

    std::string file_;
    const cases::Office& office_;
    const store::Keys& keys_;
    std::set<std::tuple<PersonId, std::string, std::string>> seen_;
    HelperSheet sheet_;
};

}  // namespace

HelperSheet read_helpers(std::string_view file, std::string_view csv, const cases::Office& office,
                         const store::Keys& keys) {
    return Sheet(file, office, keys).read(read_csv(csv));
}

}  // namespace sambung::gateway

#include "house_sheet.h"

#include "model/csv.h"
#include "model/unicode.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <utility>

namespace sambung::gateway {

namespace {

enum Column : std::size_t { area, address, name, estimate, ticket };
constexpr std::array<std::string_view, 5> columns{"area", "address", "name", "estimate", "ticket"};
constexpr std::size_t longest_address = 200;  // characters
constexpr std::size_t longest_name = 80;
constexpr std::int64_t most_rupiah = 10'000'000'000;
constexpr std::size_t most_rows = 20'000;

bool fits(std::string_view text, std::size_t most) {
    return !text.empty() && valid_utf8(text) && characters(text) <= most;
}

class Sheet {
 public:
    Sheet(std::string file, const cases::Office& office, const store::Keys& keys)
        : office_(office), keys_(keys), sheet_{.houses = {}, .findings = FewFindings(std::move(file))} {}

    HouseSheet read(const std::vector<CsvRow>& rows) {
        if (rows.empty() || !std::ranges::equal(rows.front(), columns, {}, &CsvCell::text)) {
            complain(rows.empty() ? CsvCell{} : rows.front().front(), "A010",
                     "the header is \"area,address,name,estimate,ticket\"");
            return std::move(sheet_);
        }
        if (rows.size() > most_rows + 1)
            complain(rows[most_rows + 1].front(), "A019", "at most 20000 houses in one list");
        for (std::size_t i = 1; i < std::min(rows.size(), most_rows + 1); ++i) read_row(rows[i]);
        return std::move(sheet_);
    }

 private:
    void complain(const CsvCell& at, std::string_view code, std::string sentence) {
        sheet_.findings.add(at, code, std::move(sentence));
    }
    void read_row(const CsvRow& row) {
        if (const auto broken = std::ranges::find_if(row, &CsvCell::broken); broken != row.end())
            return complain(*broken, "A012", "a quote is not closed, or text follows it");
        if (row.size() != columns.size())
            return complain(row.front(), "A011", "five cells expected, " + std::to_string(row.size()) + " found");
        store::NewHouse house{.line = row.front().line,
                              .area = row[area].text,
                              .estimate = sum_in(row[estimate]),
                              .owner = row[name].text,
                              .address = row[address].text,
                              .ticket = ticket_in(row[ticket])};
        check(row, house);
        sheet_.houses.push_back(std::move(house));
    }
    void check(const CsvRow& row, const store::NewHouse& house) {
        if (office_.areas.find(house.area) == nullptr) complain(row[area], "A013", "the pack has no such area");
        if (!fits(house.address, longest_address))
            complain(row[address], "A014", "an address of 1 to 200 characters is needed");
        else if (!places_.insert(store::house_place(keys_, house.area, house.address)).second)
            complain(row[address], "A018", "the same house stands above");
        if (!fits(house.owner, longest_name)) complain(row[name], "A015", "a name of 1 to 80 characters is needed");
    }
    std::int64_t sum_in(const CsvCell& cell) {
        std::int64_t sum = 0;
        const char* last = cell.text.data() + cell.text.size();
        const auto [end, wrong] = std::from_chars(cell.text.data(), last, sum);
        if (wrong == std::errc{} && end == last && sum >= 1 && sum <= most_rupiah) return sum;
        complain(cell, "A016", "the estimate is whole rupiah without points, such as 20000000");
        return 0;
    }
    std::optional<Ticket> ticket_in(const CsvCell& cell) {
        if (cell.text.empty()) return std::nullopt;
        std::optional<Ticket> found = Ticket::parse(cell.text);
        if (!found) complain(cell, "A017", "a ticket has nine digits, or the cell is empty");
        return found;
    }

    const cases::Office& office_;
    const store::Keys& keys_;
    std::set<Key128> places_;
    HouseSheet sheet_;
};

}  // namespace

HouseSheet read_houses(std::string file, std::string_view csv, const cases::Office& office, const store::Keys& keys) {
    const std::string_view header = csv.substr(0, csv.find('\n'));
    const char separator = header.contains(';') && !header.contains(',') ? ';' : ',';
    return Sheet(std::move(file), office, keys).read(read_csv(csv, separator));
}

}  // namespace sambung::gateway

#include "answer_sheet.h"

#include "unasked_words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <utility>

namespace sambung::gateway {

namespace {

enum Column : std::size_t { ticket, key, answer };
constexpr std::array<std::string_view, 3> columns{"ticket", "key", "answer"};

struct FaultWords {
    std::string_view code;
    std::string_view sentence;
};
// In the order of UnaskedFault.
constexpr std::array<FaultWords, 4> faults{
    {{"Q008", "over 160 septets with city and ticket, or not of the GSM-7 alphabet"},
     {"Q009", "names a sum"},
     {"Q010", "names a category or an illness"},
     {"Q011", "has a link"}}};

class Sheet {
 public:
    Sheet(std::string file, std::string_view city)
        : city_(city), sheet_{.rows = {}, .findings = FewFindings(std::move(file))} {}

    AnswerSheet read(const std::vector<CsvRow>& rows) {
        if (rows.empty() || !std::ranges::equal(rows.front(), columns, {}, &CsvCell::text)) {
            complain(rows.empty() ? CsvCell{} : rows.front().front(), "Q001", "the header is \"ticket,key,answer\"");
            return std::move(sheet_);
        }
        for (std::size_t i = 1; i < rows.size(); ++i) read_row(static_cast<int>(i), rows[i]);
        return std::move(sheet_);
    }

 private:
    void complain(const CsvCell& at, std::string_view code, std::string_view sentence) {
        sheet_.findings.add(at, code, std::string{sentence});
    }
    void read_row(int number, const CsvRow& row) {
        if (const auto broken = std::ranges::find_if(row, &CsvCell::broken); broken != row.end())
            return complain(*broken, "Q003", "a quote is not closed, or text follows it");
        if (row.size() != columns.size())
            return complain(row.front(), "Q002", "three cells expected, " + std::to_string(row.size()) + " found");
        const std::optional<Ticket> about = Ticket::parse(row[ticket].text);
        if (!about)
            return complain(row[ticket], "Q004", "not a ticket: nine digits, of which the last checks the others");
        if (!seen_.insert(about->digits()).second)
            return complain(row[ticket], "Q005", "that ticket stands here before");
        if (row[key].text.empty() == row[answer].text.empty())
            return complain(row[key], "Q006", "either a key or an answer");
        check_words(row, *about);
        sheet_.rows.push_back({number, row[ticket], *about, row[key].text, row[answer].text});
    }
    void check_words(const CsvRow& row, const Ticket& about) {
        if (!row[key].text.empty()) {
            if (std::ranges::find(answer_keys, row[key].text) == std::end(answer_keys))
                complain(row[key], "Q007", "no such key: checking, proposed or come");
            return;
        }
        const std::optional<UnaskedFault> fault = unasked_fault(answer_text(city_, about, row[answer].text));
        if (!fault) return;
        const FaultWords& words = faults.at(static_cast<std::size_t>(*fault));
        complain(row[answer], words.code, words.sentence);
    }

    std::string_view city_;
    std::set<std::string> seen_;
    AnswerSheet sheet_;
};

}  // namespace

std::string answer_text(std::string_view city, const Ticket& ticket, std::string_view words) {
    return "Dinsos " + std::string{city} + ": No. " + ticket.spaced() + ". " + std::string{words};
}

AnswerSheet read_answers(std::string file, std::string_view csv, std::string_view city) {
    const std::string_view header = csv.substr(0, csv.find('\n'));
    const char separator = header.contains(';') && !header.contains(',') ? ';' : ',';
    return Sheet(std::move(file), city).read(read_csv(csv, separator));
}

}  // namespace sambung::gateway

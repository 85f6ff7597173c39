#include "list_sheet.h"

#include "list_codes.h"
#include "list_numbers.h"
#include "model/phone.h"

#include <algorithm>
#include <array>

namespace sambung::gateway {

namespace {

using store::ListNumber;

constexpr std::array<std::string_view, 7> columns{"nik", "kk", "phone", "card", "standing", "reason", "batch"};
constexpr std::size_t standing_column = 4;
constexpr std::size_t reason_column = 5;
constexpr std::size_t batch_column = 6;

struct NumberColumn {
    ListNumber number;
    std::string_view finding;
    std::string_view sentence;
};
// In the order of the columns.
constexpr std::array<NumberColumn, 4> number_columns{
    {{ListNumber::nik, "L004", "a NIK is 16 digits, kept as text: a spreadsheet may have cut it"},
     {ListNumber::family_card, "L005", "a family card's number is 16 digits, kept as text"},
     {ListNumber::phone, "L006", "not a phone number"},
     {ListNumber::card, "L007", "a card's number is 4 to 30 letters and digits"}}};

bool alike(const ListEntry& a, const ListEntry& b) {
    return a.standing == b.standing && a.reason == b.reason && a.batch == b.batch;
}

bool all_alike(const std::vector<ListEntry>& same) {
    return std::ranges::all_of(same, [&same](const ListEntry& one) { return alike(one, same.front()); });
}

bool names_one_person(ListNumber number) { return number == ListNumber::nik || number == ListNumber::card; }

}  // namespace

std::optional<std::uint16_t> ListWords::number_of(std::string_view word) {
    constexpr std::size_t most = 65'535;
    const auto known = numbers_.find(word);
    if (known != numbers_.end()) return known->second;
    if (words_.size() == most) return std::nullopt;
    const auto number = static_cast<std::uint16_t>(words_.size());
    words_.emplace_back(word);
    numbers_.emplace(word, number);
    return number;
}

Result<> ListSheet::read(std::istream& in, const std::function<void(std::int64_t, std::uint64_t)>& row_read) {
    CsvStream csv(in);
    if (!header_fits(csv.next())) return {};
    while (const std::optional<CsvRow> row = csv.next()) {
        if (const Result<> kept = read_row(*row); !kept) return kept;
        ++rows_;
        row_read(rows_, csv.bytes_read());
    }
    return findings_.count() == 0 ? compare_keys() : Result<>{};
}

bool ListSheet::header_fits(const std::optional<CsvRow>& row) {
    if (row && std::ranges::equal(*row, columns, {}, &CsvCell::text)) return true;
    findings_.add(row ? row->front() : CsvCell{}, "L001", "the header is \"nik,kk,phone,card,standing,reason,batch\"");
    return false;
}

std::optional<std::uint16_t> ListSheet::code_in(const CsvCell& cell, std::string_view finding) {
    const std::optional<std::uint16_t> number = is_list_code(cell.text) ? words_.number_of(cell.text) : std::nullopt;
    if (!number) findings_.add(cell, finding, "a code of at most 32 letters, digits and ._- is wanted, or nothing");
    return number;
}

std::optional<std::string> ListSheet::number_in(const CsvCell& cell, ListNumber what) {
    if (what == ListNumber::card) return card_number(cell.text);
    if (what != ListNumber::phone) return sixteen_digits(cell.text);
    const std::optional<Phone> phone = Phone::parse(cell.text);
    return phone ? std::optional{phone->e164()} : std::nullopt;
}

Result<> ListSheet::read_row(const CsvRow& row) {
    if (const auto broken = std::ranges::find_if(row, &CsvCell::broken); broken != row.end()) {
        findings_.add(*broken, "L003", "a quote is not closed, or text follows it");
        return {};
    }
    if (row.size() != columns.size()) {
        findings_.add(row.front(), "L002", "seven cells expected, " + std::to_string(row.size()) + " found");
        return {};
    }
    const auto standing = store::list_standing_from(row[standing_column].text);
    if (!standing)
        findings_.add(row[standing_column], "L008", "terdaftar, menunggu, diusulkan, berhenti or tidak_terdaftar");
    const auto reason = code_in(row[reason_column], "L009");
    const auto batch = code_in(row[batch_column], "L010");
    bool any = false;
    for (std::size_t i = 0; i < number_columns.size(); ++i) {
        if (row[i].text.empty()) continue;
        any = true;
        const NumberColumn& column = number_columns[i];
        const std::optional<std::string> number = number_in(row[i], column.number);
        if (!number) findings_.add(row[i], column.finding, std::string{column.sentence});
        if (!number || !standing || !reason || !batch) continue;
        const ListEntry entry{.key = store::list_key(*keys_, column.number, *number, programme_),
                              .line = row[i].line,
                              .reason = *reason,
                              .batch = *batch,
                              .standing = *standing,
                              .number = column.number};
        if (Result<> kept = runs_.add(entry); !kept) return kept;
    }
    if (!any) findings_.add(row.front(), "L011", "a row needs a NIK, a family card, a phone or a card");
    return {};
}

// Two lines about one person that differ: nobody here can know which is right.
Result<> ListSheet::compare_keys() {
    return runs_.each_key([this](const std::vector<ListEntry>& same) -> Result<> {
        ++keys_met_;
        if (!names_one_person(same.front().number)) return {};
        for (const ListEntry& one : same)
            if (!alike(one, same.front()))
                findings_.add({.text = {}, .line = one.line, .column = 1, .broken = false}, "L012",
                              "the same NIK or card stands otherwise in line " + std::to_string(same.front().line));
        return {};
    });
}

Result<> ListSheet::each_member(const std::function<Result<>(const store::ListMember&)>& each) {
    return runs_.each_key([this, &each](const std::vector<ListEntry>& same) -> Result<> {
        if (same.front().number == ListNumber::phone && !all_alike(same)) return {};
        const ListEntry& best = *std::ranges::min_element(same, {}, &ListEntry::standing);
        return each({.key = best.key,
                     .standing = best.standing,
                     .reason = words_.word(best.reason),
                     .batch = words_.word(best.batch)});
    });
}

}  // namespace sambung::gateway

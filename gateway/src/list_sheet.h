// A list of beneficiaries as an office gives it: CSV with the header `nik,kk,phone,card,standing,reason,batch`
// (docs/lists.md). Read row by row; of the numbers only keyed hashes go on.
#pragma once

#include "few_findings.h"
#include "list_runs.h"
#include "model/csv_stream.h"
#include "store/keys.h"
#include "store/list_import.h"

#include <deque>
#include <functional>
#include <istream>
#include <map>
#include <string>
#include <string_view>

namespace sambung::gateway {

// Codes that come again and again, by number.
class ListWords {
 public:
    // Nothing after 65,535 different ones.
    [[nodiscard]] std::optional<std::uint16_t> number_of(std::string_view word);
    [[nodiscard]] std::string_view word(std::uint16_t number) const { return words_.at(number); }

 private:
    std::deque<std::string> words_;
    std::map<std::string, std::uint16_t, std::less<>> numbers_;
};

// Findings never repeat what stands in a cell: L001 header, L002 number of cells, L003 quotes, L004 nik, L005 kk, L006
// phone, L007 card, L008 standing, L009 reason, L010 batch, L011 a row without any number, L012 a NIK or card twice
// that stands differently.
class ListSheet {
 public:
    ListSheet(std::string file, const store::Keys& keys, std::string programme)
        : findings_(std::move(file)), keys_(&keys), programme_(std::move(programme)) {}

    // `row_read` is told of every row with the bytes so far. Errc::unavailable if the temporary folder is full; wrong
    // rows are findings.
    [[nodiscard]] Result<> read(std::istream& in, const std::function<void(std::int64_t, std::uint64_t)>& row_read);
    [[nodiscard]] const FewFindings& findings() const { return findings_; }
    [[nodiscard]] std::int64_t rows() const { return rows_; }
    [[nodiscard]] std::int64_t keys() const { return keys_met_; }  // members that `each_member` gives at most

    // After `read`: one member a key, in the order of keys. A family card that several lines have stands as its best
    // line; a phone that stands for lines which differ stands for none of them.
    [[nodiscard]] Result<> each_member(const std::function<Result<>(const store::ListMember&)>& each);

 private:
    [[nodiscard]] bool header_fits(const std::optional<CsvRow>& row);
    [[nodiscard]] Result<> read_row(const CsvRow& row);
    [[nodiscard]] std::optional<std::uint16_t> code_in(const CsvCell& cell, std::string_view finding);
    [[nodiscard]] std::optional<std::string> number_in(const CsvCell& cell, store::ListNumber what);
    [[nodiscard]] Result<> compare_keys();

    FewFindings findings_;
    const store::Keys* keys_;
    std::string programme_;
    ListWords words_;
    ListRuns runs_;
    std::int64_t rows_ = 0;
    std::int64_t keys_met_ = 0;
};

}  // namespace sambung::gateway

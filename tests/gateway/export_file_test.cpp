#include "export_file.h"

#include "export_workbook.h"
#include "model/csv.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <archive.h>
#include <archive_entry.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <unistd.h>

namespace sambung::gateway {
namespace {

using std::filesystem::path;
using testing::HasSubstr;
using testing::Not;

class Exported : public testing::Test {
 protected:
    Exported() { std::filesystem::create_directory(folder_); }
    ~Exported() override { std::filesystem::remove_all(folder_); }
    Exported(const Exported&) = delete;
    Exported& operator=(const Exported&) = delete;

    static std::string whole(const path& file) {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>{in}, {}};
    }

    // Name and text of the parts of a zip file.
    static std::map<std::string, std::string> parts_of(const path& file) {
        std::map<std::string, std::string> parts;
        archive* zip = archive_read_new();
        archive_read_support_format_zip(zip);
        EXPECT_EQ(archive_read_open_filename(zip, file.c_str(), 65536), ARCHIVE_OK) << archive_error_string(zip);
        archive_entry* entry = nullptr;
        while (archive_read_next_header(zip, &entry) == ARCHIVE_OK) {
            std::string& text = parts[archive_entry_pathname(entry)];
            char block[4096];
            for (la_ssize_t got = 0; (got = archive_read_data(zip, block, sizeof block)) > 0;)
                text.append(block, static_cast<std::size_t>(got));
        }
        archive_read_free(zip);
        return parts;
    }

    [[nodiscard]] bool nothing_there() const { return std::filesystem::is_empty(folder_); }

    path folder_ = std::filesystem::temp_directory_path() / ("sambung-export-" + std::to_string(::getpid()));
};

using Cells = std::vector<std::string_view>;

// What spreadsheet programs take for the start of a formula, and what only looks like it.
struct Risk {
    std::string_view cell;
    std::string_view in_csv;
};
constexpr Risk risks[] = {
    {"=1+1", "'=1+1"},
    {"+6281200000901", "'+6281200000901"},
    {"-2", "'-2"},
    {"@SUM(A1)", "'@SUM(A1)"},
    {"\tx", "'\tx"},
    {"\r=1", "'\r=1"},
    {"=HYPERLINK(\"http://x\",\"y\")", "'=HYPERLINK(\"http://x\",\"y\")"},
    {"a=1", "a=1"},
    {"481207365", "481207365"},
    {"", ""},
    {"http://x.example", "http://x.example"},
    {"baris\nkedua, \"ya\"", "baris\nkedua, \"ya\""},
};

TEST_F(Exported, ACsvCellThatASpreadsheetWouldRunIsDefused) {
    const path file = folder_ / "a.csv";
    {
        auto out = open_export(file);
        ASSERT_TRUE(out);
        ASSERT_TRUE((*out)->row(Cells{"n", "cell"}));
        for (const Risk& risk : risks) ASSERT_TRUE((*out)->row(Cells{"1", risk.cell}));
        ASSERT_TRUE((*out)->finish());
    }
    const auto rows = read_csv(whole(file));
    ASSERT_EQ(rows.size(), std::size(risks) + 1);
    for (std::size_t i = 0; i < std::size(risks); ++i) EXPECT_EQ(rows[i + 1][1].text, risks[i].in_csv);
}

TEST_F(Exported, NoCellOfASpreadsheetIsAFormulaANumberOrALink) {
    const path file = folder_ / "a.xlsx";
    {
        auto out = open_export(file);
        ASSERT_TRUE(out);
        ASSERT_TRUE((*out)->row(Cells{"cell"}));
        for (const Risk& risk : risks) ASSERT_TRUE((*out)->row(Cells{risk.cell}));
        ASSERT_TRUE((*out)->finish());
    }
    const auto parts = parts_of(file);
    const std::string& sheet = parts.at("xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, HasSubstr(">=1+1</t>"));
    EXPECT_THAT(sheet, HasSubstr(">+6281200000901</t>"));
    EXPECT_THAT(sheet, HasSubstr(">481207365</t>"));
    for (const char* never : {"<f>", "<f ", "<v>", "hyperlink"}) EXPECT_THAT(sheet, Not(HasSubstr(never)));
    EXPECT_THAT(sheet, HasSubstr("state=\"frozen\""));
    EXPECT_FALSE(parts.contains("xl/worksheets/_rels/sheet1.xml.rels"));
}

TEST_F(Exported, WhatASheetCannotHoldGoesOnInTheNextUnderTheSameHeader) {
    const path file = folder_ / "a.xlsx";
    {
        auto out = open_workbook(ExportPaper::begin(file).value(), 3);
        ASSERT_TRUE(out);
        for (const char* cell : {"kepala", "satu", "dua", "tiga", "empat", "lima"})
            ASSERT_TRUE((*out)->row(Cells{cell}));
        ASSERT_TRUE((*out)->finish());
    }
    const auto parts = parts_of(file);
    const auto holds = [&](int number, const char* cell) {
        return parts.at("xl/worksheets/sheet" + std::to_string(number) + ".xml")
            .contains(">" + std::string{cell} + "<");
    };
    EXPECT_TRUE(holds(1, "kepala") && holds(1, "satu") && holds(1, "dua") && !holds(1, "tiga"));
    EXPECT_TRUE(holds(2, "kepala") && holds(2, "tiga") && holds(2, "empat") && !holds(2, "lima"));
    EXPECT_TRUE(holds(3, "kepala") && holds(3, "lima"));
    EXPECT_FALSE(parts.contains("xl/worksheets/sheet4.xml"));
}

TEST_F(Exported, ACellThatASpreadsheetCannotHoldIsRefusedNotCutOff) {
    auto out = open_export(folder_ / "a.xlsx");
    ASSERT_TRUE(out);
    ASSERT_TRUE((*out)->row(Cells{"kepala"}));
    const std::string most(32767, 'x');
    EXPECT_TRUE((*out)->row(Cells{most}));
    const std::string over(32768, 'x');
    const Result<> refused = (*out)->row(Cells{over});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::refused);
}

class ExportEnding : public Exported, public testing::WithParamInterface<const char*> {};

TEST_P(ExportEnding, AFileThatIsNotFinishedLeavesNothingBehind) {
    {
        auto out = open_export(folder_ / GetParam());
        ASSERT_TRUE(out);
        ASSERT_TRUE((*out)->row(Cells{"a"}));
        EXPECT_FALSE(std::filesystem::exists(folder_ / GetParam()));
    }
    EXPECT_TRUE(nothing_there());
}

TEST_P(ExportEnding, TwoAtOnceAreBothWholeAndTheLastOneStays) {
    const path file = folder_ / GetParam();
    auto first = open_export(file);
    auto second = open_export(file);
    ASSERT_TRUE(first && second);
    for (int i = 0; i < 3; ++i) {
        ASSERT_TRUE((*first)->row(Cells{"a", "pertama"}));
        ASSERT_TRUE((*second)->row(Cells{"a", "kedua"}));
    }
    ASSERT_TRUE((*first)->finish());
    const std::string whole_first = whole(file);
    ASSERT_TRUE((*second)->finish());
    EXPECT_NE(whole(file), whole_first);
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_), {}), 1);
}

TEST_P(ExportEnding, OnlyItsOwnerMayReadIt) {
    const path file = folder_ / GetParam();
    auto out = open_export(file);
    ASSERT_TRUE(out);
    ASSERT_TRUE((*out)->row(Cells{"a"}));
    ASSERT_TRUE((*out)->finish());
    using std::filesystem::perms;
    EXPECT_EQ(std::filesystem::status(file).permissions(), perms::owner_read | perms::owner_write);
}

INSTANTIATE_TEST_SUITE_P(Both, ExportEnding, testing::Values("a.csv", "a.xlsx"));

TEST_F(Exported, AnotherEndingIsRefusedBeforeAnythingIsMade) {
    for (const char* name : {"a.xls", "a", "a.csv.gz", "a.XLSX"}) {
        const auto out = open_export(folder_ / name);
        ASSERT_FALSE(out) << name;
        EXPECT_EQ(out.error().code, Errc::invalid_request);
    }
    EXPECT_TRUE(nothing_there());
    const auto nowhere = open_export(folder_ / "none" / "a.csv");
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code, Errc::unavailable);
}

}  // namespace
}  // namespace sambung::gateway

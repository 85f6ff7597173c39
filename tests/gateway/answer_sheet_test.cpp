#include "answer_sheet.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

const std::string one = Ticket::from_number(1).digits();
const std::string two = Ticket::from_number(2).spaced();

AnswerSheet read(const std::string& rows) { return read_answers("a.csv", "ticket,key,answer\n" + rows, "Depok"); }

TEST(AnswerSheets, HaveATextOfTheirOwnOrAKey) {
    const AnswerSheet sheet = read(one + ",,\"Sudah dicek, terima kasih.\"\n" + two + ",come,\n");
    ASSERT_EQ(sheet.findings.count(), 0U) << sheet.findings.first()[0].text();
    ASSERT_EQ(sheet.rows.size(), 2U);
    EXPECT_EQ(sheet.rows[0].text, "Sudah dicek, terima kasih.");
    EXPECT_EQ(sheet.rows[1].key, "come");
    EXPECT_EQ(sheet.rows[1].number, 2);
    EXPECT_EQ(sheet.rows[1].ticket, Ticket::from_number(2));
}

TEST(AnswerSheets, ASpreadsheetMayPartCellsBySemicolons) {
    EXPECT_EQ(read_answers("a.csv", "ticket;key;answer\n" + one + ";come;\n", "Depok").rows.size(), 1U);
}

TEST(AnswerSheets, EachMistakeHasItsPlaceAndCode) {
    struct Row {
        std::string cells;
        std::string finding;
    };
    const Row rows[] = {
        {one + ",come", "2:1:Q002"},
        {one + ",,\"Baik", "2:12:Q003"},
        {"123456789,come,", "2:1:Q004"},
        {one + ",come,\n" + one + ",come,", "3:1:Q005"},
        {one + ",,", "2:11:Q006"},
        {one + ",come,Baik", "2:11:Q006"},
        {one + ",other,", "2:11:Q007"},
        {one + ",," + std::string(160, 'a'), "2:12:Q008"},
        {one + ",,Cair 600.000", "2:12:Q009"},
        {one + ",,Bantuan lansia", "2:12:Q010"},
        {one + ",,Cek bit.ly/a", "2:12:Q011"},
    };
    for (const Row& row : rows) {
        const AnswerSheet sheet = read(row.cells + "\n");
        ASSERT_EQ(sheet.findings.count(), 1U) << row.cells;
        const dialogs::Finding& found = sheet.findings.first()[0];
        EXPECT_TRUE(found.text().starts_with("a.csv:" + row.finding.substr(0, row.finding.rfind(':')) + ": " +
                                             row.finding.substr(row.finding.rfind(':') + 1) + ":"))
            << found.text() << " for " << row.finding;
    }
    EXPECT_EQ(read_answers("a.csv", "ticket,answer\n", "Depok").findings.first()[0].code, "Q001");
    EXPECT_EQ(read_answers("a.csv", "", "Depok").findings.first()[0].code, "Q001");
}

TEST(AnswerSheets, TheLengthIsOfAllThatTheCitizenReads) {
    const std::size_t before = answer_text("Depok", Ticket::from_number(1), "").size();
    EXPECT_EQ(read(one + ",," + std::string(160 - before, 'a') + "\n").findings.count(), 0U);
    EXPECT_EQ(read(one + ",," + std::string(161 - before, 'a') + "\n").findings.count(), 1U);
}

}  // namespace
}  // namespace sambung::gateway

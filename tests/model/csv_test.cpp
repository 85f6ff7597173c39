#include "model/csv.h"

#include <gtest/gtest.h>

#include <string>

namespace sambung {
namespace {

// "[a|b][c]": rows in brackets, cells parted by bars, '!' before a broken one.
std::string shape(std::string_view csv) {
    std::string out;
    for (const CsvRow& row : read_csv(csv)) {
        out += '[';
        for (const CsvCell& cell : row) {
            if (&cell != row.data()) out += '|';
            if (cell.broken) out += '!';
            out += cell.text;
        }
        out += ']';
    }
    return out;
}

TEST(Csv, ReadsRowsAsRfc4180HasThem) {
    struct Row {
        const char* what;
        const char* csv;
        const char* shape;
    };
    const Row rows[] = {
        {"nothing", "", ""},
        {"rows", "a,b\nc,d\n", "[a|b][c|d]"},
        {"the last line may lack its end", "a,b\nc,d", "[a|b][c|d]"},
        {"CRLF", "a,b\r\nc,d\r\n", "[a|b][c|d]"},
        {"a CR alone is text", "a\rb,c\n", "[a\rb|c]"},
        {"empty cells", ",a,\n,\n", "[|a|][|]"},
        {"empty cell at the very end", "a,", "[a|]"},
        {"empty lines are left out", "a\n\n\r\nb\n", "[a][b]"},
        {"notices are left out", "# notice, \"x\na\n#\nb", "[a][b]"},
        {"a hash within a row is text", "a,#b\n", "[a|#b]"},
        {"byte order mark",
         "\xEF\xBB\xBF"
         "a,b\n",
         "[a|b]"},
        {"quotes", "\"a,b\",c\n", "[a,b|c]"},
        {"doubled quotes", "\"a \"\"b\"\"\",c\n", "[a \"b\"|c]"},
        {"an empty quoted cell", "\"\",c\n", "[|c]"},
        {"line ends within quotes", "\"a\nb\",c\nd\n", "[a\nb|c][d]"},
        {"open quote", "a,\"b\nc", "[a|!b\nc]"},
        {"text after the quote", "\"a\"b,c\n", "[!ab|c]"},
        {"a quote within plain text", "a\"b,c\n", "[!a\"b|c]"},
    };
    for (const Row& row : rows) EXPECT_EQ(shape(row.csv), row.shape) << row.what;
}

TEST(Csv, KnowsWhereEachCellStands) {
    const auto rows = read_csv("# notice\n\xC3\xA9\xC3\xA9,b\n\"x\ny\",\"z\",w\n\nlast\n");
    ASSERT_EQ(rows.size(), 3U);
    const auto place = [](const CsvCell& cell) {
        return std::to_string(cell.line) + ':' + std::to_string(cell.column);
    };
    EXPECT_EQ(place(rows[0][0]), "2:1");
    EXPECT_EQ(place(rows[0][1]), "2:4") << "two letters of two bytes each, and a comma";
    EXPECT_EQ(place(rows[1][0]), "3:1");
    EXPECT_EQ(place(rows[1][1]), "4:4");
    EXPECT_EQ(place(rows[1][2]), "4:8");
    EXPECT_EQ(place(rows[2][0]), "6:1");
}

TEST(Csv, ReadsSheetsOfCountriesWithADecimalComma) {
    const auto rows = read_csv("a;b,c\n\"x;y\";\n", ';');
    ASSERT_EQ(rows.size(), 2U);
    ASSERT_EQ(rows[0].size(), 2U);
    EXPECT_EQ(rows[0][1].text, "b,c");
    EXPECT_EQ(rows[1][0].text, "x;y");
    EXPECT_EQ(rows[1][1].text, "");
}

TEST(Csv, ACellIsQuotedIfItMustBe) {
    struct Row {
        const char* text;
        const char* cell;
    };
    const Row rows[] = {
        {"", ""},
        {"plain words.", "plain words."},
        {"a,b", "\"a,b\""},
        {"a;b", "\"a;b\""},
        {"a\nb", "\"a\nb\""},
        {"a\rb", "\"a\rb\""},
        {"\"", "\"\"\"\""},
        {"#1", "\"#1\""},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(csv_cell(row.text), row.cell);
        const auto read = read_csv(csv_cell(row.text) + ",x\n");
        ASSERT_EQ(read.size(), 1U) << row.text;
        EXPECT_EQ(read[0][0].text, row.text);
    }
}

}  // namespace
}  // namespace sambung

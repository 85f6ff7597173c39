#include "model/csv_stream.h"

#include <gtest/gtest.h>

#include <sstream>

namespace sambung {
namespace {

std::string read(const std::string& text) {
    std::istringstream in(text);
    CsvStream csv(in);
    std::string out;
    while (const auto row = csv.next()) {
        for (const CsvCell& cell : *row)
            out += std::to_string(cell.line) + ":" + std::to_string(cell.column) + "=" + cell.text +
                   (cell.broken ? "! " : " ");
        out += "/ ";
    }
    return out;
}

TEST(CsvStream, ReadsAsTheWholeFileWouldBeRead) {
    struct Row {
        const char* text;
        const char* cells;
    };
    const Row rows[] = {
        {"", ""},
        {"a,b\nc,d\n", "1:1=a 1:3=b / 2:1=c 2:3=d / "},
        {"a,b\r\nc,d", "1:1=a 1:3=b / 2:1=c 2:3=d / "},
        {"\xEF\xBB\xBF"
         "a;b\nc,c;d\n",
         "1:1=a 1:3=b / 2:1=c,c 2:5=d / "},
        {"# don't stop\" here\n\na,b\n", "3:1=a 3:3=b / "},
        {"a,\"x\ny\"\nc,d\n", "1:1=a 1:3=x\ny / 3:1=c 3:3=d / "},
        {"a,\"x\nc,d\n", "1:1=a 1:3=x\nc,d\n! / "},
        {"a,\"say \"\"x\"\"\"\n", "1:1=a 1:3=say \"x\" / "},
    };
    for (const Row& row : rows) EXPECT_EQ(read(row.text), row.cells) << row.text;
}

TEST(CsvStream, AQuoteLeftOpenDoesNotSwallowAFileThatNeverEnds) {
    const std::string text = "a,b\n\"" + std::string(200'000, 'x') + "\nc,d\n";
    EXPECT_EQ(read(text), "1:1=a 1:3=b / 2:1=! / 3:1=c 3:3=d / ");
}

}  // namespace
}  // namespace sambung

// docs/packs.md names the categories that somebody may write into a routing table: those of categories.h and no other.
#include "cases/categories.h"
#include "source_folder.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace sambung::cases {
namespace {

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::istringstream rest(line);
    for (std::string cell; std::getline(rest, cell, '|');) cells.push_back(cell);
    return cells;
}

std::vector<std::string> quoted_in(const std::string& cell) {
    std::vector<std::string> words;
    for (std::size_t at = cell.find('`'); at != std::string::npos; at = cell.find('`', at)) {
        const std::size_t end = cell.find('`', at + 1);
        words.push_back(cell.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    return words;
}

// "bantuan P3 pbi" for each word of the table.
std::set<std::string> documented() {
    std::ifstream file(std::string{SAMBUNG_SOURCE_DIR} + "/docs/packs.md");
    std::set<std::string> out;
    bool there = false;
    for (std::string line; std::getline(file, line);) {
        there = there || line == "### Categories and their urgency";
        const std::vector<std::string> cells = cells_of(line);
        if (!there || cells.size() != 5 || !cells[1].starts_with(" `")) continue;
        for (std::size_t column = 2; column < cells.size(); ++column)
            for (const std::string& word : quoted_in(cells[column]))
                out.insert(quoted_in(cells[1]).front() + " P" + std::to_string(column - 1) + ' ' + word);
    }
    return out;
}

TEST(PacksDocument, HasEveryCategoryAtItsUrgencyAndNoOther) {
    std::set<std::string> expected;
    for (const Category& category : all_categories)
        expected.insert(std::string{name(category.kind)} + ' ' + std::string{name(category.urgency)} + ' ' +
                        std::string{category.id});
    EXPECT_EQ(documented(), expected);
}

}  // namespace
}  // namespace sambung::cases

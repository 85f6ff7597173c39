#include "model/area.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sambung {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view depok =
    "# Data: idn-area-data, ODbL 1.0\n"
    "code,name,parent\n"
    "32.76,Kota Depok,32\n"
    "32.76.06,Beji,32.76\n"
    "32.76.03,Sawangan,32.76\n"
    "\n"
    "32.76.06.1001,Kemiri Muka,32.76.06\r\n"
    "32.76.06.1002,\"Pondok Cina, \"\"Margonda\"\"\",32.76.06\n"
    "32.76.03.1009,Curug,32.76.03";

std::vector<std::string> names(const std::vector<const Area*>& areas) {
    std::vector<std::string> out;
    for (const Area* area : areas) out.push_back(area->name);
    return out;
}

TEST(AreaTree, ReadsAPackWithNoticesQuotesAndWindowsLineEnds) {
    const AreaTree tree = AreaTree::parse(depok).value();
    EXPECT_EQ(tree.root(), "32.76");
    EXPECT_EQ(tree.all().size(), 6U);
    ASSERT_NE(tree.find("32.76.06.1001"), nullptr);
    EXPECT_EQ(tree.find("32.76.06.1001")->name, "Kemiri Muka");
    EXPECT_EQ(tree.find("32.76.06.1002")->name, "Pondok Cina, \"Margonda\"");
    EXPECT_EQ(tree.find("32.76.06.9999"), nullptr);
    EXPECT_EQ(tree.find("32"), nullptr);
}

TEST(AreaTree, ChildrenComeInTheOrderOfTheFile) {
    const AreaTree tree = AreaTree::parse(depok).value();
    EXPECT_THAT(names(tree.children("32.76")), ElementsAre("Beji", "Sawangan"));
    EXPECT_THAT(names(tree.children("32.76.06")), ElementsAre("Kemiri Muka", "Pondok Cina, \"Margonda\""));
    EXPECT_TRUE(tree.children("32.76.06.1001").empty());
}

TEST(AreaTree, AnswersTheSameAfterItWasCopiedAndMoved) {
    AreaTree tree;
    {
        AreaTree original = AreaTree::parse(depok).value();
        AreaTree copy = original;
        tree = std::move(copy);
    }
    EXPECT_THAT(names(tree.children("32.76")), ElementsAre("Beji", "Sawangan"));
    EXPECT_EQ(tree.find("32.76.03.1009")->name, "Curug");
}

TEST(AreaTree, AnEmptyTreeKnowsNothing) {
    const AreaTree tree;
    EXPECT_EQ(tree.find("32.76"), nullptr);
    EXPECT_TRUE(tree.children("32.76").empty());
    EXPECT_EQ(tree.root(), "");
}

TEST(AreaTree, WithinCountsWholeGroups) {
    EXPECT_TRUE(AreaTree::within("32.76.06", "32.76"));
    EXPECT_TRUE(AreaTree::within("32.76", "32.76"));
    EXPECT_FALSE(AreaTree::within("32.761", "32.76"));
    EXPECT_FALSE(AreaTree::within("32.7", "32.76"));
    EXPECT_FALSE(AreaTree::within("32.77.01", "32.76"));
}

TEST(AreaTree, AFaultIsNamedWithItsLine) {
    constexpr std::pair<std::string_view, std::string_view> rows[] = {
        {"", "the file has none"},
        {"code,name,parent\n", "the file has none"},
        {"code,name\n", "line 1: the header must be code,name,parent"},
        {"code,name,parent\n32.76,Kota Depok\n", "line 2: three fields expected"},
        {"code,name,parent\n32.76,Kota Depok,32,x\n", "line 2: three fields expected"},
        {"code,name,parent\n32.76,\"Kota Depok,32\n", "line 2: three fields expected"},
        {"code,name,parent\n32.76,\"Kota\" Depok,32\n", "line 2: three fields expected"},
        {"code,name,parent\n32..76,Kota Depok,32\n", "line 2: a code is digits"},
        {"code,name,parent\n,Kota Depok,32\n", "line 2: a code is digits"},
        {"code,name,parent\n32.76,,32\n", "line 2: the name is missing"},
        {"code,name,parent\n# notice\n32.76,Depok,32\n32.76,Depok,32\n", "line 4: code 32.76 is there already"},
        {"code,name,parent\n32.76,Depok,32\n32.77,Cimahi,32\n", "line 3: parent '32' is not in the file"},
        {"code,name,parent\n32.76,Depok,32\n32.75.01,Beji,32.76\n", "line 3: code 32.75.01 does not lie in its parent"},
        {"code,name,parent\n32.76,Depok,32.76\n", "line 2: code 32.76 does not lie in its parent"},
    };
    for (const auto& [csv, words] : rows) {
        const auto tree = AreaTree::parse(csv);
        ASSERT_FALSE(tree.has_value()) << csv;
        EXPECT_EQ(tree.error().code, Errc::invalid_request);
        EXPECT_THAT(tree.error().detail, HasSubstr(words)) << csv;
    }
}

}  // namespace
}  // namespace sambung

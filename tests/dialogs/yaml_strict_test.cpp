#include "dialogs/strict_yaml.h"

#include <gmock/gmock.h>

#include <string>

namespace sambung::dialogs {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> findings_of(std::string_view text) {
    std::vector<std::string> lines;
    for (const Finding& finding : read_strict_yaml("f.yaml", text).findings) lines.push_back(finding.text());
    return lines;
}

struct Refused {
    const char* what;
    std::string text;
    std::string finding;
};

class RefusedYaml : public ::testing::TestWithParam<Refused> {};

TEST_P(RefusedYaml, IsFoundWithItsPlace) { EXPECT_THAT(findings_of(GetParam().text), ElementsAre(GetParam().finding)); }

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedYaml,
    ::testing::Values(
        Refused{"DuplicateKey", "a: 1\nb: 2\na: 3\n", "f.yaml:3:1: E002: key \"a\" stands twice in this map"},
        Refused{"DuplicateKeyInline", "a: {x: 1, x: 2}\n", "f.yaml:1:11: E002: key \"x\" stands twice in this map"},
        Refused{"Anchor", "a: &x 1\n", "f.yaml:1:4: E003: an anchor (&); write the value out where it is needed"},
        Refused{"Tag", "a: !!int 1\n", "f.yaml:1:4: E003: a tag (!); every value is a text here"},
        Refused{"TagOfList", "a: !x [1]\n", "f.yaml:1:4: E003: a tag (!); every value is a text here"},
        Refused{"SecondDocument", "a: 1\n---\nb: 2\n", "f.yaml:2:1: E003: a second document; one file holds one"},
        Refused{"EmptyValue", "a:\nb: 2\n",
                "f.yaml:1:1: E003: nothing stands here; leave the key out, or put quotes if a word such as \"null\" is "
                "meant"},
        Refused{"NullWord", "a: null\n",
                "f.yaml:1:1: E003: nothing stands here; leave the key out, or put quotes if a word such as \"null\" is "
                "meant"},
        Refused{"ListAsKey", "? [a]\n: 1\n", "f.yaml:1:3: E003: a list or map as a key; a key is a word"},
        Refused{"Tab", "a:\n\tb: 1\n",
                "f.yaml:2:1: E003: a tab; indent with spaces, and write \"\\t\" where a text needs one"},
        Refused{"TabAfterWords", "a: b\t# c\n",
                "f.yaml:1:5: E003: a tab; indent with spaces, and write \"\\t\" where a text needs one"},
        Refused{"Nul", std::string("a: b\0c\n", 7), "f.yaml:1:5: E003: a control character"},
        Refused{"LoneCarriageReturn", "a: b\rc: d\n", "f.yaml:1:5: E003: a control character"},
        Refused{"NotUtf8", "a: \xC3(\n", "f.yaml:1:4: E003: bytes that are not UTF-8"},
        Refused{"Latin1", "a: caf\xE9\n", "f.yaml:1:7: E003: bytes that are not UTF-8"},
        Refused{"ByteOrderMark",
                "\xEF\xBB\xBF"
                "a: 1\n",
                "f.yaml:1:1: E003: a byte order mark; save the file as UTF-8 without it"},
        Refused{"LineSeparator", "a: b\xE2\x80\xA8\n", "f.yaml:1:5: E003: a Unicode line break; use a plain one"},
        Refused{"Syntax", "a: [1, 2\n", "f.yaml:2:1: E004: not YAML: end of sequence flow not found"},
        Refused{"BadIndent", "a: 1\n  b: 2\n", "f.yaml:2:4: E004: not YAML: illegal map value"}),
    [](const auto& info) { return info.param.what; });

TEST(StrictYaml, ACyclicAliasIsAFindingAndNoLoop) {
    const YamlFile file = read_strict_yaml("f.yaml", "a: &x [*x]\n");
    EXPECT_THAT(findings_of("a: &x [*x]\n"),
                ElementsAre("f.yaml:1:4: E003: an anchor (&); write the value out where it is needed",
                            "f.yaml:1:8: E003: an alias (*); write the value out"));
    EXPECT_EQ(file.root.entries.size(), 1U);
}

TEST(StrictYaml, DeepNestingIsRefused) {
    EXPECT_THAT(findings_of(std::string(32, '[') + std::string(32, ']')), IsEmpty());
    EXPECT_THAT(findings_of(std::string(33, '[') + std::string(33, ']')),
                ElementsAre("f.yaml:1:33: E003: nested more than 32 deep"));
    EXPECT_EQ(findings_of(std::string(100'000, '[')).size(), 1U);
}

TEST(StrictYaml, AFileOverOneMegabyteIsRefused) {
    EXPECT_THAT(findings_of(std::string(1024 * 1024 + 1, ' ')), ElementsAre("f.yaml:1:1: E003: more than 1 MB"));
}

TEST(StrictYaml, EveryScalarStaysText) {
    const YamlNode root = read_strict_yaml("f.yaml", "a: no\nb: 007\nc: \"12:30\"\nd: 1_000\ne: true\nyes: on\n").root;
    EXPECT_EQ(root.text("a"), "no");
    EXPECT_EQ(root.text("b"), "007");
    EXPECT_EQ(root.text("c"), "12:30");
    EXPECT_EQ(root.text("d"), "1_000");
    EXPECT_EQ(root.text("e"), "true");
    EXPECT_EQ(root.text("yes"), "on");
    EXPECT_TRUE(root.find("a")->plain);
    EXPECT_FALSE(root.find("c")->plain);
}

TEST(StrictYaml, MarksCountCharactersFromOne) {
    const YamlNode root = read_strict_yaml("f.yaml", "\"ä\": {é: x}\r\nb:\r\n  - 1\r\n  - c: 2\r\n").root;
    const YamlNode& inner = *root.find("ä");
    EXPECT_EQ(inner.find("é")->at.column, 10);
    EXPECT_EQ(root.find("b")->items.at(1).find("c")->at.line, 4);
    EXPECT_EQ(root.find("b")->items.at(1).find("c")->at.column, 8);
}

// Counting each column from the start of its line would take hours here.
TEST(StrictYaml, AMegabyteInOneLineIsRead) {
    constexpr int items = 300'000;
    std::string text = "[";
    for (int i = 0; i < items; ++i) text += "a, ";
    const YamlNode root = read_strict_yaml("f.yaml", text + "b]").root;
    ASSERT_EQ(root.items.size(), items + 1U);
    EXPECT_EQ(root.items.back().at.column, 2 + 3 * items);
}

TEST(StrictYaml, ABlockTextKeepsItsLines) {
    EXPECT_EQ(read_strict_yaml("f.yaml", "a: |\n  satu\n  dua\n").root.text("a"), "satu\ndua\n");
}

TEST(StrictYaml, AnEmptyFileIsAnEmptyMap) {
    const YamlFile file = read_strict_yaml("f.yaml", "# nothing yet\n");
    EXPECT_THAT(file.findings, IsEmpty());
    EXPECT_EQ(file.root.type, YamlNode::Type::map);
}

TEST(StrictYaml, LookingUpInWhatIsNoMapFindsNothing) {
    const YamlNode root = read_strict_yaml("f.yaml", "[a, b]\n").root;
    EXPECT_EQ(root.find("a"), nullptr);
    EXPECT_EQ(root.text("a"), "");
}

TEST(RefuseUnknownKeys, SuggestsTheNearest) {
    const YamlNode root = read_strict_yaml("f.yaml", "adress: x\nport: 1\nzzzzzz: 2\n").root;
    Findings findings;
    refuse_unknown_keys("f.yaml", root, {"address", "port"}, findings);
    ASSERT_EQ(findings.size(), 2U);
    EXPECT_EQ(findings[0].text(), "f.yaml:1:1: E001: unknown key \"adress\". Did you mean \"address\"?");
    EXPECT_EQ(findings[1].text(), "f.yaml:3:1: E001: unknown key \"zzzzzz\".");
}

struct Slip {
    std::string_view word;
    std::string_view meant;
};

class Nearest : public ::testing::TestWithParam<Slip> {};

TEST_P(Nearest, IsTheKnownWordThatWasMeant) {
    EXPECT_EQ(nearest(GetParam().word, {"setuju", "siapa", "tempat", "retry", "go", "to"}), GetParam().meant);
}

INSTANTIATE_TEST_SUITE_P(Table, Nearest,
                         ::testing::Values(Slip{"setujui", "setuju"}, Slip{"setuj", "setuju"}, Slip{"stuju", "setuju"},
                                           Slip{"esutju", "setuju"}, Slip{"sipaa", "siapa"}, Slip{"tempat", "tempat"},
                                           Slip{"retyr", "retry"}, Slip{"og", ""}, Slip{"gox", "go"},
                                           Slip{"kendaraan", ""}, Slip{"", ""}));

TEST(Nearest, AWordLongerThanAnyNameIsNoSlip) {
    EXPECT_EQ(nearest(std::string(1000, 'a'), {"setuju"}), "");
    EXPECT_EQ(did_you_mean(std::string(1000, 'a'), {"setuju"}), "");
}

TEST(SortFindings, OrdersByFileAndPlaceAndTellsOnce) {
    Findings findings{
        {"b", {1, 1}, "E010", "x"}, {"a", {2, 1}, "E010", "x"}, {"a", {1, 9}, "E010", "x"}, {"a", {2, 1}, "E010", "x"}};
    sort_findings(findings);
    ASSERT_EQ(findings.size(), 3U);
    EXPECT_EQ(findings[0].text(), "a:1:9: E010: x");
    EXPECT_EQ(findings[2].text(), "b:1:1: E010: x");
}

}  // namespace
}  // namespace sambung::dialogs

#include "transcript.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

struct MatchRow {
    const char* name;
    const char* expected;
    const char* actual;
    bool fits;
};

void PrintTo(const MatchRow& row, std::ostream* out) { *out << row.name; }

class TranscriptMatching : public testing::TestWithParam<MatchRow> {};

TEST_P(TranscriptMatching, IsAsWritten) {
    Captures captures{{"known", "481"}};
    EXPECT_EQ(matches(GetParam().expected, GetParam().actual, captures), GetParam().fits);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, TranscriptMatching,
    testing::Values(MatchRow{"SameText", "Halo", "Halo", true}, MatchRow{"OtherText", "Halo", "Hallo", false},
                    MatchRow{"MissingLine", "a\nb", "a", false}, MatchRow{"SurplusLine", "a", "a\nb", false},
                    MatchRow{"RestOfLine", "Maaf, ...", "Maaf, belum pas", true},
                    MatchRow{"RestOfLineOnly", "Maaf, ...", "Maaf, belum\npas", false},
                    MatchRow{"AnyLines", "a\n...", "a\nb\nc", true}, MatchRow{"NoFurtherLines", "a\n...", "a", true},
                    MatchRow{"LinesBetween", "...\nc", "a\nb\nc", true},
                    MatchRow{"LastLineDiffers", "...\nc", "a\nb\nd", false},
                    MatchRow{"KnownCapture", "No. {known}.", "No. 481.", true},
                    MatchRow{"KnownCaptureDiffers", "No. {known}.", "No. 482.", false},
                    MatchRow{"NewCaptureTwiceTheSame", "{a}-{a}", "7-7", true},
                    MatchRow{"NewCaptureTwiceDifferent", "{a}-{a}", "7-8", false}),
    [](const auto& info) { return info.param.name; });

TEST(TranscriptCaptures, AreKeptOnlyWhenTheWholeTextFits) {
    Captures captures;
    EXPECT_FALSE(matches("No. {tiket}.\nlain", "No. 481 207 365.\nbukan", captures));
    EXPECT_TRUE(captures.empty());
    EXPECT_TRUE(matches("No. {tiket}.", "No. 481 207 365.", captures));
    EXPECT_EQ(with_captures("CEK {tiket}", captures), "CEK 481 207 365");
}

TEST(TranscriptParsing, JoinsIndentedLinesAndDropsComments) {
    const auto parsed = parse_transcript(
        "t.chat", "# note\n@pack depok\n@ussd from=+62\n> *384*12#   # the dial\n< a\n  b\n:wait 4m\n!len <=160\n");
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(parsed->pack, "depok");
    ASSERT_EQ(parsed->lines.size(), 5U);
    EXPECT_EQ(parsed->lines[1].text, "*384*12#");
    EXPECT_EQ(parsed->lines[2].text, "a\nb");
    EXPECT_EQ(parsed->lines[2].line, 5);
}

TEST(TranscriptParsing, KnowsWhereAnAnswerEndsAndWhatIsSpared) {
    const auto parsed = parse_transcript(
        "t.chat", "#! no-variants drop crash\n@sms\n:parallel {\n> a\n}\n< b   # why\n# between\n  c\n< ?\n");
    ASSERT_TRUE(parsed.has_value());
    EXPECT_EQ(parsed->spared, (std::vector<std::string>{"drop", "crash"}));
    ASSERT_EQ(parsed->lines.size(), 6U);
    EXPECT_EQ(parsed->lines[1].text, "parallel {");
    EXPECT_EQ(parsed->lines[3].text, "}");
    EXPECT_EQ(parsed->lines[3].kind, TranscriptLine::Kind::event);
    EXPECT_EQ(parsed->lines[4].text, "b\nc");
    EXPECT_EQ(parsed->lines[4].line, 6);
    EXPECT_EQ(parsed->lines[4].last, 8);
    EXPECT_EQ(parsed->lines[5].text, unwritten);
}

TEST(TranscriptParsing, NamesTheLineThatCannotBeRead) {
    const auto stray = parse_transcript("t.chat", "@ussd\n? what\n");
    ASSERT_FALSE(stray.has_value());
    EXPECT_TRUE(stray.error().detail.starts_with("t.chat:2: "));
    const auto indented = parse_transcript("t.chat", "  b\n");
    ASSERT_FALSE(indented.has_value());
    EXPECT_TRUE(indented.error().detail.starts_with("t.chat:1: "));
}

}  // namespace
}  // namespace sambung::gateway

#include "transcript_update.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

struct RewriteRow {
    const char* name;
    const char* expected;
    const char* actual;
    const char* rewritten;
};

void PrintTo(const RewriteRow& row, std::ostream* out) { *out << row.name; }

class TranscriptRewriting : public testing::TestWithParam<RewriteRow> {};

TEST_P(TranscriptRewriting, ChangesOnlyWhatDiffers) {
    Captures captures{{"unit", "Puskesos Beji"}};
    const std::string text = rewritten(GetParam().expected, GetParam().actual, captures);
    EXPECT_EQ(text, GetParam().rewritten);
    if (std::string_view{GetParam().actual}.find("\n\n") == std::string_view::npos)
        EXPECT_TRUE(matches(text, GetParam().actual, captures)) << "what was written must fit what it was written from";
}

INSTANTIATE_TEST_SUITE_P(
    Rows, TranscriptRewriting,
    testing::Values(
        RewriteRow{"WhatFitsStays", "Maaf, ...", "Maaf, belum pas", "Maaf, ..."},
        RewriteRow{"AnOpenEndThatFitsStays", "Betul?\n...", "Betul?\n1 Ya\n2 Tidak", "Betul?\n..."},
        RewriteRow{"OneLine", "Halo\n1 Ya", "Hai\n1 Ya", "Hai\n1 Ya"},
        RewriteRow{"AnOpenEndIsKept", "Halo\n...", "Hai\n1 Ya\n2 Tidak", "Hai\n..."},
        RewriteRow{"AnInsertedLine", "a ...\nc", "a 1\nb\nc", "a ...\nb\nc"},
        RewriteRow{"ARemovedLine", "a ...\nb\nc", "a 1\nc", "a ...\nc"},
        RewriteRow{"NotWrittenYet", "?", "Halo\n1 Ya", "Halo\n1 Ya"},
        RewriteRow{"AKnownValue", "?", "Unit: Puskesos Beji", "Unit: {unit}"},
        RewriteRow{"ATicket", "?", "No. 481 207 364.", "No. {tiket}."},
        RewriteRow{"TwoTickets", "?", "1 481 207 364\n2 481 207 364", "1 {tiket}\n2 {tiket}"},
        RewriteRow{"CheckDigits", "?", "No. 481 207 364, angka cek 123 456.", "No. {tiket}, angka cek {cek}."},
        RewriteRow{"CheckDigitsInEnglish", "?", "check digits 123 456", "check digits {cek}"},
        RewriteRow{"ATelephoneNumberIsNoTicket", "?", "Telp 081 287 753 740", "Telp 081 287 753 740"},
        RewriteRow{"AWrongCheckDigitIsNoTicket", "?", "481 207 365", "481 207 365"},
        RewriteRow{"APlaceholderThatFitsStays", "No. {tiket}\nSelesai", "No. 481 207 364\nBeres", "No. {tiket}\nBeres"},
        RewriteRow{"ADeadlineStaysLiteral", "Paling lambat besok", "Paling lambat Sel 24 Nov",
                   "Paling lambat Sel 24 Nov"},
        RewriteRow{"ADeadlineThatWasNamedStaysNamed", "Dicek {batas}.\nx", "Dicek 24 Nov.\ny", "Dicek {batas}.\ny"},
        RewriteRow{"AnEmptyLine", "?", "a\n\nb", "a\n...\nb"}),
    [](const auto& info) { return info.param.name; });

TEST(TranscriptUpdate, KeepsCommentsAndOtherLines) {
    const std::string file = "# note\n@ussd\n> 1   # one\n< a   # why\n  b\n# between\n  c\n!len <=160\n";
    EXPECT_EQ(updated(file, {{.line = 4, .last = 7, .text = "x\ny"}}),
              "# note\n@ussd\n> 1   # one\n< x   # why\n  y\n# between\n!len <=160\n");
}

TEST(TranscriptUpdate, RewritesSeveralAndTheLastLineWithoutItsEnd) {
    EXPECT_EQ(
        updated("> 1\n< ?\n> 2\n< b", {{.line = 2, .last = 2, .text = "x\ny"}, {.line = 4, .last = 4, .text = "z"}}),
        "> 1\n< x\n  y\n> 2\n< z\n");
}

}  // namespace
}  // namespace sambung::gateway

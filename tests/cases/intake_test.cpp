#include "cases/intake.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

TEST(IntakeText, ComesBackAsItWas) {
    const Intake rows[] = {
        {},
        {{"wafat", "2026-11-01"}},
        {{"usia", "71"}, {"kamar", "Melati 3"}, {"kosong", ""}},
        {{"cerita", std::string(600, 'x')}, {"nama", "Nyai Écih; \"baris\"\nkedua"}},
    };
    for (const Intake& intake : rows) EXPECT_EQ(decode_intake(encode_intake(intake)).value(), intake);
}

TEST(IntakeText, OfNoAnswersIsEmpty) { EXPECT_EQ(encode_intake({}), ""); }

TEST(IntakeText, IsCompactAndBeginsWithItsVersion) {
    EXPECT_EQ(encode_intake({{"usia", "71"}}), std::string("\x01\x01\x04usia\x00\x02"
                                                           "71",
                                                           11));
}

TEST(IntakeText, OtherBytesAreRefused) {
    const std::string good = encode_intake({{"kamar", "Melati 3"}, {"usia", "71"}});
    EXPECT_FALSE(decode_intake("\x02" + good.substr(1))) << "another version";
    EXPECT_FALSE(decode_intake(good + "x")) << "too long";
    for (std::size_t length = 1; length < good.size(); ++length)
        EXPECT_FALSE(decode_intake(good.substr(0, length))) << "cut to " << length;
}

TEST(IntakeBounds, LeaveOutWholeAnswersOnly) {
    Intake many;
    for (int i = 0; i < 60; ++i) many.emplace("n" + std::to_string(100 + i), "v");
    EXPECT_EQ(within_bounds(many).size(), most_intake_answers);
    EXPECT_TRUE(within_bounds(many).contains("n100")) << "in order of their names";
    const Intake large{{"a", std::string(5000, 'x')}, {"b", std::string(5000, 'y')}, {"c", "z"}};
    EXPECT_EQ(within_bounds(large), (Intake{{"a", std::string(5000, 'x')}, {"c", "z"}}));
    EXPECT_LE(encode_intake(large).size(), most_intake_bytes);
    EXPECT_TRUE(within_bounds({{"", "no name"}, {std::string(300, 'n'), "long name"}}).empty());
}

}  // namespace
}  // namespace sambung::cases

// How texts travel by SMS (TS 23.040 9.2.3.24.1): the lengths at which a message becomes two.
#include "model/gsm7.h"

#include <gtest/gtest.h>

namespace sambung {
namespace {

std::string repeated(std::size_t times, std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

struct Row {
    std::string what;
    std::string text;
    bool gsm7;
    std::vector<std::size_t> parts;
};

const Row rows[] = {
    {"nothing", "", true, {0}},
    {"160 letters", repeated(160, "a"), true, {160}},
    {"161 letters", repeated(161, "a"), true, {153, 8}},
    {"306 letters", repeated(306, "a"), true, {153, 153}},
    {"307 letters", repeated(307, "a"), true, {153, 153, 1}},
    {"158 letters and a euro", repeated(158, "a") + "€", true, {160}},
    {"159 letters and a euro", repeated(159, "a") + "€", true, {153, 8}},
    {"an escape pair at the cut", repeated(152, "a") + "€" + repeated(10, "a"), true, {152, 12}},
    {"70 letters beyond GSM-7", repeated(70, "ş"), false, {70}},
    {"71 letters beyond GSM-7", repeated(71, "ş"), false, {67, 4}},
    {"134 letters beyond GSM-7", repeated(134, "ş"), false, {67, 67}},
    {"35 emoji", repeated(35, "🙏"), false, {70}},
    {"36 emoji", repeated(36, "🙏"), false, {66, 6}},
    {"a surrogate pair at the cut", repeated(66, "ş") + "🙏" + repeated(4, "ş"), false, {66, 6}},
    {"one curly quote in 71 letters", repeated(70, "a") + "’", false, {67, 4}},
    {"bytes that are not text", "\xFF\xFE", false, {2}},
};

TEST(SmsSegments, PartsHaveTheLengthsOfTheVectors) {
    for (const Row& row : rows) {
        const Segments segments = sms_segments(row.text);
        EXPECT_EQ(segments.gsm7, row.gsm7) << row.what;
        EXPECT_EQ(segments.parts, row.parts) << row.what;
    }
}

}  // namespace
}  // namespace sambung

#include "model/ticket.h"

#include <gtest/gtest.h>

namespace sambung {
namespace {

TEST(Ticket, CarriesTheDammDigitOfTheThesis) {
    // Worked by hand along the thesis' table: each digit picks the column, the row is the digit found before.
    EXPECT_EQ(Ticket::from_number(0).digits(), "100000006");
    EXPECT_EQ(Ticket::from_number(38'120'736).digits(), "481207364");
}

TEST(Ticket, IsNineDigitsAndNeverBeginsWithZero) {
    for (const std::uint64_t number : {0ULL, 1ULL, 89'999'999ULL, 90'000'000ULL, ~0ULL}) {
        const Ticket ticket = Ticket::from_number(number);
        EXPECT_EQ(ticket.digits().size(), 9U) << number;
        EXPECT_NE(ticket.digits()[0], '0') << number;
        EXPECT_EQ(Ticket::parse(ticket.spaced()), ticket) << number;
    }
}

TEST(Ticket, EveryWrongDigitAndEverySwapOfNeighboursIsFound) {
    for (std::uint64_t number = 0; number < 2'000; ++number) {
        const std::string good = Ticket::from_number(number * 44'987).digits();
        for (std::size_t at = 0; at < good.size(); ++at) {
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string wrong = good;
                wrong[at] = digit;
                EXPECT_EQ(Ticket::parse(wrong).has_value(), wrong == good) << wrong;
            }
            if (at == 0) continue;
            std::string swapped = good;
            std::swap(swapped[at - 1], swapped[at]);
            EXPECT_EQ(Ticket::parse(swapped).has_value(), swapped == good) << swapped;
        }
    }
}

TEST(Ticket, IsReadAsPeopleWriteIt) {
    for (const std::string_view text : {"481207364", "481 207 364", "481.207.364", "481-207-364", " 481 207 364 "})
        EXPECT_EQ(Ticket::parse(text).value().digits(), "481207364") << text;
    for (const std::string_view text : {"", "481207365", "48120736", "4812073640", "DS-481207364", "481 207 36A"})
        EXPECT_EQ(Ticket::parse(text), std::nullopt) << text;
}

TEST(Ticket, IsShownInThrees) {
    EXPECT_EQ(Ticket::parse("481207364").value().spaced(), "481 207 364");
    EXPECT_EQ(in_threes("123456"), "123 456");
    EXPECT_EQ(in_threes("12345"), "123 45");
    EXPECT_EQ(in_threes(""), "");
}

}  // namespace
}  // namespace sambung

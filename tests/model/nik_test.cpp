#include "model/nik.h"

#include <gtest/gtest.h>

namespace sambung {
namespace {

struct Row {
    std::string_view typed;
    std::string_view digits;  // empty: refused
    NikFault fault = NikFault::length;
};

class NikReads : public ::testing::TestWithParam<Row> {};

TEST_P(NikReads, WhatPeopleType) {
    const auto nik = Nik::parse(GetParam().typed);
    if (GetParam().digits.empty()) {
        ASSERT_FALSE(nik) << nik->digits();
        EXPECT_EQ(nik.error(), GetParam().fault);
    } else {
        ASSERT_TRUE(nik) << GetParam().typed;
        EXPECT_EQ(nik->digits(), GetParam().digits);
    }
}

// Sub-district 99 is nobody's.
INSTANTIATE_TEST_SUITE_P(
    Typed, NikReads,
    ::testing::Values(Row{"3276991505900001", "3276991505900001"}, Row{"3276 9915 0590 0001", "3276991505900001"},
                      Row{"32.76.99.550590.0001", "3276995505900001"}, Row{"3276-9955-0590-0001", "3276995505900001"},
                      Row{"32769915O59OOOOl", "3276991505900001"},
                      Row{"3276992902000001", "3276992902000001"},  // 29 February 2000
                      Row{"3276992902010001", "", NikFault::date},  // neither 1901 nor 2001
                      Row{"327699150590001", ""}, Row{"32769915059000011", ""}, Row{"", ""}, Row{"NIK saya hilang", ""},
                      Row{"9976991505900001", "", NikFault::province}, Row{"3276993213900001", "", NikFault::date},
                      Row{"3276991513900001", "", NikFault::date}, Row{"3276997205900001", "", NikFault::date},
                      Row{"3276991505900000", "", NikFault::sample}, Row{"1111111111111111", "", NikFault::sample},
                      Row{"1234567890123456", "", NikFault::sample}));

struct Within {
    std::string_view text;
    std::string_view before;  // empty `digits`: none is found
    std::string_view digits;
};

TEST(Nik, IsFoundWithinOtherWords) {
    for (const Within& row :
         {Within{"Siti#3276991505900001#Jalan Mawar", "Siti#", "3276991505900001"},
          Within{"Siti 3276 9915 0590 0001 Jalan 5", "Siti ", "3276991505900001"},
          Within{"3276991505900001", "", "3276991505900001"}, Within{"telepon 081200000001", "", ""},
          Within{"32769915059000011 terlalu panjang", "", ""}, Within{"9976991505900001", "", ""}}) {
        const auto found = find_nik(row.text);
        EXPECT_EQ(found.has_value(), !row.digits.empty()) << row.text;
        if (!found) continue;
        EXPECT_EQ(found->nik.digits(), row.digits);
        EXPECT_EQ(row.text.substr(0, found->at), row.before);
    }
}

struct Counted {
    std::string_view typed;
    int digits;
};

TEST(Nik, TellsHowManyDigitsWereTyped) {
    for (const Counted& row :
         {Counted{"3276 9915 0590 001", 15}, Counted{"3276 99I5 O59O OOl", 15}, Counted{"O3276", 5},
          Counted{"NIK: l276.9915", 8}, Counted{"tidak tahu", 0}, Counted{"keluarga saya belum terdata", 0},
          Counted{"O lo Il", 0}, Counted{"hilang, lalu 3276 lalu lupa", 4}, Counted{"nol3276lupa", 4}, Counted{"", 0}})
        EXPECT_EQ(Nik::digits_in(row.typed), row.digits) << row.typed;
}

TEST(Nik, IsReadBackInFoursAndMaskedElsewhere) {
    EXPECT_EQ(in_fours("3276991505900001"), "3276 9915 0590 0001");
    EXPECT_EQ(masked_nik("3276991505900001"), "3276********0001");
    EXPECT_EQ(masked_nik("123"), "***");
}

}  // namespace
}  // namespace sambung

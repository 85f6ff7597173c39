#include "cases/likeness.h"

#include <gtest/gtest.h>

namespace sambung::cases {
namespace {

TEST(JaroWinkler, AgreesWithItsAuthorsTable) {
    struct Row {
        const char* a;
        const char* b;
        double similarity;
    };
    const Row rows[] = {
        {"martha", "marhta", .961},
        {"dwayne", "duane", .840},
        {"dixon", "dicksonx", .813},
        {"abc", "xyz", 0},
        {"budi", "budi", 1},
        {"", "", 1},
        {"", "budi", 0},
        {"a", "b", 0},
        {"budi santoso", "budi santosa", .967},
    };
    for (const Row& row : rows) {
        EXPECT_NEAR(jaro_winkler(row.a, row.b), row.similarity, .001) << row.a << " / " << row.b;
        EXPECT_NEAR(jaro_winkler(row.b, row.a), row.similarity, .001) << row.b << " / " << row.a;
    }
}

TEST(Trigrams, OfOneTextInAnotherDressAreTheSame) {
    EXPECT_EQ(trigrams_of("Belakang  Pasar, Kemiri!"), trigrams_of("belakang pasar kemiri"));
    EXPECT_NE(trigrams_of("pasar kemiri"), trigrams_of("pasarkemiri"));
    EXPECT_TRUE(trigrams_of("").empty());
    EXPECT_TRUE(trigrams_of(" ...").empty());
}

TEST(Trigrams, AreSharedByTextsOfCommonWords) {
    const Trigrams text = trigrams_of("nenek di belakang pasar kemiri");
    EXPECT_EQ(shared(text, text), 1);
    EXPECT_GT(shared(text, trigrams_of("belakang pasar kemiri ada nenek")), .5);
    EXPECT_LT(shared(text, trigrams_of("rumah roboh kena hujan")), .05);
    EXPECT_EQ(shared(text, {}), 0);
    EXPECT_EQ(shared({}, {}), 0);
}

}  // namespace
}  // namespace sambung::cases

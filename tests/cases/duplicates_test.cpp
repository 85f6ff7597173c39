// What speaks for two reports being of one need.
#include "cases/duplicates.h"

#include "cases/names.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <functional>

namespace sambung::cases {
namespace {

using std::chrono::days;
using testing::IsEmpty;
using testing::SizeIs;

constexpr TimePoint monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

// A neighbour's report of the same day, about somebody else: only what both tell is compared.
Likeness a_likeness() {
    Likeness likeness;
    likeness.reporter = {1};
    likeness.filed = monday;
    return likeness;
}

struct Row {
    const char* what;
    std::function<void(Likeness& a, Likeness& b)> told;
    double total;
    const char* why;
};

void expect_scores(const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        Likeness a = a_likeness();
        Likeness b = a_likeness();
        b.reporter = {2};
        row.told(a, b);
        const Score score = compare(a, b);
        EXPECT_EQ(score.total, row.total) << row.what;
        EXPECT_EQ(score.why(), row.why) << row.what;
        EXPECT_EQ(compare(b, a).total, row.total) << row.what << ", the other way round";
    }
}

TEST(Scores, AreThePointsOfEveryClue) {
    const auto names = [](const char* one, const char* other) {
        return [one, other](Likeness& a, Likeness& b) {
            a.name = plain_name(one);
            b.name = plain_name(other);
        };
    };
    const auto areas = [](const char* one, const char* other) {
        return [one, other](Likeness& a, Likeness& b) {
            a.area = one;
            b.area = other;
        };
    };
    const auto stories = [](const char* one, const char* other) {
        return [one, other](Likeness& a, Likeness& b) {
            a.story = trigrams_of(one);
            b.story = trigrams_of(other);
        };
    };
    const auto apart = [](double degrees) {
        return [degrees](Likeness& a, Likeness& b) {
            a.pin = Location{-6.4, 106.8};
            b.pin = Location{-6.4 + degrees, 106.8};
        };
    };
    const auto later = [](days span) { return [span](Likeness&, Likeness& b) { b.filed += span; }; };
    expect_scores({
        {"nothing told", [](Likeness&, Likeness&) {}, 1.5, "age +1.5"},
        {"same NIK", [](Likeness& a, Likeness& b) { a.nik = b.nik = "x"; }, 13.5, "nik +12, age +1.5"},
        {"other NIK", [](Likeness& a, Likeness& b) { a.nik = "x", b.nik = "y"; }, 1.5, "age +1.5"},
        {"same phone", [](Likeness& a, Likeness& b) { a.phone = b.phone = "x"; }, 5.5, "phone +4, age +1.5"},
        {"same reporter", [](Likeness& a, Likeness& b) { b.reporter = a.reporter; }, 5.5, "phone +4, age +1.5"},
        {"same helper",
         [](Likeness& a, Likeness& b) {
             b.reporter = a.reporter;
             a.reports_for_many = true;
         },
         1.5, "age +1.5"},
        {"same name", names("Budi Santoso", "H. Boedi Santoso"), 6.5, "name +5, age +1.5"},
        {"one letter off", names("Budi Santoso", "Budi Santosa"), 6.5, "name +5, age +1.5"},
        {"last word lost", names("Sutrisno Wibowo", "Sutrisno"), 5, "name +3.5, age +1.5"},
        {"same name of one word", names("Sumiyati", "Bu Sumiyati"), 5, "name +3.5, age +1.5"},
        {"other name", names("Budi Santoso", "Rina Kusuma"), -2.5, "name -4, age +1.5"},
        {"name told by one", names("Budi Santoso", ""), 1.5, "age +1.5"},
        {"same area", areas("32.76.06.1001", "32.76.06.1001"), 3, "area +1.5, age +1.5"},
        {"other area", areas("32.76.06.1001", "32.76.06.1002"), -1.5, "area -3, age +1.5"},
        {"area within the other", areas("32.76.06.1001", "32.76.06"), 1.5, "age +1.5"},
        {"code that begins alike", areas("32.76.06.100", "32.76.06.1001"), -1.5, "area -3, age +1.5"},
        {"same category", [](Likeness& a, Likeness& b) { a.category = b.category = "lansia"; }, 2.5,
         "category +1, age +1.5"},
        {"other category", [](Likeness& a, Likeness& b) { a.category = "lansia", b.category = "anak"; }, .5,
         "category -1, age +1.5"},
        {"50 m apart", apart(.00045), 4.5, "distance +3, age +1.5"},
        {"300 m apart", apart(.0027), 3, "distance +1.5, age +1.5"},
        {"1 km apart", apart(.009), 1.5, "age +1.5"},
        {"3 km apart", apart(.027), -1.5, "distance -3, age +1.5"},
        {"two days later", later(days{2}), 1, "age +1"},
        {"a week later", later(days{7}), 0, ""},
        {"a month later", later(days{31}), -1, "age -1"},
        {"same words", stories("nenek lapar di gubuk", "Nenek lapar, di gubuk"), 3.5, "age +1.5, words +2"},
        {"half the words", stories("nenek sendirian di gubuk", "nenek sakit di gubuk"), 2.5, "age +1.5, words +1"},
        {"other words", stories("nenek sendirian di gubuk", "atap rumah roboh"), 0, "age +1.5, words -1.5"},
    });
}

// As people tell it: what an officer or the citizen is asked, and what not.
TEST(Scores, PartTheProbableFromTheRest) {
    const auto same_day_and_street = [](Likeness& a, Likeness& b) {
        a.area = b.area = "32.76.06.1001";
        a.category = b.category = "lansia";
    };
    const auto total = [&](const std::function<void(Likeness&, Likeness&)>& also) {
        Likeness a = a_likeness();
        Likeness b = a_likeness();
        b.reporter = {2};
        same_day_and_street(a, b);
        also(a, b);
        return compare(a, b).total;
    };
    EXPECT_LT(total([](Likeness&, Likeness&) {}), perhaps_same) << "two old people in one kelurahan";
    const auto landmark = [](Likeness& a, Likeness& b) { a.place = b.place = trigrams_of("belakang pasar Kemiri"); };
    EXPECT_GE(total(landmark), perhaps_same) << "at one landmark on one day";
    EXPECT_LT(total(landmark), probably_same);
    EXPECT_GE(total([](Likeness& a, Likeness& b) { a.name = b.name = "budi santoso"; }), probably_same);
    EXPECT_GE(total([](Likeness& a, Likeness& b) { b.reporter = a.reporter; }), probably_same) << "told again";
    EXPECT_LT(total([](Likeness& a, Likeness& b) {
                  b.reporter = a.reporter;
                  a.story = trigrams_of("nenek sendirian di gubuk");
                  b.story = trigrams_of("atap rumah roboh");
              }),
              probably_same)
        << "the same person, about something else";
}

// Whatever is unsealed later, it adds no more than was promised; else somebody would be passed over.
TEST(Scores, AddNoMoreThanTheUnreadCluesPromised) {
    Likeness query = a_likeness();
    query.area = "32.76.06.1001";
    query.name = "budi santoso";
    query.story = trigrams_of("nenek lapar di gubuk");
    query.pin = Location{-6.4, 106.8};
    Likeness open = a_likeness();
    open.area = query.area;
    const double in_the_clear = compare(query, open).total;
    Likeness read = open;
    read.name = query.name;
    read.pin = query.pin;
    const double with_answers = compare(query, read).total;
    read.story = query.story;
    const double all = compare(query, read).total;
    EXPECT_EQ(all, in_the_clear + most_from(Unread::sealed, query));
    EXPECT_EQ(all, with_answers + most_from(Unread::words, query));
    EXPECT_EQ(most_from(Unread::sealed, a_likeness()), 0);
}

Report a_report() {
    Report report;
    report.category = "lansia";
    report.area = "32.76.06.1001";
    report.phone = "+6281234567890";
    report.nik = "3276010101600001";
    report.intake = {{"nama", "Hj. Siti Aminah"}, {"pin", "-6.402500,106.794900"}};
    return report;
}

std::string value_of(const std::vector<BlockKey>& keys, Block block) {
    for (const BlockKey& key : keys)
        if (key.block == block) return key.value;
    return {};
}

TEST(BlockKeys, AreOneForEachThingThatReportsCanShare) {
    const std::vector<BlockKey> keys = keys_to_keep(a_report());
    EXPECT_THAT(keys, SizeIs(6));
    EXPECT_EQ(value_of(keys, Block::nik), "3276010101600001");
    EXPECT_EQ(value_of(keys, Block::phone), "+6281234567890");
    EXPECT_EQ(value_of(keys, Block::place), "32.76.06.1001|lansia");
    EXPECT_EQ(value_of(keys, Block::district), "32.76.06|lansia");
    EXPECT_EQ(value_of(keys, Block::name), "amn st");
    EXPECT_EQ(value_of(keys, Block::cell), "-1281 21358");
    EXPECT_THAT(keys_to_search(a_report()), SizeIs(14)) << "and the eight cells around, and the kecamatan's";
}

bool meet(const std::string& older, const std::string& younger) {
    Report kept;
    Report searching;
    kept.category = searching.category = "lansia";
    kept.area = older;
    searching.area = younger;
    const std::vector<BlockKey> keys = keys_to_keep(kept);
    return std::ranges::any_of(keys_to_search(searching), [&keys](const BlockKey& wanted) {
        return std::ranges::any_of(
            keys, [&wanted](const BlockKey& key) { return key.block == wanted.block && key.value == wanted.value; });
    });
}

TEST(BlockKeys, MeetAcrossKelurahanAndKecamatanButNotAcrossTwoKelurahan) {
    struct Row {
        const char* older;
        const char* younger;
        bool met;
    };
    constexpr Row rows[] = {
        {"32.76.06.1001", "32.76.06.1001", true},  {"32.76.06", "32.76.06", true},
        {"32.76.06", "32.76.06.1001", true},       {"32.76.06.1001", "32.76.06", true},
        {"32.76.06.1001", "32.76.06.1002", false}, {"32.76.06.1001", "32.76.05", false},
        {"32.76.05", "32.76.06.1001", false},      {"32.76", "32.76.06", false},
    };
    for (const Row& row : rows) EXPECT_EQ(meet(row.older, row.younger), row.met) << row.older << ", " << row.younger;
}

TEST(BlockKeys, AreNoneOfWhatWasNotToldOrCannotBeRead) {
    EXPECT_THAT(keys_to_keep(Report{}), IsEmpty());
    for (const char* pin : {"", "x", "-6.4", "-6.4,", "-6.4,106.8,1", "nan,nan", "inf,1", "95.0,106.8", "-6.4,181"}) {
        Report report;
        report.intake = {{"pin", pin}};
        EXPECT_THAT(keys_to_keep(report), IsEmpty()) << pin;
        EXPECT_FALSE(likeness_of(report).pin) << pin;
    }
    Report no_area = a_report();
    no_area.area.clear();
    EXPECT_EQ(value_of(keys_to_keep(no_area), Block::place), "");
}

TEST(BlockKeys, AreNoneOfARestrictedReportOrACallBack) {
    Report restricted = a_report();
    restricted.restricted = true;
    EXPECT_THAT(keys_to_keep(restricted), IsEmpty());
    EXPECT_THAT(keys_to_search(restricted), IsEmpty());
    Report call_back = a_report();
    call_back.kind = Kind::call_back;
    EXPECT_THAT(keys_to_keep(call_back), IsEmpty());
}

TEST(BlockRules, StandInTheOrderOfTheirBlocks) {
    std::size_t at = 0;
    for (const BlockRule& rule : block_rules) EXPECT_EQ(static_cast<std::size_t>(rule.block), at++) << rule.name;
}

}  // namespace
}  // namespace sambung::cases

#include "store/lists.h"

#include "books.h"
#include "store/list_import.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sambung::store {
namespace {

using std::chrono::microseconds;

class Lists : public testing::Test {
 protected:
    [[nodiscard]] NewList about(const char* as_of, const char* file, const char* programme = "kds") const {
        return {.kind = ListKind::beneficiaries,
                .programme = programme,
                .as_of = as_of,
                .period = {},
                .file = books_.keys().index("list.file", file),
                .by = "sari",
                .older = false};
    }
    Result<ListImport> begin(NewList what) {
        return ListImport::begin(books_.database(), books_.keys(), std::move(what),
                                 {.clock = [this] { return now_; }, .rest = [](microseconds) {}});
    }
    [[nodiscard]] Key128 nik(int number) const {
        return list_key(books_.keys(), ListNumber::nik, std::to_string(3276015505900000 + number), "kds");
    }
    void add(ListImport& import, int count, ListStanding standing = ListStanding::registered) {
        std::vector<Key128> numbers;
        for (int i = 0; i < count; ++i) numbers.push_back(nik(i));
        std::ranges::sort(numbers);
        for (const Key128& one : numbers)
            ASSERT_TRUE(import.add({.key = one, .standing = standing, .reason = "lolos", .batch = "A1"}));
    }
    void import(NewList what, int count, ListStanding standing = ListStanding::registered) {
        Result<ListImport> one = begin(std::move(what));
        ASSERT_TRUE(one) << one.error().detail;
        add(*one, count, standing);
        ASSERT_TRUE(one->publish(count));
    }
    Result<ListAnswer> ask(int number) { return await_now(standing_on_list(books_.database(), "kds", {nik(number)})); }
    int sweep_all() {
        int steps = 0;
        while (await_now(sweep_lists(books_.database(), 100, now_)).value() > 0) ++steps;
        return steps;
    }
    std::int64_t members() { return books_.number("SELECT count(*) FROM list_members"); }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    TimePoint now_ = monday;
};

TEST_F(Lists, AnswerWithTheDayTheyTellOf) {
    EXPECT_EQ(ask(1).error().code, Errc::not_found) << "no list is another answer than not on it";
    import(about("2026-11-12", "a"), 300);
    const ListAnswer on = ask(7).value();
    EXPECT_EQ(on.as_of, "2026-11-12");
    EXPECT_EQ(on.standing, ListStanding::registered);
    EXPECT_EQ(on.reason, "lolos");
    EXPECT_EQ(on.batch, "A1");
    const ListAnswer off = ask(300).value();
    EXPECT_EQ(off.as_of, "2026-11-12");
    EXPECT_FALSE(off.standing);
}

TEST_F(Lists, StandForTheBestOfSeveralNumbers) {
    Result<ListImport> import = begin(about("2026-11-12", "a"));
    std::vector<ListMember> rows{{nik(1), ListStanding::stopped, "", ""}, {nik(2), ListStanding::waiting, "", ""}};
    std::ranges::sort(rows, {}, &ListMember::key);
    for (const ListMember& row : rows) ASSERT_TRUE(import->add(row));
    ASSERT_TRUE(import->publish(2));
    for (std::vector<Key128> numbers : {std::vector{nik(1), nik(2)}, std::vector{nik(2), nik(1)}})
        EXPECT_EQ(await_now(standing_on_list(books_.database(), "kds", numbers)).value().standing,
                  ListStanding::waiting);
}

TEST_F(Lists, NobodySeesAnImportBeforeItIsWhole) {
    import(about("2026-11-01", "a"), 5);
    Result<ListImport> second = begin(about("2026-11-12", "b"));
    add(*second, 500, ListStanding::stopped);
    EXPECT_GT(members(), 5) << "rows are there already";
    EXPECT_EQ(ask(3)->as_of, "2026-11-01");
    EXPECT_FALSE(ask(400)->standing);
    ASSERT_TRUE(second->publish(500));
    EXPECT_EQ(ask(3)->standing, ListStanding::stopped);
    EXPECT_EQ(ask(400)->as_of, "2026-11-12");
}

TEST_F(Lists, OnlyKeyedHashesAndCodesAreKept) {
    import(about("2026-11-12", "a"), 3);
    EXPECT_EQ(books_.number("SELECT min(length(key)) FROM list_members"), 16);
    EXPECT_EQ(books_.number("SELECT count(*) FROM list_members WHERE typeof(key) <> 'blob'"), 0);
}

TEST_F(Lists, TheSameFileTwiceIsRefusedAndSoIsOneOfAnEarlierDay) {
    import(about("2026-11-12", "a"), 3);
    EXPECT_NE(begin(about("2026-11-12", "a")).error().detail.find("in force already"), std::string::npos);
    EXPECT_NE(begin(about("2026-11-11", "b")).error().detail.find("a later day"), std::string::npos);
    NewList older = about("2026-11-11", "b");
    older.older = true;
    import(older, 2);
    EXPECT_EQ(ask(1)->as_of, "2026-11-11");
    EXPECT_EQ(begin(about("2026-11-20", "c")).has_value(), true);
}

TEST_F(Lists, TwoImportsOfOneProgrammeAtOnceAreRefusedAndOfTwoAreNot) {
    Result<ListImport> first = begin(about("2026-11-12", "a"));
    ASSERT_TRUE(first);
    const Result<ListImport> second = begin(about("2026-11-13", "b"));
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Errc::conflict);
    EXPECT_NE(second.error().detail.find("under way, by sari"), std::string::npos);
    EXPECT_TRUE(begin(about("2026-11-13", "b", "pangan")));
}

TEST_F(Lists, AnImportThatDiedMakesWayAndItsRowsGo) {
    import(about("2026-11-01", "a"), 5);
    Result<ListImport> dead = begin(about("2026-11-12", "b"));
    add(*dead, 500);
    EXPECT_EQ(sweep_all(), 0) << "it may live";
    now_ += list_patience + seconds{1};
    EXPECT_GT(sweep_all(), 3) << "in small steps";
    EXPECT_EQ(members(), 5);
    EXPECT_EQ(ask(3)->as_of, "2026-11-01");
    EXPECT_EQ(dead->publish(500).error().code, Errc::conflict) << "it wakes up too late";
    import(about("2026-11-12", "b"), 7);
    EXPECT_EQ(ask(6)->as_of, "2026-11-12");
}

TEST_F(Lists, WhatWasReplacedIsRemovedAndWhatIsInForceStays) {
    import(about("2026-11-01", "a"), 400);
    import(about("2026-11-12", "b"), 300);
    EXPECT_EQ(members(), 700);
    EXPECT_GE(sweep_all(), 4);
    EXPECT_EQ(members(), 300);
    EXPECT_TRUE(ask(299)->standing);
}

TEST_F(Lists, AnImportIsAnEventOfWhoDidIt) {
    import(about("2026-11-12", "a"), 3);
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'list.imported' AND actor = 'sari'"), 1);
    NewList nobodys = about("2026-11-13", "b");
    nobodys.by = "system";
    EXPECT_EQ(begin(nobodys).error().code, Errc::invalid_request);
}

TEST_F(Lists, TheNextDayIsOfTheirBatchOrOfAll) {
    NewList days = about("2026-11-12", "d");
    days.kind = ListKind::schedules;
    Result<ListImport> import = begin(days);
    for (const ListDay& day :
         {ListDay{"2026-11-20", 480, 720, "32.76.06", ""}, ListDay{"2026-11-28", 480, 720, "32.76.06", "A1"},
          ListDay{"2026-11-27", 480, 720, "32.76.06", "B2"}})
        ASSERT_TRUE(import->add(day));
    ASSERT_TRUE(import->publish(3));
    const auto next = [this](const char* batch, const char* today) {
        const auto day = await_now(next_list_day(books_.database(), "kds", batch, today)).value();
        return day ? day->day : "none";
    };
    EXPECT_EQ(next("A1", "2026-11-19"), "2026-11-20");
    EXPECT_EQ(next("A1", "2026-11-21"), "2026-11-28");
    EXPECT_EQ(next("B2", "2026-11-21"), "2026-11-27");
    EXPECT_EQ(next("A1", "2026-11-29"), "none");
}

TEST(ABatchOfAnImport, IsAsLargeAsFitsIntoItsTime) {
    struct Row {
        std::size_t size;
        int held_us;
        std::size_t next;
    };
    const Row rows[] = {{64, 500, 128},  {64, 1'999, 128}, {64, 2'000, 64},   {64, 4'000, 64},
                        {64, 4'001, 32}, {16, 90'000, 16}, {4'096, 10, 4'096}};
    for (const Row& row : rows) EXPECT_EQ(next_batch(row.size, microseconds{row.held_us}), row.next) << row.held_us;
}

}  // namespace
}  // namespace sambung::store

#include "list_lookup.h"

#include "await_here.h"
#include "store/list_import.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sambung::gateway {
namespace {

constexpr TimePoint monday{milliseconds{1'795'399'200'000}};  // 23 Nov 2026 09.00 in Jakarta
constexpr const char* phone = "+6281234567890";

class AskingTheList : public testing::Test {
 protected:
    AskingTheList() {
        cases::Office office;
        office.areas = AreaTree::parse("code,name,parent\n32.76,Kota Depok,\n32.76.06,Beji,32.76\n").value();
        office.calendar =
            cases::Calendar::make("Asia/Jakarta", {{1, std::chrono::hours{8}, std::chrono::hours{16}}}, {}).value();
        office_ = std::make_shared<const cases::Office>(std::move(office));
    }
    store::ListImport begin(store::ListKind kind) {
        store::NewList about{.kind = kind,
                             .programme = "kds",
                             .as_of = "2026-11-12",
                             .period = {},
                             .file = {},
                             .by = "sari",
                             .older = false};
        return store::ListImport::begin(*database_, keys_, std::move(about),
                                        {.clock = [] { return monday; }, .rest = [](std::chrono::microseconds) {}})
            .value();
    }
    // The phone and three numbers, each with that standing.
    void list(store::ListStanding standing) {
        std::vector<Key128> numbers{
            key(store::ListNumber::phone, phone), key(store::ListNumber::nik, "3276015505900001"),
            key(store::ListNumber::family_card, "3276011203150002"), key(store::ListNumber::card, "KDS0017")};
        std::ranges::sort(numbers);
        store::ListImport import = begin(store::ListKind::beneficiaries);
        for (const Key128& one : numbers)
            ASSERT_TRUE(import.add({.key = one, .standing = standing, .reason = "", .batch = "A1"}));
        ASSERT_TRUE(import.publish(1));
    }
    void day(const char* batch) {
        store::ListImport import = begin(store::ListKind::schedules);
        ASSERT_TRUE(import.add(store::ListDay{"2026-11-28", 480, 720, "32.76.06", batch}));
        ASSERT_TRUE(import.publish(1));
    }
    [[nodiscard]] Key128 key(store::ListNumber what, const char* number) const {
        return store::list_key(keys_, what, number, "kds");
    }
    dialogs::WishOutcome ask(const std::string& typed, const char* programme = "kds", const char* from = phone) {
        dialogs::Wish wish{.action = "listed", .slots = {{"program", programme}}, .ordinal = 0};
        if (!typed.empty()) wish.slots["nomor"] = typed;
        return await_here(look_up_list(*database_, keys_, office_, std::move(wish), from, monday));
    }

    store::Keys keys_{store::SecretKey{1}};
    std::unique_ptr<store::Database> database_ = store::Database::open({.path = ":memory:"}).value();
    std::shared_ptr<const cases::Office> office_;
};

TEST_F(AskingTheList, IsAnsweredByPhoneOrByAnyNumberWithTheListsDayAndTheNumberMasked) {
    list(store::ListStanding::registered);
    struct Row {
        const char* typed;
        const char* shown;
    };
    const Row rows[] = {{"", "0812****7890"},
                        {"3276 0155 0590 0001", "3276********0001"},
                        {"3276011203150002", "3276********0002"},
                        {"kds-0017", "****17"}};
    for (const Row& row : rows) {
        const dialogs::WishOutcome outcome = ask(row.typed);
        EXPECT_EQ(outcome.result, "registered") << row.typed;
        EXPECT_EQ(outcome.values.at("tgl"), "12 Nov 2026");
        EXPECT_EQ(outcome.values.at("angka"), row.shown);
    }
}

TEST_F(AskingTheList, GivesEveryStandingItsOwnWay) {
    struct Row {
        store::ListStanding standing;
        const char* result;
    };
    const Row rows[] = {{store::ListStanding::registered, "registered"},
                        {store::ListStanding::waiting, "waiting"},
                        {store::ListStanding::proposed, "proposed"},
                        {store::ListStanding::stopped, "stopped"},
                        {store::ListStanding::unregistered, "unregistered"}};
    for (const Row& row : rows) {
        database_ = store::Database::open({.path = ":memory:"}).value();
        list(row.standing);
        EXPECT_EQ(ask("").result, row.result);
    }
}

TEST_F(AskingTheList, WhoeverIsNotOnItGetsTheSameAnswerWhateverWasTyped) {
    list(store::ListStanding::registered);
    for (const char* typed : {"3276015505909999", "kds-9999", "apa ini?"}) {
        const dialogs::WishOutcome outcome = ask(typed);
        EXPECT_EQ(outcome.result, "unknown") << typed;
        EXPECT_EQ(outcome.values.at("tgl"), "12 Nov 2026");
        EXPECT_FALSE(outcome.values.contains("unit"));
    }
    EXPECT_EQ(ask("", "kds", "+6281299990000").result, "unknown");
    EXPECT_EQ(ask("", "kds", "telegram:77").result, "unknown");
}

TEST_F(AskingTheList, SaysWhereThereIsNoList) {
    list(store::ListStanding::registered);
    EXPECT_EQ(ask("", "pangan").result, "no_list");
}

TEST_F(AskingTheList, TellsTheNextDayOfOnesOwnBatchOnly) {
    list(store::ListStanding::registered);
    day("B2");
    EXPECT_EQ(ask("").result, "registered") << "that day is others'";
    database_ = store::Database::open({.path = ":memory:"}).value();
    list(store::ListStanding::registered);
    day("A1");
    const dialogs::WishOutcome outcome = ask("");
    EXPECT_EQ(outcome.result, "scheduled");
    EXPECT_EQ(outcome.values.at("batas"), "28 Nov 08.00");
    EXPECT_EQ(outcome.values.at("unit"), "Beji");
}

}  // namespace
}  // namespace sambung::gateway

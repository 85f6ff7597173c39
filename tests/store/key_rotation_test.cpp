// A new root key under the books: every wrapped key is sealed anew, rows stay found, and no other key is taken.
#include "store/key_rotation.h"

#include "books.h"
#include "root_keys.h"
#include "store/allocation.h"
#include "store/anchors.h"
#include "store/duty_points.h"
#include "store/office_documents.h"
#include "store/staff.h"
#include "wrapped_keys.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace sambung::store {
namespace {

namespace fs = std::filesystem;
using std::chrono::hours;
using testing::SizeIs;

class KeyRotation : public testing::Test {
 protected:
    void SetUp() override {
        fs::create_directories(folder_ / "keys");
        ASSERT_TRUE(Keys::create(root_));
    }
    std::unique_ptr<Database> open() { return Database::open({.path = file_}).value(); }
    Keys keys() { return load_keys(root_, file_).value(); }
    Result<Rotated> rotate() {
        return rotate_root(
            {.key_file = root_, .database = file_, .spool = folder_ / "spool", .by = "ani", .now = monday});
    }
    void fill() {
        const std::unique_ptr<Database> books = open();
        const Keys ours = keys();
        ASSERT_TRUE(await_now(add_staff(*books, ours, {"Sari", "Sari Dewi", StaffRole::agent, "trc"}, "budi", monday)));
        ASSERT_TRUE(await_now(point_duty(*books, ours, {"trc", {"sms", "+6281200000099"}}, hours{8}, "sari", monday)));
        OfficeDocuments units(*books, ours, DocumentKind::units);
        ASSERT_TRUE(units.draft("units: +6281200000098", "sari", monday));
        cases::Pool pool{.code = "rtlh-2026",
                         .programme = "rtlh",
                         .period = "2026",
                         .total = 5,
                         .stages = {{1, monday}},
                         .funders = {{"perkimta", 1, 5}}};
        ASSERT_TRUE(
            await_now(draft_pool(*books, ours, {.pool = std::move(pool), .hold = hours{24}, .by = "ani"}, monday)));
        const HouseList list{
            .pool = "rtlh-2026",
            .file = ours.index("file", "1"),
            .by = "ani",
            .houses = {
                {.line = 2, .area = "32.76.06", .estimate = 20, .owner = "Ibu Siti", .address = "Jl. Melati No. 3"}}};
        ASSERT_TRUE(take_over_houses(*books, ours, list, monday));
        const auto cases = make_sqlite_cases(*books, ours, small_office());
        Grant grant{};
        grant.key = {ours.event("wa", "1"), 0};
        grant.person = ours.person("wa", "+6281234567101");
        grant.channel = "wa";
        grant.address = "+6281234567101";
        grant.wish = File{ours.draft(grant.key.event), a_report(), Language::id};
        grant.now = monday;
        ASSERT_TRUE(await_now(cases->grant(std::move(grant))));
    }

    TemporaryFolder folder_;
    std::string file_ = (folder_ / "cases.db").string();
    fs::path root_ = folder_ / "keys/root.key";
};

TEST_F(KeyRotation, EveryWrappedKeyOpensUnderTheNewRootAndNoneUnderTheOld) {
    fill();
    const Keys before = keys();
    const Rotated rotated = rotate().value();
    EXPECT_EQ(rotated.keys, static_cast<std::int64_t>(wrapped_places().size())) << "one of each kind was there";
    const Keys after = keys();
    EXPECT_NE(after.fingerprint(), before.fingerprint());
    const auto sql = Sql::open(file_, Sql::Mode::read_only).value();
    for (const WrappedPlace& place : wrapped_places()) {
        Query row = sql->query(place.select);
        ASSERT_TRUE(row.next()) << place.what;
        EXPECT_TRUE(after.unwrap(row.blob(1), place.owner(row))) << place.what;
        EXPECT_FALSE(before.unwrap(row.blob(1), place.owner(row))) << place.what;
    }
    const std::unique_ptr<Database> books = open();
    EXPECT_EQ(await_now(list_staff(*books, after)).value().front().name, "Sari Dewi");
    EXPECT_EQ(await_now(points_in_force(*books, after, monday + hours{1})).value().front().to.to.address,
              "+6281200000099");
    EXPECT_EQ(OfficeDocuments(*books, after, DocumentKind::units).list().value().front().text, "units: +6281200000098");
}

// A key that is wrapped in a place that the table does not know would be lost by a rotation.
TEST_F(KeyRotation, TheTableKnowsEveryColumnOfWrappedKeys) {
    const std::set<std::string> known_by_hash{"outbox",     "requests",    "list_members",
                                              "duty_tests", "house_calls", "partner_calls"};
    (void)open();
    const auto sql = Sql::open(file_, Sql::Mode::read_only).value();
    for (Query row = sql->query("SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c"
                                " WHERE m.type = 'table' AND c.name = 'key' AND c.type = 'BLOB'");
         row.next();) {
        const std::string table{row.text(0)};
        EXPECT_TRUE(known_by_hash.contains(table) ||
                    std::ranges::find(wrapped_places(), table, &WrappedPlace::table) != wrapped_places().end())
            << table << " has a column `key`: wrapped_keys.cpp seals it anew, or this test says that it is a hash";
    }
}

TEST_F(KeyRotation, WhatIsFoundByHashesStaysFoundThroughTwoRotations) {
    fill();
    const Keys first = keys();
    const Result<Rotated> once = rotate();
    ASSERT_TRUE(once) << once.error().detail;
    const Result<Rotated> again = rotate();
    ASSERT_TRUE(again) << again.error().detail;
    const Rotated twice = *again;
    EXPECT_EQ(twice.before, once->after);
    const Result<Keys> loaded = load_keys(root_, file_);
    ASSERT_TRUE(loaded) << loaded.error().detail;
    const Keys& last = *loaded;
    EXPECT_EQ(last.person("wa", "+6281234567101"), first.person("wa", "+6281234567101"));
    EXPECT_EQ(last.event("wa", "1"), first.event("wa", "1"));
    EXPECT_EQ(last.index("nik", "3276010101900001"), first.index("nik", "3276010101900001"));
    EXPECT_NE(last.session_key(), first.session_key());
    EXPECT_NE(last.anchor_seed(), first.anchor_seed());
    ASSERT_THAT(last.retired(), SizeIs(2));
    EXPECT_EQ(last.retired().front(), public_key(first));
}

TEST_F(KeyRotation, OnlyTheKeyInUseIsTaken) {
    fill();
    const Rotated rotated = rotate().value();
    const Result<Keys> old = load_keys(rotated.kept_file, file_);
    ASSERT_FALSE(old);
    EXPECT_EQ(old.error().code, Errc::misconfigured);
    EXPECT_NE(old.error().detail.find(rotated.after), std::string::npos);
    ASSERT_TRUE(Keys::create(folder_ / "other.key"));
    EXPECT_EQ(load_keys(folder_ / "other.key", file_).error().code, Errc::misconfigured);
}

TEST_F(KeyRotation, AStrangeKeyIsRefusedBeforeAnyRotation) {
    fill();
    ASSERT_TRUE(Keys::create(folder_ / "other.key"));
    EXPECT_EQ(load_keys(folder_ / "other.key", file_).error().code, Errc::misconfigured);
    EXPECT_TRUE(load_keys(root_, file_));
}

TEST_F(KeyRotation, IsRefusedWhileSomebodyWorksOnTheDatabaseOrMessagesWait) {
    fill();
    {
        const std::unique_ptr<Database> busy = open();
        EXPECT_EQ(rotate().error().code, Errc::conflict);
    }
    fs::create_directories(folder_ / "spool");
    std::ofstream(folder_ / "spool/1") << "waits";
    EXPECT_EQ(rotate().error().code, Errc::conflict);
    EXPECT_FALSE(fs::exists(folder_ / "keys/root.key.next")) << "nothing was begun";
    fs::remove(folder_ / "spool/1");
    EXPECT_TRUE(rotate());
}

TEST_F(KeyRotation, AKeyFileThatACrashCutShortIsMadeAnew) {
    fill();
    std::ofstream(folder_ / "keys/root.key.next") << "0123";
    EXPECT_TRUE(rotate());
    EXPECT_TRUE(load_keys(root_, file_));
}

}  // namespace
}  // namespace sambung::store

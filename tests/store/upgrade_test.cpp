// A database of the release before, with data in it, under this program.
#include "books.h"
#include "clerk.h"
#include "events.h"
#include "migrate.h"
#include "store/anchors.h"
#include "store/erasure_ledger.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

constexpr int release_before = 24;  // its last migration

std::vector<Migration> of_the_release_before() {
    std::vector<Migration> migrations = known_migrations();
    std::erase_if(migrations, [](const Migration& one) { return one.number > release_before; });
    return migrations;
}

class Upgrading : public testing::Test {
 protected:
    void SetUp() override {
        const auto sql = Sql::open(path_.string(), Sql::Mode::read_write).value();
        ASSERT_TRUE(migrate(*sql, of_the_release_before()));
        Clerk clerk(*sql, keys_, monday);
        sql->script("BEGIN");
        sealed_ = seal(clerk.person_key(PersonId{5}), "hello", "place");
        append_event(clerk, {"person.met", "citizen", std::nullopt});
        append_event(clerk, {"person.erased", "system", std::nullopt});
        sql->run(
            "INSERT INTO erasures (person, reason, state, asked, due, done, actor)"
            " VALUES (5, 'asked', 'done', ?1, ?1, ?1, 'system')",
            monday);
        sql->script("COMMIT");
    }
    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_ / "cases.db";
    Keys keys_{test_root()};
    std::string sealed_;
};

TEST_F(Upgrading, KeepsWhatWasThereAndFilesOn) {
    Books books(path_);
    const auto key = books.database().read_now(
        [&](Sql& sql) -> Result<std::optional<SecretKey>> { return person_key(sql, books.keys(), PersonId{5}); });
    ASSERT_TRUE(key && *key);
    EXPECT_EQ(unseal(**key, sealed_, "place").value(), "hello");
    EXPECT_TRUE(books.grant(1, 1, File{books.draft(1), a_report("kks"), Language::id}));
    EXPECT_GT(books.cases().verify_log().value(), 2);
    EXPECT_TRUE(check_record({.database = path_})->clean());
}

TEST_F(Upgrading, WhatWasErasedBeforeThereWasALedgerIsToldToo) {
    Books books(path_);
    const Untold untold = await_now(untold_erasures(books.database(), 10)).value();
    EXPECT_EQ(untold.told, 0);
    ASSERT_EQ(untold.erasures.size(), 1U);
    EXPECT_EQ(untold.erasures.front().person, PersonId{5});
}

TEST_F(Upgrading, TheReleaseBeforeRefusesWhatThisOneOpened) {
    {
        const Books books(path_);
    }
    const auto sql = Sql::open(path_.string(), Sql::Mode::read_write).value();
    const Result<> back = migrate(*sql, of_the_release_before());
    ASSERT_FALSE(back);
    EXPECT_THAT(back.error().detail, testing::HasSubstr("this program knows up to 24"));
}

}  // namespace
}  // namespace sambung::store

#include "migrate.h"

#include "database_support.h"
#include "store/database.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <span>
#include <vector>

namespace sambung::store {
namespace {

using testing::HasSubstr;

std::int64_t number(Sql& sql, std::string_view query) {
    Query row = sql.query(query);
    return row.next() ? row.integer(0) : -1;
}

class Migrating : public testing::Test {
 protected:
    [[nodiscard]] std::unique_ptr<Sql> open() const { return Sql::open(path_.string(), Sql::Mode::read_write).value(); }
    void make(const std::string& statements) const { open()->script(statements); }
    [[nodiscard]] Errc refusal() const {
        const auto database = Database::open({.path = path_.string()});
        return database ? Errc::internal : database.error().code;
    }
    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_ / "cases.db";
};

TEST_F(Migrating, AnEmptyFileBecomesOurs) {
    ASSERT_TRUE(Database::open({.path = path_.string()}));
    const auto sql = open();
    EXPECT_EQ(number(*sql, "PRAGMA user_version"), std::int64_t{known_migrations().back().number});
    EXPECT_EQ(number(*sql, "PRAGMA application_id"), 0x536D6267);
}

TEST_F(Migrating, AgainChangesNothing) {
    ASSERT_TRUE(Database::open({.path = path_.string()}));
    const std::int64_t before = number(*open(), "PRAGMA schema_version");
    ASSERT_TRUE(Database::open({.path = path_.string()}));
    EXPECT_EQ(number(*open(), "PRAGMA schema_version"), before);
}

TEST_F(Migrating, ANewerFileIsRefusedAndLeftAsItWas) {
    ASSERT_TRUE(Database::open({.path = path_.string()}));
    make("PRAGMA user_version=9999");
    EXPECT_EQ(refusal(), Errc::misconfigured);
    EXPECT_EQ(number(*open(), "PRAGMA user_version"), 9999);
}

TEST_F(Migrating, AnotherProgramsFileIsRefused) {
    make("CREATE TABLE songs (title TEXT)");
    EXPECT_EQ(refusal(), Errc::misconfigured);
    make("PRAGMA application_id=1");
    EXPECT_EQ(refusal(), Errc::misconfigured);
}

TEST_F(Migrating, WhatIsNoDatabaseIsRefused) {
    std::ofstream{path_} << std::string(4096, 'x');
    EXPECT_EQ(refusal(), Errc::misconfigured);
}

TEST_F(Migrating, AFolderThatIsNotThereIsUnavailable) {
    const auto database = Database::open({.path = (folder_ / "none/cases.db").string()});
    ASSERT_FALSE(database);
    EXPECT_EQ(database.error().code, Errc::unavailable);
}

TEST_F(Migrating, EachStepIsDoneOnceAndInOrder) {
    const auto sql = open();
    const std::array<Migration, 2> steps{
        {{1, "CREATE TABLE log (step INTEGER); INSERT INTO log VALUES (1)"}, {2, "INSERT INTO log VALUES (2)"}}};
    ASSERT_TRUE(migrate(*sql, std::span{steps}.first(1)));
    ASSERT_TRUE(migrate(*sql, steps));
    ASSERT_TRUE(migrate(*sql, steps));
    EXPECT_EQ(number(*sql, "SELECT count(*) FROM log"), 2);
    EXPECT_EQ(number(*sql, "PRAGMA user_version"), 2);
}

TEST_F(Migrating, AStepThatFailsLeavesTheOnesBefore) {
    const auto sql = open();
    const std::array<Migration, 2> steps{
        {{1, "CREATE TABLE log (step INTEGER)"}, {2, "INSERT INTO log VALUES (2); INSERT INTO nowhere VALUES (2)"}}};
    const Result<> migrated = migrate(*sql, steps);
    ASSERT_FALSE(migrated);
    EXPECT_EQ(migrated.error().code, Errc::misconfigured);
    EXPECT_THAT(migrated.error().detail, HasSubstr("nowhere"));
    EXPECT_EQ(number(*sql, "SELECT count(*) FROM log"), 0);
    EXPECT_EQ(number(*sql, "PRAGMA user_version"), 1);
}

TEST(KnownMigrations, AreNumberedWithoutAGap) {
    int expected = 1;
    for (const Migration& migration : known_migrations()) EXPECT_EQ(migration.number, expected++);
    EXPECT_GT(expected, 1);
}
TEST_F(Migrating, RuleSetsOfBeforeAreOfficeDocumentsWithTheirNumbersAndDecisions) {
    std::vector<Migration> steps = known_migrations();
    const auto later = std::ranges::find(steps, 26, &Migration::number);
    ASSERT_NE(later, steps.end());
    const auto sql = open();
    ASSERT_TRUE(migrate(*sql, std::span{steps.begin(), later}));
    sql->script(
        "PRAGMA foreign_keys=OFF;"
        "INSERT INTO rule_sets (version, state, author, sha256, csv, drafted, activated, hands, before) VALUES"
        " (1, 'retired', 'pack', zeroblob(32), 'one', 1, 1, '', NULL),"
        " (4, 'active', 'sari', randomblob(32), 'four', 2, 3, '|tono|', 1);"
        "INSERT INTO decisions (case_id, rule_set, input, trace, unit, rule, fallback, also_notify, why, at)"
        " VALUES (1, 4, '', '', 'trc', 10, '', '', '', 5);"
        "PRAGMA foreign_keys=ON");
    ASSERT_TRUE(migrate(*sql, steps));
    EXPECT_EQ(number(*sql, "SELECT count(*) FROM office_documents WHERE kind = 'routing' AND version = id"), 2);
    EXPECT_EQ(number(*sql,
                     "SELECT version FROM office_documents WHERE state = 'active' AND text = 'four' AND before = 1"
                     " AND hands = '|tono|'"),
              4);
    EXPECT_EQ(number(*sql, "SELECT d.version FROM decisions JOIN office_documents AS d ON d.id = decisions.rule_set"),
              4);
    EXPECT_EQ(number(*sql,
                     "SELECT count(*) FROM pragma_foreign_key_list('decisions') WHERE \"from\" = 'rule_set'"
                     " AND \"table\" = 'office_documents' AND \"to\" = 'id'"),
              1);
    EXPECT_EQ(number(*sql, "SELECT version FROM rule_sets WHERE state = 'active' AND csv = 'four'"), 4)
        << "as the release before reads it";
}

TEST_F(Migrating, EveryTableIsStrict) {
    ASSERT_TRUE(Database::open({.path = path_.string()}));
    const auto sql = open();
    for (Query row =
             sql->query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
                        " AND name NOT LIKE 'sqlite_%'");
         row.next();)
        ADD_FAILURE() << row.text(0) << " is not STRICT";
}

}  // namespace
}  // namespace sambung::store

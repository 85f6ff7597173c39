// The record as an auditor sees it: the chain of events and the anchors outside.
#include "books.h"
#include "events.h"
#include "store/anchors.h"
#include "store/reading.h"

#include <gmock/gmock.h>
#include <sqlite3.h>

namespace sambung::store {
namespace {

using std::chrono::hours;
using testing::IsEmpty;
using testing::SizeIs;

constexpr TimePoint tuesday = monday + hours{24};

// Writes into the file behind the service's back.
void meddle(const std::filesystem::path& file, const std::string& statements) {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
    const std::string all =
        "DROP TRIGGER IF EXISTS events_no_update; DROP TRIGGER IF EXISTS events_no_delete; " + statements;
    EXPECT_EQ(sqlite3_exec(connection, all.c_str(), nullptr, nullptr, nullptr), SQLITE_OK)
        << sqlite3_errmsg(connection);
    sqlite3_close(connection);
}

class Record : public testing::Test {
 protected:
    void SetUp() override { fill(5); }
    void fill(int many) {
        for (int i = 0; i < many; ++i, ++filed_)
            ticket_ = books_->grant(filed_, filed_, File{books_->draft(filed_), a_report(), Language::id})->ticket;
        ASSERT_TRUE(await_now(unmask(books_->database(), books_->keys(), *ticket_, SealedField::story, "ani",
                                     "menelepon pelapor", monday)));
    }
    Result<std::optional<Anchor>> anchor(TimePoint now) {
        Anchors anchors(books_->database(), books_->keys(), folder_ / "anchors", small_office()->calendar);
        Result<std::optional<Anchor>> due = await_now(anchors.due(now));
        if (!due || !*due) return due;
        if (const Result<> placed = anchors.place(**due); !placed) return std::unexpected(placed.error());
        if (const Result<> noted = await_now(anchors.note(**due)); !noted) return std::unexpected(noted.error());
        return due;
    }
    [[nodiscard]] RecordCheck what() const {
        return {.database = path_, .anchors = folder_ / "anchors", .keys = {public_key(books_->keys())}};
    }
    [[nodiscard]] CheckedRecord check() const { return check_record(what()).value(); }
    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_ / "cases.db";
    std::unique_ptr<Books> books_ = std::make_unique<Books>(path_);
    int filed_ = 1;
    std::optional<Ticket> ticket_;
};

TEST_F(Record, AWholeRecordIsCleanAndSaysHowFarItReaches) {
    const CheckedRecord record = check();
    EXPECT_TRUE(record.clean()) << record.wrong;
    EXPECT_EQ(record.events, books_->number("SELECT count(*) FROM events"));
    EXPECT_EQ(record.hash, books_->text("SELECT lower(hex(hash)) FROM events ORDER BY seq DESC LIMIT 1"));
    EXPECT_THAT(record.anchors, IsEmpty());
}

TEST_F(Record, AFlippedByteInAnyColumnIsFoundAtItsEvent) {
    // The middle event of a case, and the one with a payload: each column, one byte another.
    const char* flips[] = {
        "UPDATE events SET at = at | 1 WHERE seq = 3 AND at & 1 = 0",
        "UPDATE events SET type = 'dase.filed' WHERE seq = 3",
        "UPDATE events SET actor = 'bitizen' WHERE seq = 3",
        "UPDATE events SET case_id = case_id - 1 WHERE seq = 3",
        "UPDATE events SET case_id = NULL WHERE seq = 3",
        "UPDATE events SET meta = replace(meta, 'lansia', 'mansia') WHERE seq = 3",
        "UPDATE events SET payload = x'' WHERE seq = 3",
        "UPDATE events SET payload = x'00' WHERE seq = 3",
        "UPDATE events SET prev = CAST(x'FF' || substr(prev, 2) AS BLOB) WHERE seq = 3",
        "UPDATE events SET hash = CAST(x'FF' || substr(hash, 2) AS BLOB) WHERE seq = 3",
        "UPDATE events SET seq = 700 WHERE seq = 3",
        "DELETE FROM events WHERE seq = 3",
        "UPDATE events SET payload = CAST(x'FF' || substr(payload, 2) AS BLOB) WHERE seq = 11",
        "UPDATE events SET payload = NULL WHERE seq = 11",
    };
    books_.reset();
    const std::string whole = bytes_of(path_);
    for (const char* one : flips) {
        std::ofstream{path_, std::ios::binary} << whole;
        meddle(path_, one);
        const CheckedRecord record =
            check_record({.database = path_, .anchors = {}, .keys = {}, .own_folder = false}).value();
        const bool of_payload = std::string_view{one}.ends_with("11");
        const bool gone = std::string_view{one}.starts_with("DELETE") || std::string_view{one}.contains("700");
        EXPECT_EQ(record.wrong, std::string{"event "} +
                                    (of_payload ? "11"
                                     : gone     ? "4"
                                                : "3") +
                                    " does not fit the chain")
            << one;
        EXPECT_FALSE(record.clean());
    }
}

TEST_F(Record, WhatSomebodySaidIsSealedInThePayloadAndOpensForItsCaseOnly) {
    const std::string words =
        books_->database().read_now([&](Sql& sql) { return event_words(sql, books_->keys(), 11); }).value();
    EXPECT_EQ(words, "menelepon pelapor");
    EXPECT_EQ((bytes_of(path_) + bytes_of(path_.string() + "-wal")).find("menelepon"), std::string::npos);
    EXPECT_EQ(books_->database().read_now([&](Sql& sql) { return event_words(sql, books_->keys(), 1); }).error().code,
              Errc::not_found);
}

TEST_F(Record, AnAnchorIsDueOnceADayHasPassedWithNews) {
    EXPECT_EQ(anchor(monday + hours{1}).value(), std::nullopt) << "the day is not over";
    const std::optional<Anchor> first = anchor(tuesday).value();
    ASSERT_TRUE(first);
    EXPECT_EQ(first->events, 11);
    EXPECT_EQ(first->day, "2026-11-24");
    EXPECT_EQ(anchor(tuesday + hours{1}).value(), std::nullopt) << "once a night";
    EXPECT_EQ(anchor(tuesday + hours{48}).value(), std::nullopt) << "nothing has happened since";
    EXPECT_TRUE(std::filesystem::exists(folder_ / "anchors" / "2026-11-24-11.txt"));
    const CheckedRecord record = check();
    EXPECT_TRUE(record.clean());
    ASSERT_THAT(record.anchors, SizeIs(1));
    EXPECT_EQ(record.anchors.front().anchor, first);
}

TEST_F(Record, LocalMidnightDecidesNotUtc) {
    const TimePoint midnight_in_jakarta = monday + hours{14};  // 17.00 UTC
    EXPECT_EQ(anchor(midnight_in_jakarta - milliseconds{1}).value(), std::nullopt);
    EXPECT_TRUE(anchor(midnight_in_jakarta).value());
}

TEST_F(Record, NightsThatWereMissedHaveOneAnchorTogether) {
    EXPECT_TRUE(anchor(tuesday + hours{72}).value());
    EXPECT_EQ(anchor(tuesday + hours{72}).value(), std::nullopt);
    EXPECT_THAT(check().anchors, SizeIs(1));
}

TEST_F(Record, TenThousandEventsAreAnchoredBeforeTheNight) {
    books_->change(
        "INSERT INTO events (seq, at, type, actor, meta, prev, hash) WITH RECURSIVE n (i) AS (SELECT 12 UNION ALL "
        "SELECT"
        " i + 1 FROM n WHERE i < 10000) SELECT i, (SELECT max(at) FROM events), 't', 'a', '{}', x'', zeroblob(32) FROM "
        "n");
    EXPECT_TRUE(anchor(monday).value());
}

TEST_F(Record, ALogThatWasCutIsFoundByItsAnchor) {
    ASSERT_TRUE(anchor(tuesday).value());
    meddle(path_, "DELETE FROM events WHERE seq > 4");
    EXPECT_EQ(books_->cases().verify_log().value(), 4) << "the chain alone does not see it";
    const CheckedRecord record = check();
    EXPECT_EQ(record.wrong, "");
    EXPECT_FALSE(record.clean());
    EXPECT_EQ(record.anchors.front().wrong, "the log ends at event 4");
    EXPECT_EQ(anchor(tuesday).error().code, Errc::conflict) << "and so does the service";
}

TEST_F(Record, AChainMadeAnewIsFoundByItsAnchor) {
    ASSERT_TRUE(anchor(tuesday).value());
    // Another chain of as many events, each of which fits.
    const std::filesystem::path other = folder_ / "other.db";
    Books forged{other};
    for (int i = 1; i <= 6; ++i)
        ASSERT_TRUE(forged.grant(i, 50 + i, File{forged.draft(50 + i), a_report("anak"), Language::id}));
    ASSERT_EQ(forged.cases().verify_log().value(), 12);
    RecordCheck check = what();
    check.database = other;
    check.own_folder = false;
    const CheckedRecord record = check_record(check).value();
    EXPECT_EQ(record.wrong, "");
    EXPECT_EQ(record.anchors.front().wrong, "event 11 is not the one that was anchored");
}

TEST_F(Record, AnyByteOfAnAnchorThatIsAnotherIsFound) {
    ASSERT_TRUE(anchor(tuesday).value());
    const std::filesystem::path file = folder_ / "anchors" / "2026-11-24-11.txt";
    const std::string whole = bytes_of(file);
    ASSERT_GT(whole.size(), 300U);
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (const int bit : {0, 5}) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
            EXPECT_FALSE(read_anchor(changed, {public_key(books_->keys())})) << at;
        }
    EXPECT_FALSE(read_anchor(whole + "\n", {public_key(books_->keys())}));
    EXPECT_FALSE(read_anchor(whole.substr(0, whole.size() - 1), {public_key(books_->keys())}));
    EXPECT_TRUE(read_anchor(whole, {public_key(books_->keys())}));
    std::ofstream{file} << "x";
    EXPECT_FALSE(check().clean());
}

TEST_F(Record, AnAnchorOfAnotherKeyIsNotTrusted) {
    ASSERT_TRUE(anchor(tuesday).value());
    RecordCheck check = what();
    check.keys = {public_key(Keys{SecretKey{9}})};
    EXPECT_EQ(check_record(check)->anchors.front().wrong, "it was signed by another key");
    check.keys.push_back(public_key(books_->keys()));
    EXPECT_TRUE(check_record(check)->clean()) << "after the root key was changed, the old one is named too";
}

TEST_F(Record, AnAnchorThatWasTakenAwayIsMissed) {
    ASSERT_TRUE(anchor(tuesday).value());
    std::filesystem::remove(folder_ / "anchors" / "2026-11-24-11.txt");
    EXPECT_THAT(check().missing, testing::ElementsAre("2026-11-24-11.txt"));
    EXPECT_FALSE(check().clean());
    RecordCheck auditors = what();
    auditors.own_folder = false;
    EXPECT_TRUE(check_record(auditors)->clean()) << "an auditor has those that they were given";
}

TEST_F(Record, AnAnchorUnderAnothersNameIsFound) {
    ASSERT_TRUE(anchor(tuesday).value());
    std::filesystem::copy_file(folder_ / "anchors" / "2026-11-24-11.txt", folder_ / "anchors" / "2026-11-24-110.txt");
    EXPECT_EQ(check().anchors.size(), 2U);
    EXPECT_FALSE(check().clean());
}

TEST_F(Record, AnAnchorThatCannotBeWrittenIsNotNotedAndTriedAgain) {
    std::ofstream{folder_ / "anchors"} << "a file, not a folder";
    EXPECT_EQ(anchor(tuesday).error().code, Errc::unavailable);
    EXPECT_EQ(books_->number("SELECT count(*) FROM anchors"), 0);
    std::filesystem::remove(folder_ / "anchors");
    EXPECT_TRUE(anchor(tuesday).value());
    EXPECT_TRUE(check().clean());
}

TEST_F(Record, WhatIsNoDatabaseOfOursIsUnreadable) {
    EXPECT_EQ(check_record({.database = folder_ / "none.db"}).error().code, Errc::unavailable);
    std::ofstream{folder_ / "text.db"} << "no database";
    EXPECT_FALSE(check_record({.database = folder_ / "text.db"}));
    RecordCheck auditors = what();
    auditors.own_folder = false;
    EXPECT_EQ(check_record(auditors).error().code, Errc::unavailable) << "the folder that was named is not there";
}

}  // namespace
}  // namespace sambung::store

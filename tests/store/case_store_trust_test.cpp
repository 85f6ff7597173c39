// What whoever holds the file can read in it, and what they can change unnoticed.
#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using testing::HasSubstr;
using testing::Not;

class Trust : public testing::Test {
 protected:
    void fill() {
        cases::Report report = a_report();
        report.nik = "3276010101900001";
        ASSERT_TRUE(books_->grant(1, 1, File{books_->draft(1), report, Language::id}));
        ASSERT_TRUE(books_->grant(2, 2, Ring{books_->draft(2), a_danger(), Language::id}));
        ASSERT_TRUE(books_->grant(3, 3, HandOver{books_->draft(3), "mohon ditelepon", "asked", Language::id}));
        const Ticket ticket = *books_->grant(4, 4, File{books_->draft(4), report, Language::id})->ticket;
        ASSERT_TRUE(books_->grant(4, 5, AddNote{ticket, "rumah cat biru"}));
        const NewInbound inbound{"wa", books_->event(6), books_->person(1), "tolong anak saya"};
        ASSERT_TRUE(await_now(books_->cases().put({inbound}, monday, milliseconds{1})));
        ASSERT_TRUE(await_now(books_->cases().enqueue({a_message(*books_, 1, "laporan Anda diterima")}, monday)));
    }
    std::string where_log_breaks() {
        const Result<std::int64_t> verified = books_->cases().verify_log();
        if (verified) return "nowhere";
        EXPECT_EQ(verified.error().code, Errc::conflict);
        return verified.error().detail;
    }
    // With the triggers away, as whoever owns the machine can have them.
    void tamper(const std::string& statements) {
        books_->change("DROP TRIGGER IF EXISTS events_no_update; DROP TRIGGER IF EXISTS events_no_delete; " +
                       statements);
    }
    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_ / "cases.db";
    std::unique_ptr<Books> books_ = std::make_unique<Books>(path_);
};

TEST_F(Trust, NothingPersonalIsReadableInTheFiles) {
    fill();
    std::string bytes = bytes_of(path_) + bytes_of(path_.string() + "-wal");
    books_.reset();
    bytes += bytes_of(path_);
    EXPECT_THAT(bytes, HasSubstr("case.filed")) << "the files were looked at";
    for (const char* secret : {"81234567", "6281234567100", "3276010101900001", "nenek", "pingsan", "Kemiri",
                               "mohon ditelepon", "cat biru", "tolong anak", "laporan Anda", "session of event"})
        EXPECT_EQ(bytes.find(secret), std::string::npos) << secret;
}

TEST_F(Trust, TheCheckDigitsAreNowhereReadable) {
    const std::string digits = books_->grant(1, 1, File{books_->draft(1), a_report(), Language::id})->check_digits;
    EXPECT_EQ((bytes_of(path_) + bytes_of(path_.string() + "-wal")).find(digits), std::string::npos);
}

TEST_F(Trust, BlindIndexesFindEqualNumbersOnly) {
    fill();
    const std::string index = books_->keys().index("nik", "3276010101900001").hex();
    EXPECT_EQ(books_->number("SELECT count(*) FROM cases WHERE lower(hex(nik_index)) = '" + index + "'"), 2);
    EXPECT_EQ(books_->number("SELECT count(*) FROM cases WHERE nik_index IS NULL"), 2);
}

TEST_F(Trust, FieldsCannotBeMovedToAnotherCase) {
    fill();
    books_->change("UPDATE cases SET key = (SELECT key FROM cases WHERE id = 1) WHERE id = 4");
    const Result<Outcome> note =
        books_->grant(4, 9, AddNote{Ticket::parse(books_->text("SELECT ticket FROM cases WHERE id = 4")).value(), "x"});
    EXPECT_EQ(note.error().code, Errc::internal);
    EXPECT_THAT(note.error().detail, HasSubstr("does not open"));
}

TEST_F(Trust, TheWholeLogFitsAfterARestartToo) {
    fill();
    const std::int64_t events = books_->number("SELECT count(*) FROM events");
    EXPECT_EQ(books_->cases().verify_log().value(), events);
    books_ = nullptr;
    books_ = std::make_unique<Books>(path_);
    EXPECT_EQ(books_->cases().verify_log().value(), events);
}

TEST_F(Trust, AnEmptyLogFits) { EXPECT_EQ(books_->cases().verify_log().value(), 0); }

TEST_F(Trust, EventsCannotBeChangedOrTakenAway) {
    fill();
    for (const char* statement : {"UPDATE events SET meta = '{}'", "DELETE FROM events"})
        EXPECT_FALSE(books_->database().write_now([statement](Sql& sql) -> Result<> {
            sql.run(statement);
            return {};
        })) << statement;
}

TEST_F(Trust, AnyChangeToTheLogIsFoundWhereItIs) {
    const char* changes[] = {
        "UPDATE events SET at = at + 1 WHERE seq = 3",         "UPDATE events SET type = 'case.closed' WHERE seq = 3",
        "UPDATE events SET actor = 'system' WHERE seq = 3",    "UPDATE events SET case_id = 1 WHERE seq = 3",
        "UPDATE events SET meta = '{}' WHERE seq = 3",         "UPDATE events SET payload = x'00' WHERE seq = 3",
        "UPDATE events SET hash = zeroblob(32) WHERE seq = 3", "UPDATE events SET prev = zeroblob(32) WHERE seq = 3",
        "UPDATE events SET case_id = NULL WHERE seq = 3",
    };
    for (const char* change : changes) {
        const TemporaryFolder folder;
        books_ = std::make_unique<Books>(folder / "cases.db");
        fill();
        tamper(change);
        EXPECT_EQ(where_log_breaks(), "event 3 does not fit the chain") << change;
        books_.reset();
    }
}

TEST_F(Trust, AMissingEventIsFoundAtTheNext) {
    fill();
    tamper("DELETE FROM events WHERE seq = 2");
    EXPECT_EQ(where_log_breaks(), "event 3 does not fit the chain");
}

TEST_F(Trust, AnEventAddedWithoutItsHashIsFound) {
    fill();
    tamper(
        "INSERT INTO events SELECT seq + 1, at, type, actor, case_id, meta, payload, hash, hash FROM events"
        " ORDER BY seq DESC LIMIT 1");
    EXPECT_THAT(where_log_breaks(), Not("nowhere"));
}

TEST_F(Trust, TheLogNamesNobody) {
    fill();
    (void)books_->database().read_now([](Sql& sql) -> Result<> {
        for (Query row = sql.query("SELECT meta FROM events"); row.next();) {
            EXPECT_THAT(std::string{row.text(0)}, Not(HasSubstr("+62")));
            EXPECT_THAT(std::string{row.text(0)}, Not(HasSubstr("nenek")));
        }
        return {};
    });
}

TEST_F(Trust, TwoProcessesKeepOneChain) {
    Books other{path_};
    for (int i = 1; i <= 10; ++i) {
        ASSERT_TRUE(books_->grant(i, i, File{books_->draft(i), a_report(), Language::id}));
        ASSERT_TRUE(other.grant(20 + i, 100 + i, File{other.draft(100 + i), a_report(), Language::id}));
    }
    EXPECT_EQ(books_->cases().verify_log().value(), 40);
}

}  // namespace
}  // namespace sambung::store

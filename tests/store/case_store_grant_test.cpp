#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using cases::Report;
using cases::Status;

class Granting : public testing::Test {
 protected:
    [[nodiscard]] Wish file(std::string category = "lansia") const {
        return File{books_.draft(1), a_report(std::move(category)), Language::jv};
    }
    [[nodiscard]] Wish ring() const { return Ring{books_.draft(1), a_danger(), Language::jv}; }
    [[nodiscard]] Wish drop() const { return Drop{books_.draft(1)}; }
    Outcome grant(int event, Wish wish) {
        const Result<Outcome> outcome = books_.grant(1, event, std::move(wish));
        EXPECT_TRUE(outcome) << describe(outcome.error());
        return *outcome;
    }
    std::vector<std::string> events() {
        std::vector<std::string> types;
        (void)books_.database().read_now([&types](Sql& sql) -> Result<> {
            for (Query row = sql.query("SELECT type FROM events ORDER BY seq"); row.next();)
                types.emplace_back(row.text(0));
            return {};
        });
        return types;
    }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(Granting, FilingGivesATicketAUnitAndAPromise) {
    const Outcome outcome = grant(2, file());
    EXPECT_EQ(outcome.granted, Granted::ok);
    ASSERT_TRUE(outcome.ticket);
    EXPECT_THAT(outcome.check_digits, testing::MatchesRegex("[0-9][0-9][0-9][0-9][0-9][0-9]"));
    EXPECT_EQ(outcome.urgency, Urgency::p2);
    EXPECT_EQ(outcome.unit, "lansia");
    EXPECT_EQ(outcome.due, monday + std::chrono::hours{24});
    EXPECT_EQ(outcome.resume, "session of event 2");
    EXPECT_FALSE(outcome.repeated);
}

// What the draft had been through, what is wished of it next, and what must come of it.
TEST(GrantingInSequence, TheFirstOfFileAndDropWinsAndRingsFillOneCase) {
    enum class Do { file, ring, drop };
    using enum Do;
    using enum Granted;
    struct Row {
        const char* what;
        std::vector<Do> wishes;
        std::vector<Granted> granted;
        int cases;
        int urgency;  // of the case; -1 if there is none
        const char* draft;
    };
    const Row rows[] = {
        {"file", {file}, {ok}, 1, 2, "filed"},
        {"file twice", {file, file}, {ok, already_filed}, 1, 2, "filed"},
        {"ring", {ring}, {ok}, 1, 0, "rung"},
        {"ring twice", {ring, ring}, {ok, already_filed}, 1, 0, "rung"},
        {"ring, then file", {ring, file}, {ok, ok}, 1, 0, "filed"},
        {"ring, file, file", {ring, file, file}, {ok, ok, already_filed}, 1, 0, "filed"},
        {"ring, file, ring", {ring, file, ring}, {ok, ok, already_filed}, 1, 0, "filed"},
        {"ring, then drop", {ring, drop}, {ok, already_filed}, 1, 0, "rung"},
        {"file, then drop", {file, drop}, {ok, already_filed}, 1, 2, "filed"},
        {"file, then danger", {file, ring}, {ok, ok}, 1, 0, "filed"},
        {"file, danger, danger", {file, ring, ring}, {ok, ok, already_filed}, 1, 0, "filed"},
        {"drop", {drop}, {ok}, 0, -1, "dropped"},
        {"drop twice", {drop, drop}, {ok, ok}, 0, -1, "dropped"},
        {"drop, then file", {drop, file}, {ok, dropped}, 0, -1, "dropped"},
        {"drop, then danger", {drop, ring}, {ok, ok}, 1, 0, "rung"},
        {"drop, danger, file", {drop, ring, file}, {ok, ok, ok}, 1, 0, "filed"},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const TemporaryFolder folder;
        Books books{folder / "cases.db"};
        std::optional<Ticket> ticket;
        for (std::size_t i = 0; i < row.wishes.size(); ++i) {
            const DraftId draft = books.draft(1);
            const Wish wish = row.wishes[i] == file   ? Wish{File{draft, a_report(), Language::id}}
                              : row.wishes[i] == ring ? Wish{Ring{draft, a_danger(), Language::id}}
                                                      : Wish{Drop{draft}};
            const Outcome outcome = books.grant(1, 2 + static_cast<int>(i), wish).value();
            EXPECT_EQ(name(outcome.granted), name(row.granted[i])) << "wish " << i;
            if (ticket && outcome.ticket) EXPECT_EQ(*outcome.ticket, *ticket) << "one draft, one ticket";
            if (outcome.ticket) ticket = outcome.ticket;
        }
        EXPECT_EQ(books.number("SELECT count(*) FROM cases"), row.cases);
        EXPECT_EQ(books.number("SELECT urgency FROM cases"), row.urgency);
        EXPECT_EQ(books.text("SELECT state FROM drafts"), row.draft);
        EXPECT_EQ(ticket.has_value(), row.cases > 0);
        EXPECT_TRUE(books.cases().verify_log());
    }
}

TEST_F(Granting, TheSameWishGetsTheSameAnswerAndFilesNothingMore) {
    const Outcome once = grant(2, file());
    const Outcome again = grant(2, file("anak"));
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.granted, once.granted);
    EXPECT_EQ(again.ticket, once.ticket);
    EXPECT_EQ(again.check_digits, once.check_digits);
    EXPECT_EQ(again.urgency, once.urgency);
    EXPECT_EQ(again.unit, once.unit);
    EXPECT_EQ(again.due, once.due);
    EXPECT_EQ(again.resume, once.resume);
    EXPECT_EQ(books_.number("SELECT count(*) FROM cases"), 1);
    EXPECT_THAT(events(), testing::ElementsAre("case.filed", "referral.sent"));
}

TEST_F(Granting, ARepeatAfterARestartGetsTheSameAnswer) {
    const Outcome once = grant(2, file());
    books_.reopen();
    const Outcome again = grant(2, file());
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.ticket, once.ticket);
    EXPECT_EQ(again.check_digits, once.check_digits);
}

TEST_F(Granting, FilingAfterARingCompletesThatCase) {
    const Outcome rung = grant(2, ring());
    books_.change("UPDATE cases SET status = 'in_progress'");
    const Outcome filed = grant(3, file());
    EXPECT_EQ(filed.ticket, rung.ticket);
    EXPECT_EQ(filed.check_digits, rung.check_digits) << "what the citizen was told first stays true";
    EXPECT_EQ(filed.urgency, Urgency::p0);
    EXPECT_EQ(filed.unit, "trc") << "who was rung, keeps it";
    EXPECT_EQ(filed.due, monday + std::chrono::minutes{1});
    EXPECT_EQ(books_.text("SELECT status FROM cases"), "in_progress");
    EXPECT_EQ(books_.text("SELECT category FROM cases"), "lansia");
    EXPECT_EQ(books_.number("SELECT place IS NOT NULL AND phone_index IS NOT NULL FROM cases"), 1);
    EXPECT_THAT(events(), testing::ElementsAre("case.rung", "referral.sent", "case.referred", "case.completed"));
}

TEST_F(Granting, CompletingKeepsWhatTheRingKnewAndTheReportLeavesOut) {
    grant(2, ring());
    const std::string story = books_.text("SELECT hex(story) FROM cases");
    Report silent = a_report();
    silent.story.clear();
    silent.category.clear();
    grant(3, File{books_.draft(1), silent, Language::id});
    EXPECT_EQ(books_.text("SELECT hex(story) FROM cases"), story);
    EXPECT_NE(story, "");
}

TEST_F(Granting, DangerAfterFilingRaisesThatCase) {
    const Outcome filed = grant(2, file());
    const Outcome raised = grant(3, ring());
    EXPECT_EQ(raised.ticket, filed.ticket);
    EXPECT_EQ(raised.urgency, Urgency::p0);
    EXPECT_EQ(raised.unit, "trc");
    EXPECT_EQ(raised.due, monday + std::chrono::minutes{1});
    EXPECT_EQ(books_.text("SELECT unit FROM cases"), "trc");
    EXPECT_THAT(events(), testing::ElementsAre("case.filed", "referral.sent", "case.raised", "referral.withdrawn",
                                               "referral.sent", "case.referred"));
}

TEST_F(Granting, CheckDigitsAreToldOnlyWhenACaseIsMadeOrCompleted) {
    EXPECT_NE(grant(2, file()).check_digits, "");
    EXPECT_EQ(grant(3, file()).check_digits, "");
    EXPECT_EQ(grant(4, drop()).check_digits, "");
    EXPECT_EQ(grant(5, ring()).check_digits, "");
}

TEST_F(Granting, TheDecisionIsKeptWithItsReasons) {
    grant(2, file());
    EXPECT_EQ(books_.number("SELECT rule FROM cases"), 20);
    EXPECT_NE(books_.text("SELECT why FROM cases"), "");
    EXPECT_THAT(books_.text("SELECT routing_input FROM cases"), testing::HasSubstr("lansia"));
    EXPECT_NE(books_.text("SELECT routing_trace FROM cases"), "");
    EXPECT_EQ(books_.text("SELECT language FROM cases"), "jv");
    EXPECT_EQ(books_.text("SELECT language FROM persons"), "jv");
}

TEST_F(Granting, AnnouncementsGoWithTheCaseOnce) {
    Grant wish = books_.wish(1, 2, file());
    int calls = 0;
    wish.announce = [&](const Outcome& outcome) {
        ++calls;
        return std::vector{a_message(books_, 1, "ticket " + outcome.ticket->digits())};
    };
    ASSERT_TRUE(books_.grant(wish));
    ASSERT_TRUE(books_.grant(wish));
    EXPECT_EQ(calls, 1);
    EXPECT_EQ(books_.number("SELECT count(*) FROM outbox"), 1);
}

TEST_F(Granting, WithoutTheAnnouncementThereIsNoCase) {
    Grant wish = books_.wish(1, 2, file());
    wish.announce = [](const Outcome&) -> std::vector<NewOutbound> { throw std::runtime_error("broken"); };
    EXPECT_EQ(books_.grant(wish).error().code, Errc::internal);
    for (const char* table : {"cases", "drafts", "grants", "events", "outbox"})
        EXPECT_EQ(books_.number(std::string{"SELECT count(*) FROM "} + table), 0) << table;
}

TEST_F(Granting, ATakenTicketIsNotGivenTwice) {
    const Ticket drawn = Ticket::from_number(books_.keys().draw(books_.event(2), "ticket", 0));
    const Outcome other = books_.grant(2, 9, File{books_.draft(9), a_report(), Language::id}).value();
    books_.change("UPDATE cases SET ticket = '" + drawn.digits() + "' WHERE ticket = '" + other.ticket->digits() + "'");
    const Outcome outcome = grant(2, file());
    EXPECT_EQ(outcome.ticket, Ticket::from_number(books_.keys().draw(books_.event(2), "ticket", 1)));
}

TEST_F(Granting, WhatAnEventWasGrantedIsFoundByIt) {
    Grant second = books_.wish(1, 2, file());
    second.key.ordinal = 3;
    second.resume = "three";
    ASSERT_TRUE(books_.grant(second));
    Grant later = books_.wish(1, 2, drop());
    later.key.ordinal = 200;
    ASSERT_TRUE(books_.grant(later));
    const auto found = await_now(books_.cases().granted(books_.event(2), books_.person(1))).value();
    ASSERT_TRUE(found);
    EXPECT_EQ(found->first.ordinal, 3);
    EXPECT_EQ(found->second.resume, "three");
    EXPECT_TRUE(found->second.repeated);
    EXPECT_NE(found->second.check_digits, "");
    EXPECT_FALSE(await_now(books_.cases().granted(books_.event(3), books_.person(1))).value());
    EXPECT_FALSE(await_now(books_.cases().granted(books_.event(2), books_.person(2))).value());
}

TEST_F(Granting, AHandOverIsACallBackWithTheWordsOncePerDraft) {
    const HandOver words{books_.draft(1), "mohon ditelepon", "asked", Language::id};
    const Outcome first = grant(2, words);
    EXPECT_EQ(first.granted, Granted::ok);
    EXPECT_EQ(first.unit, "meja-kota");
    EXPECT_EQ(first.urgency, Urgency::p3);
    const Outcome again = grant(3, words);
    EXPECT_EQ(again.granted, Granted::ok);
    EXPECT_EQ(again.ticket, first.ticket);
    EXPECT_EQ(books_.text("SELECT kind FROM cases"), "telepon");
    EXPECT_EQ(books_.number("SELECT story IS NOT NULL AND phone IS NOT NULL FROM cases"), 1);
    EXPECT_EQ(books_.number("SELECT count(*) FROM notes"), 1) << "the words of the second";
}

TEST_F(Granting, ADraftHandedOverCanStillBeFiled) {
    const Outcome asked = grant(2, HandOver{books_.draft(1), "", "retries", Language::id});
    const Outcome filed = grant(3, file());
    EXPECT_EQ(filed.granted, Granted::ok);
    EXPECT_NE(filed.ticket, asked.ticket);
}

TEST_F(Granting, OptingOutIsNotedOnceWithItsTime) {
    EXPECT_EQ(grant(2, OptOut{}).granted, Granted::ok);
    Grant later = books_.wish(1, 3, OptOut{});
    later.now = monday + std::chrono::hours{1};
    ASSERT_TRUE(books_.grant(later));
    EXPECT_EQ(books_.number("SELECT opted_out FROM persons"), to_millis(monday));
}

}  // namespace
}  // namespace sambung::store

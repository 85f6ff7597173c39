// What a case lacks: asked, reminded of, answered, or gone on without; what a unit passes on or puts off again.
#include "store/questions.h"

#include "books.h"
#include "told.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr TimePoint thursday = monday + days{3};  // when the first question is over
const std::string citizen_asked = "citizen asked";

class Questions : public testing::Test {
 protected:
    Ticket file(int nth, cases::Report report = a_report()) {
        return *books_.grant(nth, nth, File{books_.draft(nth), std::move(report), Language::id})->ticket;
    }
    Result<> ask(const Ticket& ticket, TimePoint now = monday, std::string by = "ani") {
        return ask_citizen(books_.database(), books_.keys(), *office_,
                           {.ticket = ticket, .question = cases::Question::rt_rw, .by = std::move(by)}, ear_.herald(),
                           now);
    }
    void say(std::string_view words, TimePoint now = monday) {
        const NewInbound inbound{"wa", books_.event(++event_), books_.person(90), "x"};
        const auto kept = await_now(books_.cases().put({inbound}, now, hours{1})).value();
        OfficerMessage message{.inbox = kept.front()->id,
                               .event = books_.event(event_),
                               .officer = books_.person(90),
                               .channel = "wa",
                               .address = "+6281200000090",
                               .reply_to = "",
                               .units = {"lansia", "trc", "meja-kota"},
                               .orders = cases::orders_in(words).value()};
        ASSERT_TRUE(await_now(books_.cases().obey(std::move(message), ear_.herald(), now)).value());
    }
    Granted answer(int who, TimePoint now, Wish wish = AnswerQuestion{"RT 3 RW 5"}) {
        Grant grant = books_.wish(who, ++event_, std::move(wish));
        grant.now = now;
        grant.herald = ear_.herald();
        return books_.grant(std::move(grant)).value().granted;
    }
    void ring(TimePoint now) { ASSERT_TRUE(await_now(books_.cases().ring_clocks(100, ear_.herald(), now))); }
    std::vector<std::string> heard() { return ear_.heard(); }
    std::string status() { return books_.text("SELECT status FROM cases ORDER BY id DESC LIMIT 1"); }
    std::int64_t paused() {
        return books_.number("SELECT count(*) FROM clocks WHERE paused_since IS NOT NULL AND stopped IS NULL");
    }
    std::int64_t calls() { return books_.number("SELECT count(*) FROM calls_due WHERE done IS NULL"); }
    bool questioned(int who, TimePoint now) {
        return await_now(books_.cases().is_questioned(books_.person(who), now)).value();
    }

    TemporaryFolder folder_;
    std::shared_ptr<const cases::Office> office_ = small_office();
    Books books_{folder_ / "cases.db", office_};
    Ear ear_;
    int event_ = 500;
};

TEST_F(Questions, TheAnswerBecomesANoteAndTheCaseGoesOnWithItsClock) {
    const Ticket ticket = file(1);
    const std::int64_t due = books_.number("SELECT due FROM clocks");
    ASSERT_TRUE(ask(ticket));
    EXPECT_THAT(heard(), ElementsAre(citizen_asked));
    EXPECT_EQ(status(), "need_info");
    EXPECT_EQ(paused(), 1);
    EXPECT_TRUE(questioned(1, monday));
    EXPECT_FALSE(questioned(2, monday)) << "another person";
    EXPECT_EQ(answer(1, monday + days{1}), Granted::ok);
    EXPECT_THAT(heard(), ElementsAre("lansia added"));
    EXPECT_EQ(status(), "filed");
    EXPECT_EQ(paused(), 0);
    EXPECT_EQ(books_.number("SELECT due FROM clocks"), due + to_millis(TimePoint{} + days{1}))
        << "the pause took no time";
    EXPECT_EQ(books_.number("SELECT count(*) FROM notes"), 1);
    EXPECT_EQ(answer(1, monday + days{1}), Granted::not_found) << "the question is over";
    EXPECT_TRUE(books_.cases().verify_log());
}

TEST_F(Questions, TambahAnswersToo) {
    const Ticket ticket = file(1);
    ASSERT_TRUE(ask(ticket));
    EXPECT_EQ(answer(1, monday + hours{1}, AddNote{ticket, "RT 3"}), Granted::ok);
    EXPECT_EQ(status(), "filed");
    EXPECT_FALSE(questioned(1, monday + hours{2}));
}

TEST_F(Questions, OneReminderThenALightCaseRestsAndBukaBringsItBack) {
    const Ticket ticket = file(1);
    books_.change("UPDATE cases SET urgency = 3");
    ASSERT_TRUE(ask(ticket));
    (void)heard();
    ring(monday + days{2});
    EXPECT_THAT(heard(), ElementsAre("citizen asked_again"));
    ring(thursday - hours{1});
    EXPECT_THAT(heard(), IsEmpty()) << "once";
    ring(thursday);
    EXPECT_THAT(heard(), ElementsAre("lansia relieved", "citizen closed_unanswered"));
    EXPECT_EQ(status(), "closed");
    EXPECT_EQ(books_.number("SELECT count(*) FROM clocks WHERE stopped IS NULL"), 0);
    EXPECT_EQ(books_.text("SELECT how FROM questions"), "over");
    EXPECT_EQ(answer(1, thursday + days{29}, Reopen{ticket}), Granted::ok);
    EXPECT_THAT(heard(), ElementsAre("lansia asked"));
    EXPECT_EQ(status(), "referred");
}

TEST_F(Questions, OthersGoOnWithoutTheAnswerAndAPersonIsTold) {
    struct Row {
        const char* what;
        const char* change;
    };
    int nth = 0;
    for (const Row& row :
         {Row{"a P2", "UPDATE cases SET urgency = 2"}, Row{"told in confidence", "UPDATE cases SET restricted = 1"}}) {
        SCOPED_TRACE(row.what);
        const Ticket ticket = file(++nth);
        books_.change(std::string{row.change} + " WHERE ticket = '" + ticket.digits() + "'");
        ASSERT_TRUE(ask(ticket));
        ring(thursday);
        EXPECT_EQ(status(), "filed");
        EXPECT_EQ(calls(), nth);
        EXPECT_EQ(paused(), 0);
        EXPECT_THAT(heard(), Contains("lansia reminded"));
    }
}

TEST_F(Questions, AreAskedTwiceAtMostAndFiveWorkingDaysInAll) {
    const Ticket ticket = file(1);
    ASSERT_TRUE(ask(ticket));
    EXPECT_EQ(ask(ticket).error().code, Errc::conflict) << "one is open";
    ASSERT_EQ(answer(1, monday + hours{1}), Granted::ok);
    ASSERT_TRUE(ask(ticket, monday + hours{2}));
    EXPECT_EQ(books_.number("SELECT until FROM questions ORDER BY id DESC"), to_millis(monday + days{2} + hours{2}));
    ASSERT_EQ(answer(1, monday + hours{3}), Granted::ok);
    EXPECT_EQ(ask(ticket, monday + hours{4}).error().detail, "it was asked about twice: telephone");
}

TEST_F(Questions, NobodyIsAskedWhereItWouldHarmOrNotArrive) {
    const Ticket danger = file(1, a_danger());
    EXPECT_EQ(ask(danger).error().detail, "P0 and P1 wait for no answer: telephone");
    const Ticket quiet = file(2);
    books_.change("UPDATE cases SET quiet = 1 WHERE ticket = '" + quiet.digits() + "'");
    EXPECT_EQ(ask(quiet).error().detail, "nothing may be sent to this person: telephone");
    const Ticket stopped = file(3);
    ASSERT_EQ(answer(3, monday, OptOut{}), Granted::ok);
    EXPECT_EQ(ask(stopped).error().code, Errc::conflict);
    const Ticket taken = file(4);
    say("TERIMA " + cases::task_name(static_cast<int>(books_.number("SELECT max(task) FROM referrals"))));
    EXPECT_EQ(ask(taken).error().detail, "it is handled already, or over: its unit asks by telephone");
    EXPECT_EQ(ask(taken, monday, "system").error().code, Errc::invalid_request) << "no account's name";
    EXPECT_EQ(books_.number("SELECT count(*) FROM questions"), 0);
}

TEST_F(Questions, AUnitThatLacksDataAsksOnceAndKeepsTheTask) {
    file(1);
    say("TOLAK 3");
    EXPECT_THAT(heard(), ElementsAre(citizen_asked, "officer asked"));
    EXPECT_EQ(status(), "need_info");
    EXPECT_EQ(books_.text("SELECT question FROM questions"), "rt_rw") << "the place is told";
    EXPECT_EQ(books_.text("SELECT status FROM referrals"), "sent");
    ASSERT_EQ(answer(1, monday + hours{1}), Granted::ok);
    (void)heard();
    say("TOLAK 3", monday + hours{2});
    EXPECT_THAT(heard(), ElementsAre("meja-kota desk", "citizen handed_back", "officer done"));
    EXPECT_EQ(books_.text("SELECT status || ' ' || reason FROM referrals ORDER BY id"), "rejected data_kurang");
}

TEST_F(Questions, WithoutAPlaceTheLandmarkIsAsked) {
    cases::Report report = a_report();
    report.place.clear();
    file(1, report);
    say("TOLAK 3");
    EXPECT_EQ(books_.text("SELECT question FROM questions"), "patokan");
}

TEST_F(Questions, AUnitMayAcceptWithoutTheAnswer) {
    const Ticket ticket = file(1);
    ASSERT_TRUE(ask(ticket));
    say("TERIMA");
    EXPECT_EQ(status(), "in_progress");
    ring(thursday);
    EXPECT_EQ(status(), "in_progress") << "the question's end changes nothing";
    EXPECT_EQ(calls(), 0);
    EXPECT_EQ(books_.text("SELECT how FROM questions"), "over");
}

TEST_F(Questions, WhatAUnitPassesOnStaysOpenWithTheCityDesk) {
    file(1);
    const std::int64_t due = books_.number("SELECT due FROM clocks WHERE kind = 'ack'");
    say("TERIMA");
    (void)heard();
    say("SELESAI 3", monday + hours{1});
    EXPECT_THAT(heard(), ElementsAre("meja-kota desk", "citizen referred", "officer done"));
    EXPECT_EQ(status(), "referred");
    EXPECT_EQ(books_.text("SELECT unit FROM cases"), "meja-kota");
    EXPECT_EQ(books_.number("SELECT due FROM clocks WHERE kind = 'ack' AND stopped IS NULL"), due)
        << "the first deadline";
    EXPECT_EQ(books_.text("SELECT group_concat(kind) FROM clocks WHERE stopped IS NULL"), "ack");
    EXPECT_EQ(books_.text("SELECT why FROM cases"), "lansia merujuk lanjut, diteruskan ke meja-kota.");
    say("SELESAI 1", monday + hours{2});
    EXPECT_EQ(status(), "resolved");
    EXPECT_EQ(books_.text("SELECT ending FROM cases"), "terbantu_penuh");
}

TEST_F(Questions, WhenTheDeskPassesItOnTooAPersonMustTelephone) {
    file(1);
    say("SELESAI 3");
    say("SELESAI 3", monday + hours{1});
    EXPECT_EQ(status(), "referred");
    EXPECT_EQ(books_.number("SELECT count(*) FROM referrals WHERE status = 'sent'"), 1);
    EXPECT_EQ(calls(), 1);
}

TEST_F(Questions, TheHeadHearsWhenAnUrgentCaseIsPutOffAgain) {
    struct Row {
        int urgency;
        std::vector<std::string> again;
    };
    int nth = 0;
    for (const Row& row :
         {Row{2, {"lansia put_off", "citizen waiting", "officer done"}}, Row{3, {"citizen waiting", "officer done"}}}) {
        SCOPED_TRACE(row.urgency);
        file(++nth);
        books_.change("UPDATE cases SET urgency = " + std::to_string(row.urgency) +
                      " WHERE id = " + std::to_string(nth));
        say("TUNDA 2");
        EXPECT_EQ(books_.number("SELECT due FROM clocks WHERE kind = 'review' ORDER BY id DESC"),
                  to_millis(monday + days{2}));
        (void)heard();
        ring(monday + days{2});
        (void)heard();
        say("TUNDA", monday + days{2});
        EXPECT_EQ(heard(), row.again);
        books_.change("UPDATE clocks SET next = NULL; UPDATE referrals SET status = 'withdrawn'");
    }
}

}  // namespace
}  // namespace sambung::store

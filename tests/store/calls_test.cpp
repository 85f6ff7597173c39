// Calls that a person must make, and alarms that no channel takes.
#include "store/calls.h"

#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using testing::IsEmpty;

constexpr int trc = 70;  // the persons behind the duty phones of the team
constexpr int trc_too = 71;

class Calls : public testing::Test {
 protected:
    Calls() {
        ticket_ = *books_.grant(1, 1, File{books_.draft(1), a_danger(), Language::id})->ticket;
        alarm(trc);
        alarm(trc_too);
    }
    void alarm(int person) {
        NewOutbound message = a_message(books_, person, "alarm to " + std::to_string(person), Lanes::urgent);
        message.about = ticket_;
        ASSERT_TRUE(await_now(books_.cases().enqueue({message}, monday)));
    }
    void settle(int person, OutboxState state) {
        const auto leased = await_now(books_.cases().lease_outbox({.channel = "wa"}, monday)).value().items;
        for (const OutboxItem& item : leased)
            if (item.person == books_.person(person))
                ASSERT_TRUE(await_now(books_.cases().settle(
                    {.id = item.id, .state = state, .provider_id = {}, .code = {}, .next = {}}, monday)));
    }
    int note(TimePoint now, std::vector<std::string> ring_nobody = {}) {
        return await_now(note_unsent_alarms(books_.database(), books_.keys(), std::move(ring_nobody), now)).value();
    }
    std::vector<CallDue> due() { return await_now(calls_due(books_.database(), 10)).value(); }
    Result<> call(CallResult result, TimePoint now = monday) {
        return await_now(note_call(books_.database(), books_.keys(), *ticket_, result, "ani", now));
    }
    std::string events() {
        return books_.text(
            "SELECT group_concat(type || ' ' || actor || ' ' || meta, ', ') FROM events"
            " WHERE type IN ('case.alarm_unsent', 'case.called')");
    }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    std::optional<Ticket> ticket_;
};

TEST_F(Calls, AnAlarmThatNoChannelTakesIsKnownWithinAMinute) {
    EXPECT_EQ(note(monday + alarm_patience - milliseconds{1}), 0);
    EXPECT_EQ(note(monday + alarm_patience), 1);
    EXPECT_EQ(events(), R"(case.alarm_unsent system {"unit":"trc"})");
    const std::vector<CallDue> calls = due();
    ASSERT_EQ(calls.size(), 1U);
    EXPECT_EQ(calls[0].ticket, *ticket_);
    EXPECT_EQ(calls[0].unit, "trc");
    EXPECT_EQ(calls[0].urgency, Urgency::p0);
    EXPECT_EQ(note(monday + hours{2}), 0) << "the call is still due";
    EXPECT_EQ(await_now(books_.cases().depths(monday + alarm_patience)).value().alarms_overdue, 2);
    EXPECT_EQ(await_now(books_.cases().depths(monday + alarm_patience)).value().calls_due, 1);
    EXPECT_TRUE(books_.cases().verify_log());
}

TEST_F(Calls, OnePhoneThatWasReachedIsEnough) {
    settle(trc, OutboxState::sent);
    EXPECT_EQ(note(monday + hours{1}), 0);
    EXPECT_THAT(due(), IsEmpty());
}

TEST_F(Calls, WhatWentWhereNobodyIsWokenIsNoPhoneThatWasReached) {
    settle(trc, OutboxState::sent);
    EXPECT_EQ(note(monday + hours{1}, {"mail", "wa"}), 1);
}

TEST_F(Calls, ChannelsThatGaveUpAreDownToo) {
    settle(trc, OutboxState::failed);
    settle(trc_too, OutboxState::unknown);
    EXPECT_EQ(note(monday + alarm_patience), 1);
}

TEST_F(Calls, WhoeverReportedIsNoUnit) {
    settle(trc, OutboxState::failed);
    settle(trc_too, OutboxState::failed);
    NewOutbound answer = a_message(books_, 1, "your report is in", Lanes::urgent);
    answer.about = ticket_;
    ASSERT_TRUE(await_now(books_.cases().enqueue({answer}, monday)));
    settle(1, OutboxState::sent);
    EXPECT_EQ(note(monday + alarm_patience), 1);
}

TEST_F(Calls, ACaseThatAUnitTookNeedsNone) {
    books_.change("UPDATE referrals SET status = 'accepted'");
    EXPECT_EQ(note(monday + hours{1}), 0);
}

TEST_F(Calls, ACallThatNobodyAnsweredStaysDue) {
    ASSERT_EQ(note(monday + alarm_patience), 1);
    ASSERT_TRUE(call(CallResult::no_answer));
    ASSERT_EQ(due().size(), 1U);
    EXPECT_EQ(due()[0].tried, 1);
    ASSERT_TRUE(call(CallResult::reached));
    EXPECT_THAT(due(), IsEmpty());
    EXPECT_EQ(events(), R"(case.alarm_unsent system {"unit":"trc"}, case.called ani {"result":"no_answer"}, )"
                        R"(case.called ani {"result":"reached"})");
    EXPECT_EQ(call(CallResult::reached).error().code, Errc::not_found);
}

TEST_F(Calls, WhileChannelsStayDownEachHourAsksForAnother) {
    ASSERT_EQ(note(monday + alarm_patience), 1);
    ASSERT_TRUE(call(CallResult::reached));
    EXPECT_EQ(note(monday + hours{1}), 0);
    EXPECT_EQ(note(monday + hours{1} + alarm_patience), 1);
}

}  // namespace
}  // namespace sambung::store

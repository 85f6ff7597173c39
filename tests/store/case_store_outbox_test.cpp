#include "books.h"
#include "outbox_state.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr milliseconds lease{60'000};
constexpr milliseconds a_second{1'000};

class Outbox : public testing::Test {
 protected:
    void enqueue(int who, std::string payload, Lanes lane = Lanes::ordinary, TimePoint now = monday) {
        ASSERT_TRUE(await_now(books_.cases().enqueue({a_message(books_, who, std::move(payload), lane)}, now)));
    }
    std::vector<OutboxItem> lease_at(TimePoint now, int most = 10) {
        return await_now(books_.cases().lease_outbox({.channel = "wa", .lease = lease, .most = most}, now))
            .value()
            .items;
    }
    std::vector<std::string> leased(TimePoint now, int most = 10) {
        std::vector<std::string> payloads;
        for (const OutboxItem& item : lease_at(now, most)) {
            payloads.push_back(item.payload);
            ids_[item.payload] = item.id;
        }
        return payloads;
    }
    Result<> settle(std::int64_t id, OutboxState state, std::optional<TimePoint> next = {},
                    std::string provider_id = {}) {
        return await_now(books_.cases().settle(
            {.id = id, .state = state, .provider_id = std::move(provider_id), .code = "c", .next = next}, monday));
    }
    Result<> settle(const std::string& payload, OutboxState state, std::optional<TimePoint> next = {}) {
        return settle(ids_.at(payload), state, next, "wamid." + payload);
    }
    bool report(std::string ref, std::string provider_id, Delivery delivery) {
        return await_now(books_.cases().record_status("wa",
                                                      {std::move(ref), std::move(provider_id), delivery, "131026"},
                                                      IfUnknown::keep, monday))
            .value();
    }
    std::string state() { return books_.text("SELECT state FROM outbox"); }
    std::map<std::string, std::int64_t> ids_;
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(Outbox, TheSameKeyIsEnqueuedOnce) {
    enqueue(1, "a");
    enqueue(1, "a");
    EXPECT_THAT(leased(monday), ElementsAre("a"));
}

TEST_F(Outbox, UrgentGoesFirstThenTheOldest) {
    enqueue(1, "a");
    enqueue(2, "b", Lanes::ordinary, monday + a_second);
    enqueue(3, "c", Lanes::urgent, monday + 2 * a_second);
    EXPECT_THAT(leased(monday + 2 * a_second), ElementsAre("c", "a", "b"));
}

TEST_F(Outbox, NoMoreThanAskedFor) {
    for (int who = 0; who < 5; ++who) enqueue(who, "m" + std::to_string(who));
    EXPECT_THAT(leased(monday, 2), ElementsAre("m0", "m1"));
    EXPECT_THAT(leased(monday, 2), ElementsAre("m2", "m3"));
}

TEST_F(Outbox, AMessageForALaterDayWaitsForItAndHoldsNothingBack) {
    const TimePoint later = monday + std::chrono::hours{24 * 90};
    NewOutbound reminder = a_message(books_, 1, "reminder");
    reminder.purpose = Purpose::reminder;
    reminder.not_before = later;
    ASSERT_TRUE(await_now(books_.cases().enqueue({reminder}, monday)));
    enqueue(1, "today");
    EXPECT_THAT(leased(monday), ElementsAre("today"));
    ASSERT_TRUE(settle("today", OutboxState::sent));
    EXPECT_THAT(leased(later - a_second), IsEmpty());
    EXPECT_EQ(await_now(books_.cases().depths(later - a_second))->outbox_waiting, 0) << "its day has not come";
    EXPECT_EQ(await_now(books_.cases().depths(later))->outbox_waiting, 1);
    EXPECT_EQ(await_now(books_.cases().depths(later + a_second))->oldest_outbox_ms, 1000) << "since its day began";
    EXPECT_THAT(leased(later), ElementsAre("reminder"));
}

TEST_F(Outbox, ADayThatHasPassedIsNow) {
    NewOutbound late = a_message(books_, 1, "late");
    late.not_before = monday - a_second;
    ASSERT_TRUE(await_now(books_.cases().enqueue({late}, monday)));
    EXPECT_THAT(leased(monday), ElementsAre("late"));
}

TEST_F(Outbox, AnotherChannelsMessagesAreLeftAlone) {
    enqueue(1, "a");
    EXPECT_TRUE(await_now(books_.cases().lease_outbox({.channel = "sms"}, monday))->items.empty());
}

TEST_F(Outbox, APersonGetsThemInOrderOneAtATime) {
    enqueue(1, "first");
    enqueue(1, "second");
    enqueue(2, "other");
    EXPECT_THAT(leased(monday), ElementsAre("first", "other"));
    EXPECT_THAT(leased(monday), IsEmpty());
    ASSERT_TRUE(settle("first", OutboxState::queued, monday + a_second));
    EXPECT_THAT(leased(monday), IsEmpty()) << "the second waits for the first's next try";
    EXPECT_THAT(leased(monday + a_second), ElementsAre("first"));
    ASSERT_TRUE(settle("first", OutboxState::sent));
    EXPECT_THAT(leased(monday + a_second), ElementsAre("second"));
}

TEST_F(Outbox, AMessageGivenUpLetsTheNextOneGo) {
    enqueue(1, "first");
    enqueue(1, "second");
    leased(monday);
    ASSERT_TRUE(settle("first", OutboxState::failed));
    EXPECT_THAT(leased(monday), ElementsAre("second"));
}

// An alarm to a duty officer must not wait for the next try of yesterday's reminder.
TEST_F(Outbox, AnUrgentOneNeverWaitsForOrdinaryOnesInBackOff) {
    enqueue(1, "reminder");
    leased(monday);
    ASSERT_TRUE(settle("reminder", OutboxState::queued, monday + 600 * a_second));
    enqueue(1, "alarm", Lanes::urgent);
    EXPECT_THAT(leased(monday), ElementsAre("alarm"));
    EXPECT_THAT(leased(monday + 30 * a_second), IsEmpty());
}

TEST_F(Outbox, NothingGoesWhileAnotherToThatPersonIsWithTheProvider) {
    enqueue(1, "reminder");
    leased(monday);
    enqueue(1, "alarm", Lanes::urgent);
    EXPECT_THAT(leased(monday), IsEmpty());
    ASSERT_TRUE(settle("reminder", OutboxState::sent));
    EXPECT_THAT(leased(monday), ElementsAre("alarm"));
}

TEST_F(Outbox, AnAlarmWhoseLeaseRanOutGoesAgainWithOneAttemptMore) {
    enqueue(1, "a", Lanes::urgent);
    EXPECT_EQ(lease_at(monday).at(0).attempts, 0);
    EXPECT_THAT(leased(monday + lease - milliseconds{1}), IsEmpty());
    books_.reopen();
    const std::vector<OutboxItem> again = lease_at(monday + lease);
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(again[0].attempts, 1);
    EXPECT_EQ(again[0].payload, "a");
}

TEST_F(Outbox, AnOrdinaryOneWhoseLeaseRanOutIsUnknownUntilAReportTells) {
    enqueue(1, "a");
    enqueue(1, "b");
    const std::string ref = lease_at(monday).at(0).ref;
    EXPECT_EQ(await_now(books_.cases().lease_outbox({.channel = "wa"}, monday + lease - milliseconds{1}))->unknown, 0);
    books_.reopen();
    const OutboxLeased after = await_now(books_.cases().lease_outbox({.channel = "wa"}, monday + lease)).value();
    EXPECT_EQ(after.unknown, 1);
    ASSERT_EQ(after.items.size(), 1U) << "the next one goes on";
    EXPECT_EQ(after.items[0].payload, "b");
    EXPECT_EQ(books_.text("SELECT state || ' ' || code FROM outbox WHERE id = 1"), "unknown lease_over");
    EXPECT_EQ(books_.number("SELECT payload IS NULL FROM outbox WHERE id = 1"), 1);
    EXPECT_TRUE(report(ref, "", Delivery::delivered));
    EXPECT_EQ(books_.text("SELECT state FROM outbox WHERE id = 1"), "delivered");
}

TEST_F(Outbox, AReportThatIsQuickerThanTheProvidersAnswerIsKeptForIt) {
    enqueue(1, "a");
    const OutboxItem item = lease_at(monday).at(0);
    EXPECT_FALSE(report("", "wamid.7", Delivery::sent));
    EXPECT_FALSE(report("", "wamid.7", Delivery::delivered));
    EXPECT_FALSE(report("", "wamid.7", Delivery::delivered)) << "twice is once";
    ASSERT_TRUE(settle(item.id, OutboxState::sent, {}, "wamid.7"));
    EXPECT_EQ(state(), "delivered");
    EXPECT_EQ(books_.number("SELECT count(*) FROM early_statuses"), 0);
}

TEST_F(Outbox, AReportAboutNothingIsForgottenAfterADay) {
    const auto report_at = [this](std::string id, IfUnknown if_unknown, TimePoint now) {
        const StatusUpdate update{"", std::move(id), Delivery::delivered, ""};
        EXPECT_FALSE(await_now(books_.cases().record_status("wa", update, if_unknown, now)).value());
    };
    report_at("wamid.1", IfUnknown::keep, monday);
    report_at("wamid.2", IfUnknown::drop, monday);
    EXPECT_EQ(books_.text("SELECT group_concat(provider_id) FROM early_statuses"), "wamid.1");
    lease_at(monday + std::chrono::hours{24});
    EXPECT_EQ(books_.number("SELECT count(*) FROM early_statuses"), 1);
    lease_at(monday + std::chrono::hours{25});
    EXPECT_EQ(books_.number("SELECT count(*) FROM early_statuses"), 0);
}

TEST_F(Outbox, TheRefIsTheKeyInHex) {
    enqueue(1, "a");
    const OutboxItem item = lease_at(monday).at(0);
    EXPECT_EQ(item.ref, books_.keys().index("test", "a").hex());
    EXPECT_EQ(item.ref.size(), 32U);
    EXPECT_EQ(item.channel, "wa");
    EXPECT_EQ(item.person, books_.person(1));
}

TEST_F(Outbox, ASentMessageKeepsNoText) {
    enqueue(1, "a");
    leased(monday);
    EXPECT_EQ(books_.number("SELECT payload IS NULL FROM outbox"), 0);
    ASSERT_TRUE(settle("a", OutboxState::sent));
    EXPECT_EQ(books_.number("SELECT payload IS NULL FROM outbox"), 1);
    EXPECT_EQ(books_.text("SELECT provider_id FROM outbox"), "wamid.a");
}

TEST_F(Outbox, ASettlementIsFinalOrNamesATime) {
    enqueue(1, "a");
    leased(monday);
    EXPECT_EQ(settle("a", OutboxState::sending).error().code, Errc::invalid_request);
    EXPECT_EQ(settle("a", OutboxState::queued).error().code, Errc::invalid_request);
    EXPECT_EQ(settle("a", OutboxState::sent, monday).error().code, Errc::invalid_request);
    EXPECT_EQ(settle(99, OutboxState::sent).error().code, Errc::not_found);
}

TEST_F(Outbox, AReportQuickerThanTheSettlementStands) {
    enqueue(1, "a");
    const OutboxItem item = lease_at(monday).at(0);
    ASSERT_TRUE(report(item.ref, "", Delivery::delivered));
    ASSERT_TRUE(settle(item.id, OutboxState::sent, {}, "wamid.9"));
    EXPECT_EQ(state(), "delivered");
    ASSERT_TRUE(settle(item.id, OutboxState::queued, monday));
    EXPECT_EQ(state(), "delivered") << "a time-out of ours does not send it again";
    EXPECT_TRUE(report("", "wamid.9", Delivery::read)) << "the provider's id was learned";
    EXPECT_EQ(state(), "read");
}

TEST_F(Outbox, AReportIsFoundByOurRefElseByTheProvidersId) {
    enqueue(1, "a");
    const OutboxItem item = lease_at(monday).at(0);
    ASSERT_TRUE(settle(item.id, OutboxState::sent, {}, "wamid.1"));
    EXPECT_TRUE(report("not a ref of ours", "wamid.1", Delivery::delivered));
    EXPECT_FALSE(report("", "wamid.2", Delivery::delivered));
    EXPECT_FALSE(report("", "", Delivery::delivered));
    EXPECT_FALSE(report(std::string(32, '0'), "", Delivery::delivered));
    EXPECT_FALSE(report(std::string(32, '-'), "", Delivery::delivered));
    const StatusUpdate elsewhere{item.ref, "wamid.1", Delivery::read, ""};
    EXPECT_FALSE(await_now(books_.cases().record_status("sms", elsewhere, IfUnknown::keep, monday)).value())
        << "a channel speaks for its own messages only";
    EXPECT_EQ(state(), "delivered");
}

TEST_F(Outbox, AnErasedPersonsMessageIsGivenUp) {
    enqueue(1, "a");
    books_.change("UPDATE persons SET key = NULL");
    EXPECT_THAT(leased(monday), IsEmpty());
    EXPECT_EQ(state(), "failed");
    EXPECT_EQ(books_.text("SELECT code FROM outbox"), "unreadable");
}

TEST_F(Outbox, DepthsTellWhatWaits) {
    const NewInbound inbound{"wa", books_.event(1), books_.person(1), "halo"};
    ASSERT_TRUE(await_now(books_.cases().put({inbound}, monday, lease)));
    enqueue(1, "a");
    enqueue(2, "b", Lanes::ordinary, monday + a_second);
    const CaseStore::Depths depths = await_now(books_.cases().depths(monday + milliseconds{1500})).value();
    EXPECT_EQ(depths.inbox_waiting, 1);
    EXPECT_EQ(depths.outbox_waiting, 2);
    EXPECT_EQ(depths.oldest_outbox_ms, 1500);
    EXPECT_EQ(depths.alarms_overdue, 0);
}

TEST_F(Outbox, AnEmptyStoreHasNoDepth) {
    const CaseStore::Depths depths = await_now(books_.cases().depths(monday)).value();
    EXPECT_EQ(depths.inbox_waiting + depths.outbox_waiting + depths.oldest_outbox_ms + depths.alarms_overdue, 0);
}

TEST_F(Outbox, AnAlarmIsOverdueAfterThreeQuartersOfAMinuteOrWhenGivenUpForADay) {
    const auto overdue = [this](TimePoint now) { return await_now(books_.cases().depths(now))->alarms_overdue; };
    enqueue(1, "reminder");
    enqueue(2, "alarm", Lanes::urgent);
    EXPECT_EQ(overdue(monday + 44 * a_second), 0);
    EXPECT_EQ(overdue(monday + 45 * a_second), 1);
    leased(monday);
    EXPECT_EQ(overdue(monday + 45 * a_second), 1) << "with the provider is not yet taken";
    ASSERT_TRUE(settle("alarm", OutboxState::failed));
    EXPECT_EQ(overdue(monday), 1);
    EXPECT_EQ(overdue(monday + std::chrono::hours{24}), 0);
}

TEST_F(Outbox, ATakenAlarmIsNotOverdue) {
    enqueue(1, "alarm", Lanes::urgent);
    leased(monday);
    ASSERT_TRUE(settle("alarm", OutboxState::sent));
    EXPECT_EQ(await_now(books_.cases().depths(monday + 600 * a_second))->alarms_overdue, 0);
}

TEST_F(Outbox, APingTakesTheWriterAndWritesNothing) {
    EXPECT_TRUE(await_now(books_.cases().ping()));
    EXPECT_EQ(books_.number("SELECT count(*) FROM events"), 0);
}

TEST(OutboxStates, AReportMovesAMessageUpOnly) {
    using enum OutboxState;
    struct Row {
        OutboxState from;
        OutboxState by_queued, by_sent, by_delivered, by_read, by_failed;
    };
    const Row rows[] = {
        {queued, queued, sent, delivered, read, failed},
        {sending, sending, sent, delivered, read, failed},
        {unknown, unknown, sent, delivered, read, failed},
        {sent, sent, sent, delivered, read, failed},
        {failed, failed, failed, delivered, read, failed},
        {delivered, delivered, delivered, delivered, read, delivered},
        {read, read, read, read, read, read},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(name(row.from));
        const auto after = [&row](Delivery report) { return name(moved_by(row.from, report).value_or(row.from)); };
        EXPECT_EQ(after(Delivery::queued), name(row.by_queued));
        EXPECT_EQ(after(Delivery::sent), name(row.by_sent));
        EXPECT_EQ(after(Delivery::delivered), name(row.by_delivered));
        EXPECT_EQ(after(Delivery::read), name(row.by_read));
        EXPECT_EQ(after(Delivery::failed), name(row.by_failed));
    }
}

}  // namespace
}  // namespace sambung::store

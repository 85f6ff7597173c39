// What becomes of messages that their channel cannot bring, or not now.
#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;

class Sending : public testing::Test {
 protected:
    void enqueue(int who, std::string payload, Purpose purpose, std::optional<Ticket> about = {},
                 Lanes lane = Lanes::ordinary) {
        NewOutbound message = a_message(books_, who, std::move(payload), lane);
        message.purpose = purpose;
        message.about = std::move(about);
        ASSERT_TRUE(await_now(books_.cases().enqueue({message}, monday)));
    }
    OutboxLeased lease_at(TimePoint now, std::optional<TimePoint> hush = {}) {
        return await_now(books_.cases().lease_outbox({.channel = "wa", .with_heard = true, .hush = hush}, now)).value();
    }
    std::vector<std::string> leased(std::string channel, TimePoint now, std::optional<TimePoint> hush = {}) {
        std::vector<std::string> payloads;
        OutboxLease wanted{.channel = std::move(channel), .hush = hush};
        for (const OutboxItem& item : await_now(books_.cases().lease_outbox(wanted, now)).value().items)
            payloads.push_back(item.payload);
        return payloads;
    }
    void settle(Settlement settlement, TimePoint now = monday) {
        ASSERT_TRUE(await_now(books_.cases().settle(std::move(settlement), now)));
    }
    void taken(std::int64_t id, std::string fallback) {
        settle({.id = id,
                .state = OutboxState::sent,
                .provider_id = "wamid.1",
                .code = {},
                .next = {},
                .fallback = std::move(fallback)});
    }
    void report(Delivery delivery, bool unwanted = false) {
        const StatusUpdate update{
            .ref = {}, .provider_id = "wamid.1", .delivery = delivery, .reason = "131026", .unwanted = unwanted};
        ASSERT_TRUE(await_now(books_.cases().record_status("wa", update, IfUnknown::keep, monday)).value());
    }
    Ticket a_case(Urgency urgency) {
        const Ticket ticket = *books_.grant(1, 50, File{books_.draft(50), a_report(), Language::id})->ticket;
        books_.change("UPDATE cases SET urgency = " + std::to_string(static_cast<int>(urgency)));
        return ticket;
    }
    std::string row() { return books_.text("SELECT channel || ' ' || state || ' ' || code FROM outbox"); }
    bool text_is_kept() { return books_.number("SELECT payload IS NOT NULL FROM outbox") == 1; }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(Sending, AnotherChannelGoesOnWithWhatThisOneCannotCarry) {
    enqueue(1, "kabar", Purpose::notice);
    const std::int64_t id = lease_at(monday).items.at(0).id;
    settle({.id = id,
            .state = OutboxState::queued,
            .provider_id = {},
            .code = "131026",
            .next = monday,
            .moved_to = "sms"});
    EXPECT_THAT(leased("wa", monday), IsEmpty());
    EXPECT_THAT(leased("sms", monday), ElementsAre("kabar"));
}

TEST_F(Sending, AFailureThatIsReportedLaterMovesItToo) {
    enqueue(1, "kabar", Purpose::notice);
    taken(lease_at(monday).items.at(0).id, "sms");
    EXPECT_TRUE(text_is_kept());
    report(Delivery::sent);
    EXPECT_TRUE(text_is_kept()) << "that it is on its way says nothing";
    report(Delivery::failed);
    EXPECT_EQ(row(), "sms queued 131026");
    EXPECT_THAT(leased("sms", monday), ElementsAre("kabar"));
    EXPECT_FALSE(
        await_now(books_.cases().record_status("wa", {"", "wamid.1", Delivery::failed, ""}, IfUnknown::keep, monday))
            .value())
        << "the first channel has nothing more to say about it";
}

TEST_F(Sending, WhoToldTheProviderToStopUsIsNotWrittenToElsewhere) {
    enqueue(1, "kabar", Purpose::notice);
    taken(lease_at(monday).items.at(0).id, "sms");
    report(Delivery::failed, /*unwanted=*/true);
    EXPECT_EQ(row(), "wa failed 131026");
}

TEST_F(Sending, AFailureThatIsReportedBeforeTheAnswerMovesItAndTheAnswerChangesNothing) {
    enqueue(1, "kabar", Purpose::notice);
    const OutboxItem item =
        await_now(books_.cases().lease_outbox({.channel = "wa", .fallback = "sms"}, monday))->items.at(0);
    const StatusUpdate failed{item.ref, "wamid.1", Delivery::failed, "131026"};
    ASSERT_TRUE(await_now(books_.cases().record_status("wa", failed, IfUnknown::keep, monday)).value());
    EXPECT_EQ(row(), "sms queued 131026");
    settle({.id = item.id,
            .state = OutboxState::sent,
            .provider_id = "wamid.1",
            .code = {},
            .next = {},
            .channel = "wa",
            .fallback = "sms",
            .units = 1,
            .month = "2026-11"});
    EXPECT_EQ(row(), "sms queued 131026");
    EXPECT_EQ(books_.cases().ledger()->at(0).channel, "wa") << "it was paid for";
    EXPECT_THAT(leased("sms", monday), ElementsAre("kabar"));
}

TEST_F(Sending, ASentReportBeforeTheAnswerKeepsTheTextWhileItMayStillFail) {
    enqueue(1, "kabar", Purpose::notice);
    const OutboxItem item =
        await_now(books_.cases().lease_outbox({.channel = "wa", .fallback = "sms"}, monday))->items.at(0);
    const StatusUpdate sent{item.ref, "wamid.1", Delivery::sent, ""};
    ASSERT_TRUE(await_now(books_.cases().record_status("wa", sent, IfUnknown::keep, monday)).value());
    EXPECT_TRUE(text_is_kept());
    taken(item.id, "sms");
    report(Delivery::failed);
    EXPECT_EQ(row(), "sms queued 131026");
}

TEST_F(Sending, AnAnswerInATalkNeverMovesByItself) {
    enqueue(1, "jawaban", Purpose::direct);
    const OutboxItem item =
        await_now(books_.cases().lease_outbox({.channel = "wa", .fallback = "sms"}, monday))->items.at(0);
    const StatusUpdate failed{item.ref, "wamid.1", Delivery::failed, "131026"};
    ASSERT_TRUE(await_now(books_.cases().record_status("wa", failed, IfUnknown::keep, monday)).value());
    EXPECT_EQ(row(), "wa failed 131026");
}

TEST_F(Sending, AnUnwantedOneThatIsReportedEarlyDoesNotMoveEither) {
    enqueue(1, "kabar", Purpose::notice);
    const StatusUpdate stopped{"", "wamid.1", Delivery::failed, "131050", true};
    EXPECT_FALSE(await_now(books_.cases().record_status("wa", stopped, IfUnknown::keep, monday)).value());
    taken(lease_at(monday).items.at(0).id, "sms");
    EXPECT_EQ(row(), "wa failed 131050");
    EXPECT_FALSE(text_is_kept());
}

TEST_F(Sending, AnUnknownOneThatIsReportedFailedGoesOn) {
    enqueue(1, "kabar", Purpose::notice);
    const OutboxItem item =
        await_now(books_.cases().lease_outbox({.channel = "wa", .fallback = "sms"}, monday))->items.at(0);
    settle({.id = item.id,
            .state = OutboxState::unknown,
            .provider_id = {},
            .code = "timeout",
            .next = {},
            .channel = "wa",
            .fallback = "sms"});
    const StatusUpdate failed{item.ref, "wamid.1", Delivery::failed, "131026"};
    ASSERT_TRUE(await_now(books_.cases().record_status("wa", failed, IfUnknown::keep, monday)).value());
    EXPECT_EQ(row(), "sms queued 131026");
}

TEST_F(Sending, WhatArrivedKeepsNoTextAndStays) {
    enqueue(1, "kabar", Purpose::notice);
    taken(lease_at(monday).items.at(0).id, "sms");
    report(Delivery::delivered);
    EXPECT_FALSE(text_is_kept());
    report(Delivery::failed);
    EXPECT_EQ(row(), "wa delivered 131026");
}

TEST_F(Sending, ATextThatNobodyReportsOnIsForgottenAfterThreeDays) {
    enqueue(1, "kabar", Purpose::notice);
    taken(lease_at(monday).items.at(0).id, "sms");
    lease_at(monday + hours{72});
    EXPECT_TRUE(text_is_kept());
    lease_at(monday + hours{73});
    EXPECT_FALSE(text_is_kept());
}

TEST_F(Sending, ASuspendedChannelKeepsWhatIsToGoOut) {
    enqueue(1, "kabar", Purpose::direct);
    EXPECT_TRUE(books_.cases().pause_channel("wa", monday).value());
    EXPECT_FALSE(books_.cases().pause_channel("wa", monday).value()) << "it was so already";
    const OutboxLeased paused = lease_at(monday);
    EXPECT_TRUE(paused.paused);
    EXPECT_TRUE(paused.items.empty());
    EXPECT_THAT(await_now(books_.cases().paused_channels()).value(), ElementsAre("wa"));
    EXPECT_FALSE(await_now(books_.cases().lease_outbox({.channel = "sms"}, monday))->paused);
    EXPECT_TRUE(books_.cases().resume_channel("wa").value());
    EXPECT_FALSE(books_.cases().resume_channel("wa").value());
    EXPECT_THAT(leased("wa", monday), ElementsAre("kabar"));
}

TEST_F(Sending, NewsWaitForMorningAndHoldNothingBack) {
    const TimePoint morning = monday + hours{12};
    enqueue(1, "kabar", Purpose::notice);
    enqueue(1, "jawaban", Purpose::direct);
    EXPECT_EQ(lease_at(monday, morning).passed_over, 1) << "the news found out in this round that they wait";
    EXPECT_THAT(leased("wa", monday, morning), ElementsAre("jawaban"));
    EXPECT_THAT(leased("wa", morning - milliseconds{1}), IsEmpty());
    settle({.id = 2, .state = OutboxState::sent, .provider_id = {}, .code = {}, .next = {}});
    EXPECT_THAT(leased("wa", morning), ElementsAre("kabar"));
}

TEST_F(Sending, AnAnswerDoesNotWaitBehindTheNews) {
    for (int who = 1; who <= 3; ++who) enqueue(who, "kabar " + std::to_string(who), Purpose::notice);
    enqueue(4, "jawaban", Purpose::direct);
    enqueue(3, "jawaban sesudah kabar", Purpose::direct);
    EXPECT_THAT(leased("wa", monday), ElementsAre("jawaban", "kabar 1", "kabar 2", "kabar 3"))
        << "but a person's own messages come in order";
}

TEST_F(Sending, WhatBurnsAndWhatWasJustAskedForDoNotWait) {
    const TimePoint morning = monday + hours{24};
    const Ticket ticket = a_case(Urgency::p3);
    enqueue(1, "nomor tiket", Purpose::notice, ticket);
    EXPECT_THAT(leased("wa", monday + hours{1}, morning), ElementsAre("nomor tiket"));
    enqueue(2, "kabar", Purpose::notice, ticket);
    EXPECT_THAT(leased("wa", monday + hours{2}, morning), IsEmpty());
    books_.change("UPDATE cases SET urgency = 1");
    enqueue(3, "kabar segera", Purpose::notice, ticket);
    enqueue(4, "alarm", Purpose::notice, {}, Lanes::urgent);
    EXPECT_THAT(leased("wa", monday + hours{2}, morning), ElementsAre("alarm", "kabar segera"));
}

TEST_F(Sending, TellsWhenThePersonLastWroteOnThisChannel) {
    const auto write = [this](std::string channel, int event, TimePoint now) {
        const NewInbound inbound{std::move(channel), books_.event(event), books_.person(1), "halo"};
        ASSERT_TRUE(await_now(books_.cases().put({inbound}, now, milliseconds{1})));
    };
    enqueue(1, "kabar", Purpose::notice);
    write("sms", 1, monday + hours{2});
    const OutboxItem never = lease_at(monday).items.at(0);
    EXPECT_EQ(never.heard, std::nullopt);
    EXPECT_EQ(never.purpose, Purpose::notice);
    settle({.id = never.id, .state = OutboxState::queued, .provider_id = {}, .code = {}, .next = monday});
    write("wa", 2, monday - hours{3});
    write("wa", 3, monday - hours{2});
    EXPECT_EQ(lease_at(monday).items.at(0).heard, monday - hours{2});
}

TEST_F(Sending, TheLedgerCountsByMonthAndChannel) {
    for (int who = 1; who <= 3; ++who) {
        enqueue(who, "m" + std::to_string(who), Purpose::direct);
        settle({.id = lease_at(monday).items.at(0).id,
                .state = OutboxState::sent,
                .provider_id = {},
                .code = {},
                .next = {},
                .channel = "wa",
                .units = who,
                .month = who == 3 ? "2026-12" : "2026-11"});
    }
    std::vector<std::string> rows;
    for (const LedgerRow& row : books_.cases().ledger().value())
        rows.push_back(row.month + " " + row.channel + " " + std::to_string(row.messages) + " " +
                       std::to_string(row.units));
    EXPECT_THAT(rows, ElementsAre("2026-12 wa 1 3", "2026-11 wa 2 3"));
}

}  // namespace
}  // namespace sambung::store

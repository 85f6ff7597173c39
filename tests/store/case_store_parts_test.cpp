// Long messages in parts: those that come in, and the reports of those that went out.
#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using testing::ElementsAre;

constexpr milliseconds lease{10'000};
constexpr milliseconds wait{360'000};

class PartsIn : public testing::Test {
 protected:
    // A part's payload is its words; the whole is known by them together.
    std::optional<InboxItem> put(int number, int of, const std::string& words, TimePoint now = monday,
                                 std::string_view whole = "7") {
        NewPart part{.inbound = {.channel = "vo",
                                 .event = books_.keys().event("vo", words),
                                 .person = books_.person(1),
                                 .payload = words},
                     .whole = books_.keys().index("whole", whole),
                     .number = number,
                     .of = of};
        const JoinParts join = [this](const std::vector<std::string>& payloads) {
            std::string all;
            for (const std::string& one : payloads) all += one;
            return NewInbound{
                .channel = "vo", .event = books_.keys().event("vo", all), .person = books_.person(1), .payload = all};
        };
        return await_now(books_.cases().put_part(std::move(part), wait, join, now, lease)).value();
    }
    std::vector<std::string> due(TimePoint now) {
        std::vector<std::string> payloads;
        for (const InboxItem& item : await_now(books_.cases().claim_inbox(now, lease, 10)).value())
            payloads.push_back(item.payload);
        return payloads;
    }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(PartsIn, BecomeOneMessageWithTheLastOfThemWhateverTheirOrder) {
    EXPECT_FALSE(put(3, 3, "tiga"));
    EXPECT_FALSE(put(1, 3, "satu "));
    const std::optional<InboxItem> whole = put(2, 3, "dua ");
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->payload, "satu dua tiga");
    EXPECT_EQ(due(monday + lease), std::vector<std::string>{"satu dua tiga"}) << "it alone, when its lease is over";
    EXPECT_TRUE(due(monday + wait * 2).size() == 1) << "no part is answered";
}

TEST_F(PartsIn, AreKnownAgain) {
    EXPECT_FALSE(put(1, 2, "satu "));
    EXPECT_FALSE(put(1, 2, "satu "));
    EXPECT_TRUE(put(2, 2, "dua"));
    EXPECT_FALSE(put(2, 2, "dua"));
    EXPECT_FALSE(put(1, 2, "satu "));
    EXPECT_EQ(books_.number("SELECT count(*) FROM inbox"), 3);
}

TEST_F(PartsIn, OfAnotherMessageStayApart) {
    EXPECT_FALSE(put(1, 2, "satu ", monday, "7"));
    EXPECT_FALSE(put(2, 2, "lain", monday, "8"));
    EXPECT_TRUE(put(2, 2, "dua", monday, "7"));
}

TEST_F(PartsIn, ThatStayAloneAreAnsweredAlone) {
    EXPECT_FALSE(put(1, 2, "satu "));
    EXPECT_TRUE(due(monday + wait - milliseconds{1}).empty());
    EXPECT_THAT(due(monday + wait), ElementsAre("satu "));
}

TEST_F(PartsIn, TheNewerOfTwoWithOneNumberCounts) {
    EXPECT_FALSE(put(1, 2, "dulu "));
    EXPECT_FALSE(put(1, 2, "satu ")) << "the reference has come round";
    EXPECT_EQ(put(2, 2, "dua")->payload, "satu dua");
    EXPECT_THAT(due(monday + wait), testing::UnorderedElementsAre("dulu ", "satu dua"));
}

class PartsOut : public testing::Test {
 protected:
    // Sent to a provider that has not answered yet.
    void send(const char* fallback = "") {
        ASSERT_TRUE(await_now(books_.cases().enqueue({a_message(books_, 1, "kabar panjang")}, monday)));
        const OutboxLeased leased =
            await_now(books_.cases().lease_outbox({.channel = "wa", .fallback = fallback}, monday)).value();
        id_ = leased.items.at(0).id;
        ref_ = leased.items.at(0).ref;
    }
    void answered(int parts, const char* fallback = "") {
        ASSERT_TRUE(await_now(books_.cases().settle({.id = id_,
                                                     .state = OutboxState::sent,
                                                     .provider_id = "a",
                                                     .code = "0",
                                                     .next = {},
                                                     .fallback = fallback,
                                                     .parts = parts},
                                                    monday)));
    }
    void report(const char* part, Delivery delivery) {
        const StatusUpdate update{.ref = ref_, .provider_id = part, .delivery = delivery, .reason = {}, .part = true};
        ASSERT_TRUE(await_now(books_.cases().record_status("wa", update, IfUnknown::keep, monday)).value());
    }
    std::string state() { return books_.text("SELECT channel || ' ' || state FROM outbox"); }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    std::int64_t id_ = 0;
    std::string ref_;
};

TEST_F(PartsOut, AreDeliveredWhenAllAre) {
    send();
    answered(2);
    report("a", Delivery::delivered);
    EXPECT_EQ(state(), "wa sent");
    report("a", Delivery::delivered);
    EXPECT_EQ(state(), "wa sent") << "the same part twice";
    report("b", Delivery::sent);
    EXPECT_EQ(state(), "wa sent");
    report("b", Delivery::delivered);
    EXPECT_EQ(state(), "wa delivered");
}

TEST_F(PartsOut, FailIfOneDoes) {
    send();
    answered(3);
    report("a", Delivery::delivered);
    report("b", Delivery::failed);
    EXPECT_EQ(state(), "wa failed");
}

TEST_F(PartsOut, ReportedBeforeTheProvidersAnswerCountWhenItComes) {
    send();
    report("a", Delivery::delivered);
    EXPECT_EQ(state(), "wa sent") << "nobody knows yet how many there are";
    report("b", Delivery::delivered);
    EXPECT_EQ(state(), "wa sent");
    answered(2);
    EXPECT_EQ(state(), "wa delivered");
}

TEST_F(PartsOut, OfOneAreAMessage) {
    send();
    answered(1);
    report("a", Delivery::delivered);
    EXPECT_EQ(state(), "wa delivered");
}

TEST_F(PartsOut, ThatFailMoveTheWholeToAnotherChannel) {
    send("sms");
    answered(2, "sms");
    report("a", Delivery::failed);
    EXPECT_EQ(state(), "sms queued");
}

TEST_F(PartsOut, OfAMessageThatIsReportedAsAWholeAreNone) {
    send();
    answered(0);
    const StatusUpdate update{.ref = ref_, .provider_id = "a", .delivery = Delivery::delivered, .reason = {}};
    ASSERT_TRUE(await_now(books_.cases().record_status("wa", update, IfUnknown::keep, monday)).value());
    EXPECT_EQ(state(), "wa delivered");
}

}  // namespace
}  // namespace sambung::store

#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

constexpr milliseconds lease{30'000};

class Inbox : public testing::Test {
 protected:
    [[nodiscard]] NewInbound inbound(int event, std::string payload = "halo") const {
        return {
            .channel = "wa", .event = books_.event(event), .person = books_.person(1), .payload = std::move(payload)};
    }
    PutResult put(std::vector<NewInbound> batch, TimePoint now = monday) {
        return await_now(books_.cases().put(std::move(batch), now, lease)).value();
    }
    std::vector<InboxItem> claim(TimePoint now, int most = 10) {
        return await_now(books_.cases().claim_inbox(now, lease, most)).value();
    }
    Result<> finish(std::int64_t id, std::vector<NewOutbound> replies = {}) {
        return await_now(books_.cases().finish(id, std::move(replies), monday));
    }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(Inbox, ABatchIsAnsweredItemByItem) {
    put({inbound(2)});
    const PutResult result = put({inbound(1, "satu"), inbound(2), inbound(1, "satu lagi"), inbound(3)});
    ASSERT_EQ(result.size(), 4U);
    ASSERT_TRUE(result[0]);
    EXPECT_EQ(result[0]->payload, "satu");
    EXPECT_EQ(result[0]->channel, "wa");
    EXPECT_EQ(result[0]->event, books_.event(1));
    EXPECT_EQ(result[0]->person, books_.person(1));
    EXPECT_EQ(result[0]->received, monday);
    EXPECT_FALSE(result[1]) << "stored before";
    EXPECT_FALSE(result[2]) << "twice in the batch";
    EXPECT_TRUE(result[3]);
    EXPECT_EQ(books_.number("SELECT count(*) FROM inbox"), 3);
}

TEST_F(Inbox, TheSameEventOnAnotherChannelIsAnother) {
    NewInbound other = inbound(1);
    other.channel = "sms";
    const PutResult result = put({inbound(1), other});
    EXPECT_TRUE(result[0] && result[1]);
}

TEST_F(Inbox, ADoneItemIsStillKnownButItsWordsAreGone) {
    const std::int64_t id = put({inbound(1)})[0]->id;
    ASSERT_TRUE(finish(id));
    EXPECT_EQ(books_.number("SELECT payload IS NULL FROM inbox"), 1);
    EXPECT_FALSE(put({inbound(1)})[0]);
    EXPECT_TRUE(claim(monday + lease).empty());
}

TEST_F(Inbox, FinishingTwiceRepliesOnce) {
    const std::int64_t id = put({inbound(1)})[0]->id;
    ASSERT_TRUE(finish(id, {a_message(books_, 1, "terima kasih")}));
    ASSERT_TRUE(finish(id, {a_message(books_, 1, "another text")}));
    EXPECT_EQ(books_.number("SELECT count(*) FROM outbox"), 1);
}

TEST_F(Inbox, AWholeMessageTakesThePlaceOfItsParts) {
    const PutResult parts = put({inbound(1, "satu"), inbound(2, "dua")});
    const std::vector<std::int64_t> ids{parts[0]->id, parts[1]->id};
    const auto whole = await_now(books_.cases().join(ids, inbound(3, "satu dua"), monday, lease)).value();
    ASSERT_TRUE(whole);
    EXPECT_EQ(whole->payload, "satu dua");
    const std::vector<InboxItem> waiting = claim(monday + lease);
    ASSERT_EQ(waiting.size(), 1U) << "the parts are done";
    EXPECT_EQ(waiting[0].payload, "satu dua");
}

TEST_F(Inbox, PartsThatWereAllAnsweredMakeNoMessage) {
    const PutResult parts = put({inbound(1, "satu"), inbound(2, "dua")});
    const std::vector<std::int64_t> ids{parts[0]->id, parts[1]->id};
    ASSERT_TRUE(finish(ids[0]) && finish(ids[1]));
    EXPECT_FALSE(await_now(books_.cases().join(ids, inbound(3, "satu dua"), monday, lease)).value());
    EXPECT_EQ(books_.number("SELECT count(*) FROM inbox"), 2);
}

TEST_F(Inbox, FinishingWhatNeverCameIsNotFound) { EXPECT_EQ(finish(99).error().code, Errc::not_found); }

TEST_F(Inbox, WhatNobodyFinishedIsClaimedOldestFirstAndLeasedAnew) {
    put({inbound(1, "satu"), inbound(2, "dua")});
    put({inbound(3, "tiga")}, monday + milliseconds{1});
    EXPECT_TRUE(claim(monday + lease - milliseconds{1}).empty()) << "still with whom it was given to";
    const std::vector<InboxItem> claimed = claim(monday + lease);
    ASSERT_EQ(claimed.size(), 2U);
    EXPECT_EQ(claimed[0].payload, "satu");
    EXPECT_EQ(claimed[0].event, books_.event(1));
    EXPECT_EQ(claimed[0].received, monday);
    EXPECT_EQ(claimed[1].payload, "dua");
    EXPECT_EQ(claim(monday + lease + milliseconds{1}).size(), 1U) << "only the third";
    EXPECT_EQ(claim(monday + lease + lease, 1).size(), 1U);
}

TEST_F(Inbox, SurvivesARestart) {
    put({inbound(1, "satu")});
    books_.reopen();
    const std::vector<InboxItem> claimed = claim(monday + lease);
    ASSERT_EQ(claimed.size(), 1U);
    EXPECT_EQ(claimed[0].payload, "satu");
}

TEST_F(Inbox, AnErasedPersonsMessageIsClosedAndNotClaimedForEver) {
    put({inbound(1)});
    books_.change("UPDATE persons SET key = NULL");
    EXPECT_TRUE(claim(monday + lease).empty());
    EXPECT_EQ(books_.number("SELECT count(*) FROM inbox WHERE done IS NULL"), 0);
}

}  // namespace
}  // namespace sambung::store

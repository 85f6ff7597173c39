// The parts of an SMPP link that decide without a socket; with sockets: tests/system/smpp_test.py.
#include "smpp/line.h"
#include "smpp/outcome.h"
#include "smpp/receipts.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

using adapters::Verdict;
using adapters::smpp::Receipt;
using adapters::smpp::Settled;
using How = Settled::How;

TEST(SmppReconnect, WaitsEverLongerAndNeverTogether) {
    EXPECT_EQ(reconnect_pause(0, false, 0), milliseconds{1'000});
    EXPECT_EQ(reconnect_pause(3, false, 0), milliseconds{8'000});
    EXPECT_EQ(reconnect_pause(3, false, 1), milliseconds{10'000});
    EXPECT_EQ(reconnect_pause(1'000, false, 0), milliseconds{60'000});
    EXPECT_EQ(reconnect_pause(0, true, 0), milliseconds{60'000});
}

struct Row {
    const char* what;
    std::vector<Settled> parts;
    Verdict verdict;
    std::string provider_id;
    std::string code;
    std::optional<seconds> retry_after;
};

TEST(SmppSent, TheHeaviestPartSpeaksForTheMessage) {
    const Settled taken{1, How::answered, 0, "0A1"};
    const Settled also_taken{2, How::answered, 0, "0A2"};
    const Settled throttled{2, How::throttled, 0, {}};
    const Settled unanswered{2, How::unanswered, 0, {}};
    const Row rows[] = {
        {"taken", {taken}, Verdict::accepted, "a1", "ESME_ROK", std::nullopt},
        {"all taken: the last one's id", {taken, also_taken}, Verdict::accepted, "a2", "ESME_ROK", std::nullopt},
        {"one throttled", {taken, throttled}, Verdict::throttled, "", "throttled", seconds{5}},
        {"one unanswered", {unanswered, throttled}, Verdict::unknown, "", "unanswered", std::nullopt},
        {"never left", {{1, How::unsent, 0, {}}}, Verdict::retry, "", "not_sent", std::nullopt},
        {"lost on its way", {{1, How::lost, 0, {}}}, Verdict::unknown, "", "connection_lost", std::nullopt},
        {"no such phone",
         {taken, {2, How::answered, 0x0B, {}}},
         Verdict::permanent,
         "",
         "ESME_RINVDSTADR",
         std::nullopt},
        {"our sender is wrong",
         {{1, How::answered, 0x0A, {}}, unanswered},
         Verdict::alarm,
         "",
         "ESME_RINVSRCADR",
         std::nullopt},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const adapters::Sent sent = sent_by(row.parts);
        EXPECT_EQ(sent.verdict, row.verdict);
        EXPECT_EQ(sent.provider_id, row.provider_id);
        EXPECT_EQ(sent.code, row.code);
        EXPECT_EQ(sent.retry_after, row.retry_after);
    }
}

class SmppTally : public testing::Test {
 protected:
    SmppTally() { tally_.expect("ref", {"a", "b", "c"}); }
    std::optional<PartTally::Counted> count(const std::string& id, Delivery delivery, std::string reason = {}) {
        return tally_.count(id, Receipt{{id}, delivery, std::move(reason)});
    }
    // "-" not a part's; "" nothing decided; else what is told.
    static std::string in_words(const std::optional<PartTally::Counted>& counted) {
        if (!counted) return "-";
        const std::optional<StatusUpdate>& update = counted->update();
        return update ? update->ref + " " + std::string{name(update->delivery)} + update->reason : "";
    }
    // And it came into the books.
    std::string told(const std::string& id, Delivery delivery, std::string reason = {}) {
        const auto counted = count(id, delivery, std::move(reason));
        if (counted && counted->update()) counted->recorded();
        return in_words(counted);
    }
    PartTally tally_;
};

TEST_F(SmppTally, AMessageIsDeliveredWhenAllPartsAre) {
    EXPECT_EQ(told("b", Delivery::delivered), "");
    EXPECT_EQ(told("a", Delivery::delivered), "");
    EXPECT_EQ(told("c", Delivery::sent), "");
    EXPECT_EQ(told("c", Delivery::delivered), "ref delivered");
    EXPECT_EQ(told("c", Delivery::delivered), "");
    EXPECT_EQ(told("x", Delivery::delivered), "-");
}

TEST_F(SmppTally, ItHasFailedWhenOneHas) {
    EXPECT_EQ(told("b", Delivery::delivered), "");
    EXPECT_EQ(told("a", Delivery::failed, " 004"), "ref failed 004");
    EXPECT_EQ(told("c", Delivery::delivered), "");
    EXPECT_EQ(told("a", Delivery::delivered), "");
    EXPECT_EQ(told("b", Delivery::failed), "");
}

TEST_F(SmppTally, WhatDidNotComeIntoTheBooksIsToldAgain) {
    EXPECT_EQ(in_words(count("a", Delivery::failed)), "ref failed");
    EXPECT_EQ(in_words(count("a", Delivery::delivered)), "");
    EXPECT_EQ(in_words(count("b", Delivery::delivered)), "");
    EXPECT_EQ(in_words(count("c", Delivery::delivered)), "ref delivered");
    EXPECT_EQ(told("c", Delivery::delivered), "ref delivered");
    EXPECT_EQ(in_words(count("c", Delivery::delivered)), "");
}

TEST_F(SmppTally, AnIdThatIsGivenAnewIsTheNewMessages) {
    tally_.expect("newer", {"b"});
    EXPECT_EQ(told("b", Delivery::delivered), "newer delivered");
}

TEST_F(SmppTally, ARepeatedReceiptCountsOnce) {
    EXPECT_EQ(told("c", Delivery::delivered), "");
    EXPECT_EQ(told("c", Delivery::delivered), "") << "the books know this id as the whole message's";
    EXPECT_EQ(told("b", Delivery::delivered), "");
    EXPECT_EQ(told("a", Delivery::delivered), "ref delivered");
}

TEST_F(SmppTally, PartsThatShareAnIdAreCountedTogether) {
    tally_.expect("one id", {"d", "d"});
    EXPECT_EQ(told("d", Delivery::delivered), "one id delivered");
}

TEST_F(SmppTally, WithoutAnIdForEachPartTheBooksDecide) {
    tally_.expect("half", {"", "e"});
    EXPECT_EQ(told("e", Delivery::delivered), "-");
}

TEST_F(SmppTally, ForgetsTheOldestWhenItIsFull) {
    for (int i = 0; i < 20'000; ++i) tally_.expect("ref", {"id" + std::to_string(i)});
    EXPECT_EQ(tally_.remembered(), 20'000U);
    EXPECT_EQ(told("a", Delivery::delivered), "-");
    EXPECT_EQ(told("id0", Delivery::delivered), "ref delivered");
}

}  // namespace
}  // namespace sambung::gateway

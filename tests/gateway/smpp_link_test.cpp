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
        {"one unanswered", {unanswered, throttled}, Verdict::retry, "", "unanswered", seconds{30}},
        {"never left", {{1, How::unsent, 0, {}}}, Verdict::retry, "", "not_sent", std::nullopt},
        {"lost on its way", {{1, How::lost, 0, {}}}, Verdict::retry, "", "connection_lost", std::nullopt},
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
    // "-" not a part's; "" nothing decided; else what is told.
    std::string count(std::vector<std::string> ids, Delivery delivery, std::string reason = {}) {
        const auto counted = tally_.count(Receipt{std::move(ids), delivery, std::move(reason)});
        if (!counted) return "-";
        if (!counted->update) return "";
        return counted->update->ref + " " + std::string{name(counted->update->delivery)} + counted->update->reason;
    }
    PartTally tally_;
};

TEST_F(SmppTally, AMessageIsDeliveredWhenAllPartsAre) {
    EXPECT_EQ(count({"b"}, Delivery::delivered), "");
    EXPECT_EQ(count({"x", "a"}, Delivery::delivered), "");
    EXPECT_EQ(count({"c"}, Delivery::sent), "");
    EXPECT_EQ(count({"c"}, Delivery::delivered), "ref delivered");
    EXPECT_EQ(count({"c"}, Delivery::delivered), "");
    EXPECT_EQ(count({"x"}, Delivery::delivered), "-");
}

TEST_F(SmppTally, ItHasFailedWhenOneHas) {
    EXPECT_EQ(count({"b"}, Delivery::delivered), "");
    EXPECT_EQ(count({"a"}, Delivery::failed, " 004"), "ref failed 004");
    EXPECT_EQ(count({"c"}, Delivery::delivered), "");
}

TEST_F(SmppTally, AnIdThatIsGivenAnewIsTheNewMessages) {
    tally_.expect("newer", {"b"});
    EXPECT_EQ(count({"b"}, Delivery::delivered), "newer delivered");
}

TEST_F(SmppTally, ARepeatedReceiptCountsOnce) {
    EXPECT_EQ(count({"a"}, Delivery::delivered), "");
    EXPECT_EQ(count({"a"}, Delivery::delivered), "-");
    EXPECT_EQ(count({"b"}, Delivery::delivered), "");
    EXPECT_EQ(count({"c"}, Delivery::delivered), "ref delivered");
}

}  // namespace
}  // namespace sambung::gateway

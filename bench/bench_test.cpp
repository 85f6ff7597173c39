#include "caller.h"
#include "histogram.h"
#include "reply_reader.h"
#include "walk.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::bench {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;

TEST(Histogram, TellsEveryQuantileWithinOnePercentAndNeverTooLow) {
    std::mt19937_64 random(7);
    std::exponential_distribution<double> spread(1e-6);
    std::vector<std::int64_t> all;
    Histogram histogram;
    for (int i = 0; i < 100'000; ++i) {
        all.push_back(static_cast<std::int64_t>(spread(random)));
        histogram.add(nanoseconds{all.back()});
    }
    std::ranges::sort(all);
    for (const double share : {0.001, 0.5, 0.9, 0.99, 0.999, 1.0}) {
        const auto rank = static_cast<std::size_t>(std::ceil(share * 100'000));
        const auto exact = static_cast<double>(all[rank - 1]);
        const auto told = static_cast<double>(histogram.at(share).count());
        EXPECT_GE(told, exact) << share;
        EXPECT_LE(told, exact * 1.01) << share;
    }
}

TEST(Histogram, KeepsSmallValuesExactly) {
    Histogram histogram;
    for (const int value : {1, 2, 3, 4, 250}) histogram.add(nanoseconds{value});
    EXPECT_EQ(histogram.at(0.2), 1ns);
    EXPECT_EQ(histogram.at(0.5), 3ns);
    EXPECT_EQ(histogram.at(1.0), 250ns);
}

TEST(Histogram, CountsWhatIsLongerThanItsRangeAndTellsTheMost) {
    Histogram histogram;
    histogram.add(3h);
    EXPECT_EQ(histogram.count(), 1U);
    EXPECT_EQ(histogram.most(), 3h);
    EXPECT_GE(histogram.at(0.5), 1h);
}

TEST(Histogram, TellsZeroWhileThereIsNothing) { EXPECT_EQ(Histogram{}.at(0.99), 0ns); }

void feed(ReplyReader& reader, std::string_view bytes) {
    const auto room = reader.room();
    std::ranges::copy(bytes, room.begin());
    reader.added(bytes.size());
}

TEST(ReplyReader, ReadsAReplyThatComesByteByByte) {
    constexpr std::string_view bytes = "HTTP/1.1 200 OK\r\ncontent-LENGTH: 5\r\nServer: x\r\n\r\nCON a";
    ReplyReader reader;
    for (std::size_t at = 0; at + 1 < bytes.size(); ++at) {
        feed(reader, bytes.substr(at, 1));
        EXPECT_FALSE(reader.reply()) << at;
    }
    feed(reader, bytes.substr(bytes.size() - 1));
    const auto reply = reader.reply();
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->status, 200);
    EXPECT_EQ(reply->body, "CON a");
}

TEST(ReplyReader, GivesStatusZeroForWhatIsNoReplyOrMoreThanOne) {
    for (const std::string_view bytes :
         {"HTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
          "HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"}) {
        ReplyReader reader;
        feed(reader, bytes);
        const auto reply = reader.reply();
        ASSERT_TRUE(reply) << bytes;
        EXPECT_EQ(reply->status, 0) << bytes;
    }
}

constexpr std::string_view two_ways =
    "# a comment\n= who label\n- 1 Lansia\n- 2 Anak\n>\n< CON Halo\n> {who}\n< CON {label}\n> depan Pasar {caller}\n< "
    "END {caller}\n< {label}\n";

TEST(Walk, HasAWayForEachRow) {
    const auto walk = Walk::parse(two_ways);
    ASSERT_TRUE(walk) << walk.error().detail;
    ASSERT_EQ(walk->ways.size(), 2U);
    EXPECT_EQ(walk->ways[1][1].answer, "2");
    EXPECT_EQ(walk->ways[1][1].words, std::vector<std::string>{"Anak"});
    EXPECT_EQ(walk->ways[0][2].begins, "END ");
}

TEST(Walk, SaysWhichLineCannotBeRead) {
    struct Row {
        std::string_view text, why;
    };
    for (const Row& row :
         {Row{"< CON a\n", "line 1"}, Row{">\n< Halo\n", "line 2"}, Row{"= a b\n- 1\n", "line 2"},
          Row{">\n< CON a\nhello\n", "line 3"}, Row{"", "nothing is typed"}, Row{"> 1\n", "without a screen"}}) {
        const auto walk = Walk::parse(row.text);
        ASSERT_FALSE(walk) << row.text;
        EXPECT_THAT(walk.error().detail, HasSubstr(row.why));
    }
}

TEST(Caller, SendsEverythingTypedSinceTheDial) {
    const auto walk = Walk::parse(two_ways);
    Caller caller(42, walk->ways[0], 3);
    EXPECT_THAT(caller.request(), EndsWith("&phoneNumber=%2B6281000000042&networkCode=51010&text="));
    caller.next_hop();
    EXPECT_THAT(caller.request(), EndsWith("&text=1"));
    EXPECT_FALSE(caller.at_last_hop());
    caller.next_hop();
    EXPECT_THAT(caller.request(), EndsWith("&text=1%2Adepan+Pasar+000000042"));
    EXPECT_TRUE(caller.at_last_hop());
}

TEST(Caller, TakesOnlyTheScreenOfThisHopAndThisCaller) {
    const auto walk = Walk::parse(two_ways);
    Caller caller(42, walk->ways[0], 3);
    EXPECT_TRUE(caller.is_answered_by("CON Halo, Dinsos", Proof::screen));
    EXPECT_FALSE(caller.is_answered_by("END Halo, Dinsos", Proof::screen));
    EXPECT_FALSE(caller.is_answered_by("CON Lansia", Proof::screen));
    caller.next_hop();
    caller.next_hop();
    EXPECT_TRUE(caller.is_answered_by("END Lansia di depan Pasar 000000042", Proof::screen));
    EXPECT_FALSE(caller.is_answered_by("END Lansia di depan Pasar 000000043", Proof::screen))
        << "another caller's screen";
}

TEST(Caller, TakesOnlyItsOwnEchoFromTheFloor) {
    const auto walk = Walk::parse(two_ways);
    Caller caller(42, walk->ways[0], 3);
    caller.next_hop();
    EXPECT_TRUE(caller.is_answered_by("CON %2B6281000000042 1\n......", Proof::echo));
    EXPECT_FALSE(caller.is_answered_by("CON %2B6281000000042 1%2A2\n......", Proof::echo));
    EXPECT_FALSE(caller.is_answered_by("CON %2B6281000000043 1\n......", Proof::echo));
}

}  // namespace
}  // namespace sambung::bench

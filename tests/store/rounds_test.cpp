// The evening's test of duty phones and the morning page, on real tables.
#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr TimePoint evening = monday + hours{10};  // 20.00 in Jakarta
constexpr TimePoint next_morning = monday + hours{21};

// The quick team and the desk are rung day and night; the desk stands in for the team and is its head.
std::shared_ptr<const cases::Office> office_by_night() {
    cases::Office office = *small_office();
    for (cases::Unit& unit : office.units) {
        unit.open_24h = unit.code == "trc" || unit.code == "meja-kota";
        if (unit.code == "trc") unit.backup = "meja-kota";
    }
    return std::make_shared<const cases::Office>(std::move(office));
}

class Rounds : public testing::Test {
 protected:
    // A message to each of two phones of a unit; other tidings are only heard.
    Herald herald() {
        return [this](const Tiding& tiding) {
            std::vector<NewOutbound> out;
            if (const auto* test = std::get_if<DutyTest>(&tiding)) {
                told_.push_back(test->unit + " test");
                for (const char* channel : {"sms", "wa"})
                    out.push_back({.key = books_.keys().index("test", test->unit + test->day + channel),
                                   .channel = channel,
                                   .person = books_.keys().person(channel, test->unit),
                                   .payload = "x"});
            }
            if (const auto* one = std::get_if<DutyUnreached>(&tiding)) {
                told_.push_back(one->told + " about " + one->unit + (one->all ? " all" : ""));
                channels_ = one->channels;
            }
            if (const auto* page = std::get_if<MorningPage>(&tiding)) page_ = *page;
            return out;
        };
    }
    int ring(TimePoint now) { return await_now(books_.cases().ring_clocks(100, herald(), now)).value(); }
    std::vector<std::string> heard() { return std::exchange(told_, {}); }
    void send(const std::string& channel, TimePoint now) {
        const OutboxLeased leased = await_now(books_.cases().lease_outbox({.channel = channel}, now)).value();
        for (const OutboxItem& one : leased.items) {
            Settlement taken;
            taken.id = one.id;
            taken.channel = channel;
            ASSERT_TRUE(await_now(books_.cases().settle(taken, now)));
        }
    }
    void danger(int nth, TimePoint now) {
        Grant grant = books_.wish(nth, nth, File{books_.draft(nth), a_danger(), Language::id});
        grant.now = now;
        ASSERT_TRUE(books_.grant(std::move(grant)));
    }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db", office_by_night()};
    std::vector<std::string> told_, channels_;
    std::optional<MorningPage> page_;
};

TEST_F(Rounds, TryEachPhoneOnceAnEvening) {
    ring(evening - std::chrono::milliseconds{1});
    EXPECT_THAT(heard(), IsEmpty());
    ring(evening);
    EXPECT_THAT(heard(), ElementsAre("trc test", "meja-kota test"));
    ring(evening + minutes{1});
    EXPECT_THAT(heard(), IsEmpty());
    EXPECT_EQ(books_.number("SELECT count(*) FROM outbox"), 4);
    ring(evening + hours{24});
    EXPECT_THAT(heard(), testing::Contains("trc test")) << "and the next evening again";
}

TEST_F(Rounds, TellThoseOverAUnitWhosePhoneDidNotTakeTheTest) {
    ring(evening);
    heard();
    send("wa", evening);  // the SMS route is down
    ring(evening + minutes{15} - std::chrono::milliseconds{1});
    EXPECT_THAT(heard(), IsEmpty());
    ring(evening + minutes{15});
    EXPECT_THAT(heard(), ElementsAre("meja-kota about trc")) << "nobody is over the desk";
    EXPECT_THAT(channels_, ElementsAre("sms"));
    ring(evening + minutes{16});
    EXPECT_THAT(heard(), IsEmpty()) << "once";
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'duty.unreached'"), 2);
}

TEST_F(Rounds, SayWhenNoPhoneOfAUnitTookIt) {
    ring(evening);
    heard();
    ring(evening + minutes{15});
    EXPECT_THAT(heard(), ElementsAre("meja-kota about trc all"));
}

TEST_F(Rounds, AreSilentWhenEveryPhoneTookIt) {
    ring(evening);
    heard();
    send("sms", evening);
    send("wa", evening);
    ring(evening + minutes{15});
    EXPECT_THAT(heard(), IsEmpty());
    ring(next_morning);
    ASSERT_TRUE(page_);
    EXPECT_THAT(page_->unreached, IsEmpty());
}

TEST_F(Rounds, TellTheHeadOfTheNightOnce) {
    danger(1, evening - hours{3});  // by day
    danger(2, evening + hours{3});
    ring(evening);
    ring(next_morning);
    ASSERT_TRUE(page_);
    EXPECT_EQ(page_->told, "meja-kota");
    EXPECT_EQ(page_->p0, 1);
    EXPECT_EQ(page_->p1, 0);
    EXPECT_EQ(page_->unanswered, 1);
    EXPECT_THAT(page_->silent, testing::Contains("trc"));
    EXPECT_THAT(page_->unreached, ElementsAre("meja-kota", "trc"));
    page_.reset();
    ring(next_morning + minutes{1});
    EXPECT_FALSE(page_);
}

}  // namespace
}  // namespace sambung::store

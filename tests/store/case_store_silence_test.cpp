// While staff speak with somebody themselves.
#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using testing::ElementsAre;

constexpr std::chrono::hours an_hour{1};

class Silence : public testing::Test {
 protected:
    void silence(int who, TimePoint until) {
        ASSERT_TRUE(await_now(books_.cases().set_silent(books_.person(who), until, monday)));
    }
    std::optional<TimePoint> until(int who, TimePoint now) {
        return await_now(books_.cases().silent_until(books_.person(who), now)).value();
    }
    bool arrives_silent(int who, int event, TimePoint now) {
        const NewInbound inbound{"wa", books_.event(event), books_.person(who), "halo"};
        return await_now(books_.cases().put({inbound}, now, milliseconds{1}))->at(0)->silent;
    }
    Outcome listen(int who, int event, std::string words) {
        return books_.grant(who, event, Listen{books_.draft(event), std::move(words)}).value();
    }
    std::int64_t count(const std::string& what) { return books_.number("SELECT count(*) FROM " + what); }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(Silence, HoldsForOnePersonUntilItsEnd) {
    silence(1, monday + an_hour);
    EXPECT_EQ(until(1, monday), monday + an_hour);
    EXPECT_EQ(until(1, monday + an_hour), std::nullopt);
    EXPECT_EQ(until(2, monday), std::nullopt);
    EXPECT_TRUE(arrives_silent(1, 1, monday));
    EXPECT_FALSE(arrives_silent(1, 2, monday + an_hour));
    EXPECT_FALSE(arrives_silent(2, 3, monday));
}

TEST_F(Silence, CanBeGivenBackEarly) {
    silence(1, monday + an_hour);
    silence(1, monday);
    EXPECT_EQ(until(1, monday), std::nullopt);
    EXPECT_EQ(count("events WHERE type = 'conversation.taken_over'"), 1);
    EXPECT_EQ(count("events WHERE type = 'conversation.given_back'"), 1);
}

TEST_F(Silence, IsSeenByWhoTakesUpAMessageLater) {
    EXPECT_FALSE(arrives_silent(1, 1, monday));
    silence(1, monday + an_hour);
    const auto claimed = await_now(books_.cases().claim_inbox(monday + milliseconds{1}, milliseconds{1}, 10)).value();
    ASSERT_EQ(claimed.size(), 1U);
    EXPECT_TRUE(claimed[0].silent);
}

TEST_F(Silence, WordsGoToTheNewestCaseThatIsOpen) {
    books_.grant(1, 1, File{books_.draft(1), a_report("anak"), {}}).value();
    const Outcome open = books_.grant(1, 2, File{books_.draft(2), a_report("lansia"), {}}).value();
    const Outcome closed = books_.grant(1, 3, File{books_.draft(3), a_report("bayi"), {}}).value();
    books_.change("UPDATE cases SET status = 'closed' WHERE ticket = '" + closed.ticket->digits() + "'");
    books_.change("UPDATE cases SET status = 'need_info' WHERE ticket = '" + open.ticket->digits() + "'");
    const Outcome heard = listen(1, 4, "rumah cat biru");
    EXPECT_EQ(heard.ticket, open.ticket);
    EXPECT_TRUE(listen(1, 4, "rumah cat biru").repeated);
    EXPECT_EQ(count("notes"), 1) << "once a message";
    EXPECT_EQ(count("events WHERE type = 'case.answered'"), 1) << "it may be what was asked for";
    EXPECT_EQ(bytes_of(folder_ / "cases.db-wal").find("cat biru"), std::string::npos);
}

TEST_F(Silence, WordsWithoutACaseBecomeACallBack) {
    const Outcome heard = listen(1, 1, "saya masih menunggu");
    ASSERT_TRUE(heard.ticket);
    EXPECT_EQ(books_.text("SELECT kind FROM cases"), "telepon");
    EXPECT_EQ(listen(1, 2, "halo?").ticket, heard.ticket) << "further words go to it";
    EXPECT_EQ(count("cases"), 1);
    EXPECT_EQ(count("notes"), 1);
}

}  // namespace
}  // namespace sambung::store

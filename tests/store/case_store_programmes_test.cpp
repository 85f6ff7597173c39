// Who waits for a programme is told of its changes, each once.
#include "books.h"

#include <gmock/gmock.h>

#include <set>

namespace sambung::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Programmes : public testing::Test {
 protected:
    Ticket ask(int who, int event, const std::string& category) {
        cases::Report report = a_report(category);
        report.kind = cases::Kind::help_request;
        return *books_.grant(who, event, File{books_.draft(event), report, Language::su})->ticket;
    }
    void stand(std::vector<ProgrammeStanding> standing, TimePoint now = monday) {
        ASSERT_TRUE(books_.cases().note_programmes(standing, now));
    }
    // The news as "code state ticket address language", in order; how many requests were looked at.
    int tell(TimePoint now = monday + grace, int most = 100) {
        told_.clear();
        auto news = [this](const ProgrammeChange& change, const Applicant& applicant) {
            told_.push_back(change.now.code + " " + change.now.state + " " + applicant.ticket.digits() + " " +
                            applicant.address + " " + std::string{code(applicant.language)});
            NewOutbound one;
            one.key = books_.keys().index("outbox", told_.back() + std::to_string(to_millis(change.at)));
            one.channel = applicant.channel;
            one.person = applicant.person;
            one.payload = "news";
            one.purpose = Purpose::notice;
            return std::optional{one};
        };
        return await_now(books_.cases().tell_of_programmes(now, grace, most, news)).value();
    }
    static constexpr milliseconds grace{600'000};
    std::vector<std::string> told_;
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(Programmes, AChangeIsToldOnceToThoseWhoWaitForIt) {
    const Ticket waits = ask(1, 1, "rtlh");
    ask(2, 2, "santunan");
    stand({{"rtlh", "open"}, {"santunan", "open"}});
    EXPECT_EQ(tell(), 0) << "nobody knew how they stood before";
    stand({{"rtlh", "paused"}, {"santunan", "open"}});
    EXPECT_EQ(tell(), 1);
    EXPECT_THAT(told_, ElementsAre("rtlh paused " + waits.digits() + " " + Books::address(1) + " su"));
    EXPECT_EQ(tell(), 0);
    stand({{"rtlh", "paused"}, {"santunan", "open"}});
    EXPECT_EQ(tell(), 0);
    EXPECT_EQ(books_.number("SELECT count(*) FROM outbox WHERE purpose = 'notice' AND about IS NOT NULL"), 1);
    EXPECT_EQ(books_.text("SELECT meta FROM events WHERE type = 'case.programme_changed'"), R"({"to":"paused"})");
    books_.reopen();
    stand({{"rtlh", "open"}}, monday + grace);
    EXPECT_EQ(tell(monday + 2 * grace), 1) << "also after a restart";
}

TEST_F(Programmes, ASlipThatIsMendedAtOnceReachesNobody) {
    ask(1, 1, "rtlh");
    stand({{"rtlh", "open"}});
    stand({{"rtlh", "ended"}});
    EXPECT_EQ(tell(monday + grace - milliseconds{1}), 0);
    stand({{"rtlh", "open"}}, monday + seconds{60});
    EXPECT_EQ(tell(monday + 5 * grace), 0);
    EXPECT_THAT(told_, IsEmpty());
}

TEST_F(Programmes, AFewAtATimeAndEverybodyOnce) {
    for (int who = 1; who <= 5; ++who) ask(who, who, "rtlh");
    stand({{"rtlh", "open"}});
    stand({{"rtlh", "paused"}});
    std::vector<std::string> all;
    for (const int expected : {2, 2, 1, 0}) {
        EXPECT_EQ(tell(monday + grace, 2), expected);
        all.insert(all.end(), told_.begin(), told_.end());
        books_.reopen();
    }
    EXPECT_EQ(all.size(), 5U);
    EXPECT_EQ(std::set(all.begin(), all.end()).size(), 5U);
}

TEST_F(Programmes, WhoHeardOfAChangeThatWasTakenBackHearsThatToo) {
    for (int who = 1; who <= 3; ++who) ask(who, who, "rtlh");
    stand({{"rtlh", "open"}});
    stand({{"rtlh", "ended"}});
    EXPECT_EQ(tell(monday + grace, 2), 2);
    stand({{"rtlh", "open"}}, monday + grace);
    EXPECT_EQ(tell(monday + 2 * grace), 3) << "nobody knows any more who heard what";
}

TEST_F(Programmes, NobodyIsToldWhoMustNotOrNeedNotBe) {
    ask(1, 1, "rtlh");
    stand({{"rtlh", "open"}});
    for (const char* state : {"status = 'closed'", "restricted = 1", "quiet = 1", "urgency = 1", "kind = 'lapor'"}) {
        SCOPED_TRACE(state);
        books_.change("DELETE FROM programmes; INSERT INTO programmes VALUES ('rtlh', 'open', 0, 'open', 0)");
        books_.change("UPDATE cases SET status = 'filed', restricted = 0, quiet = 0, urgency = 3, kind = 'bantuan'");
        books_.change("UPDATE cases SET " + std::string{state});
        stand({{"rtlh", "ended"}});
        tell();
        EXPECT_THAT(told_, IsEmpty());
    }
}

TEST_F(Programmes, WhoWasErasedIsNotToldAndHoldsNobodyElseUp) {
    ask(1, 1, "rtlh");
    const Ticket waits = ask(2, 2, "rtlh");
    stand({{"rtlh", "open"}});
    for (const bool comes_back : {false, true}) {
        SCOPED_TRACE(comes_back);
        books_.change("UPDATE persons SET key = NULL WHERE id = (SELECT person FROM cases WHERE ticket <> '" +
                      waits.digits() + "')");
        if (comes_back) ask(1, 10, "santunan");  // under a new key, which does not open the old address
        stand({{"rtlh", comes_back ? "open" : "ended"}}, monday);
        EXPECT_EQ(tell(), 2);
        ASSERT_EQ(told_.size(), 1U);
        EXPECT_THAT(told_.front(), testing::HasSubstr(waits.digits()));
    }
}

}  // namespace
}  // namespace sambung::store

// Who waits for a programme is told of its changes, each once.
#include "books.h"

#include <gmock/gmock.h>

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
    // The news as "code state ticket address language", in order.
    Result<int> stand(std::vector<ProgrammeStanding> standing, TimePoint now = monday) {
        told_.clear();
        return books_.cases().note_programmes(
            standing, now, [this](const ProgrammeChange& change, const Applicant& applicant) {
                told_.push_back(change.now.code + " " + change.before + ">" + change.now.state + " " +
                                applicant.ticket.digits() + " " + applicant.address + " " +
                                std::string{code(applicant.language)});
                NewOutbound news;
                news.key = books_.keys().index("outbox", told_.back());
                news.channel = applicant.channel;
                news.person = applicant.person;
                news.payload = "news";
                news.purpose = Purpose::notice;
                return std::optional{news};
            });
    }
    std::vector<std::string> told_;
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(Programmes, AChangeIsToldOnceToThoseWhoWaitForIt) {
    const Ticket waits = ask(1, 1, "rtlh");
    ask(2, 2, "santunan");
    EXPECT_EQ(stand({{"rtlh", "open"}, {"santunan", "open"}}).value(), 0) << "nobody knew how they stood before";
    EXPECT_EQ(stand({{"rtlh", "paused"}, {"santunan", "open"}}).value(), 1);
    EXPECT_THAT(told_, ElementsAre("rtlh open>paused " + waits.digits() + " " + Books::address(1) + " su"));
    EXPECT_EQ(stand({{"rtlh", "paused"}, {"santunan", "open"}}).value(), 0);
    EXPECT_EQ(books_.number("SELECT count(*) FROM outbox WHERE purpose = 'notice' AND about IS NOT NULL"), 1);
    EXPECT_EQ(books_.text("SELECT meta FROM events WHERE type = 'case.programme_changed'"),
              R"({"from":"open","to":"paused"})");
    books_.reopen();
    EXPECT_EQ(stand({{"rtlh", "open"}}, monday + seconds{60}).value(), 1) << "also after a restart";
}

TEST_F(Programmes, NobodyIsToldWhoMustNotOrNeedNotBe) {
    ask(1, 1, "rtlh");
    stand({{"rtlh", "open"}}).value();
    for (const char* state : {"status = 'closed'", "restricted = 1", "quiet = 1", "urgency = 1", "kind = 'lapor'"}) {
        SCOPED_TRACE(state);
        books_.change("DELETE FROM programmes; INSERT INTO programmes VALUES ('rtlh', 'open', 0)");
        books_.change("UPDATE cases SET status = 'filed', restricted = 0, quiet = 0, urgency = 3, kind = 'bantuan'");
        books_.change("UPDATE cases SET " + std::string{state});
        EXPECT_EQ(stand({{"rtlh", "ended"}}).value(), 0);
        EXPECT_THAT(told_, IsEmpty());
    }
}

TEST_F(Programmes, AnErasedPersonsCaseKeepsTheEventAndNobodyIsTold) {
    ask(1, 1, "rtlh");
    stand({{"rtlh", "open"}}).value();
    books_.change("UPDATE persons SET key = NULL");
    EXPECT_EQ(stand({{"rtlh", "ended"}}).value(), 0);
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'case.programme_changed'"), 1);
}

}  // namespace
}  // namespace sambung::store

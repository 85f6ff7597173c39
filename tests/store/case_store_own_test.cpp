// What citizens may do to cases of their own, and learn about them.
#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using testing::ElementsAre;

class OwnCases : public testing::Test {
 protected:
    Ticket file(int who, int event, std::string category = "lansia") {
        return *books_.grant(who, event, File{books_.draft(event), a_report(std::move(category)), Language::id})
                    ->ticket;
    }
    Granted cancel(int who, int event, const Ticket& ticket) {
        return books_.grant(who, event, Cancel{ticket})->granted;
    }
    // Somebody who may file much and says that it is another matter.
    [[nodiscard]] File another(int draft) const {
        return {.draft = books_.draft(draft), .report = a_report(), .again = true, .cases_per_day = 1000};
    }
    void set(const std::string& assignments) { books_.change("UPDATE cases SET " + assignments); }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(OwnCases, CancellingFollowsTheOfficesRule) {
    struct Row {
        int urgency;
        const char* status;
        Granted granted;
        const char* after;
    };
    const Row rows[] = {
        {3, "filed", Granted::ok, "cancelled"},
        {4, "need_info", Granted::ok, "cancelled"},
        {3, "triaged", Granted::too_late, "triaged"},
        {2, "filed", Granted::asked_person, "filed"},
        {0, "in_progress", Granted::asked_person, "in_progress"},
        {0, "resolved", Granted::too_late, "resolved"},
        {3, "cancelled", Granted::too_late, "cancelled"},
    };
    const Ticket ticket = file(1, 1);
    int event = 10;
    for (const Row& row : rows) {
        SCOPED_TRACE(row.status);
        set("status = '" + std::string{row.status} + "', urgency = " + std::to_string(row.urgency));
        EXPECT_EQ(name(cancel(1, ++event, ticket)), name(row.granted));
        EXPECT_EQ(books_.text("SELECT status FROM cases"), row.after);
    }
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'case.cancelled'"), 2);
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'case.cancel_asked'"), 2);
}

TEST_F(OwnCases, NobodyCancelsOrAddsToAnothersCase) {
    const Ticket ticket = file(1, 1, "disabilitas");
    EXPECT_EQ(cancel(2, 2, ticket), Granted::not_found);
    EXPECT_EQ(books_.grant(2, 3, AddNote{ticket, "x"})->granted, Granted::not_found);
    EXPECT_EQ(cancel(1, 4, Ticket::from_number(1)), Granted::not_found);
    EXPECT_EQ(books_.text("SELECT status FROM cases"), "filed");
    EXPECT_EQ(books_.number("SELECT count(*) FROM notes"), 0);
}

TEST_F(OwnCases, ANoteIsKeptAndAnswersAQuestion) {
    const Ticket ticket = file(1, 1);
    EXPECT_EQ(books_.grant(1, 2, AddNote{ticket, "rumah cat biru"})->granted, Granted::ok);
    EXPECT_EQ(books_.text("SELECT status FROM cases"), "filed");
    set("status = 'need_info'");
    EXPECT_EQ(books_.grant(1, 3, AddNote{ticket, "RT 3"})->granted, Granted::ok);
    EXPECT_EQ(books_.text("SELECT status FROM cases"), "filed");
    EXPECT_EQ(books_.number("SELECT count(*) FROM notes"), 2);
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'case.answered'"), 1);
}

TEST_F(OwnCases, AFinishedCaseTakesNoNotes) {
    const Ticket ticket = file(1, 1);
    for (const char* status : {"closed", "cancelled", "merged"}) {
        set("status = '" + std::string{status} + "'");
        EXPECT_EQ(books_.grant(1, 2 + static_cast<int>(status[2]), AddNote{ticket, "x"})->granted, Granted::too_late)
            << status;
    }
    EXPECT_EQ(books_.number("SELECT count(*) FROM notes"), 0);
}

TEST_F(OwnCases, AreListedNewestFirst) {
    const Ticket first = file(1, 1);
    const Ticket second = file(1, 2, "anak");
    file(2, 3);
    std::vector<Ticket> tickets;
    for (const Standing& standing : await_now(books_.cases().standings(books_.person(1), 5)).value())
        tickets.push_back(standing.ticket);
    EXPECT_THAT(tickets, ElementsAre(second, first));
    EXPECT_EQ(await_now(books_.cases().standings(books_.person(1), 1))->size(), 1U);
    EXPECT_TRUE(await_now(books_.cases().standings(books_.person(3), 5))->empty());
}

TEST_F(OwnCases, TheStandingTellsHowFarItIs) {
    const Ticket ticket = file(1, 1);
    const Standing standing = await_now(books_.cases().standing(books_.person(1), ticket)).value();
    EXPECT_EQ(standing.ticket, ticket);
    EXPECT_EQ(standing.status, cases::Status::filed);
    EXPECT_EQ(standing.urgency, Urgency::p2);
    EXPECT_EQ(standing.unit, "lansia");
    EXPECT_EQ(standing.filed, monday);
    EXPECT_EQ(standing.changed, monday);
    EXPECT_EQ(standing.due, monday + std::chrono::hours{24});
}

TEST_F(OwnCases, AnothersTicketAndNoTicketLookTheSame) {
    const Ticket ticket = file(1, 1);
    const Result<Standing> others = await_now(books_.cases().standing(books_.person(2), ticket));
    const Result<Standing> none = await_now(books_.cases().standing(books_.person(2), Ticket::from_number(1)));
    ASSERT_FALSE(others || none);
    EXPECT_EQ(others.error().code, Errc::not_found);
    EXPECT_EQ(describe(others.error()), describe(none.error()));
}

TEST_F(OwnCases, ExportShowsEveryCaseInFilingOrderWithItsSealsOn) {
    std::vector<Grant> wishes;
    for (int i = 0; i < 1203; ++i) wishes.push_back(books_.wish(i % 7, i, another(i)));
    std::vector<std::string> filed;
    for (const Outcome& outcome : books_.grant_all(std::move(wishes))) filed.push_back(outcome.ticket->digits());
    std::vector<std::string> exported;
    ASSERT_TRUE(books_.cases().for_each_case([&exported](const ExportedCase& row) {
        exported.push_back(row.ticket);
        EXPECT_EQ(row.status, "filed");
        EXPECT_EQ(row.urgency, "P2");
        EXPECT_EQ(row.channel, "wa");
        EXPECT_EQ(row.language, "id");
        EXPECT_EQ(row.rule, "20");
        EXPECT_THAT(row.sealed_story, testing::MatchesRegex("[A-Za-z0-9+/=]+"));
        EXPECT_EQ(row.sealed_story.find("nenek"), std::string::npos);
    }));
    EXPECT_EQ(exported, filed);
}

}  // namespace
}  // namespace sambung::store

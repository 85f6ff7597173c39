// What a service asks beyond the report, reports that the phone's holder must not learn of, and the wish to be left
// alone.
#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using cases::Contact;
using cases::Intake;
using cases::Report;
using testing::ElementsAre;

class IntakeKept : public testing::Test {
 protected:
    Outcome file(int who, int event, Report report) {
        return books_.grant(who, event, File{books_.draft(event), std::move(report), Language::id}).value();
    }
    // As somebody reads it who has the root key.
    Intake intake_of(const Ticket& ticket) {
        const std::string& digits = ticket.digits();
        return books_.database()
            .read_now([&](Sql& sql) -> Result<Intake> {
                Query row = sql.query("SELECT key, intake FROM cases WHERE ticket = ?", digits);
                if (!row.next() || row.null(1)) return Intake{};
                const SecretKey key = books_.keys().unwrap(row.blob(0), "case:" + digits).value();
                return cases::decode_intake(unseal(key, row.blob(1), "cases.intake:" + digits).value());
            })
            .value();
    }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(IntakeKept, IsSealedUnderTheCaseKeyAndComesBack) {
    Report report = a_report();
    report.intake = {{"wafat", "2026-11-01"}, {"kamar", "Melati 3"}};
    const Outcome outcome = file(1, 1, report);
    EXPECT_EQ(intake_of(*outcome.ticket), report.intake);
    EXPECT_EQ(bytes_of(folder_ / "cases.db-wal").find("Melati 3"), std::string::npos);
}

TEST_F(IntakeKept, WithoutAnswersThereIsNone) {
    file(1, 1, a_report());
    EXPECT_EQ(books_.number("SELECT intake IS NULL FROM cases"), 1);
}

TEST_F(IntakeKept, OfARingIsCompletedByTheReport) {
    Report danger = a_danger();
    danger.intake = {{"usia", "71"}};
    const Outcome rung = books_.grant(1, 1, Ring{books_.draft(1), danger, Language::id}).value();
    EXPECT_EQ(intake_of(*rung.ticket), danger.intake);
    books_.grant(1, 2, File{books_.draft(1), a_report(), Language::id}).value();
    EXPECT_EQ(intake_of(*rung.ticket), danger.intake) << "the report said nothing more";
    Report more = a_report();
    more.intake = {{"usia", "71"}, {"kamar", "Melati 3"}};
    const Outcome second = books_.grant(2, 3, Ring{books_.draft(3), danger, Language::id}).value();
    books_.grant(2, 4, File{books_.draft(3), more, Language::id}).value();
    EXPECT_EQ(intake_of(*second.ticket), more.intake);
}

TEST_F(IntakeKept, IsExportedAsCiphertext) {
    Report report = a_report();
    report.intake = {{"kamar", "Melati 3"}};
    file(1, 1, report);
    file(2, 2, a_report("anak"));
    std::vector<bool> sealed;
    ASSERT_TRUE(books_.cases().for_each_case([&](const ExportedCase& row) {
        sealed.push_back(!row.sealed_intake.empty());
        EXPECT_EQ(row.sealed_intake.find("Melati"), std::string::npos);
    }));
    EXPECT_THAT(sealed, ElementsAre(true, false));
}

TEST_F(IntakeKept, GoesWithWhoIsHandedOverToAPerson) {
    Report about = a_report();
    about.intake = {{"usia", "71"}};
    about.phone = "+6281399990000";
    const Outcome outcome =
        books_.grant(1, 1, HandOver{books_.draft(1), "mohon ditelepon", "asked", Language::id, about}).value();
    EXPECT_EQ(outcome.unit, "lansia") << "what was ticked still decides who reads it";
    EXPECT_EQ(intake_of(*outcome.ticket), (Intake{{"usia", "71"}}));
    EXPECT_EQ(books_.text("SELECT kind || ' ' || category || ' ' || area FROM cases"), "telepon lansia 32.76.06");
    const Key128 number = books_.keys().index("phone", "+6281399990000");
    EXPECT_EQ(books_.text("SELECT lower(hex(phone_index)) FROM cases"), number.hex());
}

class Restricted : public IntakeKept {
 protected:
    static Report secret() {
        Report report = a_report("rahasia");
        report.restricted = true;
        report.quiet = true;
        return report;
    }
};

TEST_F(Restricted, IsNeitherListedNorKnownByItsTicket) {
    const Outcome open = file(1, 1, a_report());
    const Outcome hidden = file(1, 2, secret());
    const auto listed = await_now(books_.cases().standings(books_.person(1), 5)).value();
    ASSERT_EQ(listed.size(), 1U);
    EXPECT_EQ(listed.front().ticket, *open.ticket);
    const auto asked = await_now(books_.cases().standing(books_.person(1), *hidden.ticket));
    const auto none = await_now(books_.cases().standing(books_.person(1), Ticket::from_number(1)));
    ASSERT_FALSE(asked || none);
    EXPECT_EQ(describe(asked.error()), describe(none.error()));
}

TEST_F(Restricted, IsNotCancelledFromThePhoneButAPersonLearnsThatSomebodyTried) {
    Report wish = secret();
    wish.kind = cases::Kind::help_request;
    const Outcome hidden = file(1, 1, wish);
    ASSERT_EQ(hidden.urgency, Urgency::p3) << "which BATAL would cancel";
    const Outcome cancelled = books_.grant(1, 2, Cancel{*hidden.ticket}).value();
    EXPECT_EQ(cancelled.granted, Granted::not_found);
    EXPECT_FALSE(cancelled.ticket);
    EXPECT_EQ(books_.text("SELECT status FROM cases"), "filed");
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'case.cancel_asked'"), 1);
}

TEST_F(Restricted, TakesNotesThatAreSealed) {
    const Outcome hidden = file(1, 1, secret());
    EXPECT_EQ(books_.grant(1, 2, AddNote{*hidden.ticket, "hanya pagi hari"})->granted, Granted::ok);
    EXPECT_EQ(bytes_of(folder_ / "cases.db-wal").find("hanya pagi"), std::string::npos);
}

TEST_F(Restricted, IsMarkedInTheExport) {
    file(1, 1, secret());
    file(2, 2, a_report());
    std::vector<bool> marks;
    ASSERT_TRUE(books_.cases().for_each_case([&](const ExportedCase& row) { marks.push_back(row.restricted); }));
    EXPECT_THAT(marks, ElementsAre(true, false));
}

TEST_F(Restricted, StaysSoWhateverComesLater) {
    struct Row {
        const char* what;
        std::vector<Wish> wishes;
    };
    const Row rows[] = {
        {"a ring, then a secret report", {Ring{books_.draft(1), a_danger(), {}}, File{books_.draft(1), secret(), {}}}},
        {"a secret ring, then an open report",
         {Ring{books_.draft(1), secret(), {}}, File{books_.draft(1), a_report(), {}}}},
        {"a secret report, then danger", {File{books_.draft(1), secret(), {}}, Ring{books_.draft(1), a_danger(), {}}}},
        {"a call-back, then a secret one",
         {HandOver{books_.draft(1), "", "asked", {}, {}}, HandOver{books_.draft(1), "", "asked", {}, secret()}}},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const TemporaryFolder folder;
        Books books{folder / "cases.db"};
        for (std::size_t i = 0; i < row.wishes.size(); ++i)
            ASSERT_TRUE(books.grant(1, 2 + static_cast<int>(i), row.wishes[i]));
        EXPECT_EQ(books.number("SELECT restricted AND quiet FROM cases"), 1);
        EXPECT_EQ(books.number("SELECT count(*) FROM cases"), 1);
    }
}

TEST_F(Restricted, IsToldToTheAnnouncement) {
    Grant wish = books_.wish(1, 1, File{books_.draft(1), secret(), Language::id});
    bool told = false;
    wish.announce = [&told](const Outcome& outcome) {
        told = outcome.restricted && outcome.quiet;
        return std::vector<NewOutbound>{};
    };
    ASSERT_TRUE(books_.grant(std::move(wish)));
    EXPECT_TRUE(told);
}

class Wanted : public IntakeKept {
 protected:
    void enqueue(int who, std::string payload, Purpose purpose, std::optional<Ticket> about = {}) {
        NewOutbound message = a_message(books_, who, std::move(payload));
        message.purpose = purpose;
        message.about = std::move(about);
        ASSERT_TRUE(await_now(books_.cases().enqueue({message}, monday)));
    }
    std::vector<std::string> leased() {
        std::vector<std::string> payloads;
        for (const OutboxItem& item : await_now(books_.cases().lease_outbox({.channel = "wa"}, monday)).value().items)
            payloads.push_back(item.payload);
        return payloads;
    }
};

TEST_F(Wanted, TheLatestAnswerIsKeptOnThePerson) {
    Report report = a_report();
    report.contact = Contact::never;
    file(1, 1, report);
    EXPECT_EQ(books_.text("SELECT contact FROM persons"), "never");
    EXPECT_EQ(books_.text("SELECT contact FROM cases"), "never");
    file(1, 2, a_report("anak"));
    EXPECT_EQ(books_.text("SELECT contact FROM persons"), "never") << "nothing was said";
    report = a_report("bayi");
    report.contact = Contact::later;
    file(1, 3, report);
    EXPECT_EQ(books_.text("SELECT contact FROM persons"), "later");
}

// What somebody said, what is on its way to them, and whether it goes.
TEST_F(Wanted, ANoticeGoesOnlyToWhoWantsItAndAnAnswerAlways) {
    struct Row {
        const char* what;
        const char* change;
        Purpose purpose;
        bool goes;
    };
    const Row rows[] = {
        {"an answer", "", Purpose::direct, true},
        {"a notice", "", Purpose::notice, true},
        {"a reminder", "", Purpose::reminder, true},
        {"an answer after STOP", "UPDATE persons SET opted_out = 1", Purpose::direct, true},
        {"a notice after STOP", "UPDATE persons SET opted_out = 1", Purpose::notice, false},
        {"an answer to never", "UPDATE persons SET contact = 'never'", Purpose::direct, true},
        {"a notice to never", "UPDATE persons SET contact = 'never'", Purpose::notice, false},
        {"a notice to later", "UPDATE persons SET contact = 'later'", Purpose::notice, true},
        {"a notice about a quiet case", "UPDATE cases SET quiet = 1", Purpose::notice, false},
        {"an alarm about a quiet case", "UPDATE cases SET quiet = 1", Purpose::direct, true},
        {"a notice about a closed case", "UPDATE cases SET status = 'closed'", Purpose::notice, true},
        {"a reminder about a closed case", "UPDATE cases SET status = 'closed'", Purpose::reminder, false},
        {"a reminder about a cancelled case", "UPDATE cases SET status = 'cancelled'", Purpose::reminder, false},
        {"a reminder about a case on hold", "UPDATE cases SET status = 'on_hold'", Purpose::reminder, true},
    };
    int who = 0;
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        ++who;
        const Outcome outcome = file(who, who, a_report());
        enqueue(who, row.what, row.purpose, outcome.ticket);
        books_.change(row.change);
        EXPECT_EQ(leased(), row.goes ? std::vector<std::string>{row.what} : std::vector<std::string>{});
        EXPECT_EQ(books_.text("SELECT state || ' ' || code FROM outbox"), row.goes ? "sending " : "failed not_wanted");
        EXPECT_EQ(books_.number("SELECT payload IS NULL FROM outbox"), row.goes ? 0 : 1);
        books_.change(
            "DELETE FROM outbox; UPDATE persons SET opted_out = NULL, contact = NULL;"
            "UPDATE cases SET quiet = 0, status = 'filed'");
    }
}

TEST_F(Wanted, ANoticeThatIsAboutNoCaseObeysToo) {
    books_.grant(1, 1, OptOut{}).value();
    enqueue(1, "last words", Purpose::notice);
    enqueue(2, "others", Purpose::notice);
    EXPECT_THAT(leased(), ElementsAre("others"));
}

}  // namespace
}  // namespace sambung::store

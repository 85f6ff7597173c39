// Routing tables by version: two people, one active, and a way back; and the decisions that they made.
#include "store/office_documents.h"

#include "books.h"
#include "cases/dry_run.h"
#include "store/decisions.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// The table of small_office, and one that sends the old to the desk.
constexpr std::string_view as_shipped =
    "ord,category,area,urgency,hours,kind,unit,note\n10,*,*,P0,*,*,trc,\n20,lansia,*,*,*,*,lansia,\n"
    "99,*,*,*,*,*,meja-kota,\n";
constexpr std::string_view to_the_desk =
    "ord,category,area,urgency,hours,kind,unit,note\n10,*,*,P0,*,*,trc,\n99,*,*,*,*,*,meja-kota,\n";
constexpr std::string_view in_turns =
    "ord,category,area,urgency,hours,kind,capacity,unit,pick,note\n"
    "20,lansia,*,*,*,*,,lansia|meja-kota,round_robin,\n99,*,*,*,*,*,,meja-kota,first,\n";

class Rules : public testing::Test {
 protected:
    Ticket file(int event, std::string category = "lansia") {
        return *books_.grant(event, event, File{books_.draft(event), a_report(std::move(category)), Language::id})
                    ->ticket;
    }
    std::string unit_of(const Ticket& ticket) {
        return books_.text("SELECT unit FROM cases WHERE ticket = '" + ticket.digits() + "'");
    }
    std::int64_t ready(std::string_view csv) {
        const std::int64_t version = rules_.draft(csv, "sari", monday).value();
        EXPECT_TRUE(rules_.note_dry_run(version, "0 of 0", "sari", monday));
        EXPECT_TRUE(rules_.approve(version, "budi", monday));
        return version;
    }
    std::vector<std::string> states() {
        std::vector<std::string> out;
        for (const OfficeDocument& set : rules_.list().value())
            out.push_back(std::to_string(set.version) + " " + set.state);
        return out;
    }
    static Errc code_of(const Result<>& result) { return result ? Errc::internal : result.error().code; }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    OfficeDocuments rules_{books_.database(), books_.keys(), DocumentKind::routing};
};

TEST_F(Rules, ThePackSeedsAnEmptyStoreAndIsADraftFromThenOn) {
    EXPECT_FALSE(rules_.active().value());
    EXPECT_EQ(rules_.seed(as_shipped, monday).value(), OfficeDocuments::Seeded::first);
    EXPECT_EQ(rules_.seed(as_shipped, monday).value(), OfficeDocuments::Seeded::known);
    EXPECT_EQ(rules_.seed(to_the_desk, monday).value(), OfficeDocuments::Seeded::draft);
    EXPECT_EQ(rules_.seed(to_the_desk, monday).value(), OfficeDocuments::Seeded::known);
    EXPECT_THAT(states(), ElementsAre("1 active", "2 draft"));
    EXPECT_EQ(rules_.active().value()->text, as_shipped);
    EXPECT_EQ(rules_.active().value()->author, "pack");
    EXPECT_EQ(rules_.active().value()->sha256.size(), 64U);
    EXPECT_EQ(rules_.find(to_the_desk).value()->version, 2);
}

TEST_F(Rules, ASecondPersonApprovesWhatWasRehearsed) {
    ASSERT_TRUE(rules_.seed(as_shipped, monday));
    const std::int64_t version = rules_.draft(to_the_desk, "sari", monday).value();
    EXPECT_EQ(rules_.draft(to_the_desk, "sari", monday).value(), version) << "the same text is the same draft";
    EXPECT_EQ(code_of(rules_.approve(version, "budi", monday)), Errc::conflict) << "nobody has rehearsed it";
    EXPECT_EQ(code_of(rules_.activate(version, "budi", monday)), Errc::conflict);
    ASSERT_TRUE(rules_.note_dry_run(version, "12 move", "sari", monday));
    EXPECT_EQ(code_of(rules_.activate(version, "budi", monday)), Errc::conflict);
    EXPECT_EQ(code_of(rules_.approve(version, "sari", monday)), Errc::conflict) << "its author";
    EXPECT_EQ(code_of(rules_.approve(version, "", monday)), Errc::invalid_request);
    EXPECT_EQ(code_of(rules_.approve(9, "budi", monday)), Errc::not_found);
    ASSERT_TRUE(rules_.approve(version, "budi", monday));
    EXPECT_EQ(code_of(rules_.note_dry_run(version, "0 move", "sari", monday)), Errc::conflict)
        << "that was what budi read";
    ASSERT_TRUE(rules_.activate(version, "budi", monday));
    EXPECT_EQ(code_of(rules_.activate(version, "budi", monday)), Errc::conflict) << "it is";
    EXPECT_THAT(states(), ElementsAre("1 retired", "2 active"));
    EXPECT_EQ(rules_.list().value()[1].approver, "budi");
    EXPECT_EQ(rules_.list().value()[1].report, "12 move");
    EXPECT_EQ(
        books_.text("SELECT group_concat(type || ' ' || actor || ' ' || meta) FROM events"),
        R"(rules.drafted pack {"version":1},rules.activated pack {"version":1},)"
        R"(rules.drafted sari {"version":2},rules.rehearsed sari {"version":2},rules.approved budi {"version":2},rules.activated budi {"version":2})");
    EXPECT_TRUE(books_.cases().verify_log());
}

TEST_F(Rules, NobodyApprovesWhatTheyHadAHandIn) {
    ASSERT_TRUE(rules_.seed(as_shipped, monday));
    const std::int64_t version = rules_.draft(to_the_desk, "Sari", monday).value();
    ASSERT_EQ(rules_.draft(to_the_desk, "rina", monday).value(), version);
    ASSERT_TRUE(rules_.note_dry_run(version, "12 move", "Tono", monday));
    for (const char* by : {"sari", "SARI", "Rina", "tono"})
        EXPECT_EQ(code_of(rules_.approve(version, by, monday)), Errc::conflict) << by;
    for (const char* by : {"pack", "System", "citizen", "unit", "budi\n", "ba|budi", "b\xC3\xBC"})
        EXPECT_EQ(code_of(rules_.approve(version, by, monday)), Errc::invalid_request) << by;
    EXPECT_TRUE(rules_.approve(version, "budi", monday));
    EXPECT_THAT(books_.text("SELECT group_concat(type || ' ' || actor) FROM events WHERE type LIKE 'rules.%'"),
                HasSubstr("rules.drafted Sari,rules.drafted rina,rules.rehearsed Tono,rules.approved budi"));
}

TEST_F(Rules, WhatCameWithThePackNeedsTwoPeopleAllTheSame) {
    ASSERT_TRUE(rules_.seed(as_shipped, monday));
    ASSERT_TRUE(rules_.seed(to_the_desk, monday));
    ASSERT_TRUE(rules_.note_dry_run(2, "12 move", "sari", monday));
    EXPECT_EQ(code_of(rules_.approve(2, "sari", monday)), Errc::conflict) << "who rehearsed it";
    ASSERT_TRUE(rules_.approve(2, "budi", monday));
    EXPECT_EQ(code_of(rules_.activate(2, "Budi", monday)), Errc::conflict) << "who approved it";
    EXPECT_TRUE(rules_.activate(2, "sari", monday));
    EXPECT_EQ(rules_.before().value()->version, 1);
}

TEST_F(Rules, ADraftFromBeforeTheFirstStartDoesNotKeepThePackFromBeingActive) {
    ASSERT_EQ(rules_.draft(to_the_desk, "sari", monday).value(), 1);
    EXPECT_EQ(rules_.seed(as_shipped, monday).value(), OfficeDocuments::Seeded::first);
    EXPECT_THAT(states(), ElementsAre("1 draft", "2 active"));
    EXPECT_EQ(unit_of(file(1)), "lansia");
}

TEST_F(Rules, ThePacksOwnTextIsActiveThoughSomebodyDraftedItBefore) {
    ASSERT_EQ(rules_.draft(as_shipped, "sari", monday).value(), 1);
    EXPECT_EQ(rules_.seed(as_shipped, monday).value(), OfficeDocuments::Seeded::first);
    EXPECT_THAT(states(), ElementsAre("1 active"));
}

TEST_F(Rules, TheStoreItselfRefusesAnAuthorWhoApproves) {
    ASSERT_TRUE(rules_.draft(as_shipped, "sari", monday));
    EXPECT_THROW(books_.change("UPDATE office_documents SET approver = 'sari'"), std::exception);
}

TEST_F(Rules, NewDecisionsUseTheActiveSetAndARollBackRestoresTheOneBefore) {
    ASSERT_TRUE(rules_.seed(as_shipped, monday));
    EXPECT_EQ(unit_of(file(1)), "lansia");
    const std::int64_t second = ready(to_the_desk);
    EXPECT_EQ(unit_of(file(2)), "lansia") << "approved is not active";
    ASSERT_TRUE(rules_.activate(second, "budi", monday));
    EXPECT_EQ(unit_of(file(3)), "meja-kota");
    EXPECT_EQ(rules_.roll_back("budi", monday).value(), 1);
    EXPECT_EQ(unit_of(file(4)), "lansia");
    EXPECT_FALSE(rules_.roll_back("budi", monday)) << "version 1 was the first";
    ASSERT_TRUE(rules_.activate(second, "sari", monday)) << "what was approved once needs no second approval";
    books_.reopen();
    EXPECT_EQ(unit_of(file(5)), "meja-kota") << "after a restart with the pack as it was";
    EXPECT_EQ(books_.text("SELECT group_concat(rule_set) FROM (SELECT rule_set FROM decisions ORDER BY id)"),
              "1,1,2,1,2");
}

TEST_F(Rules, AnotherOfficeIsUsedFromTheNextFilingOnWithTheSetThatIsActive) {
    ASSERT_TRUE(rules_.seed(as_shipped, monday));
    EXPECT_EQ(unit_of(file(1)), "lansia");
    cases::Office other = *small_office();
    other.units.push_back({"paud", "paud", "bidang", "", false, {}});
    other.units.back().takes_sensitive = true;  // so that the table brings it no finding
    other.routing = cases::Routing::parse(as_shipped, other.units, other.areas).value();
    other.rule_set = 1;
    books_.cases().use_office(std::make_shared<const cases::Office>(other));
    const std::int64_t second = ready(
        "ord,category,area,urgency,hours,kind,unit,note\n10,*,*,P0,*,*,trc,\n20,lansia,*,P2-P4,*,*,paud,\n"
        "99,*,*,*,*,*,meja-kota,\n");
    EXPECT_EQ(unit_of(file(2)), "lansia");
    ASSERT_TRUE(rules_.activate(second, "budi", monday));
    EXPECT_EQ(unit_of(file(3)), "paud") << "the new unit is known";
    books_.cases().use_office(small_office());
    EXPECT_EQ(unit_of(file(4)), "lansia") << "the set does not fit the units of before";
    EXPECT_EQ(books_.cases().unfit_rules(), second);
}

TEST_F(Rules, OneThatDoesNotFitTheUnitsLeavesTheOneBeforeInForce) {
    ASSERT_TRUE(rules_.seed(as_shipped, monday));
    file(1);
    ASSERT_TRUE(
        rules_.activate(ready("ord,category,area,urgency,hours,kind,unit,note\n99,*,*,*,*,*,gone,\n"), "budi", monday));
    EXPECT_EQ(books_.cases().unfit_rules(), 0) << "nobody was routed since";
    EXPECT_EQ(unit_of(file(2)), "lansia");
    EXPECT_EQ(books_.number("SELECT max(rule_set) FROM decisions"), 1);
    EXPECT_EQ(books_.cases().unfit_rules(), 2);
    ASSERT_TRUE(rules_.roll_back("budi", monday));
    file(3);
    EXPECT_EQ(books_.cases().unfit_rules(), 0);
}

TEST_F(Rules, OneByWhichAUnitWouldHaveAFindingLeavesTheOneBeforeInForce) {
    ASSERT_TRUE(rules_.seed(as_shipped, monday));
    file(1);
    ASSERT_TRUE(rules_.activate(ready("ord,category,area,urgency,hours,kind,unit,note\n5,pungli,*,*,*,*,lansia,\n"
                                      "10,*,*,P0,*,*,trc,\n99,*,*,*,*,*,meja-kota,\n"),
                                "budi", monday));
    EXPECT_EQ(unit_of(file(2)), "lansia") << "complaints would come to a section";
    EXPECT_EQ(books_.cases().unfit_rules(), 2);
}

TEST_F(Rules, TakeTurnsByWhatWasDecidedBefore) {
    ASSERT_TRUE(rules_.seed(in_turns, monday));
    std::vector<std::string> units;
    for (const int event : {1, 2, 3, 4}) units.push_back(unit_of(file(event)));
    EXPECT_THAT(units, ElementsAre("lansia", "meja-kota", "lansia", "meja-kota"));
    EXPECT_THAT(
        books_.text("SELECT input FROM decisions WHERE id = 4"),
        HasSubstr(R"({"unit":"lansia","open":2,"last":3,"suspended":false},{"unit":"meja-kota","open":1,"last":2)"));
}

class Decisions : public Rules {
 protected:
    Result<> move(const Ticket& ticket, std::string unit, std::string reason = "bukan_kewenangan") {
        const Herald herald = [this](const Tiding& tiding) {
            if (const auto* to = std::get_if<ToUnit>(&tiding))
                told_.push_back(to->unit + (to->what == ToUnit::What::relieved ? " relieved" : " asked"));
            else
                told_.emplace_back("citizen");
            return std::vector<NewOutbound>{};
        };
        return override_decision(books_.database(), books_.keys(), *small_office(),
                                 {ticket, std::move(unit), "sari", std::move(reason)}, herald, monday);
    }
    std::vector<std::string> told_;
    std::vector<std::string> seen(TimePoint from = monday, TimePoint to = monday + milliseconds{1}) {
        std::vector<std::string> out;
        EXPECT_TRUE(for_each_decision(books_.database(), from, to, [&](const PastDecision& one) {
            out.push_back(one.ticket + " " + one.unit + " " + std::to_string(one.rule) +
                          (one.sent_back ? " back" : ""));
        }));
        return out;
    }
};

TEST_F(Decisions, AreKeptWithEveryFilingAndEveryRaise) {
    const Ticket ticket = file(1);
    ASSERT_TRUE(books_.grant(1, 2, Ring{books_.draft(2), a_danger(), Language::id}));
    EXPECT_THAT(seen(), testing::SizeIs(2));
    EXPECT_EQ(seen().front(), ticket.digits() + " lansia 20");
    EXPECT_EQ(books_.text("SELECT routing_input FROM cases WHERE id = 1"),
              books_.text("SELECT input FROM decisions WHERE id = 1"));
    EXPECT_EQ(books_.number("SELECT count(*) FROM decisions WHERE rule_set IS NULL"), 2) << "no rule set was kept";
}

TEST_F(Decisions, AreNotChangedAfterwards) {
    file(1);
    EXPECT_THROW(books_.change("UPDATE decisions SET unit = 'trc'"), std::exception);
    EXPECT_THROW(books_.change("DELETE FROM decisions"), std::exception);
}

TEST_F(Decisions, AreReadInOrderWithinTheTimeAsked) {
    const Ticket first = file(1);
    EXPECT_THAT(seen(monday - std::chrono::hours{1}, monday), testing::IsEmpty());
    EXPECT_THAT(seen(monday + milliseconds{1}, monday + std::chrono::hours{1}), testing::IsEmpty());
    const Ticket second = file(2, "anak");
    EXPECT_THAT(seen(), ElementsAre(first.digits() + " lansia 20", second.digits() + " meja-kota 99"));
}

TEST_F(Decisions, KnowWhichUnitsSentTheirCaseBack) {
    const Ticket first = file(1);
    const Ticket second = file(2);
    EXPECT_THAT(seen(), ElementsAre(first.digits() + " lansia 20", second.digits() + " lansia 20"))
        << "nobody has answered";
    books_.change(
        "INSERT INTO referrals (case_id, unit, role, task, status, reason, sent) VALUES"
        " (1, 'lansia', 'owner', 50, 'rejected', 'luar_wilayah', 0), (2, 'trc', 'owner', 51, 'rejected', "
        "'luar_wilayah', 0),"
        " (2, 'lansia', 'owner', 52, 'returned', 'kapasitas', 0)");
    EXPECT_THAT(seen(), ElementsAre(first.digits() + " lansia 20 back", second.digits() + " lansia 20"));
}

TEST_F(Decisions, AreRehearsedAsTheyWereAndNotAsTheCasesAreNow) {
    file(1);
    file(2, "anak");
    file(3, "rahasia");
    books_.change("UPDATE cases SET category = 'anak', unit = 'meja-kota'");
    const auto office = small_office();
    const auto other = cases::Routing::parse(to_the_desk, office->units, office->areas).value();
    cases::DryRun run(other, office->calendar, 10);
    ASSERT_TRUE(for_each_decision(books_.database(), {}, monday + std::chrono::hours{1}, [&](const PastDecision& past) {
        run.add({past.ticket, past.at, past.input, past.unit, past.sent_back});
    }));
    const cases::DryRunReport report = run.report();
    EXPECT_EQ(report.decisions, 3);
    EXPECT_EQ(report.moved, 1);
    EXPECT_EQ(report.from_to.at({"lansia", "meja-kota"}), 1);
    EXPECT_EQ(report.last_row, 3);
    EXPECT_EQ(report.leaks, 1) << "nobody in this office takes what is told in confidence";
    EXPECT_EQ(report.unreadable, 0);
}

TEST_F(Decisions, ByHandStandBesideTheOneTheyOverride) {
    const Ticket ticket = file(1);
    ASSERT_TRUE(move(ticket, "meja-kota"));
    EXPECT_EQ(unit_of(ticket), "meja-kota");
    EXPECT_EQ(
        books_.text("SELECT unit || ' ' || rule || ' ' || overrode || ' ' || overrider || ' ' || reason || ' ' || why"
                    " FROM decisions WHERE id = 2"),
        "meja-kota 20 1 sari bukan_kewenangan Dipindahkan petugas ke meja-kota: bukan tugasnya.");
    EXPECT_EQ(books_.text("SELECT meta FROM events WHERE type = 'case.rerouted'"),
              R"({"from_unit":"lansia","unit":"meja-kota","reason":"bukan_kewenangan"})");
    EXPECT_THAT(told_, ElementsAre("lansia relieved", "meja-kota asked", "citizen"));
    EXPECT_EQ(books_.text("SELECT group_concat(unit || ' ' || status) FROM referrals"),
              "lansia withdrawn,meja-kota sent");
    EXPECT_EQ(books_.text("SELECT status FROM cases"), "referred");
    EXPECT_EQ(books_.number("SELECT count(*) FROM clocks WHERE kind = 'ack' AND stopped IS NULL"), 1);
    ASSERT_TRUE(move(ticket, "lansia", "salah_kategori")) << "and back";
    EXPECT_EQ(books_.number("SELECT count(*) FROM referrals WHERE status = 'sent'"), 1);
    EXPECT_TRUE(books_.cases().verify_log());
    EXPECT_THAT(seen(), ElementsAre(ticket.digits() + " lansia 20")) << "only what the table decided is rehearsed";
}

TEST_F(Decisions, ByHandAreRefusedWhereTheyWouldDoHarm) {
    const Ticket ticket = file(1);
    const Ticket told_in_confidence = file(2, "rahasia");
    const Ticket closed = file(3);
    books_.change("UPDATE cases SET status = 'closed' WHERE ticket = '" + closed.digits() + "'");
    EXPECT_EQ(code_of(move(ticket, "nobody")), Errc::invalid_request);
    EXPECT_EQ(code_of(move(ticket, "trc", "Ibu Siti minta pindah")), Errc::invalid_request) << "no free text";
    EXPECT_EQ(code_of(move(ticket, "trc", "sebab_lain")), Errc::invalid_request) << "not in the list";
    const Ticket complaint = file(4, "pungli");
    EXPECT_EQ(code_of(move(complaint, "trc")), Errc::conflict) << "it may be about them";
    const Ticket erased = file(5);
    books_.change("UPDATE cases SET key = NULL WHERE ticket = '" + erased.digits() + "'");
    EXPECT_EQ(code_of(move(erased, "trc")), Errc::conflict);
    EXPECT_EQ(code_of(move(ticket, "lansia")), Errc::conflict) << "it is there";
    EXPECT_EQ(code_of(move(told_in_confidence, "trc")), Errc::conflict) << "trc takes no sensitive cases";
    EXPECT_EQ(code_of(move(closed, "trc")), Errc::conflict);
    EXPECT_EQ(code_of(move(Ticket::from_number(7), "trc")), Errc::not_found);
    EXPECT_EQ(books_.number("SELECT count(*) FROM decisions"), 5);
}

}  // namespace
}  // namespace sambung::store

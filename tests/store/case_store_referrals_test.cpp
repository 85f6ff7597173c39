// Units that are asked, what they answer, and the clocks that chase them.
#include "books.h"
#include "store/office_documents.h"
#include "told.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Not;

class Referrals : public testing::Test {
 protected:
    Ticket file(int nth, cases::Report report = a_report()) {
        return *books_.grant(nth, nth, File{books_.draft(nth), std::move(report), Language::id})->ticket;
    }
    [[nodiscard]] Herald herald() { return ear_.herald(); }
    // What was said since, each once it was done. True if it was taken for an officer's.
    bool say(std::string_view words, std::vector<std::string> units, TimePoint now = monday) {
        const NewInbound inbound{"wa", books_.event(++event_), books_.person(90), "x"};
        const auto kept = await_now(books_.cases().put({inbound}, now, milliseconds{10'000})).value();
        return obey(kept.front()->id, words, std::move(units), now);
    }
    bool obey(std::int64_t inbox, std::string_view words, std::vector<std::string> units, TimePoint now = monday) {
        OfficerMessage message{.inbox = inbox,
                               .event = books_.event(event_),
                               .officer = books_.person(90),
                               .channel = "wa",
                               .address = "+6281200000090",
                               .reply_to = "",
                               .units = std::move(units),
                               .orders = cases::orders_in(words).value()};
        return await_now(books_.cases().obey(std::move(message), herald(), now)).value();
    }
    int ring(TimePoint now) { return await_now(books_.cases().ring_clocks(100, herald(), now)).value(); }
    std::vector<std::string> heard() { return ear_.heard(); }
    std::string status() { return books_.text("SELECT status FROM cases ORDER BY id DESC LIMIT 1"); }
    std::string unit() { return books_.text("SELECT unit FROM cases ORDER BY id DESC LIMIT 1"); }
    std::int64_t open() {
        return books_.number("SELECT count(*) FROM referrals WHERE status IN ('sent', 'seen', 'accepted')");
    }
    std::int64_t running() { return books_.number("SELECT count(*) FROM clocks WHERE stopped IS NULL"); }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    Ear ear_;
    int event_ = 500;
};

TEST_F(Referrals, FilingAsksTheUnitInTheSameTransaction) {
    const Outcome danger = books_.grant(1, 1, File{books_.draft(1), a_danger(), Language::id}).value();
    EXPECT_EQ(danger.task, 10);
    EXPECT_EQ(status(), "referred");
    const Outcome calm = books_.grant(2, 2, File{books_.draft(2), a_report(), Language::id}).value();
    EXPECT_EQ(calm.task, 10) << "of another unit";
    EXPECT_EQ(status(), "filed") << "so that it can still be withdrawn";
    EXPECT_EQ(open(), 2);
    EXPECT_EQ(books_.number("SELECT due FROM clocks WHERE case_id = 1"), to_millis(monday + minutes{1}));
    EXPECT_TRUE(books_.cases().verify_log());
}

TEST_F(Referrals, WhoAcceptsHasItAndTheCitizenHears) {
    file(1, a_danger());
    EXPECT_TRUE(say("TERIMA", {"trc"}));
    EXPECT_THAT(heard(), ElementsAre("citizen accepted", "officer done"));
    EXPECT_EQ(status(), "in_progress");
    EXPECT_TRUE(say("TERIMA T10", {"trc"}));
    EXPECT_THAT(heard(), ElementsAre("officer already"));
    EXPECT_EQ(books_.number("SELECT due FROM clocks WHERE kind = 'arrive'"), to_millis(monday + minutes{60}));
}

TEST_F(Referrals, ARepeatOfAFinishedMessageDoesNothing) {
    file(1, a_danger());
    file(2, a_danger());
    ASSERT_TRUE(say("SELESAI 1 T10", {"trc"}));
    (void)heard();
    const std::int64_t inbox = books_.number("SELECT max(id) FROM inbox");
    EXPECT_TRUE(obey(inbox, "SELESAI 1", {"trc"})) << "it is no citizen's either";
    EXPECT_THAT(heard(), IsEmpty());
    EXPECT_EQ(open(), 1) << "the other task is untouched";
}

TEST_F(Referrals, HandingBackNeverClosesACase) {
    file(1);
    EXPECT_TRUE(say("TOLAK 1", {"lansia"}));
    EXPECT_THAT(heard(), ElementsAre("meja-kota desk", "citizen handed_back", "officer done"));
    EXPECT_EQ(unit(), "meja-kota");
    EXPECT_EQ(status(), "referred");
    EXPECT_TRUE(say("TOLAK 2", {"meja-kota"}));
    EXPECT_EQ(unit(), "meja-kota") << "nobody is left, so the desk keeps it";
    EXPECT_EQ(open(), 1);
    EXPECT_EQ(books_.number("SELECT count(*) FROM calls_due WHERE done IS NULL"), 1) << "and a person must telephone";
    EXPECT_EQ(books_.text("SELECT group_concat(reason) FROM referrals WHERE reason IS NOT NULL"),
              "luar_wilayah,bukan_kewenangan");
}

TEST_F(Referrals, WhereACaseWentAfterwardsHasAReasonOfItsOwn) {
    const auto why = [this] { return books_.text("SELECT why FROM cases"); };
    file(1);
    ASSERT_TRUE(say("TOLAK 2", {"lansia"}));
    EXPECT_EQ(why(), "lansia menolak: bukan tugasnya, diteruskan ke meja-kota.");
    EXPECT_EQ(books_.text("SELECT unit || ' ' || overrider || ' ' || reason || ' ' || overrode FROM decisions"
                          " ORDER BY id DESC"),
              "meja-kota system bukan_kewenangan 1");
    ASSERT_TRUE(say("TOLAK 9", {"meja-kota"}));
    EXPECT_THAT(why(), testing::EndsWith(", tetap di meja-kota."));
    EXPECT_EQ(books_.number("SELECT count(*) FROM decisions WHERE overrode IS NULL"), 1) << "that is rehearsed";
}

TEST_F(Referrals, SilenceIsAReasonToo) {
    file(1);
    for (TimePoint now = monday; unit() == "lansia" && now < monday + hours{24 * 14}; now += hours{1}) ring(now);
    EXPECT_EQ(books_.text("SELECT why FROM cases"), "lansia tidak menjawab, diteruskan ke meja-kota.");
}

TEST_F(Referrals, ACaseThatIsRaisedTellsThoseWhoGetACopy) {
    ASSERT_TRUE(OfficeDocuments(books_.database(), books_.keys(), DocumentKind::routing)
                    .seed("ord,category,area,urgency,hours,kind,unit,also_notify,note\n"
                          "10,*,*,P0,*,*,trc,lansia,\n99,*,*,*,*,*,meja-kota,,\n",
                          monday));
    const Outcome filed = books_.grant(1, 1, File{books_.draft(1), a_report("anak"), Language::id}).value();
    Grant danger = books_.wish(1, 2, Ring{books_.draft(1), a_danger(), Language::id});
    danger.herald = herald();
    ASSERT_TRUE(books_.grant(std::move(danger)));
    ASSERT_EQ(unit(), "trc") << "raised";
    ASSERT_EQ(books_.number("SELECT count(*) FROM cases"), 1);
    EXPECT_THAT(heard(), Contains("lansia copied"));
}

// Two offices in one: a copy of small_office with an inspectorate, which is of nobody.
class Complaints : public Referrals {
 protected:
    Complaints() {
        cases::Office office = *small_office();
        office.units.push_back({"inspektorat", "Inspektorat", "partner", "", false, {}});
        office.routing = cases::Routing::parse(
                             "ord,category,area,urgency,hours,kind,unit,note\n15,pungli,*,*,*,*,inspektorat,\n"
                             "99,*,*,*,*,*,meja-kota,\n",
                             office.units, office.areas)
                             .value();
        books_.reopen(std::make_shared<const cases::Office>(std::move(office)));
    }
    std::int64_t calls() { return books_.number("SELECT count(*) FROM calls_due WHERE done IS NULL"); }
    static cases::Report complaint() {
        cases::Report report = a_report("pungli");
        report.kind = cases::Kind::help_request;
        return report;
    }
};

TEST_F(Complaints, StayOutsideTheOfficeWhenTheyAreHandedBack) {
    file(1, complaint());
    ASSERT_TRUE(say("TOLAK 2", {"inspektorat"}));
    EXPECT_EQ(unit(), "inspektorat");
    EXPECT_EQ(open(), 1);
    EXPECT_EQ(calls(), 1) << "a person must telephone";
    for (const std::string& told : heard()) EXPECT_THAT(told, Not(testing::HasSubstr("meja-kota")));
    EXPECT_EQ(books_.number("SELECT count(*) FROM referrals WHERE unit <> 'inspektorat'"), 0);
}

TEST_F(Complaints, StayOutsideTheOfficeWhenNobodyAnswers) {
    file(1, complaint());
    for (TimePoint now = monday; now < monday + hours{24 * 21}; now += hours{1}) ring(now);
    EXPECT_EQ(unit(), "inspektorat");
    EXPECT_EQ(calls(), 1);
    EXPECT_EQ(books_.number("SELECT count(*) FROM referrals WHERE unit <> 'inspektorat'"), 0);
    for (const std::string& told : heard()) EXPECT_THAT(told, Not(testing::HasSubstr("meja-kota")));
}

TEST_F(Referrals, ASilentUnitIsChasedUpTheLadderAndNoStepIsTakenTwice) {
    file(1, a_danger());
    EXPECT_EQ(ring(monday + milliseconds{59'999}), 0);
    EXPECT_EQ(ring(monday + minutes{1}), 1);
    EXPECT_THAT(heard(), ElementsAre("trc reminded"));
    EXPECT_EQ(ring(monday + minutes{1}), 0);
    ring(monday + minutes{6});
    EXPECT_THAT(heard(), Contains("citizen late"));
    ring(monday + minutes{10});
    EXPECT_EQ(books_.number("SELECT count(*) FROM calls_due WHERE done IS NULL"), 1);
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'case.late'"), 1);
    EXPECT_TRUE(say("TERIMA", {"trc"}, monday + minutes{11}));
    EXPECT_EQ(books_.number("SELECT count(*) FROM calls_due WHERE done IS NULL"), 0);
    (void)heard();
    EXPECT_EQ(ring(monday + minutes{30}), 0) << "it was answered";
}

TEST_F(Referrals, ACallNeedNotBeMadeAboutWhatIsOver) {
    file(1, a_danger());
    ring(monday + minutes{10});
    ASSERT_EQ(books_.number("SELECT count(*) FROM calls_due WHERE done IS NULL"), 1);
    EXPECT_TRUE(say("SELESAI 1", {"trc"}, monday + minutes{11}));
    EXPECT_EQ(books_.number("SELECT count(*) FROM calls_due WHERE done IS NULL"), 0);
}

TEST_F(Referrals, AfterAStopOfTheServiceEachRungIsTakenOnce) {
    file(1, a_danger());
    ring(monday + hours{5});
    const std::vector<std::string> all = heard();
    EXPECT_EQ(std::ranges::count(all, "citizen late"), 1);
    EXPECT_EQ(std::ranges::count(all, "trc reminded"), 1) << "reminders are not made up for";
    EXPECT_EQ(ring(monday + hours{5}), 0);
}

TEST_F(Referrals, WhatDoesNotOpenStopsNoOtherClock) {
    file(1, a_danger());
    file(2, a_danger());
    books_.change("UPDATE cases SET place = x'00' WHERE id = 1");
    EXPECT_EQ(ring(monday + minutes{1}), 2);
    EXPECT_THAT(heard(), Contains("trc reminded"));
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'case.clock_broken' AND case_id = 1"), 1);
    EXPECT_EQ(books_.number("SELECT count(*) FROM calls_due WHERE case_id = 1"), 1) << "somebody looks at it";
    EXPECT_EQ(ring(monday + minutes{1}), 0) << "and it does not ring on and on";
}

TEST_F(Referrals, DoneAsksTheCitizenAndTheAnswerCloses) {
    file(1, a_danger());
    ASSERT_TRUE(say("SELESAI 1", {"trc"}));
    EXPECT_THAT(heard(), ElementsAre("citizen accepted", "citizen resolved", "officer done"));
    EXPECT_EQ(status(), "resolved");
    EXPECT_TRUE(await_now(books_.cases().is_asked(books_.person(1), monday)).value());
    EXPECT_FALSE(await_now(books_.cases().is_asked(books_.person(2), monday)).value());
    EXPECT_EQ(books_.grant(1, 70, Rate{Rate::Answer::yes})->granted, Granted::ok);
    EXPECT_EQ(status(), "closed");
    EXPECT_EQ(running(), 0);
    EXPECT_EQ(books_.grant(1, 71, Rate{Rate::Answer::yes})->granted, Granted::not_found);
}

TEST_F(Referrals, NotYetAsksTheSameUnitAgain) {
    file(1, a_danger());
    ASSERT_TRUE(say("SELESAI 2", {"trc"}));
    EXPECT_EQ(books_.grant(1, 70, Rate{Rate::Answer::not_yet})->granted, Granted::ok);
    EXPECT_EQ(status(), "referred");
    EXPECT_EQ(open(), 1);
    ASSERT_TRUE(say("TOLAK 9", {"trc"}));
    EXPECT_EQ(unit(), "meja-kota") << "the first life's outcome does not count in the second";
}

TEST_F(Referrals, SilenceClosesWhatWasNoAlarmAndOnlyThat) {
    file(1);
    ASSERT_TRUE(say("SELESAI 1", {"lansia"}));
    file(2, a_danger());
    ASSERT_TRUE(say("SELESAI 1", {"trc"}));
    ring(monday + hours{24 * 60});
    EXPECT_EQ(books_.text("SELECT status FROM cases WHERE id = 1"), "closed");
    EXPECT_EQ(books_.text("SELECT status FROM cases WHERE id = 2"), "resolved");
}

TEST_F(Referrals, AnErasedCaseIsNobodysWork) {
    file(1);
    books_.change("UPDATE cases SET key = NULL");
    EXPECT_EQ(ring(monday + hours{24 * 30}), 1);
    EXPECT_THAT(heard(), IsEmpty());
    EXPECT_EQ(running(), 0);
}

TEST_F(Referrals, WhatIsAboutNoTaskIsACitizens) {
    EXPECT_FALSE(say("TERIMA", {"trc"}));
    EXPECT_FALSE(say("SIAP", {"trc"}));
    file(1, a_danger());
    EXPECT_FALSE(say("TERIMA", {"lansia"})) << "another unit's";
    EXPECT_TRUE(say("TERIMA T99", {"trc"}));
    EXPECT_THAT(heard(), ElementsAre("officer no_such_task"));
    EXPECT_THAT(books_.text("SELECT status FROM referrals"), Not(testing::Eq("accepted")));
}

}  // namespace
}  // namespace sambung::store

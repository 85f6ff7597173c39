// The outreach register in the books: a night, beds, children, what is due, and what goes with the case.
#include "register_books.h"
#include "store/erasure.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace sambung::store {
namespace {

using cases::Hand;
using cases::Hold;
using cases::Room;
using cases::Stage;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;
using Said = RegisterAnswer::Said;
using What = RegisterNews::What;

constexpr TimePoint night = monday + hours{12};  // 22.00 in Jakarta
constexpr TimePoint morning = night + hours{11} + minutes{30};

class Register : public testing::Test {
 protected:
    RegisterAnswer one(std::string_view words, TimePoint now = night, Hand hand = Hand::shelter) {
        return register_.say(words, now, hand).front();
    }
    std::vector<What> told() const {
        std::vector<What> all;
        for (const RegisterNews& one : register_.news) all.push_back(one.what);
        return all;
    }
    TemporaryFolder folder_;
    RegisterBooks register_{folder_ / "cases.db"};
};

TEST_F(Register, APersonIsFoundScreenedAndLodgedByOneLine) {
    const RegisterAnswer answer = one("JANGKAU 45 SEHAT DP", night, Hand::team);
    EXPECT_EQ(answer.said, Said::done);
    EXPECT_EQ(answer.number, 1);
    EXPECT_EQ(answer.stage, Stage::sheltered);
    EXPECT_EQ(answer.room, Room::women);
    EXPECT_EQ(answer.bed, 1);
    EXPECT_FALSE(answer.complete);
    EXPECT_EQ(register_.books.number("SELECT count(*) FROM cases WHERE quiet = 1 AND status = 'filed'"), 1);
    EXPECT_EQ(register_.books.number("SELECT count(*) FROM events WHERE type = 'register.step'"), 2);
    EXPECT_TRUE(register_.books.cases().verify_log());
}

TEST_F(Register, WhoIsGravelyIllGoesToHealthCareAndMayComeBack) {
    EXPECT_EQ(one("JANGKAU 60 GAWAT DL").stage, Stage::health_care);
    EXPECT_EQ(one("RANJANG R1 DL").said, Said::no_step);
    EXPECT_EQ(one("KESEHATAN R1 SAKIT").stage, Stage::screened);
    EXPECT_EQ(one("RANJANG R1 DL").stage, Stage::sheltered);
    EXPECT_EQ(one("KESEHATAN R1 GAWAT").stage, Stage::health_care);
    EXPECT_EQ(register_.books.number("SELECT count(*) FROM register WHERE bed IS NOT NULL"), 0);
}

TEST_F(Register, AChildComesToChildrenOrToItsOwnGuardianAndASocialWorkerIsTold) {
    const auto both = register_.say("JANGKAU 30 SEHAT KK\nJANGKAU 4 SEHAT KK", night);
    EXPECT_EQ(both[1].room, Room::family);
    EXPECT_THAT(told(), ElementsAre(What::child_found));
    const RegisterAnswer alone = one("JANGKAU 9 SEHAT KK");
    EXPECT_EQ(alone.said, Said::stays);
    EXPECT_EQ(alone.why->missing, Hold::room_fits);
    EXPECT_EQ(one("RANJANG R3 DL").why->missing, Hold::room_fits);
    EXPECT_EQ(one("RANJANG R3 KK R2").why->missing, Hold::room_fits) << "a child is no guardian";
    EXPECT_EQ(one("JANGKAU ? SEHAT ANAK").room, Room::children) << "of unknown age, looks a child";
}

TEST_F(Register, AChildThatIsLeftBehindIsToldToTheShelterAndTheSocialWorkers) {
    (void)register_.say("JANGKAU 30 SEHAT KK\nJANGKAU 4 SEHAT KK", night);
    EXPECT_EQ(one("RANJANG R1 DP").why->missing, Hold::no_ward);
    register_.news.clear();
    EXPECT_EQ(one("PERGI R1").said, Said::done);
    EXPECT_THAT(told(), ElementsAre(What::child_alone, What::child_alone));
    EXPECT_TRUE(one("KESEHATAN R2 SEHAT").must_move);
    EXPECT_EQ(one("RANJANG R2 KA").room, Room::children);
}

TEST_F(Register, AChildWhomNobodyCanBeToldOfGetsNoBed) {
    RegisterVoice mute = register_.voice();
    mute.tell = [](const RegisterNews&) { return std::vector<NewOutbound>{}; };
    (void)one("JANGKAU 40 SEHAT");
    register_.last.lines = cases::register_lines_in("JANGKAU 9 SEHAT KA").value();
    register_.last.inbox =
        await_now(register_.books.cases().put({{"wa", register_.books.event(5), register_.last.officer, "x"}}, night,
                                              milliseconds{10'000}))
            .value()
            .front()
            ->id;
    register_.last.event = register_.books.event(5);
    ASSERT_TRUE(await_now(write_register(register_.books.database(), register_.books.keys(), RegisterBooks::houses(),
                                         small_office()->calendar, register_.last, mute, night)));
    EXPECT_EQ(register_.answers.front().why->missing, Hold::peksos_told);
}

TEST_F(Register, BedsOfAClassRunOutAndOneBedHasOnePerson) {
    EXPECT_EQ(one("JANGKAU 20 SEHAT DL").bed, 1);
    EXPECT_EQ(one("JANGKAU 21 SEHAT DL").bed, 2);
    const RegisterAnswer third = one("JANGKAU 22 SEHAT DL");
    EXPECT_EQ(third.said, Said::stays);
    EXPECT_EQ(third.why->missing, Hold::bed_free);
    EXPECT_EQ(third.free[0], 0);
    EXPECT_EQ(third.free[1], 2);
    EXPECT_EQ(one("PERGI R1").stage, Stage::left);
    EXPECT_EQ(one("RANJANG R3 DL").bed, 1);
    EXPECT_ANY_THROW(register_.books.change("UPDATE register SET bed = 1 WHERE id = 2"));
}

TEST_F(Register, AMessageThatComesAgainDoesNothingAgain) {
    (void)one("JANGKAU 20 SEHAT DL");
    register_.write(night);
    EXPECT_EQ(register_.books.number("SELECT count(*) FROM register"), 1);
}

TEST_F(Register, AssessmentWantsTheRestAndAReleaseADay) {
    (void)one("JANGKAU 20 SEHAT DL");
    EXPECT_EQ(one("ASESMEN R1", morning).why->missing, Hold::all_told);
    EXPECT_EQ(one("KELUAR R1 2 2", morning).why->known, false);
    EXPECT_TRUE(one("LENGKAP R1 TANPA L Blitar", morning).complete);
    EXPECT_FALSE(one("ASESMEN R1", morning, Hand::team).why->hand);
    EXPECT_EQ(one("ASESMEN R1", morning).stage, Stage::assessed);
    EXPECT_EQ(one("KELUAR R1 1 1", morning).why->missing, Hold::follow_up_set);
    const RegisterAnswer released = one("KELUAR R1 1 1 14", morning);
    EXPECT_EQ(released.stage, Stage::conditional);
    EXPECT_EQ(released.follow_up, morning + days{14});
    EXPECT_EQ(register_.books.text("SELECT status FROM cases"), "closed");
    EXPECT_EQ(register_.ring(morning + days{14}), 1);
    EXPECT_THAT(told(), ElementsAre(What::follow_up));
    EXPECT_EQ(register_.ring(morning + days{15}), 0);
}

TEST_F(Register, WhatIsMissingIsAskedInTheMorningAndToldTheHeadHalfAnHourLater) {
    (void)register_.say("JANGKAU 20 SEHAT DL\nJANGKAU 25 SEHAT DL", night);
    EXPECT_EQ(register_.ring(morning - milliseconds{1}), 0);
    EXPECT_EQ(register_.ring(morning), 2);
    ASSERT_THAT(told(), ElementsAre(What::incomplete));
    EXPECT_EQ(register_.news[0].unit, "lansia");
    EXPECT_THAT(register_.news[0].numbers, ElementsAre(1, 2));
    (void)one("LENGKAP R1 ADA L Batu", morning + minutes{5});
    EXPECT_EQ(register_.ring(morning + minutes{29}), 0);
    EXPECT_EQ(register_.ring(morning + minutes{30}), 1);
    EXPECT_EQ(register_.news[0].unit, "meja-kota");
    EXPECT_THAT(register_.news[0].numbers, ElementsAre(2));
    EXPECT_EQ(register_.ring(morning + hours{23}), 0);
    EXPECT_EQ(register_.ring(morning + days{1}), 1);
}

TEST_F(Register, AStayThatIsOverIsToldTheHeadEveryDay) {
    (void)one("JANGKAU 20 SEHAT DL");
    (void)one("LENGKAP R1 ADA L Batu");
    EXPECT_EQ(register_.ring(night + days{5} - milliseconds{1}), 0);
    for (const int day : {5, 6, 7}) {
        EXPECT_EQ(register_.ring(night + days{day}), 1) << day;
        ASSERT_THAT(told(), ElementsAre(What::stay_over)) << day;
        EXPECT_EQ(register_.news[0].unit, "meja-kota");
    }
    (void)one("PERGI R1", night + days{7});
    EXPECT_EQ(register_.ring(night + days{8}), 0);
    EXPECT_EQ(register_.books.number("SELECT count(*) FROM events WHERE type = 'register.stay_over'"), 3);
}

TEST_F(Register, TimeDoesNotGoBack) {
    (void)one("JANGKAU 20 SEHAT DL", morning);
    EXPECT_EQ(one("PERGI R1", night).why->missing, Hold::in_time);
}

TEST_F(Register, DetailsAreSealedAndGoWithTheCase) {
    (void)one("JANGKAU 20 SEHAT DL");
    (void)one("LENGKAP R1 ADA L Blitar");
    EXPECT_EQ(register_.books.number("SELECT instr(details, 'BLITAR') FROM register"), 0);
    EXPECT_EQ(register_.books.number("SELECT count(*) FROM events WHERE meta LIKE '%BLITAR%' OR meta LIKE '%20%'"), 0);
    register_.books.change("UPDATE cases SET key = NULL");
    EXPECT_EQ(one("ASESMEN R1").said, Said::no_step) << "nobody can judge what nobody can read";
    EXPECT_EQ(one("PERGI R1").said, Said::done) << "a bed is freed all the same";
}

// Whoever brought those people: a full house gets no further report while the table names another.
TEST_F(Register, AFullShelterIsNotChosenByTheTableUntilABedIsFree) {
    cases::Office office = *small_office();
    std::ranges::find(office.units, "lansia", &cases::Unit::code)->capacity = 2;
    office.routing = cases::Routing::parse(
                         "ord,category,area,urgency,hours,kind,capacity,unit,pick,note\n"
                         "20,lansia,*,*,*,*,<100%,lansia|meja-kota,first,\n99,*,*,*,*,*,,meja-kota,first,\n",
                         office.units, office.areas)
                         .value();
    Books& books = register_.books;
    books.reopen(std::make_shared<const cases::Office>(std::move(office)));
    const auto unit_of_next = [&](int event) {
        const auto ticket =
            books.grant(event, event, File{books.draft(event), a_report("lansia"), Language::id})->ticket;
        return books.text("SELECT unit FROM cases WHERE ticket = '" + ticket->digits() + "'");
    };
    (void)one("JANGKAU 20 SEHAT DL");
    EXPECT_EQ(unit_of_next(1), "lansia");
    (void)one("JANGKAU 30 SEHAT DP");
    EXPECT_EQ(unit_of_next(2), "meja-kota");
    (void)one("PERGI R1");
    EXPECT_EQ(unit_of_next(3), "lansia");
}

// The task that found them is done and its case forgotten while they are still here: the bed, the stay and where they
// go stay counted, with no word about who.
TEST_F(Register, AnErasedCaseKeepsTheBedUntilTheyGoAndNothingElse) {
    (void)one("JANGKAU 20 SEHAT DL");
    (void)one("LENGKAP R1 ADA L Blitar");
    Books& books = register_.books;
    const Ticket ticket = Ticket::parse(books.text("SELECT ticket FROM cases")).value();
    books.change("UPDATE cases SET status = 'closed'");
    ASSERT_TRUE(await_now(erase_case(books.database(), books.keys(), ticket, "ani", night)));
    EXPECT_EQ(books.number("SELECT count(*) FROM register WHERE details IS NOT NULL"), 0);
    EXPECT_EQ(books.number("SELECT count(*) FROM register WHERE stage = 'TAMPUNG' AND bed = 1 AND stay_due > 0"), 1);
    EXPECT_EQ(one("JANGKAU 30 SEHAT DL").bed, 2) << "the bed is not given twice";
    EXPECT_EQ(one("ASESMEN R1").said, Said::no_step);
    EXPECT_EQ(one("PERGI R1").stage, Stage::left);
    EXPECT_EQ(one("JANGKAU 31 SEHAT DL").bed, 1);
    EXPECT_TRUE(books.cases().verify_log());
}

TEST_F(Register, AnEntryMayBelongToTheTaskThatSentTheTeam) {
    Grant grant = register_.books.wish(1, 1, File{register_.books.draft(1), a_report(), Language::id});
    const Outcome filed = *register_.books.grant(std::move(grant));
    const RegisterAnswer answer = one("JANGKAU 70 SAKIT DP T" + std::to_string(filed.task));
    EXPECT_EQ(answer.said, Said::done);
    EXPECT_EQ(register_.books.number("SELECT count(*) FROM cases"), 1);
    EXPECT_EQ(one("JANGKAU 70 SAKIT DP T99").said, Said::no_task);
}

}  // namespace
}  // namespace sambung::store

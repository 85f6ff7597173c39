// Shifts: that they begin, who is rung when nobody says SIAP, and what is handed over.
#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr TimePoint evening = monday + hours{5};  // 15.00 in Jakarta
constexpr TimePoint night = evening + hours{8};

cases::Shift shift(int hour, std::string name, std::vector<cases::DutyAddress> duty = {}) {
    return {.begins = hours{hour}, .duty = std::move(duty), .name = std::move(name)};
}

// The quick team works in three shifts; the evening's officer has a number of their own. The old's section stands in,
// and the desk is the head.
std::shared_ptr<const cases::Office> office_with_shifts() {
    cases::Office office = *small_office();
    for (cases::Unit& unit : office.units) unit.open_24h = true;
    office.units[0].backup = "lansia";
    office.units[1].backup = "meja-kota";
    office.units[0].duty = {{"wa", "+6281200000011"}};
    office.units[0].shifts =
        cases::Roster::make({shift(7, "pagi"), shift(15, "sore", {{"wa", "+6281200000015"}}), shift(23, "malam")})
            .value();
    return std::make_shared<const cases::Office>(std::move(office));
}

class Shifts : public testing::Test {
 protected:
    Herald herald() {
        return [this](const Tiding& tiding) {
            if (const auto* shift = std::get_if<ToShift>(&tiding)) {
                constexpr std::string_view what[] = {"begins", "hand_over", "unopened", "opened"};
                told_.push_back(shift->told + ' ' + std::string{what[static_cast<std::size_t>(shift->what)]});
                last_ = *shift;
            }
            if (const auto* unit = std::get_if<ToUnit>(&tiding))
                if (unit->what == ToUnit::What::stands_in) told_.push_back(unit->unit + " stands_in");
            if (const auto* officer = std::get_if<ToOfficer>(&tiding)) answer_ = officer->answers.front();
            return std::vector<NewOutbound>{};
        };
    }
    int ring(TimePoint now) { return await_now(books_.cases().ring_clocks(100, herald(), now)).value(); }
    bool say(std::string_view words, TimePoint now, std::string from = "+6281200000011") {
        const PersonId officer = books_.keys().person("wa", from);
        const NewInbound inbound{"wa", books_.event(++event_), officer, "x"};
        const auto kept = await_now(books_.cases().put({inbound}, now, milliseconds{10'000})).value();
        OfficerMessage message{.inbox = kept.front()->id,
                               .event = books_.event(event_),
                               .officer = officer,
                               .channel = "wa",
                               .address = std::move(from),
                               .reply_to = "",
                               .units = {"trc"},
                               .orders = cases::orders_in(words).value()};
        return await_now(books_.cases().obey(std::move(message), herald(), now)).value();
    }
    Ticket danger(int nth, TimePoint now) {
        Grant grant = books_.wish(nth, nth, File{books_.draft(nth), a_danger(), Language::id});
        grant.now = now;
        grant.herald = herald();
        return *books_.grant(std::move(grant))->ticket;
    }
    std::vector<std::string> heard() { return std::exchange(told_, {}); }
    std::int64_t unopened(TimePoint now) { return await_now(books_.cases().depths(now))->shifts_unopened; }
    std::int64_t events(const std::string& type) {
        return books_.number("SELECT count(*) FROM events WHERE type = '" + type + "'");
    }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db", office_with_shifts()};
    std::vector<std::string> told_;
    ToShift last_;
    OrderAnswer answer_;
    int event_ = 500;
};

TEST_F(Shifts, IsAskedOnceAndAfterAQuarterOfAnHourItsBackupAndHeadAreRungOnce) {
    EXPECT_EQ(ring(monday), 2) << "and the head reads of the night";
    EXPECT_THAT(heard(), ElementsAre("trc begins"));
    EXPECT_FALSE(last_.open);
    EXPECT_EQ(ring(monday + minutes{15} - milliseconds{1}), 0);
    EXPECT_EQ(unopened(monday + minutes{14}), 0);
    EXPECT_EQ(ring(monday + minutes{15}), 1);
    EXPECT_THAT(heard(), ElementsAre("lansia unopened", "meja-kota unopened"));
    EXPECT_EQ(unopened(monday + minutes{15}), 1);
    books_.reopen();
    EXPECT_EQ(ring(monday + minutes{16}), 0);
    EXPECT_THAT(heard(), IsEmpty());
    EXPECT_EQ(events("shift.unopened"), 1);
    EXPECT_TRUE(books_.cases().verify_log());
}

TEST_F(Shifts, SiapOpensItAndWhoWasRungHears) {
    ring(monday);
    ring(monday + minutes{15});
    (void)heard();
    EXPECT_TRUE(say("SIAP", monday + minutes{20})) << "no task is open, and still it is no citizen's";
    EXPECT_THAT(heard(), ElementsAre("lansia opened", "meja-kota opened"));
    EXPECT_EQ(answer_.said, OrderAnswer::Said::on_shift);
    EXPECT_EQ(answer_.shift, "pagi");
    EXPECT_EQ(unopened(monday + minutes{20}), 0);
    EXPECT_TRUE(say("SIAP", monday + minutes{21}));
    EXPECT_THAT(heard(), IsEmpty());
    EXPECT_EQ(events("shift.opened"), 1);
}

TEST_F(Shifts, AnyOfficersWordShowsThatSomebodyIsThere) {
    ring(monday);
    danger(1, monday);
    EXPECT_TRUE(say("TERIMA", monday + minutes{1}));
    (void)heard();
    ring(monday + minutes{15});
    EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(Shifts, AWordFromANumberOfAnotherShiftOpensNothing) {
    ring(monday);
    (void)heard();
    EXPECT_TRUE(say("SIAP", monday + minutes{1}, "+6281200000015"));
    EXPECT_EQ(answer_.said, OrderAnswer::Said::other_shift);
    EXPECT_EQ(ring(monday + minutes{15}), 1);
}

TEST_F(Shifts, SiapInTheLastHalfHourIsForTheNext) {
    ring(monday);
    say("SIAP", monday);
    EXPECT_TRUE(say("SIAP", evening - minutes{31}));
    EXPECT_EQ(answer_.said, OrderAnswer::Said::on_shift);
    EXPECT_TRUE(say("SIAP", evening - minutes{30}, "+6281200000015"));
    EXPECT_EQ(answer_.said, OrderAnswer::Said::next_shift);
    EXPECT_EQ(answer_.shift, "sore");
    (void)heard();
    EXPECT_EQ(ring(evening - milliseconds{1}), 0) << "it does not begin before its time";
    EXPECT_EQ(ring(evening), 1);
    EXPECT_THAT(heard(), ElementsAre("trc begins"));
    EXPECT_TRUE(last_.open);
    EXPECT_EQ(ring(evening + minutes{15}), 0);
}

TEST_F(Shifts, WhatIsOpenIsHandedOverOnceTheMostUrgentFirst) {
    ring(monday);
    say("SIAP", monday);
    danger(1, monday);
    danger(2, monday);
    say("TIBA T11", monday + minutes{1});
    (void)heard();
    ring(evening);
    EXPECT_THAT(heard(), testing::Contains("trc hand_over"));
    EXPECT_EQ(last_.all, 2);
    ASSERT_EQ(last_.tasks.size(), 2U);
    EXPECT_EQ(last_.tasks[0].task, 10);
    EXPECT_EQ(last_.tasks[1].state, ShiftTask::State::arrived);
    EXPECT_EQ(last_.outgoing, monday - hours{3});
    books_.reopen();
    ring(evening + milliseconds{1});
    EXPECT_EQ(events("shift.handed_over"), 1);
    EXPECT_TRUE(say("SIAP", evening + minutes{1}));
    EXPECT_THAT(answer_.tasks, ElementsAre(10, 11));
}

TEST_F(Shifts, AfterTheServiceStoodStillOnlyTheOneNowIsAsked) {
    ring(monday);
    (void)heard();
    const TimePoint days_later = night + hours{24 * 4 + 3};
    EXPECT_EQ(ring(days_later), 1);
    EXPECT_THAT(heard(), ElementsAre("trc begins"));
    EXPECT_EQ(ring(days_later + minutes{14}), 0) << "it was not asked in time, so it has a quarter of an hour from now";
    EXPECT_EQ(ring(days_later + minutes{15}), 1);
    EXPECT_THAT(heard(), ElementsAre("lansia unopened", "meja-kota unopened"));
}

TEST_F(Shifts, DangerGoesToTheBackupAtOnceWhileNobodyIsThere) {
    ring(monday);
    danger(1, monday + minutes{14});
    EXPECT_THAT(heard(), ElementsAre("trc begins"));
    ring(monday + minutes{15});
    (void)heard();
    danger(2, monday + minutes{15});
    EXPECT_THAT(heard(), ElementsAre("lansia stands_in"));
    say("SIAP", monday + minutes{16});
    (void)heard();
    danger(3, monday + minutes{16});
    EXPECT_THAT(heard(), IsEmpty());
}

TEST_F(Shifts, AMessageReadByTheDutyMakesTheReferralSeen) {
    const Ticket ticket = danger(1, monday);
    const auto send = [&](std::string_view number, std::string payload) {
        NewOutbound message = a_message(books_, 1, std::move(payload));
        message.person = books_.keys().person("wa", number);
        message.about = ticket;
        EXPECT_TRUE(await_now(books_.cases().enqueue({message}, monday)));
        return message.key.hex();
    };
    const auto read = [&](std::string ref) {
        StatusUpdate update;
        update.ref = std::move(ref);
        update.delivery = Delivery::read;
        EXPECT_TRUE(await_now(books_.cases().record_status("wa", update, IfUnknown::drop, monday)).value());
        return books_.text("SELECT status FROM referrals");
    };
    EXPECT_EQ(read(send("+6281299000001", "to the citizen")), "sent");
    const std::string ref = send("+6281200000011", "to the duty");
    EXPECT_EQ(read(ref), "seen");
    EXPECT_EQ(read(ref), "seen");
    EXPECT_EQ(events("referral.seen"), 1);
    EXPECT_EQ(books_.number("SELECT count(*) FROM clocks WHERE kind = 'ack' AND stopped IS NULL"), 1);
    say("TERIMA", monday + minutes{1});
    EXPECT_EQ(read(ref), "accepted");
}

}  // namespace
}  // namespace sambung::store

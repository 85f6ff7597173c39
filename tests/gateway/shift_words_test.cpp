#include "shift_words.h"

#include "duty_book.h"
#include "model/gsm7.h"
#include "pack.h"
#include "payload.h"

#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

using std::chrono::hours;
using store::ShiftTask;
using store::ToShift;
using testing::ElementsAre;
using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

constexpr TimePoint now{milliseconds{1'795'399'200'000}};  // Mon 23 Nov 2026 09.00 in Jakarta
constexpr TimePoint morning = now - hours{2};
constexpr TimePoint evening = now + hours{6};
constexpr TimePoint night = now + hours{14};

// The longest names that a pack may have, and a number of its own for the evening.
class ShiftWords : public testing::Test {
 protected:
    ShiftWords() {
        cases::Office office;
        office.calendar = cases::Calendar::make("Asia/Jakarta", {{1, hours{8}, hours{16}}}, {}).value();
        cases::Unit trc{.code = "trc",
                        .name = std::string(24, 'T'),
                        .kind = "trc",
                        .backup = "rps",
                        .open_24h = true,
                        .duty = {{"sms", "+6281200000011"}}};
        trc.shifts = cases::Roster::make({{.begins = hours{7}, .name = "pagi"},
                                          {.begins = hours{15}, .duty = {{"wa", "+6281200000015"}}, .name = "sore"},
                                          {.begins = hours{23}, .name = std::string(12, 'm')}})
                         .value();
        trc.officers = {"+6281200000017"};
        cases::Unit rps{.code = "rps",
                        .name = "RPS",
                        .kind = "shelter",
                        .backup = "",
                        .open_24h = true,
                        .duty = {{"sms", "+6281200000021"}}};
        rps.officers = {"+6281200000017"};
        office.units = {trc, rps};
        office_ = std::make_shared<const cases::Office>(std::move(office));
        announcer_ = {&keys_, &channels_, office_, nullptr};
    }
    static ToShift about(ToShift::What what, TimePoint begins, int tasks = 0) {
        ToShift tiding;
        tiding.what = what;
        tiding.unit = tiding.told = "trc";
        tiding.begins = begins;
        tiding.all = tasks;
        for (int i = 0; i < tasks && i < 20; ++i)
            tiding.tasks.push_back({9990 + i, Urgency::p0, ShiftTask::State::departed});
        return tiding;
    }
    std::vector<std::string> addresses(const ToShift& tiding) {
        std::vector<std::string> out;
        for (const store::NewOutbound& one : to_shift(announcer_, tiding, tiding.begins))
            out.push_back(decode_outbound(one.payload)->to);
        return out;
    }
    std::string text(const ToShift& tiding) {
        return decode_outbound(to_shift(announcer_, tiding, tiding.begins).at(0).payload)->content.text;
    }

    store::Keys keys_{store::SecretKey{1}};
    Channels channels_ = Channels::make(plain_config({}).channels).value();
    std::shared_ptr<const cases::Office> office_;
    Announcer announcer_;
};

TEST_F(ShiftWords, AreOneSmsEach) {
    using enum ToShift::What;
    for (const auto what : {begins, hand_over, unopened, opened})
        for (const int tasks : {0, 1, 20, 1000}) {
            ToShift tiding = about(what, night, tasks);
            tiding.stands_in = true;
            const auto length = septets(text(tiding));
            ASSERT_TRUE(length) << text(tiding);
            EXPECT_LE(*length, 160U) << text(tiding);
        }
}

TEST_F(ShiftWords, AListShowsTheFirstAndCountsTheRest) {
    const std::vector<ShiftTask> tasks = {{10, Urgency::p0, ShiftTask::State::arrived},
                                          {12, Urgency::p1, std::nullopt},
                                          {14, Urgency::p2, ShiftTask::State::unanswered}};
    EXPECT_EQ(listed(tasks, 3, 100), "T10 P0 TIBA, T12 P1, T14 P2 BARU") << "of what is confidential no state";
    EXPECT_EQ(listed(tasks, 5, 100), "T10 P0 TIBA, T12 P1, T14 P2 BARU, +2 lagi");
    EXPECT_EQ(listed(tasks, 3, 28), "T10 P0 TIBA, T12 P1, +1 lagi");
    EXPECT_EQ(listed(tasks, 3, 5), "+3 lagi");
    EXPECT_THAT(text(about(ToShift::What::hand_over, night, 1000)), EndsWith(" lagi."));
}

TEST_F(ShiftWords, ReachWhoGoesAndWhoComes) {
    EXPECT_THAT(addresses(about(ToShift::What::begins, morning)), ElementsAre("+6281200000011"));
    EXPECT_THAT(addresses(about(ToShift::What::begins, evening)), ElementsAre("+6281200000011", "+6281200000015"));
    ToShift list = about(ToShift::What::hand_over, night, 1);
    EXPECT_THAT(addresses(list), ElementsAre("+6281200000011")) << "after a gap nobody goes";
    list.outgoing = evening;
    EXPECT_THAT(addresses(list), ElementsAre("+6281200000011", "+6281200000015"));
    ToShift alarm = about(ToShift::What::unopened, evening);
    alarm.told = "rps";
    EXPECT_THAT(addresses(alarm), ElementsAre("+6281200000021"));
    EXPECT_EQ(to_shift(announcer_, alarm, alarm.begins).at(0).lane, store::Lanes::urgent);
}

TEST_F(ShiftWords, AskForSiapUnlessItCame) {
    ToShift tiding = about(ToShift::What::begins, evening, 2);
    EXPECT_THAT(text(tiding), StartsWith("Jaga sore TTT"));
    EXPECT_THAT(text(tiding), HasSubstr("dimulai, 15.00-23.00. Tugas terbuka: 2. Balas SIAP."));
    tiding.open = true;
    EXPECT_THAT(text(tiding), testing::Not(HasSubstr("SIAP")));
}

TEST_F(ShiftWords, OfAUnitThatHasNoShiftsAnyMoreAreNone) {
    ToShift tiding = about(ToShift::What::begins, evening);
    tiding.unit = "rps";
    EXPECT_THAT(to_shift(announcer_, tiding, tiding.begins), IsEmpty());
}

TEST_F(ShiftWords, ANumberOfAnyShiftAndARegisteredOfficerAnswerForTheirUnits) {
    const DutyBook book{*office_, keys_};
    EXPECT_THAT(book.units_of(keys_.person("sms", "+6281200000015")), ElementsAre("trc"));
    EXPECT_THAT(book.units_of(keys_.person("wa", "+6281200000017")), ElementsAre("trc", "rps"));
    EXPECT_THAT(book.units_of(keys_.person("wa", "+6281200000018")), IsEmpty());
}

}  // namespace
}  // namespace sambung::gateway

#include "announcements.h"

#include "pack.h"
#include "payload.h"
#include "source_folder.h"

#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr TimePoint now{milliseconds{1'795'399'200'000}};

class Announcing : public testing::Test {
 protected:
    Announcing() {
        cases::Office office;
        office.areas = AreaTree::parse("code,name,parent\n32.76,Kota Depok,\n32.76.06,Beji,32.76\n").value();
        office.units.push_back({"trc", "TRC", "trc", "", true, {{"sms", "+6281100000001"}, {"wa", "+6281100000001"}}});
        announcer_ = {&keys_, &channels_, std::make_shared<const cases::Office>(std::move(office)), depok().flows};
        report_.category = "sakit";
        report_.area = "32.76.06";
        report_.place = "depan pasar";
        outcome_.ticket = Ticket::from_number(1);
        outcome_.check_digits = "123456";
        outcome_.urgency = Urgency::p0;
        outcome_.unit = "trc";
    }
    static const Pack& depok() {
        static const Pack pack = load_pack(SAMBUNG_SOURCE_DIR "/deploy/packs/depok", {});
        return pack;
    }
    static std::string text(const store::NewOutbound& one) { return decode_outbound(one.payload)->content.text; }
    std::string alarm() { return text(announcer_.alarm(report_, outcome_, "alarm", now).at(0)); }
    auto ticket() { return announcer_.ticket(*channels_.find("ussd"), "+6281234567890", Language::id, outcome_, now); }

    store::Keys keys_{store::SecretKey{1}};
    Channels channels_ = Channels::make(plain_config({}).channels).value();
    Announcer announcer_;
    cases::Report report_;
    store::Outcome outcome_;
};

TEST_F(Announcing, AnAlarmGoesOutOnTwoChannelsAndAlways) {
    const auto alarms = announcer_.alarm(report_, outcome_, "alarm", now);
    ASSERT_THAT(alarms, SizeIs(2));
    for (const store::NewOutbound& one : alarms) {
        EXPECT_EQ(one.lane, store::Lanes::urgent);
        EXPECT_EQ(one.purpose, store::Purpose::direct);
        EXPECT_THAT(text(one), HasSubstr("P0 DARURAT " + outcome_.ticket->spaced()));
        EXPECT_THAT(text(one), HasSubstr("Beji. Tempat: depan pasar."));
    }
}

TEST_F(Announcing, AnAlarmAboutARestrictedCaseTellsTheTicketOnly) {
    report_.restricted = true;
    EXPECT_EQ(alarm(), "P0 DARURAT " + outcome_.ticket->spaced() + ". Hubungi lewat meja.");
    report_.intake["visit"] = "yes";
    EXPECT_EQ(alarm(), "P0 DARURAT " + outcome_.ticket->spaced() + ". Beji. Tempat: depan pasar. Hubungi lewat meja.");
}

TEST_F(Announcing, WhatTheCaseIsCountsToo) {
    outcome_.restricted = true;
    EXPECT_EQ(alarm(), "P0 DARURAT " + outcome_.ticket->spaced() + ". Hubungi lewat meja.");
}

TEST_F(Announcing, ACaseThatIsRaisedRingsTheSameOfficersAnew) {
    const auto p0 = announcer_.alarm(report_, outcome_, "alarm", now);
    outcome_.urgency = Urgency::p1;
    const auto p1 = announcer_.alarm(report_, outcome_, "alarm", now);
    EXPECT_NE(p0.at(0).key, p1.at(0).key);
    EXPECT_NE(p1.at(0).key, p1.at(1).key);
    EXPECT_EQ(p1.at(0).key, announcer_.alarm(report_, outcome_, "alarm", now).at(0).key);
}

TEST_F(Announcing, TheTicketIsANoticeAboutItsCase) {
    const auto notices = ticket();
    ASSERT_THAT(notices, SizeIs(1));
    EXPECT_EQ(notices[0].purpose, store::Purpose::notice);
    EXPECT_EQ(notices[0].about, outcome_.ticket);
}

TEST_F(Announcing, NoTicketIsSentAboutAQuietCase) {
    outcome_.quiet = true;
    EXPECT_THAT(ticket(), IsEmpty());
}

}  // namespace
}  // namespace sambung::gateway

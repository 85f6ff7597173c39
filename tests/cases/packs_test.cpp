// What holds for the office of every shipped pack.
#include "cases/categories.h"
#include "local_time.h"
#include "model/gsm7.h"
#include "model/phone.h"
#include "pack_files.h"

#include <gmock/gmock.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <map>
#include <set>

namespace sambung::cases {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::StartsWith;

// Kemendagri's counts of 2025.
struct Place {
    const char* pack;
    const char* root;
    std::size_t kecamatan;
    std::size_t kelurahan;  // codes …1xxx
    std::size_t desa;       // codes …2xxx
    const char* timezone;
};
constexpr Place places[] = {
    {"depok", "32.76", 11, 63, 0, "Asia/Jakarta"},  {"barito-kuala", "63.04", 17, 6, 195, "Asia/Makassar"},
    {"bantul", "34.02", 17, 0, 75, "Asia/Jakarta"}, {"tangerang-selatan", "36.74", 7, 54, 0, "Asia/Jakarta"},
    {"malang", "35.73", 5, 57, 0, "Asia/Jakarta"},
};

class Packs : public testing::TestWithParam<Place> {
 protected:
    const Place place_ = GetParam();
    const Office office_ = office_of_pack(place_.pack);

    [[nodiscard]] const Unit& owner(const Category& category, Urgency urgency, bool open) const {
        return *office_.unit(office_.routing.route({std::string{category.id}, "", urgency, category.kind, open}).unit);
    }
};

TEST_P(Packs, HasEveryKecamatanAndKelurahan) {
    constexpr std::size_t kelurahan_code_length = 13;
    constexpr std::size_t type_digit = 9;  // 32.76.06.[1]001
    EXPECT_EQ(office_.areas.root(), place_.root);
    EXPECT_EQ(office_.areas.children(place_.root).size(), place_.kecamatan);
    std::map<char, std::size_t> villages;
    for (const Area& area : office_.areas.all())
        if (area.code.size() == kelurahan_code_length) ++villages[area.code[type_digit]];
    EXPECT_EQ(villages['1'], place_.kelurahan);
    EXPECT_EQ(villages['2'], place_.desa);
    EXPECT_EQ(office_.areas.all().size(), 1U + place_.kecamatan + place_.kelurahan + place_.desa);
}

TEST_P(Packs, SpellsAreasForAnyPhoneAndSortsThemByCode) {
    std::string before;
    for (const Area& area : office_.areas.all()) {
        EXPECT_TRUE(septets(area.name)) << area.name;
        EXPECT_LT(before, area.code);
        before = area.code;
    }
}

TEST_P(Packs, KeepsTheNoticeOfItsAreaData) {
    EXPECT_THAT(pack_file(place_.pack, "areas.csv"), StartsWith("# Administrative areas of Indonesia"));
    EXPECT_THAT(pack_file(place_.pack, "areas.csv"), HasSubstr("Open Database License 1.0"));
    EXPECT_THAT(pack_file(place_.pack, "../AREAS-LICENSE.md"), HasSubstr("idn-area-data"));
}

TEST_P(Packs, HasUnitsThatCanBeRung) {
    std::string findings;
    for (const UnitFinding& finding : unit_findings(office_)) findings += finding.unit + ": " + finding.sentence + '\n';
    EXPECT_THAT(findings, IsEmpty());
    std::set<std::string> addresses;
    for (const Unit& unit : office_.units)
        for (const DutyAddress& duty : unit.duty) {
            EXPECT_TRUE(duty.channel == "sms" || duty.channel == "wa") << unit.code;
            const auto phone = Phone::parse(duty.address);
            ASSERT_TRUE(phone) << duty.address;
            EXPECT_EQ(phone->e164(), duty.address);
            EXPECT_THAT(duty.address, StartsWith("+62812000")) << "an invented number";
            EXPECT_TRUE(addresses.insert(duty.address).second) << duty.address << " rings two desks";
        }
}

// Units are named in messages to citizens, and a phone may be read by others.
TEST_P(Packs, NamesNoNeedInTheNamesOfUnits) {
    for (const Unit& unit : office_.units)
        for (const std::string_view word : {"ansia", "isabilitas", "Anak", "anak", "HIV", "apza", "iskin", "elantar"})
            EXPECT_EQ(unit.name.find(word), std::string::npos) << unit.name;
}

TEST_P(Packs, PromisesADayOnlyWhereSomebodyIsOnDuty) {
    for (const Category& category : all_categories)
        if (category.urgency <= Urgency::p2)
            EXPECT_TRUE(owner(category, category.urgency, false).open_24h)
                << owner(category, category.urgency, false).code << " has gone home when " << category.id << " comes";
}

TEST_P(Packs, SendsEveryDangerToWhoeverIsOnDuty) {
    for (const Category& category : all_categories)
        for (const Urgency urgency : {Urgency::p0, Urgency::p1})
            for (const bool open : {true, false}) {
                const Unit& unit = owner(category, urgency, open);
                EXPECT_TRUE(unit.open_24h) << category.id << " comes to " << unit.code;
                if (urgency == Urgency::p0 && category.id != "rahasia") EXPECT_EQ(unit.kind, "trc") << category.id;
            }
}

TEST_P(Packs, TellsNobodyNearWhatIsToldInConfidence) {
    const Unit& unit = owner(*category_of(Kind::person_in_need, "rahasia"), Urgency::p1, true);
    EXPECT_EQ(unit.code, "khusus");
    EXPECT_EQ(unit.name, "Petugas Khusus") << "a name that says nothing";
    EXPECT_EQ(unit.duty.size(), 2U);
}

TEST_P(Packs, SendsComplaintsAboutMoneyOutOfTheOffice) {
    const Unit& unit = owner(*category_of(Kind::help_request, "pungli"), Urgency::p3, true);
    EXPECT_EQ(unit.kind, "partner");
    EXPECT_EQ(unit.name, "Inspektorat Daerah");
    EXPECT_THAT(unit.backup, IsEmpty());
}

TEST_P(Packs, IsClosedOnEveryHolidayItLists) {
    const YAML::Node calendar = YAML::Load(pack_file(place_.pack, "calendar.yaml"));
    EXPECT_EQ(calendar["timezone"].as<std::string>(), place_.timezone);
    std::set<std::string> dates;
    for (const YAML::Node& holiday : calendar["holidays"]) {
        dates.insert(holiday["date"].as<std::string>());
        const auto date = date_from(holiday["date"].as<std::string>()).value();
        const TimePoint ten = in_jakarta(static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                                         static_cast<unsigned>(date.day()), 10, 0);
        EXPECT_FALSE(office_.calendar.open(ten)) << holiday["date"];
    }
    for (const char* year : {"2026", "2027"})
        for (const char* day : {"-01-01", "-05-01", "-06-01", "-08-17", "-12-25"})
            EXPECT_TRUE(dates.contains(std::string{year} + day)) << year << day;
    EXPECT_TRUE(office_.calendar.open(in_jakarta(2026, 8, 13, 10, 0)));
    EXPECT_FALSE(office_.calendar.open(in_jakarta(2026, 8, 15, 10, 0))) << "a Saturday";
}

INSTANTIATE_TEST_SUITE_P(Shipped, Packs, testing::ValuesIn(places), [](const auto& info) {
    std::string name = info.param.pack;
    std::ranges::replace(name, '-', '_');
    return name;
});

// The clock of Barito Kuala is an hour ahead of Jakarta's.
TEST(BaritoKualaPack, OpensByItsOwnClock) {
    const Office office = office_of_pack("barito-kuala");
    EXPECT_TRUE(office.calendar.open(in_jakarta(2026, 8, 13, 7, 0)));
    EXPECT_FALSE(office.calendar.open(in_jakarta(2026, 8, 13, 15, 0)));
}

TEST(BantulPack, HasANearDoorInEveryKalurahan) {
    const Office office = office_of_pack("bantul");
    const auto at = [&](std::string area) {
        return office.routing.route({"data", std::move(area), Urgency::p3, Kind::help_request, true}).unit;
    };
    EXPECT_EQ(at("34.02.01.2001"), "puskesos:34.02.01.2001");
    EXPECT_EQ(at("34.02.01"), "puskesos") << "the kalurahan is not known";
    EXPECT_EQ(std::ranges::count_if(office.units, [](const Unit& u) { return u.code.starts_with("puskesos:"); }), 75);
    EXPECT_EQ(office.routing.route({"lain", "", Urgency::p2, Kind::person_in_need, true}).unit, "slrt-depan");
}

TEST(MalangPack, LeavesTheHospitalsPatientsToItsSocialWorker) {
    const Office office = office_of_pack("malang");
    for (const bool open : {true, false})
        EXPECT_EQ(office.routing.route({"rawat_gratis", "", Urgency::p1, Kind::help_request, open}).unit, "rsud");
}

TEST(TangerangSelatanPack, HasTwoLanesForTheHealthCard) {
    const Office office = office_of_pack("tangerang-selatan");
    EXPECT_EQ(office.routing.route({"pbi", "", Urgency::p3, Kind::help_request, true}).unit, "meja-jaminan");
    EXPECT_EQ(office.routing.route({"pbi", "", Urgency::p1, Kind::help_request, false}).unit, "siaga");
    EXPECT_EQ(office.routing.route({"rtlh", "", Urgency::p3, Kind::help_request, true}).unit, "perkimta");
}

}  // namespace
}  // namespace sambung::cases

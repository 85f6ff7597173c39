#include "cases/office.h"
#include "small_office.h"

#include <gmock/gmock.h>

namespace sambung::cases {
namespace {

using enum Urgency;

constexpr std::string_view table =
    "10,*,*,P0-P1,*,*,trc,danger\n"
    "20,lansia|disabilitas,32.76.06,*,*,lapor,lansia,\n"
    "30,*,*,P2,luar,*,trc,\n"
    "40,pangan,*,*,*,lapor|bantuan,puskesos:{kelurahan},\n"
    "50,tanpa_rumah,*,P2,kerja,*,lansia,\n"
    "999,*,*,*,*,*,meja-kota,\n";

TEST(Routing, TakesTheFirstRowThatMatches) {
    struct Row {
        RoutingInput input;
        int rule;
        const char* unit;
    };
    const Row rows[] = {
        {{"lansia", "32.76.06.1001", p0, Kind::person_in_need, true}, 10, "trc"},
        {{"lansia", "32.76.06.1001", p1, Kind::person_in_need, false}, 10, "trc"},
        {{"lansia", "32.76.06.1001", p2, Kind::person_in_need, true}, 20, "lansia"},
        {{"lansia", "32.76.06.1001", p2, Kind::person_in_need, false}, 20, "lansia"},
        {{"disabilitas", "32.76.06", p3, Kind::person_in_need, true}, 20, "lansia"},
        {{"lansia", "32.76.05", p2, Kind::person_in_need, true}, 999, "meja-kota"},
        {{"lansia", "32.76", p2, Kind::person_in_need, true}, 999, "meja-kota"},
        {{"lansia", "", p2, Kind::person_in_need, true}, 999, "meja-kota"},
        {{"lansia", "32.76.06", p2, Kind::help_request, true}, 999, "meja-kota"},
        {{"lansia", "32.76.05", p2, Kind::person_in_need, false}, 30, "trc"},
        {{"lansia", "32.76.060", p2, Kind::person_in_need, true}, 999, "meja-kota"},
        {{"tanpa_rumah", "", p2, Kind::call_back, true}, 50, "lansia"},
        {{"tanpa_rumah", "", p3, Kind::call_back, true}, 999, "meja-kota"},
        {{"", "", p4, Kind::call_back, true}, 999, "meja-kota"},
        {{"unheard_of", "99.99", p3, Kind::help_request, false}, 999, "meja-kota"},
    };
    const Routing routing = parse_rows(table).value();
    for (const Row& row : rows) {
        const Decision decision = routing.route(row.input);
        EXPECT_EQ(decision.rule, row.rule) << decision.input << decision.trace;
        EXPECT_EQ(decision.unit, row.unit) << decision.input;
    }
}

TEST(Routing, GivesAKelurahanItsOwnUnitWhereThereIsOne) {
    const Routing routing = parse_rows(table).value();
    const auto unit_in = [&](std::string area) {
        return routing.route({"pangan", std::move(area), p3, Kind::help_request, true}).unit;
    };
    EXPECT_EQ(unit_in("32.76.06.1001"), "puskesos:32.76.06.1001");
    EXPECT_EQ(unit_in("32.76.06.1002"), "puskesos") << "no unit of its own";
    EXPECT_EQ(unit_in("32.76.06"), "puskesos") << "only the kecamatan is known";
    EXPECT_EQ(unit_in(""), "puskesos");
}

TEST(Routing, SaysWhyInOneSentence) {
    struct Row {
        RoutingInput input;
        const char* why;
    };
    const Row rows[] = {
        {{"", "", p0, Kind::call_back, true}, "Aturan 10: bahaya (P0) ke TRC Joss Gandos."},
        {{"sakit", "", p1, Kind::person_in_need, true}, "Aturan 10: mendesak (P1) ke TRC Joss Gandos."},
        {{"lansia", "32.76.06.1002", p2, Kind::person_in_need, true},
         "Aturan 20: lapor, lansia, Beji ke Rehsos Seksi 1."},
        {{"beasiswa", "", p2, Kind::help_request, false},
         "Aturan 30: perlu dalam sehari (P2), di luar jam kerja ke TRC Joss Gandos."},
        {{"pangan", "32.76.06.1001", p3, Kind::help_request, true}, "Aturan 40: bantuan, pangan ke Puskesos Beji."},
        {{"tanpa_rumah", "", p2, Kind::help_request, true},
         "Aturan 50: perlu dalam sehari (P2), tanpa rumah, jam kerja ke Rehsos Seksi 1."},
        {{"", "", p3, Kind::help_request, true}, "Aturan 999: semua yang lain ke Meja Kota."},
    };
    const Routing routing = parse_rows(table).value();
    for (const Row& row : rows) EXPECT_EQ(routing.route(row.input).why, row.why);
}

TEST(Routing, KeepsWhatItLookedAtAndWhatSpokeAgainstEachRow) {
    const Routing routing = parse_rows(table).value();
    const Decision decision = routing.route({"pangan", "32.76.05", p3, Kind::person_in_need, true});
    EXPECT_EQ(decision.input,
              R"({"category":"pangan","area":"32.76.05","urgency":"P3","kind":"lapor","open":true,"sensitive":false})");
    EXPECT_EQ(
        decision.trace,
        R"([{"ord":10,"no":"urgency"},{"ord":20,"no":"category"},{"ord":30,"no":"urgency"},{"ord":40,"yes":true}])");

    const Decision other = routing.route({"lansia", "32.76.05", p2, Kind::help_request, true});
    EXPECT_EQ(
        other.input,
        R"({"category":"lansia","area":"32.76.05","urgency":"P2","kind":"bantuan","open":true,"sensitive":false})");
    EXPECT_EQ(other.trace, R"([{"ord":10,"no":"urgency"},{"ord":20,"no":"kind"},{"ord":30,"no":"hours"},)"
                           R"({"ord":40,"no":"category"},{"ord":50,"no":"category"},{"ord":999,"yes":true}])");
}

TEST(Routing, KeepsWhatACitizenTypedFromBreakingTheRecord) {
    const Routing routing = parse_rows("999,*,*,*,*,*,meja-kota,\n").value();
    const Decision decision = routing.route({"a\"b\\c\n\x01", "}", p3, Kind::call_back, false});
    EXPECT_EQ(
        decision.input,
        R"({"category":"a\"b\\c\u000a\u0001","area":"}","urgency":"P3","kind":"telepon","open":false,"sensitive":false})");
}

TEST(Routing, ShowsItsRowsAsTheOfficeWroteThem) {
    const auto rows = parse_rows(table).value().rows();
    ASSERT_EQ(rows.size(), 6U);
    EXPECT_EQ(rows[0].note, "danger");
    EXPECT_EQ(rows[1].ord, 20);
    EXPECT_EQ(rows[1].category, "lansia|disabilitas");
    EXPECT_EQ(rows[1].area, "32.76.06");
    EXPECT_EQ(rows[1].kind, "lapor");
    EXPECT_EQ(rows[1].line, 3);
    EXPECT_EQ(rows[2].urgency, "P2");
    EXPECT_EQ(rows[2].hours, "luar");
    EXPECT_EQ(rows[3].unit, "puskesos:{kelurahan}");
}

TEST(Routing, KnowsWhichUnitsDangerCanReach) {
    const Routing routing = parse_rows(table).value();
    EXPECT_TRUE(routing.reaches("trc", p0));
    EXPECT_TRUE(routing.reaches("trc", p1));
    EXPECT_TRUE(routing.reaches("trc", p2));
    EXPECT_FALSE(routing.reaches("trc", p3));
    EXPECT_FALSE(routing.reaches("lansia", p0)) << "row 20 names no urgency, but row 10 takes danger first";
    EXPECT_TRUE(routing.reaches("lansia", p2));
    EXPECT_TRUE(routing.reaches("puskesos:32.76.06.1001", p4));
    EXPECT_FALSE(routing.reaches("meja-kota", p1));
    EXPECT_FALSE(routing.reaches("nobody", p3));
}

TEST(Routing, NamesNoUnitBeforeItIsGivenRows) {
    const Decision decision = Routing{}.route({});
    EXPECT_EQ(decision.unit, "");
    EXPECT_EQ(decision.rule, 0);
    EXPECT_EQ(decision.trace, "[]");
}

TEST(Office, LooksAtTheClockForTheHourClass) {
    Office office;
    office.calendar = Calendar::make("UTC", {{5, std::chrono::hours{8}, std::chrono::hours{16}}}, {}).value();
    office.units = some_units();
    Report report;
    report.category = "pangan";
    report.area = "32.76.06";
    report.kind = Kind::help_request;
    const TimePoint friday = TimePoint{std::chrono::sys_days{std::chrono::year{2026} / 8 / 14}} + std::chrono::hours{9};
    const RoutingInput input = office.input_of(report, p3, friday);
    EXPECT_EQ(input.category, "pangan");
    EXPECT_EQ(input.area, "32.76.06");
    EXPECT_EQ(input.urgency, p3);
    EXPECT_EQ(input.kind, Kind::help_request);
    EXPECT_TRUE(input.open);
    EXPECT_FALSE(office.input_of(report, p3, friday + std::chrono::hours{9}).open);
    ASSERT_NE(office.unit("trc"), nullptr);
    EXPECT_EQ(office.unit("trc")->name, "TRC Joss Gandos");
    EXPECT_EQ(office.unit("nobody"), nullptr);
}

}  // namespace
}  // namespace sambung::cases

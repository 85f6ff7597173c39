#include "cases/office.h"
#include "small_office.h"

#include <gmock/gmock.h>

#include <functional>

namespace sambung::cases {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Unit duty_unit(std::string code, std::string backup) {
    return {std::move(code),   "Regu", "trc",
            std::move(backup), true,   {{"sms", "+6281200000011"}, {"wa", "+6281200000012"}}};
}

void route_by(Office& office, std::string_view rows) {
    office.routing = Routing::parse("ord,category,area,urgency,hours,kind,sensitive,unit,note\n" + std::string{rows},
                                    office.units, some_areas())
                         .value();
}

// Danger goes to the team, what is told in confidence to one officer, complaints to the inspectorate, and everything
// else to a desk with office hours.
Office sound_office() {
    Office office;
    office.units = {duty_unit("trc", "rps"),       duty_unit("rps", ""),    unit("meja-kota", "Meja Kota"),
                    duty_unit("khusus", "kepala"), duty_unit("kepala", ""), unit("inspektorat", "Inspektorat")};
    office.calendar = Calendar::make("UTC", {{1, std::chrono::hours{8}, std::chrono::hours{16}}}, {}).value();
    office.units[3].kind = "desk";
    office.units[3].takes_sensitive = office.units[4].takes_sensitive = true;
    office.units[4].kind = "bidang";
    office.units[5].kind = "partner";
    route_by(office,
             "5,*,*,*,*,*,1,khusus,\n"
             "10,*,*,P0-P1,*,*,*,trc,\n"
             "15,pungli,*,*,*,*,*,inspektorat,\n"
             "999,*,*,*,*,*,*,meja-kota,\n");
    return office;
}

std::vector<std::string> after(const std::function<void(Office&)>& change) {
    Office office = sound_office();
    change(office);
    std::vector<std::string> out;
    for (const UnitFinding& finding : unit_findings(office)) out.push_back(finding.unit + ": " + finding.code);
    return out;
}

TEST(UnitFindings, AreNoneInASoundOffice) {
    EXPECT_THAT(after([](Office&) {}), IsEmpty());
}

TEST(UnitFindings, NameWhatWouldLeaveSomebodyAlone) {
    struct Row {
        const char* what;
        std::function<void(Office&)> change;
        const char* finding;
    };
    const Row rows[] = {
        {"no code", [](Office& o) { o.units[2].code.clear(); }, ": E251"},
        {"code twice", [](Office& o) { o.units.push_back(o.units[2]); }, "meja-kota: E251"},
        {"unknown kind", [](Office& o) { o.units[2].kind = "bureau"; }, "meja-kota: E251"},
        {"no name", [](Office& o) { o.units[2].name.clear(); }, "meja-kota: E252"},
        {"25 characters", [](Office& o) { o.units[2].name.assign(25, 'a'); }, "meja-kota: E252"},
        {"23 characters, 25 septets", [](Office& o) { o.units[2].name = "[" + std::string(21, 'a') + "]]"; },
         "meja-kota: E252"},
        {"outside GSM-7", [](Office& o) { o.units[2].name = "Meja \xE2\x80\x9CKota\xE2\x80\x9D"; }, "meja-kota: E252"},
        {"unknown backup", [](Office& o) { o.units[2].backup = "trk"; }, "meja-kota: E253"},
        {"own backup", [](Office& o) { o.units[2].backup = "meja-kota"; }, "meja-kota: E253"},
        {"not round the clock", [](Office& o) { o.units[0].open_24h = false; }, "trc: E254"},
        {"one address", [](Office& o) { o.units[0].duty.pop_back(); }, "trc: E254"},
        {"two addresses on one channel", [](Office& o) { o.units[0].duty[1].channel = "sms"; }, "trc: E254"},
        {"a mail and a webhook, which wake nobody",
         [](Office& o) { o.units[0].duty = {{"mail", "piket@trc.example"}, {"hook", "trc"}}; }, "trc: E254"},
        {"no backup", [](Office& o) { o.units[0].backup.clear(); }, "trc: E254"},
        {"backup sleeps", [](Office& o) { o.units[1].open_24h = false; }, "trc: E254"},
        {"backup is suspended", [](Office& o) { o.units[1].suspended = true; }, "trc: E254"},
        {"unknown parent", [](Office& o) { o.units[2].parent = "trk"; }, "meja-kota: E258"},
        {"own parent", [](Office& o) { o.units[2].parent = "meja-kota"; }, "meja-kota: E258"},
        {"shifts of an office that goes home",
         [](Office& o) { o.units[2].shifts = Roster::make({{std::chrono::hours{7}}}).value(); }, "meja-kota: E261"},
        {"nobody is rung", [](Office& o) { o.units[2].duty.clear(); }, "meja-kota: E257"},
        {"the stand-in takes no sensitive cases", [](Office& o) { o.units[4].takes_sensitive = false; },
         "khusus: E259"},
    };
    for (const Row& row : rows) EXPECT_THAT(after(row.change), ElementsAre(row.finding)) << row.what;
}

TEST(UnitFindings, TellOfATeamThatCannotBeRungAsOfNobodyAndAsOfNoDuty) {
    EXPECT_THAT(after([](Office& o) { o.units[0].duty.clear(); }), ElementsAre("trc: E257", "trc: E254"));
    EXPECT_THAT(after([](Office& o) { o.units[1].duty.clear(); }), ElementsAre("trc: E254", "rps: E257"));
}

TEST(UnitFindings, NameEveryUnitThatWaitsForAnOfficeThatNeverOpens) {
    EXPECT_THAT(after([](Office& o) { o.calendar = Calendar{}; }), ElementsAre("meja-kota: E257", "inspektorat: E257"));
}

TEST(UnitFindings, KeepSensitiveCasesAndTheirCopiesWithThoseWhoTakeThem) {
    const auto with_copy = [](const char* unit) {
        return [unit](Office& o) {
            o.routing = Routing::parse(
                            "ord,category,area,urgency,hours,kind,sensitive,unit,also_notify,note\n"
                            "5,*,*,*,*,*,1,khusus," +
                                std::string{unit} +
                                ",\n10,*,*,P0-P1,*,*,*,trc,,\n15,pungli,*,*,*,*,*,inspektorat,,\n"
                                "999,*,*,*,*,*,*,meja-kota,,\n",
                            o.units, some_areas())
                            .value();
        };
    };
    EXPECT_THAT(after(with_copy("kepala")), IsEmpty());
    EXPECT_THAT(after(with_copy("meja-kota")), ElementsAre("meja-kota: E259"));
    EXPECT_THAT(after([](Office& o) { route_by(o, "999,*,*,*,*,*,*,trc,\n"); }), testing::Contains("trc: E259"))
        << "no row for sensitive cases";
}

TEST(UnitFindings, NameEveryUnitOfACircleOfBackups) {
    EXPECT_THAT(after([](Office& o) { o.units[1].backup = "trc"; }), ElementsAre("trc: E253", "rps: E253"));
    EXPECT_THAT(after([](Office& o) {
                    o.units[1].backup = "trc";
                    o.units[2].backup = "rps";
                }),
                ElementsAre("trc: E253", "rps: E253"))
        << "a unit that only leads into the circle is not in it";
}

TEST(UnitFindings, KeepConfidencesAndComplaintsFromThoseWhoAreNear) {
    constexpr std::string_view danger = "10,*,*,P0-P1,*,*,*,trc,\n";
    struct Row {
        const char* what;
        std::function<void(Office&)> change;
        std::vector<std::string> findings;
    };
    const Row rows[] = {
        {"no row for either",
         [&](Office& o) { route_by(o, std::string{danger} + "999,*,*,*,*,*,*,meja-kota,\n"); },
         {"trc: E259", "meja-kota: E259", "meja-kota: E256"}},
        {"danger first: a confidence of P0 comes to the team",
         [&](Office& o) {
             route_by(o, std::string{danger} +
                             "12,*,*,*,*,*,1,khusus,\n15,pungli,*,*,*,*,*,inspektorat,\n999,*,*,*,*,*,*,meja-kota,\n");
         },
         {"trc: E259"}},
        {"confidence by day only",
         [&](Office& o) {
             route_by(o, "5,*,*,*,kerja,*,1,khusus,\n" + std::string{danger} +
                             "12,*,*,*,*,*,1,khusus,\n15,pungli,*,*,*,*,*,inspektorat,\n999,*,*,*,*,*,*,meja-kota,\n");
         },
         {"trc: E259"}},
        {"one place has another way",
         [&](Office& o) {
             route_by(o, "4,*,32.76.06.1002,*,*,*,1,rps,\n5,*,*,*,*,*,1,khusus,\n" + std::string{danger} +
                             "15,pungli,*,*,*,*,*,inspektorat,\n999,*,*,*,*,*,*,meja-kota,\n");
         },
         {"rps: E259", "rps: E254"}},
        {"backed up by the shelter",
         [](Office& o) {
             o.units[3].backup = "rps";
             o.units[1].kind = "shelter";
         },
         {"khusus: E259", "khusus: E255"}},
        {"the backup's backup is a Puskesos",
         [](Office& o) {
             o.units[4].backup = "meja-kota";
             o.units[2].kind = "puskesos";
         },
         {"kepala: E259", "khusus: E255"}},
        {"complaint taken by the team", [](Office& o) { o.units[5].kind = "trc"; }, {"inspektorat: E256"}},
        {"complaint taken by a section", [](Office& o) { o.units[5].kind = "bidang"; }, {"inspektorat: E256"}},
        {"complaint taken by a desk", [](Office& o) { o.units[5].kind = "desk"; }, {"inspektorat: E256"}},
        {"complaint taken by the shelter", [](Office& o) { o.units[5].kind = "shelter"; }, {"inspektorat: E256"}},
        {"complaint taken by a Puskesos", [](Office& o) { o.units[5].kind = "puskesos"; }, {"inspektorat: E256"}},
        {"complaint passed back to the office",
         [](Office& o) { o.units[5].backup = "meja-kota"; },
         {"inspektorat: E256"}},
        {"complaint under a head of the office",
         [](Office& o) { o.units[5].parent = "meja-kota"; },
         {"inspektorat: E256"}},
        {"under another partner under the office",
         [](Office& o) {
             o.units.push_back(unit("ombudsman", "Ombudsman"));
             o.units[6].kind = "partner";
             o.units[6].parent = "meja-kota";
             o.units[5].backup = "ombudsman";
         },
         {"inspektorat: E256"}},
        {"complaints marked as sensitive come to the officer",
         [](Office& o) { o.sensitive = {"pungli"}; },
         {"khusus: E256"}},
    };
    for (const Row& row : rows) EXPECT_THAT(after(row.change), testing::ElementsAreArray(row.findings)) << row.what;
}

TEST(UnitFindings, SayWhoIsInTheWay) {
    Office office = sound_office();
    office.units[5].backup = "meja-kota";
    ASSERT_EQ(unit_findings(office).size(), 1U);
    EXPECT_EQ(unit_findings(office)[0].sentence,
              "'pungli' comes here, so only a partner may be in the chain, and 'meja-kota' is of kind 'bidang'");
}

TEST(UnitFindings, AllowANameOf24Characters) {
    EXPECT_THAT(after([](Office& o) { o.units[2].name.assign(24, 'a'); }), IsEmpty());
}

}  // namespace
}  // namespace sambung::cases

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
    office.routing =
        Routing::parse(std::string{routing_header} + std::string{rows}, office.units, some_areas()).value();
}

// Danger goes to the team, what is told in confidence to one officer, complaints to the inspectorate, and everything
// else to a desk with office hours.
Office sound_office() {
    Office office;
    office.units = {duty_unit("trc", "rps"),       duty_unit("rps", ""),    unit("meja-kota", "Meja Kota"),
                    duty_unit("khusus", "kepala"), duty_unit("kepala", ""), unit("inspektorat", "Inspektorat")};
    office.units[3].kind = "desk";
    office.units[4].kind = "bidang";
    office.units[5].kind = "partner";
    route_by(office,
             "5,rahasia,*,*,*,*,khusus,\n"
             "10,*,*,P0-P1,*,*,trc,\n"
             "15,pungli,*,*,*,*,inspektorat,\n"
             "999,*,*,*,*,*,meja-kota,\n");
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
        {"no address", [](Office& o) { o.units[0].duty.clear(); }, "trc: E254"},
        {"two addresses on one channel", [](Office& o) { o.units[0].duty[1].channel = "sms"; }, "trc: E254"},
        {"no backup", [](Office& o) { o.units[0].backup.clear(); }, "trc: E254"},
        {"backup sleeps", [](Office& o) { o.units[1].open_24h = false; }, "trc: E254"},
        {"backup cannot be rung", [](Office& o) { o.units[1].duty.clear(); }, "trc: E254"},
    };
    for (const Row& row : rows) EXPECT_THAT(after(row.change), ElementsAre(row.finding)) << row.what;
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
    constexpr std::string_view danger = "10,*,*,P0-P1,*,*,trc,\n";
    struct Row {
        const char* what;
        std::function<void(Office&)> change;
        std::vector<std::string> findings;
    };
    const Row rows[] = {
        {"no row for either",
         [&](Office& o) { route_by(o, std::string{danger} + "999,*,*,*,*,*,meja-kota,\n"); },
         {"meja-kota: E255", "trc: E255", "meja-kota: E256"}},
        {"danger first: a confidence of P0 comes to the team",
         [&](Office& o) {
             route_by(o, std::string{danger} +
                             "12,rahasia,*,*,*,*,khusus,\n15,pungli,*,*,*,*,inspektorat,\n999,*,*,*,*,*,meja-kota,\n");
         },
         {"trc: E255"}},
        {"confidence by day only",
         [&](Office& o) {
             route_by(o, "5,rahasia,*,*,kerja,*,khusus,\n" + std::string{danger} +
                             "12,rahasia,*,*,*,*,khusus,\n15,pungli,*,*,*,*,inspektorat,\n999,*,*,*,*,*,meja-kota,\n");
         },
         {"trc: E255"}},
        {"one place has another way",
         [&](Office& o) {
             route_by(o, "4,rahasia,32.76.06.1002,*,*,*,rps,\n5,rahasia,*,*,*,*,khusus,\n" + std::string{danger} +
                             "15,pungli,*,*,*,*,inspektorat,\n999,*,*,*,*,*,meja-kota,\n");
         },
         {"rps: E254", "rps: E255"}},
        {"backed up by the shelter",
         [](Office& o) {
             o.units[3].backup = "rps";
             o.units[1].kind = "shelter";
         },
         {"khusus: E255"}},
        {"the backup's backup is a Puskesos",
         [](Office& o) {
             o.units[4].backup = "meja-kota";
             o.units[2].kind = "puskesos";
         },
         {"khusus: E255"}},
        {"complaint taken by the team", [](Office& o) { o.units[5].kind = "trc"; }, {"inspektorat: E256"}},
        {"complaint taken by a section", [](Office& o) { o.units[5].kind = "bidang"; }, {"inspektorat: E256"}},
        {"complaint taken by a desk", [](Office& o) { o.units[5].kind = "desk"; }, {"inspektorat: E256"}},
        {"complaint taken by the shelter", [](Office& o) { o.units[5].kind = "shelter"; }, {"inspektorat: E256"}},
        {"complaint taken by a Puskesos", [](Office& o) { o.units[5].kind = "puskesos"; }, {"inspektorat: E256"}},
        {"complaint passed back to the office",
         [](Office& o) { o.units[5].backup = "meja-kota"; },
         {"inspektorat: E256"}},
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

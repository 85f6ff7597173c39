// Who is asked next, and who is told, in the office of the Depok pack.
#include "cases/succession.h"

#include "cases/signs.h"
#include "pack_files.h"

#include <gmock/gmock.h>

namespace sambung::cases {
namespace {

Unit unit(std::string code, std::string backup) {
    const bool sensitive = code == "khusus" || code == "rehsos";
    return {.code = code,
            .name = code,
            .kind = "bidang",
            .backup = std::move(backup),
            .open_24h = true,
            .duty = {{"sms", code == "meja" || code == "linjamsos" ? "+6281200000001" : "+62812" + code}},
            .takes_sensitive = sensitive};
}

// trc -> rps -> rehsos, khusus -> rehsos, lansia -> rehsos, linjamsos -> meja; what no row names goes to meja.
Office office() {
    Office made;
    made.units = {unit("trc", "rps"),       unit("rps", "rehsos"),     unit("rehsos", ""), unit("khusus", "rehsos"),
                  unit("lansia", "rehsos"), unit("linjamsos", "meja"), unit("meja", "")};
    auto routing = Routing::parse("ord,category,area,urgency,hours,kind,unit,note\n999,*,*,*,*,*,meja,all\n",
                                  made.units, made.areas);
    made.routing = routing.value();
    return made;
}

std::string next(std::string_view from, const UnitCodes& tried, Confidence confidence = Confidence::ordinary) {
    const Office made = office();
    const Unit* found = next_unit(made, from, tried, confidence);
    return found == nullptr ? "nobody" : found->code;
}

TEST(Succession, AsksThoseWhoStandInAndThenTheCityDesk) {
    EXPECT_EQ(next("trc", {"trc"}), "rps");
    EXPECT_EQ(next("trc", {"trc", "rps"}), "rehsos");
    EXPECT_EQ(next("trc", {"trc", "rps", "rehsos"}), "meja");
    EXPECT_EQ(next("trc", {"trc", "rps", "rehsos", "meja"}), "nobody") << "then a person must call";
    EXPECT_EQ(next("linjamsos", {"linjamsos"}), "meja");
    EXPECT_EQ(next("gone", {}), "meja") << "a unit that is in the pack no more";
}

TEST(Succession, KeepsWhatWasToldInConfidenceWithItsOwn) {
    EXPECT_EQ(next("khusus", {"khusus"}, Confidence::sensitive), "rehsos");
    EXPECT_EQ(next("khusus", {"khusus", "rehsos"}, Confidence::sensitive), "nobody");
    EXPECT_EQ(next("trc", {"trc"}, Confidence::sensitive), "rehsos") << "past a shelter that takes none";
    const Office made = office();
    EXPECT_EQ(head_of(made, "linjamsos", Confidence::sensitive), nullptr);
    EXPECT_EQ(head_of(made, "khusus", Confidence::sensitive)->code, "rehsos");
}

TEST(Succession, KeepsAComplaintOutsideTheOffice) {
    Office made = office();
    for (const char* code : {"inspektorat", "ombudsman"}) {
        made.units.push_back(unit(code, ""));
        made.units.back().kind = "partner";
    }
    made.units[7].backup = "rehsos";
    EXPECT_EQ(next_unit(made, "inspektorat", {"inspektorat"}, Confidence::complaint), nullptr)
        << "and not the city desk";
    EXPECT_EQ(head_of(made, "inspektorat", Confidence::complaint), nullptr) << "it is about them, perhaps";
    made.units[7].backup = "ombudsman";
    EXPECT_EQ(next_unit(made, "inspektorat", {"inspektorat"}, Confidence::complaint)->code, "ombudsman");
    EXPECT_EQ(head_of(made, "inspektorat", Confidence::complaint)->code, "ombudsman");
    EXPECT_EQ(next_unit(made, "inspektorat", {"inspektorat"}, Confidence::sensitive_complaint), nullptr);
    Report report;
    report.category = "pungli";
    EXPECT_EQ(confidence_of(report, Urgency::p2, made), Confidence::complaint);
    EXPECT_EQ(confidence_of(report, Urgency::p1, made), Confidence::ordinary) << "danger comes first";
    report.restricted = true;
    EXPECT_EQ(confidence_of(report, Urgency::p3, made), Confidence::sensitive_complaint);
}

TEST(Succession, PassesOverWhoIsSuspended) {
    Office made = office();
    made.units[1].suspended = true;
    EXPECT_EQ(next_unit(made, "trc", {"trc"}, Confidence::ordinary)->code, "rehsos");
    made.units[2].suspended = made.units[6].suspended = true;
    EXPECT_EQ(next_unit(made, "trc", {"trc"}, Confidence::ordinary), nullptr) << "then a person must call";
}

TEST(Succession, KnowsTheHead) {
    const Office made = office();
    EXPECT_EQ(head_of(made, "trc", Confidence::ordinary)->code, "rehsos");
    EXPECT_EQ(head_of(made, "rehsos", Confidence::ordinary)->code, "rehsos") << "nobody stands in: its own duty";
    EXPECT_THAT(units_of_the_same_duty(made, "meja"), testing::ElementsAre("meja", "linjamsos"));
    EXPECT_THAT(units_of_the_same_duty(made, "trc"), testing::ElementsAre("trc"));
    EXPECT_EQ(city_desk(made)->code, "meja");
    EXPECT_EQ(city_desk({}), nullptr);
}

TEST(Succession, DoesNotGoRoundInCircles) {
    Office made = office();
    made.units[2].backup = "trc";
    EXPECT_NE(head_of(made, "trc", Confidence::ordinary), nullptr);
    EXPECT_EQ(next_unit(made, "trc", {"trc", "rps", "rehsos"}, Confidence::sensitive), nullptr);
}

std::string signs_of(std::string_view story) {
    std::string out;
    for (const Sign sign : signs_in(story)) out += (out.empty() ? "" : ", ") + std::string{words(sign)};
    return out;
}

TEST(Signs, AreTheFourThatACrewMustKnow) {
    EXPECT_EQ(signs_of("Ada bapak PINGSAN di trotoar"), "tidak sadar");
    EXPECT_EQ(signs_of("luka di kepala, tdk sadar, bawa anak"), "tidak sadar, luka, ada anak");
    EXPECT_EQ(signs_of("orangnya ngamuk bawa golok"), "mengamuk");
    EXPECT_EQ(signs_of("semanak, beranak pinak, lukas"), "") << "only whole words";
    EXPECT_EQ(signs_of("kakek batuk darah tinggi dan kencing manis"), "luka") << "no illness is named";
    EXPECT_EQ(signs_of(""), "");
}

}  // namespace
}  // namespace sambung::cases

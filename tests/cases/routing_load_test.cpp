// What routing does with units that are full, suspended, closed, or must not know.
#include "cases/office.h"
#include "cases/routing_snapshot.h"
#include "small_office.h"

#include <gmock/gmock.h>

#include <functional>

namespace sambung::cases {
namespace {

using enum Urgency;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr std::string_view full_header =
    "ord,category,area,urgency,hours,kind,sensitive,capacity,unit,pick,also_notify,note\n";

// Two sections with room for ten each under one head, a team and a quiet officer by day and night, a desk.
std::vector<Unit> staffed() {
    std::vector<Unit> units = {unit("trc", "TRC"),
                               unit("seksi-1", "Seksi 1"),
                               unit("seksi-2", "Seksi 2"),
                               unit("kepala", "Kepala"),
                               unit("khusus", "Khusus"),
                               unit("puskesos", "Puskesos"),
                               unit("puskesos:32.76.06", "Puskesos Beji"),
                               unit("meja", "Meja Kota")};
    units[0].open_24h = units[3].open_24h = units[4].open_24h = true;
    units[1].capacity = units[2].capacity = 10;
    units[1].backup = "seksi-2";
    units[1].parent = units[2].parent = "kepala";
    units[3].takes_sensitive = units[4].takes_sensitive = true;
    return units;
}

Routing parse_full(std::string_view rows, const std::vector<Unit>& units = staffed()) {
    return Routing::parse(std::string{full_header} + std::string{rows}, units, some_areas()).value();
}

RoutingInput needs(std::string category, Urgency urgency = p3) {
    return {std::move(category), "32.76.06.1001", urgency, Kind::person_in_need, true};
}

constexpr std::string_view last_row = "999,*,*,*,*,*,*,,meja,first,,\n";

TEST(RoutingLoad, PicksAmongSeveralUnitsAsTheRowSays) {
    struct Row {
        const char* what;
        const char* capacity;
        const char* pick;
        std::vector<UnitLoad> loads;
        Urgency urgency;
        const char* unit;
    };
    const Row rows[] = {
        {"first, whatever they have", "", "first", {{"seksi-1", 99}, {"seksi-2", 0}}, p3, "seksi-1"},
        {"the first with room", "<100%", "first", {{"seksi-1", 10}, {"seksi-2", 9}}, p3, "seksi-2"},
        {"one below its capacity has room", "<100%", "first", {{"seksi-1", 9}}, p3, "seksi-1"},
        {"a share of it", "<80%", "first", {{"seksi-1", 8}, {"seksi-2", 7}}, p3, "seksi-2"},
        {"none has room: the next row", "<100%", "first", {{"seksi-1", 10}, {"seksi-2", 11}}, p3, "meja"},
        {"who has least to do", "", "least_loaded", {{"seksi-1", 7}, {"seksi-2", 6}}, p3, "seksi-2"},
        {"a tie goes to the first", "", "least_loaded", {{"seksi-1", 7}, {"seksi-2", 7}}, p3, "seksi-1"},
        {"nothing is known: nothing is open", "", "least_loaded", {{"seksi-1", 1}}, p3, "seksi-2"},
        {"as the capacity was then", "", "least_loaded", {{"seksi-1", 7, 0, 100}, {"seksi-2", 6}}, p3, "seksi-1"},
        {"whose turn is longest ago", "", "round_robin", {{"seksi-1", 0, 12}, {"seksi-2", 9, 11}}, p3, "seksi-2"},
        {"whoever never had one", "", "round_robin", {{"seksi-1", 0, 1}}, p3, "seksi-2"},
        {"a full one loses its turn", "<100%", "round_robin", {{"seksi-1", 0, 12}, {"seksi-2", 10, 11}}, p3, "seksi-1"},
        {"danger comes to the full too", "<100%", "first", {{"seksi-1", 50}, {"seksi-2", 0}}, p1, "seksi-1"},
    };
    for (const Row& row : rows) {
        RoutingInput input = needs("lansia", row.urgency);
        input.loads = row.loads;
        const Routing routing = parse_full("50,lansia,*,*,*,*,0," + std::string{row.capacity} + ",seksi-1|seksi-2," +
                                           row.pick + ",,\n" + std::string{last_row});
        EXPECT_EQ(routing.route(input).unit, row.unit) << row.what;
        EXPECT_EQ(routing.place(input).unit, row.unit) << row.what;
    }
}

TEST(RoutingLoad, SaysHowFullEachWas) {
    RoutingInput input = needs("lansia");
    input.loads = {{"seksi-1", 41, 7, 40}, {"seksi-2", 3, 6}, {"meja", 5, 5}};
    const Decision decision =
        parse_full("50,lansia,*,*,*,*,0,<100%,seksi-1|seksi-2,least_loaded,,\n" + std::string{last_row}).route(input);
    EXPECT_EQ(decision.why, "Aturan 50: lansia, tidak terbatas: Seksi 1 penuh (41/40), dipilih Seksi 2 (3/10).");
    EXPECT_THAT(decision.trace, HasSubstr(R"({"ord":50,"yes":true,"candidates":[)"
                                          R"({"unit":"seksi-1","load":41,"cap":40,"skip":"capacity"},)"
                                          R"({"unit":"seksi-2","load":3,"cap":10}]})"));
    EXPECT_THAT(decision.input,
                HasSubstr(R"("loads":[{"unit":"seksi-1","open":41,"cap":40,"last":7,"suspended":false},)"
                          R"({"unit":"seksi-2","open":3,"cap":10,"last":6,"suspended":false}]})"))
        << "the desk was not looked at";
}

TEST(RoutingLoad, KeepsTheFullUnitsOfARowThatWasPassedOver) {
    RoutingInput input = needs("lansia");
    input.loads = {{"seksi-1", 10}};
    const Decision decision =
        parse_full("50,lansia,*,*,*,*,0,<100%,seksi-1,first,,\n" + std::string{last_row}).route(input);
    EXPECT_EQ(decision.rule, 999);
    EXPECT_THAT(decision.trace, HasSubstr(R"({"ord":50,"no":"capacity","candidates":[{"unit":"seksi-1","load":10,)"));
    EXPECT_THAT(decision.input, HasSubstr(R"({"unit":"seksi-1","open":10,"cap":10,)"));
}

TEST(RoutingLoad, WatchesOnlyUnitsThatTheCaseCanComeTo) {
    std::vector<Unit> units = staffed();
    units[7].suspended = true;
    const Routing routing = parse_full(
        "10,lansia,*,*,*,*,*,,trc|khusus,round_robin,,\n"
        "20,anak,*,*,*,*,*,<90%,puskesos:{kecamatan},first,trc,\n"
        "30,anak,*,*,*,*,*,,seksi-1|kepala,first,,\n"
        "40,pangan,*,*,*,*,*,,kepala,least_loaded,,\n" +
            std::string{last_row},
        units);
    EXPECT_THAT(routing.watched(needs("lansia")), ElementsAre("trc", "khusus"));
    EXPECT_THAT(routing.watched(needs("anak")), ElementsAre("puskesos:32.76.06", "seksi-1"))
        << "the one Puskesos of its area, and a section with a capacity behind it";
    EXPECT_THAT(routing.watched(needs("anak", p1)), ElementsAre("puskesos:32.76.06"))
        << "nobody in danger is passed on";
    EXPECT_THAT(routing.watched(needs("pangan")), IsEmpty());
    EXPECT_THAT(routing.watched(needs("data")), ElementsAre("meja")) << "suspended";
}

TEST(RoutingLoad, KeepsWhatUnitsWithACapacityHadToDoAlsoWhereNoRowAsked) {
    RoutingInput input = needs("lansia");
    input.loads = {{"seksi-1", 7, 3}};
    const Decision decision = parse_full("50,lansia,*,*,*,*,0,,seksi-1,first,,\n" + std::string{last_row}).route(input);
    EXPECT_THAT(decision.input,
                HasSubstr(R"("loads":[{"unit":"seksi-1","open":7,"cap":10,"last":3,"suspended":false}]})"));
    EXPECT_EQ(decision.why, "Aturan 50: lansia, tidak terbatas ke Seksi 1.");
}

TEST(RoutingLoad, SaysWhenItDecidedByALoadThatItDoesNotKnow) {
    const Routing routing = parse_full("50,lansia,*,*,*,*,0,<100%,seksi-1|seksi-2,first,,\n" + std::string{last_row});
    RoutingInput input = needs("lansia");
    EXPECT_TRUE(routing.place(input).guessed);
    input.loads = {{"seksi-1", 10}};
    EXPECT_TRUE(routing.place(input).guessed);
    input.loads = {{"seksi-1", 10}, {"seksi-2", 10}};
    EXPECT_FALSE(routing.place(input).guessed);
    EXPECT_FALSE(routing.place(needs("data")).guessed);
}

// A desk of the office above, behind and at the end of the table; the inspectorate may have a partner behind it.
TEST(RoutingFallback, LeavesAComplaintWithNobodyOfTheOffice) {
    struct Row {
        const char* what;
        const char* capacity;
        std::function<void(std::vector<Unit>&)> change;
        Urgency urgency;
        const char* unit;
    };
    const Row rows[] = {
        {"everybody is there", "", [](std::vector<Unit>&) {}, p3, "inspektorat"},
        {"suspended", "", [](std::vector<Unit>& u) { u[8].suspended = true; }, p3, "inspektorat"},
        {"suspended, P2", "", [](std::vector<Unit>& u) { u[8].suspended = true; }, p2, "inspektorat"},
        {"suspended, under the office", "",
         [](std::vector<Unit>& u) {
             u[8].suspended = true;
             u[8].backup = u[8].parent = "kepala";
         },
         p3, "inspektorat"},
        {"suspended, with a partner above", "",
         [](std::vector<Unit>& u) {
             u[8].suspended = true;
             u[8].parent = "ombudsman";
         },
         p3, "ombudsman"},
        {"full", "<100%", [](std::vector<Unit>& u) { u[8].capacity = 1; }, p3, "inspektorat"},
        {"danger comes to the team", "", [](std::vector<Unit>&) {}, p1, "trc"},
    };
    for (const Row& row : rows) {
        std::vector<Unit> units = staffed();
        for (const char* code : {"inspektorat", "ombudsman"}) {
            units.push_back(unit(code, code));
            units.back().kind = "partner";
        }
        row.change(units);
        const Routing routing =
            parse_full("10,*,*,P0-P1,*,*,*,,trc,first,,\n15,pungli,*,*,*,*,*," + std::string{row.capacity} +
                           ",inspektorat,first,meja|ombudsman,\n" + std::string{last_row},
                       units);
        RoutingInput input = needs("pungli", row.urgency);
        input.loads = {{"inspektorat", 5}};
        const Decision decision = routing.route(input);
        EXPECT_EQ(decision.unit, row.unit) << row.what;
        EXPECT_THAT(decision.also_notify, testing::Not(testing::Contains("meja"))) << row.what;
    }
}

TEST(RoutingLoad, FindsTheUnitOfAKecamatan) {
    const Routing routing = parse_full("10,*,*,*,*,*,0,,puskesos:{kecamatan},first,,\n" + std::string{last_row});
    const auto unit_in = [&](std::string area) {
        RoutingInput input = needs("data");
        input.area = std::move(area);
        return routing.route(input).unit;
    };
    EXPECT_EQ(unit_in("32.76.06.1001"), "puskesos:32.76.06");
    EXPECT_EQ(unit_in("32.76.06"), "puskesos:32.76.06");
    EXPECT_EQ(unit_in("32.76.05.1001"), "puskesos");
    EXPECT_EQ(unit_in("32.76"), "puskesos");
}

TEST(RoutingFallback, GoesToWhoeverStandsIn) {
    struct Row {
        const char* what;
        std::vector<const char*> suspended;
        const char* unit;
        const char* as;
    };
    const Row rows[] = {
        {"nobody is away", {}, "seksi-1", ""},
        {"the backup", {"seksi-1"}, "seksi-2", "backup"},
        {"the backup is away too: the unit above", {"seksi-1", "seksi-2"}, "kepala", "parent"},
        {"that one too: the unit of the last row", {"seksi-1", "seksi-2", "kepala"}, "meja", "last_row"},
        {"all of them: it stays, so that it has an owner", {"seksi-1", "seksi-2", "kepala", "meja"}, "seksi-1", ""},
    };
    for (const Row& row : rows) {
        std::vector<Unit> units = staffed();
        for (const char* away : row.suspended) std::ranges::find(units, away, &Unit::code)->suspended = true;
        const Decision decision =
            parse_full("50,lansia,*,*,*,*,0,,seksi-1,first,,\n" + std::string{last_row}, units).route(needs("lansia"));
        EXPECT_EQ(decision.unit, row.unit) << row.what;
        EXPECT_EQ(decision.rule, 50) << row.what;
        if (*row.as == '\0')
            EXPECT_EQ(decision.fallback, "") << row.what;
        else
            EXPECT_EQ(decision.fallback, R"({"unit":"seksi-1","no":"suspended","to":")" + std::string{row.unit} +
                                             R"(","as":")" + row.as + R"("})");
    }
}

TEST(RoutingFallback, IsToldInTheSentence) {
    std::vector<Unit> units = staffed();
    units[1].suspended = true;
    const Decision decision =
        parse_full("50,lansia,*,*,*,*,*,,seksi-1,first,,\n" + std::string{last_row}, units).route(needs("lansia"));
    EXPECT_EQ(decision.why, "Aturan 50: lansia: Seksi 1 tidak bertugas, dipilih Seksi 2 (penggantinya).");
}

TEST(RoutingFallback, LetsPlannedCasesWaitForTheMorningButNoDanger) {
    std::vector<Unit> units = staffed();
    units[2].backup = "trc";
    const Routing routing = parse_full("50,lansia,*,*,*,*,*,,seksi-1,first,,\n" + std::string{last_row}, units);
    for (const Urgency urgency : {p2, p3, p4}) {
        RoutingInput input = needs("lansia", urgency);
        input.open = false;
        EXPECT_EQ(routing.route(input).unit, "seksi-1") << name(urgency);
    }
    for (const Urgency urgency : {p0, p1}) {
        RoutingInput input = needs("lansia", urgency);
        EXPECT_EQ(routing.route(input).unit, "seksi-1") << "by day";
        input.open = false;
        EXPECT_EQ(routing.route(input).unit, "trc") << "the backup's backup is awake";
        EXPECT_EQ(routing.route(input).fallback, R"({"unit":"seksi-1","no":"closed","to":"trc","as":"backup"})");
    }
}

TEST(RoutingFallback, RingsAClosedUnitRatherThanNone) {
    std::vector<Unit> units = staffed();
    for (Unit& one : units) one.open_24h = false;
    RoutingInput input = needs("lansia", p0);
    input.open = false;
    EXPECT_EQ(parse_full("50,lansia,*,*,*,*,*,,seksi-1,first,,\n" + std::string{last_row}, units).route(input).unit,
              "seksi-1");
}

TEST(RoutingFallback, DoesNotRunInCircles) {
    std::vector<Unit> units = staffed();
    for (Unit& one : units) {
        one.suspended = true;
        one.backup = one.parent = "seksi-1";
    }
    EXPECT_EQ(
        parse_full("50,lansia,*,*,*,*,*,,seksi-2,first,,\n" + std::string{last_row}, units).route(needs("lansia")).unit,
        "seksi-2");
}

TEST(RoutingSensitive, NeverLeavesTheUnitsThatTakeIt) {
    struct Row {
        const char* what;
        const char* rows;
        std::function<void(std::vector<Unit>&)> change;
        const char* unit;
    };
    const auto as_is = [](std::vector<Unit>&) {};
    const Row rows[] = {
        {"its own row", "5,*,*,*,*,*,1,,khusus,first,seksi-1|kepala,\n", as_is, "khusus"},
        {"a row that forgot about it", "50,lansia,*,*,*,*,*,,seksi-1,first,trc,\n70,*,*,*,*,*,1,,khusus,first,,\n",
         as_is, "kepala"},
        {"one that would go to the last row",
         "50,anak,*,*,*,*,*,,seksi-1,first,,\n70,pangan,*,*,*,*,1,,khusus,first,,\n", as_is, "khusus"},
        {"its unit is away", "5,*,*,*,*,*,1,,khusus,first,,\n",
         [](std::vector<Unit>& units) {
             units[4].suspended = true;
             units[4].backup = "trc";
         },
         "kepala"},
        {"all who take it are away: it waits for its own", "5,*,*,*,*,*,1,,khusus,first,,\n",
         [](std::vector<Unit>& units) { units[3].suspended = units[4].suspended = true; }, "khusus"},
    };
    for (const Row& row : rows) {
        std::vector<Unit> units = staffed();
        row.change(units);
        RoutingInput input = needs("lansia");
        input.sensitive = true;
        const Decision decision = parse_full(std::string{row.rows} + std::string{last_row}, units).route(input);
        EXPECT_EQ(decision.unit, row.unit) << row.what;
        for (const std::string& copy : decision.also_notify) EXPECT_EQ(copy, "kepala") << row.what;
    }
}

TEST(RoutingSensitive, IsWhatIsToldInConfidenceEvenUnmarked) {
    const Routing routing = parse_full("5,*,*,*,*,*,1,,khusus,first,,\n" + std::string{last_row});
    EXPECT_EQ(routing.route(needs("rahasia")).unit, "khusus");
    EXPECT_EQ(routing.place(needs("rahasia")).unit, "khusus");
    EXPECT_EQ(routing.route(needs("lansia")).unit, "meja");
}

TEST(RoutingCopies, GoToUnitsThatAreThereAndDoNotOwnTheCase) {
    std::vector<Unit> units = staffed();
    units[2].suspended = true;
    const Decision decision =
        parse_full("10,lansia,*,*,*,*,*,,trc,first,seksi-1|trc|seksi-2|puskesos:{kecamatan},\n" + std::string{last_row},
                   units)
            .route(needs("lansia"));
    EXPECT_THAT(decision.also_notify, ElementsAre("seksi-1", "puskesos:32.76.06"));
}

TEST(RoutingSnapshot, DecidesAgainAsItDidThen) {
    RoutingInput input = needs("a\"b\\c\n\x01", p2);
    input.sensitive = true;
    input.open = false;
    input.loads = {{"seksi-1", 41, 7, 40, false}, {"seksi-2", 3, 6}};
    EXPECT_EQ(snapshot_of(input_from(snapshot_of(input)).value()), snapshot_of(input));

    std::vector<Unit> units = staffed();
    const std::string rows = "50,lansia,*,*,*,*,0,<100%,seksi-1|seksi-2,round_robin,,\n" + std::string{last_row};
    RoutingInput then = needs("lansia");
    then.loads = {{"seksi-1", 10, 1}, {"seksi-2", 9, 2}};
    const Decision decision = parse_full(rows, units).route(then);
    units[1].capacity = 1000;
    units[2].suspended = true;
    const Decision again = parse_full(rows, units).route(input_from(decision.input).value());
    EXPECT_EQ(again.unit, decision.unit);
    EXPECT_EQ(again.input, decision.input);
    EXPECT_EQ(again.why, decision.why);
}

TEST(RoutingSnapshot, ReadsRecordsFromBeforeSensitivity) {
    const auto old = [](std::string category) {
        return input_from(R"({"category":")" + category +
                          R"(","area":"32.76","urgency":"P1","kind":"lapor","open":true})")
            .value();
    };
    EXPECT_TRUE(old("rahasia").sensitive);
    EXPECT_FALSE(old("lansia").sensitive);
    EXPECT_EQ(old("lansia").area, "32.76");
    EXPECT_EQ(old("lansia").urgency, p1);
}

TEST(RoutingSnapshot, RefusesWhatItDidNotWrite) {
    const std::string sound = snapshot_of(needs("lansia"));
    for (std::size_t length = 0; length < sound.size(); ++length) EXPECT_FALSE(input_from(sound.substr(0, length)));
    for (const char* other : {"{}", "[]", "null", R"({"urgency":"P9","kind":"lapor"})", R"({"urgency":"P1"})",
                              R"({"urgency":"P1","kind":"lapor","more":1})", R"({"urgency":"P1","kind":"lapor"}x)",
                              R"({"urgency":"P1","kind":"lapor","open":maybe})"})
        EXPECT_FALSE(input_from(other)) << other;
}

}  // namespace
}  // namespace sambung::cases

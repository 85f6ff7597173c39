// One city's office as data: units, routing table, calendar, areas. It decides which unit owns a case, and says why.
#pragma once

#include "cases/beds.h"
#include "cases/calendar.h"
#include "cases/report.h"
#include "cases/shifts.h"
#include "model/area.h"
#include "model/time.h"
#include "model/urgency.h"

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

struct Unit {
    std::string code;    // "trc"
    std::string name;    // "TRC Joss Gandos": citizens see it, so GSM-7 and at most 24 septets
    std::string kind;    // bidang, trc, shelter, puskesos, desk, partner, verifier
    std::string backup;  // code of the unit that stands in; may be empty
    bool open_24h = false;
    std::vector<DutyAddress> duty;
    std::string parent = {};           // code of the unit above; may be empty
    std::optional<int> capacity = {};  // open cases that it can look after; none: never full
    bool takes_sensitive = false;
    bool suspended = false;                  // gets nothing new: its backup does
    std::optional<Roster> shifts = {};       // of a unit that is open round the clock; none: nobody says SIAP
    std::vector<std::string> officers = {};  // E.164 of those who may answer for it too, but are not rung
};

// The inspectorate and others who do not answer to the office.
[[nodiscard]] bool outside_the_office(const Unit& unit);

// What varies from moment to moment.
struct UnitLoad {
    std::string unit;                    // code
    int open = 0;                        // cases that it has and somebody still works on
    std::int64_t last = 0;               // when it was last given one, counted in decisions; 0: never
    std::optional<int> capacity = {};    // as it was then; none: as units.yaml says
    std::optional<bool> suspended = {};  // likewise
};

// What routing looks at: a closed list, kept with the decision.
struct RoutingInput {
    std::string category;
    std::string area;
    Urgency urgency = Urgency::p3;
    Kind kind = Kind::person_in_need;
    bool open = true;                  // is the office open now?
    bool sensitive = false;            // restricted, or of a category that the office marks
    std::vector<UnitLoad> loads = {};  // at least of Routing::watched(*this); a unit that is not there has nothing open
};

struct Decision {
    std::string unit;  // code
    int rule = 0;      // its `ord`
    // JSON, and enough to decide again: {"category":"lansia","area":"32.76.06","urgency":"P2","kind":"lapor",
    // "open":true,"sensitive":false}, and "loads" of the units whose load or state was looked at.
    std::string input;
    std::string trace;  // JSON, a row looked at each: [{"ord":10,"no":"urgency"},{"ord":40,"yes":true}]
    std::string why;    // one Indonesian sentence: "Aturan 10: bahaya (P0) ke TRC Joss Gandos."
    std::vector<std::string> also_notify = {};  // codes of units that get a copy and no duty
    // JSON if the row's own unit could not have it: {"unit":"lansia","no":"suspended","to":"rehsos","as":"backup"}
    std::string fallback = {};
};

// Who would get a case, without the reasons; views into the Routing.
struct Placement {
    std::string_view unit;
    int rule = 0;
    bool last_row = false;  // no other row took it
    bool leaks = false;     // sensitive, and its owner or a unit with a copy does not take such cases
    bool guessed = false;   // a row looked at the load of a unit, and the input does not hold it
};

// A row as the office wrote it.
struct RoutingRow {
    int ord = 0;
    std::string category;  // "*" any, else words joined by '|'
    std::string area;      // "*" any, else a code: that area and all in it
    std::string urgency;   // "*" any, "P0", or a range "P0-P1"
    std::string hours;     // "*" any, "kerja" office open, "luar" closed
    std::string kind;      // "*" any, else "lapor", "bantuan", "telepon" joined by '|'
    std::string unit;      // units' codes joined by '|'; "puskesos:{kelurahan}" see below
    std::string note;      // for people; decides nothing
    int line = 0;
    std::string sensitive = "*";   // "*" any, "1" sensitive, "0" not
    std::string capacity = {};     // empty: full units too; "<100%": only units with less of their capacity open
    std::string pick = "first";    // or "least_loaded", "round_robin": among several units
    std::string also_notify = {};  // units' codes joined by '|'
};

struct RoutingTable;

// First match wins. Immutable, cheap to copy; any thread.
//
// A unit cell "puskesos:{kelurahan}" means the unit "puskesos:32.76.06.1001" if the case lies in that kelurahan and
// there is such a unit, else "puskesos", which must exist; "tksk:{kecamatan}" likewise with the kecamatan.
//
// A unit that is suspended is passed over, and so is one that is closed where danger (P0, P1) is concerned, and one
// that is full where the row says so and nobody is in danger. A row whose units are all full does not match. If none
// of its units can have the case, it goes to a backup, else to the unit above, else to the unit of the last row.
// A sensitive case goes to units that take such cases and to no others, be it as owner or for a copy. Nobody of the
// office stands in for those who have a complaint about it, or gets a copy: then it stays with a unit that cannot have
// it.
class Routing {
 public:
    Routing();  // no rows: route() then names no unit; what an Office holds before it is given its own

    // CSV (RFC 4180, UTF-8) with the header `ord,category,area,urgency,hours,kind,sensitive,capacity,unit,pick,
    // also_notify,note`, of which sensitive, capacity, pick and also_notify may be left out; lines that begin with '#'
    // are notices. All findings at once, in order of place, as "routing.csv:LINE:COL: CODE: sentence": E201 broken
    // quotes, E202 header, E203 number of cells, E204 ord not a number or not rising, E205 category, E206 area, E207
    // urgency, E208 hours, E209 kind, E210 unit, E211 a row that can never match, E212 no last row that takes
    // everything to one unit, E213 sensitive, E214 capacity, E215 pick, E216 also_notify.
    [[nodiscard]] static std::expected<Routing, std::vector<std::string>> parse(std::string_view csv,
                                                                                const std::vector<Unit>& units,
                                                                                const AreaTree& areas);

    [[nodiscard]] Decision route(const RoutingInput& input) const;   // never fails: the last row takes everything
    [[nodiscard]] Placement place(const RoutingInput& input) const;  // the same decision in well under a microsecond
    // Codes of the units whose load counts for this case: those that the rows which can have it mean in its area, if
    // the row looks at their load, they have a capacity, or they are suspended. Few, whatever the size of the table.
    [[nodiscard]] std::vector<std::string> watched(const RoutingInput& input) const;
    [[nodiscard]] std::vector<RoutingRow> rows() const;
    [[nodiscard]] const std::string& csv() const;  // what it was read from
    // True if a case of this urgency can come to that unit.
    [[nodiscard]] bool reaches(std::string_view unit, Urgency urgency) const;
    // `ord` of the first row that brings that unit a sensitive case or a copy of one; none: no row does.
    [[nodiscard]] std::optional<int> brings_sensitive(std::string_view unit) const;

 private:
    explicit Routing(std::shared_ptr<const RoutingTable> table);
    std::shared_ptr<const RoutingTable> table_;
};

// Immutable; any thread.
struct Office {
    std::string city;  // "Depok"
    AreaTree areas;
    std::vector<Unit> units;
    Routing routing;
    Calendar calendar;
    std::vector<std::string> sensitive = {};  // categories, beside `rahasia`, whose cases only some units may have
    std::vector<House> houses = {};           // shelters that keep a register
    std::int64_t rule_set = 0;                // version of the rule set that `routing` is; 0: it was never kept

    [[nodiscard]] const Unit* unit(std::string_view code) const;  // nullptr if unknown
    [[nodiscard]] bool is_sensitive(const Report& report) const;
    [[nodiscard]] Urgency urgency_of(const Report& report, TimePoint now) const;  // triage(), at that hour here
    [[nodiscard]] RoutingInput input_of(const Report& report, Urgency urgency, TimePoint now) const;
};

// One thing wrong with a unit; the reader of units.yaml knows where it stands.
struct UnitFinding {
    std::string unit;  // code
    std::string code;
    std::string sentence;
};

// What must hold before an office may take reports, in the order of its units:
//   E251 a code that is empty or used twice, or an unknown kind
//   E252 a name that is empty or does not fit a citizen's screen
//   E253 a backup that is unknown, or that leads back to the unit
//   E254 a unit that P0 or P1 can reach, without duty round the clock, two addresses on two channels, a phone, or a
//        backup that is on duty round the clock too and not suspended
//   E255 what is told in confidence (category `rahasia`) comes, at any hour and urgency, to a unit that is not on duty
//        round the clock, or to a team, a shelter or a Puskesos, or is passed on to one of those as a backup
//   E256 a complaint that somebody asked for money (category `pungli`) comes to a unit of the office, or to one that
//        has such a unit as backup or above it, when only a `partner` (the inspectorate) stands outside it. Danger (P0,
//        P1) still goes to the duty team.
//   E257 a unit without duty, or with office hours in an office that never opens: nobody would hear of its cases
//   E258 a parent that is unknown, or that leads back to the unit
//   E259 a sensitive case, or a copy of one, comes to a unit that does not take such cases, by a row or as a backup
//   E261 shifts of a unit that is not on duty round the clock
[[nodiscard]] std::vector<UnitFinding> unit_findings(const Office& office);

}  // namespace sambung::cases

// One city's office as data: units, routing table, calendar, areas. It decides which unit owns a case, and says why.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cases/calendar.h"
#include "cases/report.h"
#include "model/area.h"
#include "model/error.h"
#include "model/time.h"
#include "model/urgency.h"

namespace sambung::cases {

// Where a duty officer is rung. A P0 goes to two different channels.
struct DutyAddress {
    std::string channel;  // id of a configured channel: "sms", "wa"
    std::string address;  // E.164
};

struct Unit {
    std::string code;     // "trc"
    std::string name;     // "TRC Joss Gandos": citizens see it
    std::string kind;     // bidang, trc, shelter, puskesos, desk, partner
    std::string backup;   // code of the unit that stands in; may be empty
    bool open_24h = false;
    std::vector<DutyAddress> duty;
};

// What routing looks at: a closed list, kept with the decision.
struct RoutingInput {
    std::string category;
    std::string area;
    Urgency urgency = Urgency::p3;
    Kind kind = Kind::person_in_need;
    bool open = true;  // is the office open now?
};

struct Decision {
    std::string unit;
    int rule = 0;       // its `ord`
    std::string input;  // JSON snapshot
    std::string trace;  // JSON: each row looked at and what spoke against it
    std::string why;    // one Indonesian sentence
};

struct RoutingRow {
    int ord = 0;
    std::string category, area, urgency, hours, kind;  // "*" any; category and kind may list with '|'; urgency may be a range "P0-P1"
    std::string unit;
    int line = 0;
};

// First match wins. Immutable; any thread.
class Routing {
  public:
    // CSV with the header `ord,category,area,urgency,hours,kind,unit,note`. All findings at once, as "routing.csv:LINE:COL: sentence":
    // unknown unit, area, urgency or hour class; order not rising; a row that can never match; no unconditional last row.
    [[nodiscard]] static std::expected<Routing, std::vector<std::string>> parse(std::string_view csv, const std::vector<Unit>& units, const AreaTree& areas);
    [[nodiscard]] Decision route(const RoutingInput& input) const;  // never fails: the last row takes everything

  private:
    std::vector<RoutingRow> rows_;
    std::vector<Unit> units_;  // for names
};

// Immutable; any thread.
struct Office {
    std::string city;       // "Depok"
    AreaTree areas;
    std::vector<Unit> units;
    Routing routing;
    Calendar calendar;

    [[nodiscard]] const Unit* unit(std::string_view code) const;  // nullptr if unknown
    [[nodiscard]] RoutingInput input_of(const Report& report, Urgency urgency, TimePoint now) const;
};

}  // namespace sambung::cases

// What a unit's own program is told, as CloudEvents 1.0 (cloudevents.io) in JSON. The same least data as in the words:
// need, place and urgency, of what was told in confidence only ticket and urgency, never who reported. Whoever has
// accepted asks the partner API for the rest.
#pragma once

#include "announcements.h"
#include "store/referrals.h"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace sambung::gateway {

struct UnitEvent {
    std::string_view type;  // "sent", behind "id.sambung.referral."
    std::string unit;       // code: who is told
    int task = 0;           // of that unit; 0: it has none
    Ticket ticket;
    Urgency urgency = Urgency::p3;
    std::optional<cases::Report> report = {};  // none: nothing but the ticket is told
    bool restricted = false;
    std::optional<TimePoint> ack_due = {};
    std::string about_unit = {};  // code of another unit that it is about
    std::string needs = {};       // "POLISI", "119"
};

[[nodiscard]] UnitEvent unit_event(const store::ToUnit& tiding);

// `id`: of the message that carries it, so that a repeat has the same.
[[nodiscard]] std::string cloud_event(const Announcer& announcer, const UnitEvent& event, const Key128& id,
                                      std::string_view source, TimePoint now);

// What may be told of the need and the place, as members of a JSON object; the partner API says the same.
struct ToldNeed {
    std::string category, need, area, area_name, place;  // empty: not told
};
[[nodiscard]] ToldNeed told_need(const Announcer& announcer, const cases::Report& report, bool restricted);
void add_need(boost::json::object& object, const ToldNeed& told);  // what is told of it

}  // namespace sambung::gateway

#include "unit_events.h"

#include "slots.h"
#include "times.h"

#include <boost/json.hpp>

namespace sambung::gateway {

namespace json = boost::json;
using What = store::ToUnit::What;

namespace {

std::string_view type_of(What what) {
    switch (what) {
        case What::asked:
        case What::stands_in:
        case What::desk:
            return "sent";
        case What::reminded:
            return "reminded";
        case What::head:
            return "unanswered";
        case What::put_off:
            return "put_off";
        case What::relieved:
        case What::joined:
            return "withdrawn";
        case What::copied:
        case What::first_eyes:
            return "copied";
        case What::added:
            return "added";
        case What::burst:
            return "burst";
        case What::called_for:
            return "help_needed";
    }
    return "sent";
}

void add(json::object& object, std::string_view name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

}  // namespace

UnitEvent unit_event(const store::ToUnit& tiding) {
    UnitEvent out{.type = type_of(tiding.what),
                  .unit = tiding.unit,
                  .task = tiding.task,
                  .ticket = tiding.about.ticket,
                  .urgency = tiding.about.urgency,
                  .restricted = tiding.about.report.restricted,
                  .about_unit = tiding.silent,
                  .needs = tiding.what == What::called_for ? tiding.note : std::string{}};
    const bool over = tiding.what == What::relieved || tiding.what == What::joined;
    if (!over && tiding.what != What::head && tiding.what != What::put_off) out.report = tiding.about.report;
    if (tiding.what != What::copied && !over && tiding.task != 0) out.ack_due = tiding.due;
    return out;
}

ToldNeed told_need(const Announcer& announcer, const cases::Report& report, bool restricted) {
    ToldNeed out;
    if (!restricted && !report.category.empty()) {
        out.category = report.category;
        out.need = dialogs::notice(*announcer.flows, Language::id, "category." + report.category, {});
    }
    if (restricted && slot(report.intake, "visit") != "yes") return out;
    out.area = report.area;
    if (const Area* area = announcer.office->areas.find(report.area)) out.area_name = area->name;
    out.place = report.place;
    return out;
}

void add_need(json::object& object, const ToldNeed& told) {
    add(object, "category", told.category);
    add(object, "need", told.need);
    add(object, "area", told.area);
    add(object, "area_name", told.area_name);
    add(object, "place", told.place);
}

std::string cloud_event(const Announcer& announcer, const UnitEvent& event, const Key128& id, std::string_view source,
                        TimePoint now) {
    json::object data{{"ticket", event.ticket.digits()}, {"unit", event.unit}, {"urgency", name(event.urgency)}};
    if (event.task != 0) {
        data["task"] = cases::task_name(event.task);
        data["url"] = "/api/v1/referrals/" + cases::task_name(event.task);
    }
    if (event.restricted) data["confidential"] = true;
    if (event.report) add_need(data, told_need(announcer, *event.report, event.restricted));
    if (event.ack_due) data["ack_due_at"] = iso(*event.ack_due);
    add(data, "about_unit", event.about_unit);
    add(data, "needs", event.needs);
    const json::object out{{"specversion", "1.0"},
                           {"id", id.hex()},
                           {"source", source.empty() ? std::string_view{"sambung"} : source},
                           {"type", "id.sambung.referral." + std::string{event.type}},
                           {"time", iso(now)},
                           {"subject", event.ticket.digits()},
                           {"datacontenttype", "application/json"},
                           {"data", std::move(data)}};
    return json::serialize(out);
}

}  // namespace sambung::gateway

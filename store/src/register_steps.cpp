#include "register_steps.h"

#include "events.h"
#include "outbox.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

using cases::Found;
using cases::NoStep;
using cases::Room;
using cases::Stage;

bool has_bed(Stage stage) { return stage == Stage::sheltered || stage == Stage::assessed; }

// Grown up, and in the family room of the same house.
bool is_guardian(const Registry& registry, const RegisterRow& child, std::int64_t guardian) {
    if (guardian == 0 || guardian == child.id) return false;
    const std::optional<Person> one = person_in_register(registry, guardian);
    if (!one || one->row.unit != child.unit || one->row.room != Room::family) return false;
    return !cases::is_child({.age = one->known.age, .looks_a_child = one->known.looks_a_child});
}

void note(const Registry& registry, const Person& person, Stage from, const Taken& by) {
    Meta meta;
    meta.add("entry", person.row.id)
        .add("from", cases::name(from))
        .add("to", cases::name(person.row.stage))
        .add("hand", cases::name(by.hand))
        .add("unit", person.row.unit);
    if (by.reason) meta.add("reason", cases::name(*by.reason));
    append_event(registry.clerk, {"register.step", "unit", person.row.case_id, meta.json()});
}

// The case was there for this person alone.
void close_own_case(const Registry& registry, const Person& person) {
    const bool over = person.row.stage > Stage::assessed && person.row.stage != Stage::health_care;
    if (!over || !person.row.own_case || !cases::is_open(person.about.status)) return;
    set_status(registry.clerk, person.about, cases::Status::closed);
    append_event(registry.clerk,
                 {"case.closed", "unit", person.row.case_id,
                  Meta{}.add("from", cases::name(person.about.status)).add("entry", person.row.id).json()});
}

// Children whose guardian is gone, wherever to: they sleep among strangers until somebody acts.
void tell_of_wards(const Registry& registry, const Person& person, const std::vector<std::int64_t>& wards) {
    const House* house = registry.house(person.row.unit);
    if (wards.empty() || house == nullptr) return;
    append_event(registry.clerk, {"register.child_alone", "system", person.row.case_id,
                                  Meta{}.add("entry", wards.front()).add("unit", person.row.unit).json()});
    for (const std::string& unit : {person.row.unit, house->peksos})
        registry.tell({.what = RegisterNews::What::child_alone,
                       .unit = unit,
                       .shelter = person.row.unit,
                       .numbers = wards,
                       .now = registry.clerk.now});
}

void settle(const Registry& registry, Person& person, Stage to, const Taken& by) {
    const std::vector<std::int64_t> wards = wards_of(registry.clerk.sql, person.row.id);
    const bool leaves = person.row.room && !has_bed(to);
    const Stage from = std::exchange(person.row.stage, to);
    person.row.changed = registry.clerk.now;
    if (!has_bed(to)) {
        person.row.room.reset();
        person.row.bed = 0;
        person.row.guardian.reset();
        person.row.stay_due.reset();
    }
    if (to > Stage::assessed && to != Stage::health_care) person.row.details_due.reset();
    person.row.follow_up = to == Stage::conditional ? by.follow_up : std::nullopt;
    update_register(registry.clerk, person.row);
    note(registry, person, from, by);
    close_own_case(registry, person);
    if (leaves) tell_of_wards(registry, person, wards);
}

}  // namespace

const House* Registry::house(std::string_view unit) const {
    const auto one = std::ranges::find_if(houses, [&](const House& each) { return each.shelter.unit == unit; });
    return one == houses.end() ? nullptr : &*one;
}

std::size_t Registry::tell(const RegisterNews& news) const {
    if (!voice.tell) return 0;
    const std::vector<NewOutbound> messages = voice.tell(news);
    enqueue_outbound(clerk, messages);
    return messages.size();
}

std::optional<Person> person_in_register(const Registry& registry, std::int64_t number) {
    std::optional<RegisterRow> row = register_row(registry.clerk.sql, number);
    if (!row) return std::nullopt;
    std::optional<CaseRow> about = case_by_id(registry.clerk.sql, row->case_id);
    if (!about) return std::nullopt;
    RegisterDetails known;
    if (!about->wrapped_key.empty()) known = details_in(*row, case_key(registry.clerk.keys, *about));
    return Person{*std::move(row), *std::move(about), std::move(known)};
}

void note_known(const Registry& registry, Person& person) {
    if (person.about.wrapped_key.empty()) return;
    seal_details(person.row, case_key(registry.clerk.keys, person.about), person.known);
    person.row.complete = cases::is_complete(found(registry, person));
    if (person.row.complete) person.row.details_due.reset();
    person.row.changed = std::max(person.row.changed, registry.clerk.now);
    update_register(registry.clerk, person.row);
}

Found found(const Registry& registry, const Person& person) {
    const RegisterDetails& known = person.known;
    return {.age = known.age,
            .age_told = known.age_told,
            .looks_a_child = known.looks_a_child,
            .health = known.health,
            .sex = known.sex,
            .identity_told = known.papers.has_value(),
            .origin_told = known.origin_told,
            .room = person.row.room,
            .bed_free = false,
            .guardian_with_them = person.row.guardian && is_guardian(registry, person.row, *person.row.guardian),
            .wards = static_cast<int>(wards_of(registry.clerk.sql, person.row.id).size()),
            .peksos_told = person.row.peksos.has_value(),
            .last = person.row.changed,
            .now = registry.clerk.now};
}

std::optional<NoStep> take(const Registry& registry, Person& person, Stage to, const Taken& by) {
    Found facts = found(registry, person);
    facts.reason = by.reason;
    facts.follow_up = by.follow_up;
    if (std::optional<NoStep> why = cases::refusal(person.row.stage, to, by.hand, facts)) return why;
    settle(registry, person, to, by);
    return std::nullopt;
}

std::optional<NoStep> lodge(const Registry& registry, Person& person, Room room, std::int64_t guardian,
                            cases::Hand hand) {
    const Stage to = person.row.stage == Stage::assessed ? Stage::assessed : Stage::sheltered;
    const House* house = registry.house(person.row.unit);
    const std::int64_t by_whom = guardian != 0 ? guardian : person.row.guardian.value_or(0);
    Found facts = found(registry, person);
    facts.room = room;
    if (room == Room::family) facts.wards = 0;
    facts.guardian_with_them = is_guardian(registry, person.row, by_whom);
    const int bed =
        house == nullptr ? 0 : free_bed(registry.clerk.sql, person.row.unit, room, house->shelter.beds_of(room));
    facts.bed_free = bed > 0;
    if (std::optional<NoStep> why = cases::refusal(person.row.stage, to, hand, facts)) return why;
    if (!person.row.room) person.row.stay_due = registry.clerk.now + house->shelter.stay;
    person.row.room = room;
    person.row.bed = bed;
    person.row.guardian = room == Room::family && cases::is_child(facts) ? std::optional{by_whom} : std::nullopt;
    settle(registry, person, to, {.hand = hand});
    return std::nullopt;
}

void tell_of_child(const Registry& registry, Person& person) {
    const House* house = registry.house(person.row.unit);
    if (!cases::is_child(found(registry, person)) || person.row.peksos || house == nullptr) return;
    const std::size_t messages = registry.tell({.what = RegisterNews::What::child_found,
                                                .unit = house->peksos,
                                                .shelter = person.row.unit,
                                                .numbers = {person.row.id},
                                                .now = registry.clerk.now});
    if (messages == 0) return;
    person.row.peksos = registry.clerk.now;
    update_register(registry.clerk, person.row);
    append_event(registry.clerk, {"register.child_found", "system", person.row.case_id,
                                  Meta{}.add("entry", person.row.id).add("told", house->peksos).json()});
}

}  // namespace sambung::store

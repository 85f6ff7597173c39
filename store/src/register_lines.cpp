// What officers write to the register, done line by line.
#include "events.h"
#include "inbox.h"
#include "outbox.h"
#include "referral_rows.h"
#include "register_steps.h"
#include "savepoint.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

using cases::NoStep;
using cases::RegisterLine;
using cases::RegisterVerb;
using cases::Room;
using cases::Stage;
using Said = RegisterAnswer::Said;
using std::chrono::minutes;

constexpr minutes reminder_hour{9 * 60 + 30};

TimePoint next_reminder(const cases::Calendar& calendar, TimePoint after) {
    const std::chrono::sys_days today = calendar.day_of(after);
    const TimePoint first = calendar.at(std::chrono::year_month_day{today}, reminder_hour);
    if (first > after) return first;
    return calendar.at(std::chrono::year_month_day{today + std::chrono::days{1}}, reminder_hour);
}

// One line at work.
struct At {
    const Registry& registry;
    const RegisterMessage& message;
    const RegisterLine& line;
    int place = 0;              // of the line in its message
    std::int64_t guardian = 0;  // the grown-up of the line before, who has a bed in the family room
};

void fill_in(const Registry& registry, const Person& person, RegisterAnswer& answer) {
    answer.number = person.row.id;
    answer.stage = person.row.stage;
    answer.room = person.row.room;
    answer.bed = person.row.bed;
    answer.complete = person.row.complete;
    answer.follow_up = person.row.follow_up;
    const cases::Found facts = found(registry, person);
    answer.child = cases::is_child(facts);
    answer.must_move = person.row.room && !cases::room_fits(facts);
    if (const House* house = registry.house(person.row.unit))
        for (const Room room : cases::all_rooms)
            answer.free[static_cast<std::size_t>(room)] =
                house->shelter.beds_of(room) - taken_beds(registry.clerk.sql, person.row.unit, room);
}

const House& house_of(const At& at) {
    for (const House& house : at.registry.houses)
        if (std::ranges::find(at.message.units, house.shelter.unit) != at.message.units.end()) return house;
    return at.registry.houses.front();
}

// Whom a team finds without having been sent: a case of their own, of which the citizen's side is silent.
CaseRow own_case(const At& at, const House& house) {
    const EventId event = at.registry.clerk.keys.event("register", at.message.event.hex() + std::to_string(at.place));
    cases::Report report;
    report.category =
        at.line.looks_a_child || at.line.age.value_or(cases::grown_up_at) < cases::grown_up_at ? "anak" : "tanpa_rumah";
    report.quiet = true;
    NewCase about{.origin = Origin::draft,
                  .draft = at.registry.clerk.keys.draft(event),
                  .event = event,
                  .person = at.message.officer,
                  .channel = at.message.channel,
                  .address = at.message.address,
                  .urgency = Urgency::p2,
                  .decision = {.unit = house.shelter.unit,
                               .rule = 0,
                               .input = "{}",
                               .trace = "[]",
                               .why = "Ditemukan saat penjangkauan."},
                  .due = at.registry.clerk.now + house.shelter.stay};
    CaseRow row = insert_case(at.registry.clerk, about, report);
    append_event(at.registry.clerk, {"case.filed", "unit", row.id,
                                     Meta{}.add("category", report.category).add("unit", house.shelter.unit).json()});
    return row;
}

struct Belongs {
    std::optional<CaseRow> row;
    bool own = false;
};
Belongs case_for(const At& at, const House& house) {
    if (!at.line.task) return {own_case(at, house), true};
    for (const ReferralRow& one : open_referrals(at.registry.clerk.sql, at.message.units))
        if (one.task == *at.line.task) return {case_by_id(at.registry.clerk.sql, one.case_id)};
    return {};
}

Said reach(const At& at, RegisterAnswer& answer) {
    Clerk& clerk = at.registry.clerk;
    const House& house = house_of(at);
    const Belongs belongs = case_for(at, house);
    if (!belongs.row || belongs.row->wrapped_key.empty()) return Said::no_task;
    Person person{
        .row = insert_register(clerk, {.case_id = belongs.row->id,
                                       .own_case = belongs.own,
                                       .event = at.message.event,
                                       .line = at.place,
                                       .unit = house.shelter.unit}),
        .about = *belongs.row,
        .known = {
            .age = at.line.age, .age_told = true, .looks_a_child = at.line.looks_a_child, .health = at.line.health}};
    person.row.details_due = next_reminder(at.registry.calendar, clerk.now);
    append_event(clerk, {"register.reached", "unit", person.row.case_id,
                         Meta{}.add("entry", person.row.id).add("unit", person.row.unit).json()});
    note_known(at.registry, person);
    tell_of_child(at.registry, person);
    const bool grave = at.line.health == cases::Health::grave;
    answer.why = take(at.registry, person, grave ? Stage::health_care : Stage::screened, {.hand = at.message.hand});
    const bool child = cases::is_child(found(at.registry, person));
    const std::optional<Room> room = at.line.room || !child ? at.line.room : std::optional{Room::children};
    if (!grave && room)
        answer.why =
            lodge(at.registry, person, *room, at.line.guardian != 0 ? at.line.guardian : at.guardian, at.message.hand);
    fill_in(at.registry, person, answer);
    return answer.why ? Said::stays : Said::done;
}

Said complete(const At& at, Person& person, RegisterAnswer& answer) {
    if (person.row.stage > Stage::assessed && person.row.stage != Stage::health_care) {
        answer.why = NoStep{};
        return Said::no_step;
    }
    if (at.line.age) {
        person.known.age = at.line.age;
        person.known.age_told = true;
    }
    person.known.papers = at.line.has_papers;
    person.known.sex = at.line.sex;
    person.known.origin = at.line.origin;
    person.known.origin_told = true;
    note_known(at.registry, person);
    append_event(at.registry.clerk,
                 {"register.completed", "unit", person.row.case_id, Meta{}.add("entry", person.row.id).json()});
    tell_of_child(at.registry, person);
    return Said::done;
}

// Who has become gravely ill goes to a hospital, and who has not been there any more comes back.
Said check(const At& at, Person& person, RegisterAnswer& answer) {
    const bool grave = at.line.health == cases::Health::grave;
    const bool away = person.row.stage == Stage::health_care;
    if (person.row.stage > Stage::assessed && !away) {
        answer.why = NoStep{};
        return Said::no_step;
    }
    const std::optional<cases::Health> before = std::exchange(person.known.health, at.line.health);
    if (grave != away)
        answer.why = take(at.registry, person, grave ? Stage::health_care : Stage::screened, {.hand = at.message.hand});
    if (answer.why) {
        person.known.health = before;
        return Said::no_step;
    }
    note_known(at.registry, person);
    append_event(at.registry.clerk,
                 {"register.checked", "unit", person.row.case_id, Meta{}.add("entry", person.row.id).json()});
    return Said::done;
}

std::optional<NoStep> decide(const At& at, Person& person) {
    Taken by{.hand = at.message.hand, .reason = cases::reason_of_digit(at.line.reason)};
    if (at.line.days > 0) by.follow_up = at.registry.clerk.now + std::chrono::days{at.line.days};
    return take(at.registry, person, cases::outcome_of_digit(at.line.outcome).value_or(Stage::reached), by);
}

Said act(const At& at, Person& person, RegisterAnswer& answer) {
    const Taken plain{.hand = at.message.hand};
    switch (at.line.verb) {
        case RegisterVerb::reach:
            std::unreachable();
        case RegisterVerb::complete:
            return complete(at, person, answer);
        case RegisterVerb::check:
            return check(at, person, answer);
        case RegisterVerb::bed:
            answer.why = lodge(at.registry, person, at.line.room.value_or(Room::men), at.line.guardian, plain.hand);
            break;
        case RegisterVerb::assess:
            answer.why = take(at.registry, person, Stage::assessed, plain);
            break;
        case RegisterVerb::decide:
            answer.why = decide(at, person);
            break;
        case RegisterVerb::left:
            answer.why = take(at.registry, person, Stage::left, plain);
            break;
        case RegisterVerb::died:
            answer.why = take(at.registry, person, Stage::died, plain);
            break;
    }
    return answer.why ? Said::no_step : Said::done;
}

// A shelter sees its own, teams and sections all.
bool may_see(const At& at, const RegisterRow& row) {
    if (at.message.hand != cases::Hand::shelter) return true;
    return std::ranges::find(at.message.units, row.unit) != at.message.units.end();
}

RegisterAnswer answer_line(const At& at) {
    RegisterAnswer answer{.line = at.line, .said = Said::no_such, .number = at.line.number};
    if (at.line.verb == RegisterVerb::reach) {
        answer.said = reach(at, answer);
        return answer;
    }
    std::optional<Person> person = person_in_register(at.registry, at.line.number);
    if (!person || !may_see(at, person->row)) return answer;
    answer.said = act(at, *person, answer);
    fill_in(at.registry, *person, answer);
    return answer;
}

std::int64_t guardian_after(const RegisterAnswer& answer, std::int64_t before) {
    if (answer.line.verb != RegisterVerb::reach) return 0;
    if (!answer.child) return answer.room == Room::family ? answer.number : 0;
    return before;
}

void write_lines(const Registry& registry, const RegisterMessage& message) {
    if (!registry.clerk.sql.query("SELECT 1 FROM inbox WHERE id = ? AND done IS NULL", message.inbox).next()) return;
    std::vector<RegisterAnswer> answers;
    std::int64_t guardian = 0;
    for (const RegisterLine& line : message.lines) {
        RegisterAnswer answer{.line = line, .said = Said::unreadable, .number = line.number};
        const At at{registry, message, line, static_cast<int>(answers.size()), guardian};
        // A line that does not open stops neither the others nor the answer.
        (void)in_savepoint(registry.clerk.sql, [&] { answer = answer_line(at); });
        guardian = guardian_after(answer, guardian);
        answers.push_back(std::move(answer));
    }
    std::vector<NewOutbound> replies;
    if (registry.voice.answer) replies = registry.voice.answer(message, answers);
    const Result<> finished = finish_inbound(registry.clerk, message.inbox, replies);
    if (!finished) throw SqlError(SQLITE_CONSTRAINT, "a message to the register cannot be finished");
}

}  // namespace

Task<Result<>> write_register(Database& database, const Keys& keys, std::vector<House> houses, cases::Calendar calendar,
                              RegisterMessage message, RegisterVoice voice, TimePoint now) {
    if (houses.empty()) co_return fail(Errc::invalid_request, "this office has no shelter");
    co_return co_await database.write(Lane::filing, [&](Sql& sql) -> Result<> {
        Clerk clerk(sql, keys, now);
        write_lines({clerk, houses, calendar, voice}, message);
        return {};
    });
}

}  // namespace sambung::store

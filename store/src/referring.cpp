#include "referring.h"

#include "call_rows.h"
#include "case_steps.h"
#include "cases/clock.h"
#include "cases/ladder.h"
#include "cases/succession.h"
#include "clock_rows.h"
#include "deciding.h"
#include "events.h"
#include "shifting.h"
#include "telling.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

using cases::Actor;
using cases::Clock;
using cases::ClockKind;
using cases::ReferralStatus;

Clock ack_clock(const cases::Office& office, const CaseRow& row, std::string_view unit, TimePoint at,
                std::optional<TimePoint> due) {
    const cases::Unit* asked = office.unit(unit);
    const auto target = asked != nullptr ? cases::target_of(ClockKind::ack, row.urgency, *asked)
                                         : cases::target_of(ClockKind::ack, row.urgency);
    const cases::Target fits = target.value_or(cases::Target{});
    return due ? cases::start_until(ClockKind::ack, fits, at, *due)
               : cases::start(ClockKind::ack, fits, office.calendar, at);
}

// Who handed it back or was silent since it was filed or taken up again, and who has it now. Whoever was merely
// relieved, since another one accepted, may be asked again.
cases::UnitCodes asked_before(Sql& sql, const CaseRow& row, std::string_view last) {
    cases::UnitCodes tried{std::string{last}};
    const TimePoint began = life_began(sql, row.id);
    for (const ReferralRow& one : referrals_of(sql, row.id))
        if (one.sent >= began && one.status != ReferralStatus::withdrawn) tried.insert(one.unit);
    return tried;
}

std::optional<TimePoint> first_deadline(Sql& sql, const CaseRow& row) {
    Query found = sql.query("SELECT min(due) FROM clocks WHERE case_id = ? AND kind = 'ack' AND started >= ?", row.id,
                            life_began(sql, row.id));
    return found.next() && !found.null(0) ? std::optional{found.time(0)} : std::nullopt;
}

std::string unit_name(const cases::Office& office, std::string_view code) {
    const cases::Unit* unit = office.unit(code);
    return unit != nullptr ? unit->name : std::string{code};
}

constexpr std::string_view no_answer = "tidak_menjawab";

// "Rehsos Seksi 1 menolak: bukan tugasnya, diteruskan ke Bidang Rehsos."
std::string why_passed_on(const cases::Office& office, std::string_view last, std::optional<cases::Refusal> why,
                          std::string_view to) {
    std::string sentence = unit_name(office, last);
    sentence += why ? " menolak: " + std::string{cases::words(*why)} : " tidak menjawab";
    sentence += last == to ? ", tetap di " : ", diteruskan ke ";
    return sentence + unit_name(office, to) + '.';
}

std::string_view reason_of(std::optional<cases::Refusal> why) { return why ? cases::name(*why) : no_answer; }

// When all that may have it were asked: it stays with the city desk; in confidence, or as a complaint about the office,
// with its unit; and somebody must telephone as well.
const cases::Unit* last_resort(const Desk& desk, const CaseRow& row, std::string_view last) {
    const cases::Unit* unit = desk.office.unit(last);
    const cases::Confidence confidence = confidence_of(desk.office, row);
    if (confidence == cases::Confidence::ordinary) {
        const cases::Unit* city_desk = cases::city_desk(desk.office);
        return city_desk != nullptr ? city_desk : unit;
    }
    if (unit != nullptr && cases::may_have(*unit, confidence)) return unit;
    cases::Report report;
    report.kind = row.kind;
    report.category = row.category;
    report.area = row.area;
    report.restricted = is_sensitive(desk.office, row);
    const auto input = desk.office.input_of(report, row.urgency, desk.clerk.now);
    return desk.office.unit(desk.office.routing.route(input).unit);
}

// The way to `triaged`, from wherever it is; a case that nobody described yet stays where it is.
void back_to_triage(const Desk& desk, CaseRow& row) {
    if (row.status == cases::Status::triaged) return;
    take_step_if_it_can(desk, row, cases::Status::triaged, Actor::system);
}

// That the first deadline has passed was said when it passed.
Clock past_its_breach(Urgency urgency, Clock ack, TimePoint now) {
    ack = cases::breach(ack, now);
    const auto ladder = cases::ladder_of(urgency);
    const auto rung = std::ranges::find(ladder, cases::Rung::breach, &cases::Step::rung);
    ack.step = rung == ladder.end() ? 0 : static_cast<int>(rung - ladder.begin()) + 1;
    return ack;
}

std::optional<ReferralRow> open_with(Sql& sql, const CaseRow& row) {
    for (const ReferralRow& one : referrals_of(sql, row.id))
        if (one.unit == row.unit && cases::is_open(one.status)) return one;
    return std::nullopt;
}

void stop_row(Clerk& clerk, ClockRow clock) {
    clock.clock = cases::stop(clock.clock, clerk.now);
    update_clock(clerk, clock, std::nullopt);
}

// A case that became more urgent: its unit has the time of that, from now on.
void restart_ack(const Desk& desk, const CaseRow& row, const ReferralRow& referral) {
    if (const auto clock = clock_of_referral(desk.clerk.sql, referral.id, ClockKind::ack)) stop_row(desk.clerk, *clock);
    const Clock ack = ack_clock(desk.office, row, referral.unit, desk.clerk.now, std::nullopt);
    insert_clock(desk.clerk, row.id, referral.id, ack, wake_of(desk.office, row.urgency, ack, desk.clerk.now));
    desk.clerk.sql.run("UPDATE referrals SET role = 'owner', version = version + 1 WHERE id = ?", referral.id);
}

}  // namespace

std::optional<TimePoint> wake_of(const cases::Office& office, Urgency urgency, const Clock& clock, TimePoint after) {
    if (!cases::running(clock)) return std::nullopt;
    if (clock.kind != ClockKind::ack) return clock.due;
    const std::optional<cases::Due> next = cases::next_rung(urgency, clock, office.calendar, after);
    return next ? std::optional{next->at} : std::nullopt;
}

ReferralRow refer(Clerk& clerk, const cases::Office& office, const CaseRow& row, std::string_view unit, Role role,
                  std::optional<TimePoint> due) {
    ReferralRow referral = insert_referral(clerk, row.id, cases::units_of_the_same_duty(office, unit), role);
    Clock ack = ack_clock(office, row, unit, clerk.now, due);
    if (due && *due <= clerk.now) ack = past_its_breach(row.urgency, ack, clerk.now);
    // Who stands in is reminded, but the ladder is the owner's.
    if (role == Role::backup) ack.step = static_cast<int>(cases::ladder_of(row.urgency).size());
    insert_clock(clerk, row.id, referral.id, ack, wake_of(office, row.urgency, ack, clerk.now));
    append_event(
        clerk,
        {"referral.sent", "system", row.id,
         Meta{}.add("unit", unit).add("task", referral.task).add("backup", role == Role::backup ? 1 : 0).json()});
    return referral;
}

// A unit that is suspended has a case only where nobody may stand in for it.
int refer_new(const Desk& desk, CaseRow& row, std::optional<TimePoint> due) {
    const ReferralRow referral = refer(desk.clerk, desk.office, row, row.unit, Role::owner, due);
    if (rings(row.urgency)) take_step_if_it_can(desk, row, cases::Status::referred, Actor::system);
    ask_beside_if_nobody(desk, row, referral.unit);
    const cases::Unit* unit = desk.office.unit(row.unit);
    if (unit != nullptr && unit->suspended) call_for_a_person(desk, row, referral);
    return referral.task;
}

void ask_beside(const Desk& desk, const CaseRow& row, const std::string& silent, std::optional<TimePoint> due) {
    const cases::Unit* next = cases::next_unit(desk.office, silent, asked_before(desk.clerk.sql, row, silent),
                                               confidence_of(desk.office, row));
    if (next == nullptr) return;
    const ReferralRow beside = refer(desk.clerk, desk.office, row, next->code, Role::backup, due);
    tell_unit(desk, row, beside, ToUnit::What::stands_in, silent);
}

// Minutes would be lost on a phone that nobody has taken up at the beginning of the shift.
void ask_beside_if_nobody(const Desk& desk, const CaseRow& row, const std::string& unit) {
    if (!rings(row.urgency) || !nobody_on_shift(desk, unit)) return;
    const std::vector<ReferralRow> all = referrals_of(desk.clerk.sql, row.id);
    if (std::ranges::count_if(all, [](const ReferralRow& one) { return cases::is_open(one.status); }) > 1) return;
    ask_beside(desk, row, unit, std::nullopt);
}

// Others who are asked beside it stay asked, unless they must not know of it any more.
int refer_anew(const Desk& desk, CaseRow& row, std::optional<TimePoint> due) {
    const std::optional<ReferralRow> has_it = open_with(desk.clerk.sql, row);
    if (!has_it || is_sensitive(desk.office, row))
        relieve_others(desk, row, has_it ? has_it->id : 0, ReferralStatus::withdrawn);
    if (!has_it) return refer_new(desk, row, due);
    if (cases::is_waiting(has_it->status) && !due) restart_ack(desk, row, *has_it);
    if (cases::is_waiting(has_it->status)) ask_beside_if_nobody(desk, row, has_it->unit);
    if (rings(row.urgency)) take_step_if_it_can(desk, row, cases::Status::referred, Actor::system);
    return has_it->task;
}

void relieve_others(const Desk& desk, const CaseRow& row, std::int64_t except, ReferralStatus status,
                    std::string_view joined_with) {
    for (const ReferralRow& one : referrals_of(desk.clerk.sql, row.id)) {
        if (one.id == except || !cases::is_open(one.status)) continue;
        const ReferralStatus to = cases::allowed(one.status, status) ? status : ReferralStatus::withdrawn;
        set_referral(desk.clerk, one, {.status = to});
        for (const ClockKind kind : cases::all_clock_kinds)
            if (const auto clock = clock_of_referral(desk.clerk.sql, one.id, kind)) stop_row(desk.clerk, *clock);
        end_calls_about(desk.clerk, one.id);
        append_event(desk.clerk, {"referral." + std::string{cases::name(to)}, "system", row.id,
                                  Meta{}.add("unit", one.unit).add("task", one.task).json()});
        if (joined_with.empty())
            tell_unit(desk, row, one, ToUnit::What::relieved);
        else
            tell_unit(desk, row, one, ToUnit::What::joined, {}, joined_with);
    }
}

void pass_on(const Desk& desk, CaseRow& row, std::string_view last, std::optional<cases::Refusal> why) {
    Clerk& clerk = desk.clerk;
    const cases::Unit* next =
        cases::next_unit(desk.office, last, asked_before(clerk.sql, row, last), confidence_of(desk.office, row));
    back_to_triage(desk, row);
    const bool all_tried = next == nullptr;
    if (all_tried) next = last_resort(desk, row, last);
    if (next == nullptr) {  // its units are in the pack no more
        open_call(clerk, {.case_id = row.id, .unit = row.unit});
        return;
    }
    const std::optional<TimePoint> due = all_tried ? std::nullopt : first_deadline(clerk.sql, row);
    reassign(clerk, row,
             {.unit = next->code,
              .why = why_passed_on(desk.office, last, why, next->code),
              .by = "system",
              .reason = reason_of(why)});
    const ReferralRow referral = refer(clerk, desk.office, row, next->code, Role::owner, due);
    if (row.status == cases::Status::triaged || rings(row.urgency))
        take_step_if_it_can(desk, row, cases::Status::referred, Actor::system);
    const cases::Unit* desk_unit = cases::city_desk(desk.office);
    const bool to_desk = desk_unit != nullptr && desk_unit->code == next->code;
    tell_unit(desk, row, referral, to_desk ? ToUnit::What::desk : ToUnit::What::asked, last);
    ask_beside_if_nobody(desk, row, referral.unit);
    if (all_tried) call_for_a_person(desk, row, referral);
    tell_citizen(desk, row, {.news = cases::News::handed_back, .unit = next->code, .why = why, .until = row.due});
}

void hand_on(const Desk& desk, CaseRow& row, const std::string& last) {
    Clerk& clerk = desk.clerk;
    const cases::Confidence confidence = confidence_of(desk.office, row);
    const cases::UnitCodes tried = asked_before(clerk.sql, row, last);
    const cases::Unit* next = cases::city_desk(desk.office);
    const bool to_desk = next != nullptr && confidence == cases::Confidence::ordinary && !tried.contains(next->code);
    if (!to_desk) next = cases::next_unit(desk.office, last, tried, confidence);
    const bool nobody = next == nullptr;
    if (nobody) next = last_resort(desk, row, last);
    if (next == nullptr) {  // its units are in the pack no more
        open_call(clerk, {.case_id = row.id, .unit = row.unit});
        return;
    }
    const std::optional<TimePoint> due = nobody ? std::nullopt : first_deadline(clerk.sql, row);
    const std::string why =
        unit_name(desk.office, last) + " merujuk lanjut, diteruskan ke " + unit_name(desk.office, next->code) + '.';
    reassign(clerk, row,
             {.unit = next->code, .why = why, .by = "system", .reason = cases::name(cases::Ending::passed_on)});
    const ReferralRow referral = refer(clerk, desk.office, row, next->code, Role::owner, due);
    take_step_if_it_can(desk, row, cases::Status::referred, Actor::unit);
    tell_unit(desk, row, referral, ToUnit::What::desk, last);
    ask_beside_if_nobody(desk, row, referral.unit);
    if (nobody) call_for_a_person(desk, row, referral);
    tell_citizen(desk, row, {.news = cases::News::referred, .unit = next->code, .until = row.due});
}

void hand_up(const Desk& desk, CaseRow& row, const std::string& verifier, std::string_view what) {
    Clerk& clerk = desk.clerk;
    const cases::Unit* from = desk.office.unit(verifier);
    const cases::Unit* next = from == nullptr ? nullptr : desk.office.unit(from->parent);
    const bool fits = next != nullptr && !next->suspended && cases::may_have(*next, confidence_of(desk.office, row));
    if (!fits) return hand_on(desk, row, verifier);
    const std::optional<TimePoint> due = first_deadline(clerk.sql, row);
    const std::string why = from->name + ": " + std::string{what} + ", diteruskan ke " + next->name + '.';
    reassign(clerk, row, {.unit = next->code, .why = why, .by = "system", .reason = "verified"});
    const ReferralRow referral = refer(clerk, desk.office, row, next->code, Role::owner, due);
    take_step_if_it_can(desk, row, cases::Status::referred, Actor::unit);
    tell_unit(desk, row, referral, ToUnit::What::desk, verifier, what);
    tell_citizen(desk, row, {.news = cases::News::referred, .unit = next->code, .until = row.due});
}

void make_owner(const Desk& desk, CaseRow& row, const ReferralRow& backup, cases::Refusal why) {
    Clerk& clerk = desk.clerk;
    const std::string sentence = why_passed_on(desk.office, row.unit, why, backup.unit);
    clerk.sql.run("UPDATE referrals SET role = 'owner', version = version + 1 WHERE id = ?", backup.id);
    reassign(clerk, row, {.unit = backup.unit, .why = sentence, .by = "system", .reason = cases::name(why)});
    append_event(clerk, {"case.owner_changed", "system", row.id, Meta{}.add("unit", backup.unit).json()});
    if (auto clock = clock_of_referral(clerk.sql, backup.id, ClockKind::ack)) {
        clock->clock.step = 0;
        if (clock->clock.due <= clerk.now) clock->clock = past_its_breach(row.urgency, clock->clock, clerk.now);
        update_clock(clerk, *clock, wake_of(desk.office, row.urgency, clock->clock, clerk.now));
    }
}

void accept_for(const Desk& desk, CaseRow& row, const std::string& unit) {
    const std::string sentence =
        unit_name(desk.office, unit) + " menerima, menggantikan " + unit_name(desk.office, row.unit) + '.';
    reassign(desk.clerk, row, {.unit = unit, .why = sentence, .by = "system", .reason = no_answer});
}

void move_to(const Desk& desk, CaseRow& row, const Reassignment& to) {
    const std::optional<TimePoint> due = first_deadline(desk.clerk.sql, row);  // a move makes nothing timely
    reassign(desk.clerk, row, to);
    const std::optional<ReferralRow> has_it = open_with(desk.clerk.sql, row);
    relieve_others(desk, row, has_it ? has_it->id : 0, ReferralStatus::withdrawn);
    if (row.status != cases::Status::triaged) take_step_if_it_can(desk, row, cases::Status::triaged, Actor::staff);
    row.task = refer_anew(desk, row, due);
    if (row.status == cases::Status::triaged || rings(row.urgency))
        take_step_if_it_can(desk, row, cases::Status::referred, Actor::system);
    if (const std::optional<ReferralRow> asked = open_with(desk.clerk.sql, row))
        tell_unit(desk, row, *asked, ToUnit::What::asked);
    tell_citizen(desk, row, {.news = cases::News::referred, .unit = row.unit, .until = row.due});
}

void call_for_a_person(const Desk& desk, const CaseRow& row, const ReferralRow& referral) {
    if (open_call(desk.clerk, {.case_id = row.id, .unit = row.unit, .referral = referral.id}))
        tell_head(desk, row, referral);
}

}  // namespace sambung::store

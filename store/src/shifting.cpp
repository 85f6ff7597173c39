#include "shifting.h"

#include "cases/on_duty.h"
#include "cases/shifts.h"
#include "cases/succession.h"
#include "events.h"
#include "referral_rows.h"
#include "savepoint.h"
#include "shift_rows.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

using cases::Watch;
using What = ToShift::What;

constexpr int most_listed = 20;  // more than one SMS holds

ShiftRow row_of(const cases::Unit& unit, const Watch& watch) {
    return {.unit = unit.code, .begins = watch.begins, .ends = watch.ends};
}

void note(const Desk& desk, std::string_view type, std::string_view actor, const cases::Unit& unit) {
    append_event(desk.clerk, {type, actor, std::nullopt, Meta{}.add("unit", unit.code).json()});
}

std::int64_t count_open(Sql& sql, std::string_view unit) {
    Query row =
        sql.query("SELECT count(*) FROM referrals WHERE unit = ? AND status IN ('sent', 'seen', 'accepted')", unit);
    return row.next() ? row.integer(0) : 0;
}

struct Open {
    std::int64_t case_id = 0;
    ShiftTask task;
};

// Columns: task, urgency, status, departed, arrived, case's status, case_id.
Open open_in(const Query& row) {
    using State = ShiftTask::State;
    State state = State::unanswered;
    if (row.text(2) == "accepted") state = State::accepted;
    if (!row.null(3)) state = State::departed;
    if (!row.null(4)) state = State::arrived;
    if (row.text(5) == "on_hold") state = State::on_hold;
    return {
        .case_id = row.integer(6),
        .task = {
            .task = static_cast<int>(row.integer(0)), .urgency = static_cast<Urgency>(row.integer(1)), .state = state}};
}

std::vector<ShiftTask> open_tasks(const Desk& desk, std::string_view unit) {
    std::vector<Open> open;
    for (Query row = desk.clerk.sql.query(
             "SELECT r.task, c.urgency, r.status, r.departed, r.arrived, c.status, c.id FROM referrals r"
             " JOIN cases c ON c.id = r.case_id WHERE r.unit = ? AND r.status IN ('sent', 'seen', 'accepted')"
             " ORDER BY c.urgency, r.sent, r.id LIMIT ?",
             unit, most_listed);
         row.next();)
        open.push_back(open_in(row));
    std::vector<ShiftTask> tasks;
    for (Open& one : open) {
        const std::optional<CaseRow> row = case_by_id(desk.clerk.sql, one.case_id);
        if (!row || is_sensitive(desk.office, *row)) one.task.state.reset();
        tasks.push_back(one.task);
    }
    return tasks;
}

ToShift about(const cases::Unit& unit, What what, TimePoint begins) {
    ToShift tiding;
    tiding.what = what;
    tiding.unit = unit.code;
    tiding.told = unit.code;
    tiding.begins = begins;
    return tiding;
}

void hand_over(const Desk& desk, const cases::Unit& unit, const ShiftRow& from, const Watch& to) {
    end_shift(desk.clerk, from, to.begins);
    const std::int64_t all = count_open(desk.clerk.sql, unit.code);
    append_event(desk.clerk,
                 {"shift.handed_over", "system", std::nullopt, Meta{}.add("unit", unit.code).add("open", all).json()});
    if (all == 0) return;
    ToShift tiding = about(unit, What::hand_over, to.begins);
    // After a gap those of before are at home; the list is for whoever comes.
    if (from.ends >= to.begins) tiding.outgoing = from.begins;
    tiding.tasks = open_tasks(desk, unit.code);
    tiding.all = all;
    desk.say(tiding);
}

void begin(const Desk& desk, const cases::Unit& unit, const Watch& watch, bool open) {
    const std::optional<ShiftRow> before = shift_before(desk.clerk.sql, unit.code, watch.begins);
    ask_shift(desk.clerk, row_of(unit, watch));
    note(desk, "shift.begun", "system", unit);
    ToShift tiding = about(unit, What::begins, watch.begins);
    tiding.open = open;
    tiding.all = count_open(desk.clerk.sql, unit.code);
    desk.say(tiding);
    if (before && !before->handed_over) hand_over(desk, unit, *before, watch);
}

void tell_overseers(const Desk& desk, const cases::Unit& unit, What what, TimePoint begins) {
    for (const cases::Unit* told : cases::overseers_of(desk.office, unit)) {
        ToShift tiding = about(unit, what, begins);
        tiding.told = told->code;
        tiding.stands_in = told->code == unit.backup;
        desk.say(tiding);
    }
}

bool ring_unit(const Desk& desk, const cases::Unit& unit) {
    const Watch watch = shift_at(*unit.shifts, desk.office.calendar, desk.clerk.now);
    const std::optional<ShiftRow> row = shift_beginning(desk.clerk.sql, unit.code, watch.begins);
    if (!row || !row->asked) {
        begin(desk, unit, watch, row && row->ready);
        return true;
    }
    if (row->ready || row->missed || desk.clerk.now < cases::siap_due(*row->asked)) return false;
    miss_shift(desk.clerk, *row);
    note(desk, "shift.unopened", "system", unit);
    tell_overseers(desk, unit, What::unopened, watch.begins);
    return true;
}

// Of these units, those with shifts.
std::vector<const cases::Unit*> with_shifts(const Desk& desk, const OfficerMessage& message) {
    std::vector<const cases::Unit*> out;
    for (const std::string& code : message.units)
        if (const cases::Unit* unit = desk.office.unit(code); unit != nullptr && unit->shifts) out.push_back(unit);
    return out;
}

void open_for(const Desk& desk, const cases::Unit& unit, const Watch& watch, PersonId officer) {
    const std::optional<ShiftRow> before = shift_beginning(desk.clerk.sql, unit.code, watch.begins);
    if (!open_shift(desk.clerk, row_of(unit, watch), officer)) return;
    note(desk, "shift.opened", "unit", unit);
    if (before && before->missed) tell_overseers(desk, unit, What::opened, watch.begins);
}

const std::string& name_of(const cases::Unit& unit, const Watch& watch) {
    return unit.shifts->shifts()[watch.index].name;
}

// Danger first, as on the hand-over list.
std::vector<int> open_numbers(const Desk& desk, const OfficerMessage& message) {
    std::vector<ShiftTask> tasks;
    for (const std::string& unit : message.units) std::ranges::copy(open_tasks(desk, unit), std::back_inserter(tasks));
    std::ranges::stable_sort(tasks, {}, &ShiftTask::urgency);
    std::vector<int> numbers;
    for (const ShiftTask& task : tasks) numbers.push_back(task.task);
    return numbers;
}

}  // namespace

int ring_shifts(const Desk& desk) {
    int rung = 0;
    for (const cases::Unit& unit : desk.office.units) {
        if (!unit.shifts || unit.suspended) continue;
        bool did = false;
        if (in_savepoint(desk.clerk.sql, [&] { did = ring_unit(desk, unit); }) && did) ++rung;
    }
    return rung;
}

void note_presence(const Desk& desk, const OfficerMessage& message) {
    for (const cases::Unit* unit : with_shifts(desk, message)) {
        const Watch watch = shift_at(*unit->shifts, desk.office.calendar, desk.clerk.now);
        if (!cases::of_another_shift(*unit, watch.index, message.address))
            open_for(desk, *unit, watch, message.officer);
    }
}

OrderAnswer report_ready(const Desk& desk, const OfficerMessage& message, const cases::Order& order) {
    using Said = OrderAnswer::Said;
    OrderAnswer out{.order = order, .said = Said::no_shift, .task = 0, .about = {}, .tasks = {}};
    out.tasks = open_numbers(desk, message);
    for (const cases::Unit* unit : with_shifts(desk, message)) {
        const Watch watch = shift_at(*unit->shifts, desk.office.calendar, desk.clerk.now);
        const Watch next = shift_at(*unit->shifts, desk.office.calendar, watch.ends);
        out.shift = name_of(*unit, watch);
        if (cases::siap_is_early(watch, desk.clerk.now) &&
            !cases::of_another_shift(*unit, next.index, message.address)) {
            open_for(desk, *unit, next, message.officer);
            out.said = Said::next_shift;
            out.shift = name_of(*unit, next);
        } else if (cases::of_another_shift(*unit, watch.index, message.address)) {
            out.said = Said::other_shift;
        } else {
            out.said = Said::on_shift;
        }
    }
    return out;
}

bool has_shifts(const Desk& desk, const OfficerMessage& message) { return !with_shifts(desk, message).empty(); }

bool nobody_on_shift(const Desk& desk, std::string_view code) {
    const cases::Unit* unit = desk.office.unit(code);
    if (unit == nullptr || !unit->shifts) return false;
    const Watch watch = shift_at(*unit->shifts, desk.office.calendar, desk.clerk.now);
    const std::optional<ShiftRow> row = shift_beginning(desk.clerk.sql, code, watch.begins);
    return row && row->missed && !row->ready;
}

}  // namespace sambung::store

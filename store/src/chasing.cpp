#include "chasing.h"

#include "call_rows.h"
#include "case_steps.h"
#include "cases/ladder.h"
#include "cases/succession.h"
#include "clock_rows.h"
#include "events.h"
#include "questioning.h"
#include "savepoint.h"
#include "telling.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

using cases::Actor;
using cases::ClockKind;
using cases::ReferralStatus;
using cases::Rung;

// What a clock that rang is about.
struct Rang {
    CaseRow row;
    std::optional<ReferralRow> referral;
};

void note_late(const Desk& desk, const Rang& rang, ClockKind kind) {
    Meta meta;
    meta.add("clock", cases::name(kind));
    if (rang.referral) meta.add("unit", rang.referral->unit).add("task", rang.referral->task);
    append_event(desk.clerk, {"case.late", "system", rang.row.id, meta.json()});
}

// Whoever was asked and said nothing is asked no more, and the next has it, at last the city desk; that one cannot be
// passed over.
void give_to_desk(const Desk& desk, Rang& rang) {
    const cases::Unit* city_desk = cases::city_desk(desk.office);
    const bool with_the_desk = city_desk != nullptr && city_desk->code == rang.referral->unit;
    const bool only_some = confidence_of(desk.office, rang.row) != cases::Confidence::ordinary;
    if (with_the_desk || only_some) return call_for_a_person(desk, rang.row, *rang.referral);
    relieve_others(desk, rang.row, 0, ReferralStatus::expired);
    pass_on(desk, rang.row, rang.referral->unit, std::nullopt);
}

void climb(const Desk& desk, Rang& rang, const cases::Clock& ack, Rung rung) {
    switch (rung) {
        case Rung::remind:
            return remind_unit(desk, rang.row, *rang.referral);
        case Rung::breach:
            note_late(desk, rang, ClockKind::ack);
            tell_head(desk, rang.row, *rang.referral);
            return tell_citizen(desk, rang.row, {.news = cases::News::late, .unit = rang.referral->unit});
        case Rung::backup:
            return ask_beside(desk, rang.row, rang.referral->unit, ack.due);
        case Rung::head:
            return tell_head(desk, rang.row, *rang.referral);
        case Rung::desk:
            return give_to_desk(desk, rang);
        case Rung::call:
            return call_for_a_person(desk, rang.row, *rang.referral);
    }
}

bool still_waits(Sql& sql, const Rang& rang) {
    const auto now = referral_by_id(sql, rang.referral->id);
    return now && cases::is_waiting(now->status);
}

void ring_ack(const Desk& desk, Rang& rang, ClockRow clock) {
    Clerk& clerk = desk.clerk;
    while (const auto due =
               cases::due_rung(rang.row.urgency, clock.clock, desk.office.calendar, clock.told, clerk.now)) {
        clock.clock = cases::take(clock.clock, *due, clerk.now);
        clock.told = clerk.now;
        update_clock(clerk, clock, wake_of(desk.office, rang.row.urgency, clock.clock, clerk.now));
        append_event(clerk, {"referral.chased", "system", rang.row.id,
                             Meta{}.add("rung", cases::name(due->rung)).add("unit", rang.referral->unit).json()});
        climb(desk, rang, clock.clock, due->rung);
        if (!still_waits(clerk.sql, rang)) return;  // the clock went with it
    }
    update_clock(clerk, clock, wake_of(desk.office, rang.row.urgency, clock.clock, clerk.now));
}

// Each half of the time again until it is done: the unit and its head, and the citizen the first time.
void ring_late(const Desk& desk, const Rang& rang, ClockRow clock) {
    constexpr int percent_a_step = 50;
    constexpr int most_times = 4;  // then somebody must telephone
    const bool first = !clock.clock.breached;
    clock.clock = cases::breach(clock.clock, desk.clerk.now);
    clock.told = desk.clerk.now;
    TimePoint next{};
    do {
        ++clock.clock.step;
        next = cases::at_percent(clock.clock, 100 + clock.clock.step * percent_a_step, desk.office.calendar);
    } while (next <= desk.clerk.now && clock.clock.step < most_times);
    const bool enough = clock.clock.step >= most_times;
    update_clock(desk.clerk, clock, enough ? std::nullopt : std::optional{next});
    note_late(desk, rang, clock.clock.kind);
    if (enough) call_for_a_person(desk, rang.row, *rang.referral);
    remind_unit(desk, rang.row, *rang.referral);
    tell_head(desk, rang.row, *rang.referral);
    if (first) tell_citizen(desk, rang.row, {.news = cases::News::late, .unit = rang.referral->unit});
}

void ring_confirm(const Desk& desk, Rang& rang, ClockRow clock) {
    clock.clock = cases::stop(clock.clock, desk.clerk.now);
    update_clock(desk.clerk, clock, std::nullopt);
    const auto step = take_step(desk, rang.row, cases::Status::closed, Actor::system);
    if (!step) return;
    desk.clerk.sql.run("UPDATE cases SET asked = NULL WHERE id = ?", rang.row.id);
    tell_citizen(desk, rang.row, {.news = step->news});
}

// The day has come to look at it again: its unit goes on.
void ring_review(const Desk& desk, Rang& rang, ClockRow clock) {
    clock.clock = cases::stop(clock.clock, desk.clerk.now);
    update_clock(desk.clerk, clock, std::nullopt);
    if (auto act = clock_of(desk.clerk.sql, rang.row.id, ClockKind::act)) {
        act->clock = cases::resume(act->clock, desk.office.calendar, desk.clerk.now);
        update_clock(desk.clerk, *act, wake_of(desk.office, rang.row.urgency, act->clock, desk.clerk.now));
    }
    take_step_if_it_can(desk, rang.row, cases::Status::in_progress, Actor::system);
    if (rang.referral) remind_unit(desk, rang.row, *rang.referral);
}

// A case of before there were referrals, or one that was taken for a twin: its unit is asked now.
void ask_at_last(const Desk& desk, Rang& rang) {
    for (const ReferralRow& one : referrals_of(desk.clerk.sql, rang.row.id))
        if (cases::is_open(one.status)) return;
    const ReferralRow referral = refer(desk.clerk, desk.office, rang.row, rang.row.unit, Role::owner);
    if (rings(rang.row.urgency)) take_step_if_it_can(desk, rang.row, cases::Status::referred, Actor::system);
    tell_unit(desk, rang.row, referral, ToUnit::What::asked);
    ask_beside_if_nobody(desk, rang.row, referral.unit);
}

void ring(const Desk& desk, ClockRow clock) {
    std::optional<CaseRow> row = case_by_id(desk.clerk.sql, clock.case_id);
    const auto stop = [&] {
        clock.clock = cases::stop(clock.clock, desk.clerk.now);
        update_clock(desk.clerk, clock, std::nullopt);
    };
    if (!row || row->wrapped_key.empty()) return stop();
    Rang rang{.row = std::move(*row), .referral = {}};
    if (clock.referral) rang.referral = referral_by_id(desk.clerk.sql, *clock.referral);
    if (!cases::is_open(rang.row.status) && clock.clock.kind != ClockKind::confirm) return stop();
    switch (clock.clock.kind) {
        case ClockKind::ack:
            if (!rang.referral || !cases::is_waiting(rang.referral->status)) return stop();
            return ring_ack(desk, rang, clock);
        case ClockKind::verify:
            ask_at_last(desk, rang);
            return stop();
        case ClockKind::arrive:
        case ClockKind::act:
            if (!rang.referral || !cases::is_open(rang.referral->status)) return stop();
            return ring_late(desk, rang, clock);
        case ClockKind::confirm:
            return ring_confirm(desk, rang, clock);
        case ClockKind::review:
            return ring_review(desk, rang, clock);
    }
}

void ring_one(const Desk& desk, std::int64_t id) {
    // An earlier one of this round may have stopped it.
    std::optional<ClockRow> clock = clock_due(desk.clerk.sql, id, desk.clerk.now);
    if (clock) ring(desk, *clock);
}

// A case that does not open, or a row that breaks a rule, must not keep the others from ringing: a person looks at it.
void put_off(const Desk& desk, std::int64_t id) {
    constexpr std::chrono::minutes later{30};
    Clerk& clerk = desk.clerk;
    clerk.sql.run("UPDATE clocks SET next = ?2 WHERE id = ?1", id, clerk.now + later);
    Query row = clerk.sql.query(
        "SELECT case_id, unit, referral FROM clocks JOIN cases ON cases.id = case_id WHERE clocks.id = ?", id);
    if (!row.next()) return;
    append_event(clerk, {"case.clock_broken", "system", row.integer(0)});
    open_call(clerk, {.case_id = row.integer(0),
                      .unit = row.text(1),
                      .referral = row.null(2) ? std::nullopt : std::optional{row.integer(2)}});
}

}  // namespace

int ring_clocks(const Desk& desk, int most) {
    const std::vector<std::int64_t> due = clocks_due(desk.clerk.sql, desk.clerk.now, most);
    for (const std::int64_t id : due)
        if (!in_savepoint(desk.clerk.sql, [&] { ring_one(desk, id); })) put_off(desk, id);
    return std::max(static_cast<int>(due.size()), ring_questions(desk, most));
}

}  // namespace sambung::store

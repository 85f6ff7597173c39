#include "officer_acts.h"

#include "call_rows.h"
#include "case_steps.h"
#include "case_told.h"
#include "cases/succession.h"
#include "cases/verification.h"
#include "clock_rows.h"
#include "events.h"
#include "inbox.h"
#include "merged_cases.h"
#include "questioning.h"
#include "savepoint.h"
#include "shifting.h"
#include "telling.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

using cases::Actor;
using cases::ClockKind;
using cases::Order;
using cases::ReferralStatus;
using cases::Verb;
using Said = OrderAnswer::Said;

// One order at work.
struct At {
    const Desk& desk;
    const OfficerMessage& message;
    const Order& order;
    CaseRow row;
    ReferralRow referral;
    std::optional<cases::Question> asked = {};  // of the citizen, by this order
};

void note(const At& at, std::string_view type, std::string_view name = {}, std::string_view value = {}) {
    Meta meta;
    meta.add("unit", at.referral.unit).add("task", at.referral.task);
    if (!name.empty()) meta.add(name, value);
    append_event(at.desk.clerk, {type, "unit", at.row.id, meta.json()});
}

void begin_clock(const At& at, ClockKind kind) {
    const auto target = cases::target_of(kind, at.row.urgency);
    if (!target) return;
    const cases::Clock clock = cases::start(kind, *target, at.desk.office.calendar, at.desk.clerk.now);
    insert_clock(at.desk.clerk, at.row.id, at.referral.id, clock, clock.due);
}

void stop_clock(const At& at, ClockKind kind) {
    auto clock = clock_of_referral(at.desk.clerk.sql, at.referral.id, kind);
    if (!clock) return;
    clock->clock = cases::stop(clock->clock, at.desk.clerk.now);
    update_clock(at.desk.clerk, *clock, std::nullopt);
}

// When there is more to hear at the latest: that somebody is there, else that it is done.
std::optional<TimePoint> promise_of(const At& at) {
    for (const ClockKind kind : {ClockKind::arrive, ClockKind::act})
        if (const auto clock = clock_of_referral(at.desk.clerk.sql, at.referral.id, kind)) return clock->clock.due;
    return std::nullopt;
}

Said accept(At& at) {
    if (at.referral.status == ReferralStatus::accepted) return Said::already;
    if (!cases::is_open(at.row.status)) return Said::over;
    at.referral =
        set_referral(at.desk.clerk, at.referral, {.status = ReferralStatus::accepted, .officer = at.message.officer});
    stop_clock(at, ClockKind::ack);
    end_calls(at.desk.clerk, at.row.id, "unit");
    note(at, "referral.accepted");
    if (at.row.unit != at.referral.unit) accept_for(at.desk, at.row, at.referral.unit);
    relieve_others(at.desk, at.row, at.referral.id, ReferralStatus::withdrawn);
    const auto step = take_step(at.desk, at.row, cases::Status::in_progress, Actor::unit);
    begin_clock(at, ClockKind::arrive);
    begin_clock(at, ClockKind::act);
    tell_citizen(at.desk, at.row,
                 {.news = step ? step->news : cases::News::none, .unit = at.referral.unit, .until = promise_of(at)});
    return Said::done;
}

// Whoever reports from the way has taken it, said or not.
void accept_first(At& at) {
    if (cases::is_waiting(at.referral.status)) (void)accept(at);
}

// True if somebody still has it.
bool somebody_has(At& at, cases::Refusal why) {
    for (const ReferralRow& one : referrals_of(at.desk.clerk.sql, at.row.id)) {
        if (!cases::is_open(one.status)) continue;
        if (one.backup && cases::is_waiting(one.status)) make_owner(at.desk, at.row, one, why);
        return true;
    }
    return false;
}

// What is missing most: where it is, then where exactly.
cases::Question missing(const At& at) {
    Query row = at.desk.clerk.sql.query("SELECT place IS NULL FROM cases WHERE id = ?", at.row.id);
    return row.next() && row.integer(0) != 0 ? cases::Question::landmark : cases::Question::rt_rw;
}

// Who lacks data asks for it once, and keeps the task; false where nobody can be asked, or was already.
bool asks_instead(At& at, cases::Refusal why) {
    if (why != cases::Refusal::lacks_data || !cases::is_waiting(at.referral.status)) return false;
    if (times_asked(at.desk.clerk.sql, at.row.id) > 0) return false;
    const cases::Question question = missing(at);
    if (!ask(at.desk, at.row, question, "unit")) return false;
    at.asked = question;
    note(at, "referral.lacks_data", "question", cases::name(question));
    return true;
}

Said hand_back(At& at) {
    const cases::Refusal why = cases::all_refusals[at.order.digit - 1];
    if (asks_instead(at, why)) return Said::asked;
    const bool had_it = at.referral.status == ReferralStatus::accepted;
    at.referral = set_referral(at.desk.clerk, at.referral,
                               {.status = had_it ? ReferralStatus::returned : ReferralStatus::rejected,
                                .reason = why,
                                .officer = at.message.officer});
    for (const ClockKind kind : {ClockKind::ack, ClockKind::arrive, ClockKind::act}) stop_clock(at, kind);
    note(at, had_it ? "referral.returned" : "referral.rejected", "reason", cases::name(why));
    if (!somebody_has(at, why)) pass_on(at.desk, at.row, at.referral.unit, why);
    return Said::done;
}

// A column of the referral that holds when something happened on the way; false if it did before.
bool mark(const At& at, std::string_view column) {
    const std::string statement = "UPDATE referrals SET " + std::string{column} +
                                  " = ?2, version = version + 1 WHERE id = ?1 AND " + std::string{column} + " IS NULL";
    return at.desk.clerk.sql.run(statement, at.referral.id, at.desk.clerk.now) == 1;
}

Said depart(At& at) {
    accept_first(at);
    if (!mark(at, "departed")) return Said::already;
    note(at, "referral.departed");
    if (rings(at.row.urgency)) tell_citizen(at.desk, at.row, {.news = cases::News::departed, .unit = at.referral.unit});
    return Said::done;
}

Said arrive(At& at) {
    accept_first(at);
    stop_clock(at, ClockKind::arrive);
    if (!mark(at, "arrived")) return Said::already;
    note(at, "referral.arrived");
    if (rings(at.row.urgency)) tell_citizen(at.desk, at.row, {.news = cases::News::arrived, .unit = at.referral.unit});
    return Said::done;
}

Said not_found(At& at) {
    accept_first(at);
    note(at, "referral.not_found");
    tell_citizen(at.desk, at.row, {.news = cases::News::not_found, .unit = at.referral.unit});
    return Said::done;
}

// Those who stand in hear of it, the head too: who is on site has no hand free to telephone around.
Said call_for(At& at, std::string_view whom) {
    note(at, "referral.needs_help", "whom", whom);
    std::vector<const cases::Unit*> told;
    if (const cases::Unit* unit = at.desk.office.unit(at.referral.unit))
        told = {at.desk.office.unit(unit->backup),
                cases::head_of(at.desk.office, unit->code, confidence_of(at.desk.office, at.row))};
    if (told.size() == 2 && told[0] == told[1]) told.pop_back();
    const bool sensitive = is_sensitive(at.desk.office, at.row);
    const cases::Confidence confidence = confidence_of(at.desk.office, at.row);
    std::erase_if(told,
                  [&](const cases::Unit* unit) { return unit != nullptr && !cases::may_have(*unit, confidence); });
    std::optional<CaseTold> about = case_told(at.desk.clerk.sql, at.desk.clerk.keys, at.row.id);
    if (about) about->report.restricted = sensitive;
    for (const cases::Unit* unit : told)
        if (unit != nullptr && about)
            at.desk.say(ToUnit{.what = ToUnit::What::called_for,
                               .unit = unit->code,
                               .silent = at.referral.unit,
                               .task = 0,
                               .about = *about,
                               .due = {},
                               .note = std::string{whom},
                               .occasion = at.message.event.hex() + std::string{whom}});
    return Said::done;
}

Said finish(At& at) {
    accept_first(at);
    const cases::Ending ending = cases::all_endings[at.order.digit - 1];
    at.referral = set_referral(at.desk.clerk, at.referral,
                               {.status = ReferralStatus::done, .outcome = ending, .officer = at.message.officer});
    for (const ClockKind kind : {ClockKind::arrive, ClockKind::act}) stop_clock(at, kind);
    note(at, "referral.done", "outcome", cases::name(ending));
    if (ending == cases::Ending::passed_on) {
        if (!somebody_has(at, cases::Refusal::not_our_duty)) hand_on(at.desk, at.row, at.referral.unit);
        return Said::done;
    }
    const auto step = take_step(at.desk, at.row, cases::Status::resolved, Actor::unit);
    if (!step) return Said::done;
    const bool asks = !at.row.quiet && !is_sensitive(at.desk.office, at.row);
    at.desk.clerk.sql.run("UPDATE cases SET ending = ?2, asked = ?3 WHERE id = ?1", at.row.id, cases::name(ending),
                          asks ? std::optional{at.desk.clerk.now} : std::nullopt);
    for (const CaseRow& one : all_merged_into(at.desk.clerk.sql, at.row))
        if (!one.quiet && !is_sensitive(at.desk.office, at.row))
            at.desk.clerk.sql.run("UPDATE cases SET asked = ?2 WHERE id = ?1", one.id, at.desk.clerk.now);
    begin_clock(at, ClockKind::confirm);
    tell_citizen(at.desk, at.row, {.news = step->news, .unit = at.referral.unit, .ending = ending});
    return Said::done;
}

const cases::Unit* verifier(const At& at) {
    const cases::Unit* unit = at.desk.office.unit(at.referral.unit);
    return unit != nullptr && cases::is_verifier(*unit) ? unit : nullptr;
}

void end_task(At& at, const Answered& answered) {
    at.referral = set_referral(at.desk.clerk, at.referral, answered);
    for (const ClockKind kind : {ClockKind::ack, ClockKind::arrive, ClockKind::act}) stop_clock(at, kind);
}

// With that a verifier's task is over: whoever is above them acts on what they saw.
Said verify_for_good(At& at, std::string_view answer, std::optional<cases::Falsehood> why) {
    accept_first(at);
    const auto reason = why ? std::optional{cases::name(*why)} : std::nullopt;
    at.desk.clerk.sql.run(
        "UPDATE referrals SET verified = ?2, verified_reason = ?3, version = version + 1 WHERE id = ?1", at.referral.id,
        answer, reason);
    note(at, "referral.verified", why ? "no" : "facts", why ? *reason : answer);
    end_task(at, {.status = ReferralStatus::done, .outcome = cases::Ending::passed_on, .officer = at.message.officer});
    if (somebody_has(at, cases::Refusal::not_our_duty)) return Said::done;
    hand_up(at.desk, at.row, at.referral.unit, why ? "TIDAK, " + std::string{cases::words(*why)} : std::string{"SAH"});
    return Said::done;
}

Said verify(At& at, std::string_view answer) {
    if (verifier(at) != nullptr) {
        const auto why = at.order.verb == Verb::deny ? cases::falsehood_of(at.order.digit) : std::nullopt;
        if (at.order.verb == Verb::deny && !why) return Said::which_reason;
        return verify_for_good(at, answer, why);
    }
    accept_first(at);
    at.desk.clerk.sql.run("UPDATE referrals SET verified = ?2, version = version + 1 WHERE id = ?1", at.referral.id,
                          answer);
    note(at, "referral.verified", "facts", answer);
    return Said::done;
}

// By this task's unit, this time among them.
int times_put_off(const At& at) {
    Query row = at.desk.clerk.sql.query("SELECT count(*) FROM clocks WHERE referral = ? AND kind = ?", at.referral.id,
                                        cases::name(ClockKind::review));
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

// Nobody looks into their own family's papers: whoever stands in does.
Said give_away(At& at) {
    const bool had_it = at.referral.status == ReferralStatus::accepted;
    constexpr cases::Refusal why = cases::Refusal::own_family;
    end_task(at, {.status = had_it ? ReferralStatus::returned : ReferralStatus::rejected,
                  .reason = why,
                  .officer = at.message.officer});
    note(at, "referral.own_family");
    if (!somebody_has(at, why)) pass_on(at.desk, at.row, at.referral.unit, why);
    return Said::done;
}

int days_until_review(const At& at) {
    constexpr int usual_days = 3;  // of work
    if (verifier(at) != nullptr) return cases::visit_again_days;
    return at.order.digit > 0 ? at.order.digit : usual_days;
}

Said postpone(At& at) {
    const bool visits = verifier(at) != nullptr;
    const int head_hears_from = visits ? cases::head_hears_of_visit : 2;
    const auto hindrance = visits ? cases::hindrance_of(at.order.digit) : std::nullopt;
    if (visits && at.order.digit > 0 && !hindrance) return Said::which_reason;
    if (hindrance == cases::Hindrance::own_family) return give_away(at);
    const int review_days = days_until_review(at);
    if (rings(at.row.urgency)) return Said::no_delay;
    accept_first(at);
    if (hindrance)
        at.desk.clerk.sql.run("UPDATE referrals SET delay_reason = ?2 WHERE id = ?1", at.referral.id,
                              cases::name(*hindrance));
    cases::Facts facts = facts_of(at.desk, at.row);
    facts.review = at.desk.office.calendar.add_working_days(at.desk.clerk.now, review_days);
    const auto step = take_step(at.desk, at.row, cases::Status::on_hold, Actor::unit, facts);
    if (!step) return Said::already;
    if (auto act = clock_of_referral(at.desk.clerk.sql, at.referral.id, ClockKind::act)) {
        act->clock = cases::pause(act->clock, at.desk.office.calendar, at.desk.clerk.now);
        ++act->pauses;
        update_clock(at.desk.clerk, *act, std::nullopt);
    }
    const cases::Clock review =
        cases::start_until(ClockKind::review, {.counting = cases::Counting::office, .working_days = review_days},
                           at.desk.clerk.now, *facts.review);
    insert_clock(at.desk.clerk, at.row.id, at.referral.id, review, review.due);
    if ((visits || at.row.urgency <= Urgency::p2) && times_put_off(at) >= head_hears_from)
        tell_head_of_delay(at.desk, at.row, at.referral, review.due);
    tell_citizen(at.desk, at.row, {.news = step->news, .unit = at.referral.unit, .until = facts.review});
    return Said::done;
}

Said act(At& at) {
    switch (at.order.verb) {
        case Verb::accept:
            return accept(at);
        case Verb::hand_back:
            return hand_back(at);
        case Verb::depart:
            return depart(at);
        case Verb::arrive:
            return arrive(at);
        case Verb::not_found:
            return not_found(at);
        case Verb::need_police:
            return call_for(at, "POLISI");
        case Verb::need_119:
            return call_for(at, "119");
        case Verb::finish:
            return finish(at);
        case Verb::confirm:
            return verify(at, "yes");
        case Verb::deny:
            return verify(at, "no");
        case Verb::postpone:
            return postpone(at);
        case Verb::ready:
            break;  // of no task: report_ready answers it
    }
    std::unreachable();
}

struct Found {
    std::optional<ReferralRow> referral;
    Said why = Said::no_such_task;
    std::vector<int> tasks;
};

Found find(const Desk& desk, const OfficerMessage& message, const Order& order) {
    const std::vector<ReferralRow> open = open_referrals(desk.clerk.sql, message.units);
    Found found;
    std::vector<ReferralRow> meant;
    for (const ReferralRow& one : open) {
        found.tasks.push_back(one.task);
        if (!order.task || *order.task == one.task) meant.push_back(one);
    }
    if (meant.size() == 1) {
        found.referral = meant.front();
    } else if (!meant.empty()) {
        found.why = Said::which_task;
    } else if (order.task) {
        const auto before = last_with_task(desk.clerk.sql, message.units, *order.task);
        found.why = before ? Said::over : Said::no_such_task;
    }
    return found;
}

OrderAnswer answer(const Desk& desk, const OfficerMessage& message, const Order& order) {
    if (order.verb == Verb::ready) return report_ready(desk, message, order);
    OrderAnswer out{
        .order = order, .said = Said::no_such_task, .task = order.task.value_or(0), .about = {}, .tasks = {}};
    Found found = find(desk, message, order);
    out.said = found.why;
    out.tasks = std::move(found.tasks);
    if (!found.referral) return out;
    std::optional<CaseRow> row = case_by_id(desk.clerk.sql, found.referral->case_id);
    if (!row || row->wrapped_key.empty()) return out;
    At at{desk, message, order, std::move(*row), std::move(*found.referral)};
    out.task = at.referral.task;
    const bool waited = cases::is_waiting(at.referral.status);
    out.said = act(at);
    out.question = at.asked;
    out.verifier = verifier(at) != nullptr;
    out.about = case_told(desk.clerk.sql, desk.clerk.keys, at.row.id);
    if (out.about) out.about->report.restricted = is_sensitive(desk.office, at.row);
    const bool has_it = at.referral.status == ReferralStatus::accepted;
    out.tells_reporter = has_it && (waited || order.verb == Verb::accept);
    return out;
}

}  // namespace

// A case that does not open under its key stops neither the other orders nor the answer.
OrderAnswer obey_one(const Desk& desk, const OfficerMessage& message, const Order& order) {
    OrderAnswer out{.order = order, .said = Said::unreadable, .task = order.task.value_or(0), .about = {}, .tasks = {}};
    (void)in_savepoint(desk.clerk.sql, [&] { out = answer(desk, message, order); });
    return out;
}

bool obey(const Desk& desk, const OfficerMessage& message) {
    // Claimed again while it was at work: done once is done.
    if (!desk.clerk.sql.query("SELECT 1 FROM inbox WHERE id = ? AND done IS NULL", message.inbox).next()) return true;
    const bool concerned = std::ranges::any_of(message.orders, [&](const Order& order) {
        if (order.verb == Verb::ready && has_shifts(desk, message)) return true;
        const Found found = find(desk, message, order);
        return found.referral || found.why != Said::no_such_task || !found.tasks.empty();
    });
    if (!concerned) return false;
    note_presence(desk, message);
    ToOfficer reply{.event = message.event,
                    .officer = message.officer,
                    .channel = message.channel,
                    .address = message.address,
                    .reply_to = message.reply_to,
                    .answers = {}};
    for (const Order& order : message.orders) reply.answers.push_back(obey_one(desk, message, order));
    desk.say(reply);
    const Result<> finished = finish_inbound(desk.clerk, message.inbox, {});
    if (!finished) throw SqlError(SQLITE_CONSTRAINT, "an officer's message cannot be finished");
    return true;
}

}  // namespace sambung::store

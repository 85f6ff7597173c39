#include "questioning.h"

#include "call_rows.h"
#include "case_steps.h"
#include "clock_rows.h"
#include "events.h"
#include "referring.h"
#include "savepoint.h"
#include "telling.h"

#include <utility>
#include <vector>

namespace sambung::store {

namespace {

using cases::Actor;
using cases::PauseReason;
using cases::Status;

struct Open {
    std::int64_t id = 0;
    std::int64_t case_id = 0;
    cases::Question question{};
    TimePoint until{};
    bool reminded = false;
};

// Columns: id, case_id, question, until, reminded.
std::optional<Open> open_in(const Query& row) {
    const auto question = cases::question_from(row.text(2));
    if (!question) throw SqlError(SQLITE_MISMATCH, "a stored question is not on the list");
    return Open{row.integer(0), row.integer(1), *question, row.time(3), !row.null(4)};
}

std::optional<Open> open_about(Sql& sql, std::int64_t case_id) {
    Query row = sql.query(
        "SELECT id, case_id, question, until, reminded FROM questions WHERE case_id = ? AND ended IS NULL", case_id);
    return row.next() ? open_in(row) : std::nullopt;
}

bool may_be_written_to(const Desk& desk, const CaseRow& row) {
    if (row.quiet) return false;
    return !desk.clerk.sql
                .query(
                    "SELECT 1 FROM cases JOIN persons ON persons.id = cases.person WHERE cases.id = ?"
                    " AND (opted_out IS NOT NULL OR persons.contact = 'never' OR address IS NULL)",
                    row.id)
                .next();
}

Result<> may_ask(const Desk& desk, const CaseRow& row) {
    if (row.wrapped_key.empty()) return fail(Errc::conflict, "the case was erased");
    if (rings(row.urgency)) return fail(Errc::conflict, "P0 and P1 wait for no answer: telephone");
    if (asked_about(desk.clerk.sql, row.id, desk.clerk.now).open)
        return fail(Errc::conflict, "a question about it is open already");
    if (times_asked(desk.clerk.sql, row.id) >= cases::most_questions)
        return fail(Errc::conflict, "it was asked about twice: telephone");
    if (!may_be_written_to(desk, row)) return fail(Errc::conflict, "nothing may be sent to this person: telephone");
    return {};
}

// Who waits to be answered by a unit waits no shorter for having been asked.
void pause_clocks(const Desk& desk, const CaseRow& row, int times) {
    const cases::Calendar& calendar = desk.office.calendar;
    for (ClockRow& one : clocks_of_case(desk.clerk.sql, row.id)) {
        if (!cases::may_pause(one.clock, times, PauseReason::asked_citizen, calendar, desk.clerk.now)) continue;
        one.clock = cases::pause(one.clock, calendar, desk.clerk.now);
        ++one.pauses;
        update_clock(desk.clerk, one, std::nullopt);
    }
}

void resume_clocks(const Desk& desk, const CaseRow& row) {
    for (ClockRow& one : clocks_of_case(desk.clerk.sql, row.id)) {
        const bool waits = one.clock.kind == cases::ClockKind::verify || one.clock.kind == cases::ClockKind::ack;
        if (!waits || !one.clock.paused_since) continue;
        one.clock = cases::resume(one.clock, desk.office.calendar, desk.clerk.now);
        update_clock(desk.clerk, one, wake_of(desk.office, row.urgency, one.clock, desk.clerk.now));
    }
}

void end(const Desk& desk, const Open& question, std::string_view how) {
    desk.clerk.sql.run("UPDATE questions SET ended = ?2, how = ?3, next = NULL WHERE id = ?1", question.id,
                       desk.clerk.now, how);
    append_event(desk.clerk, {"case.question_ended", "system", question.case_id,
                              Meta{}.add("question", cases::name(question.question)).add("how", how).json()});
}

// Back to where it stood: with a unit that was asked it is referred if it was before.
void go_on(const Desk& desk, CaseRow& row, Actor actor) {
    if (row.status == Status::need_info) {
        Query was =
            desk.clerk.sql.query("SELECT was FROM questions WHERE case_id = ? ORDER BY id DESC LIMIT 1", row.id);
        const bool referred = was.next() && was.text(0) == cases::name(Status::referred);
        take_step_if_it_can(desk, row, referred ? Status::referred : Status::filed, actor);
        if (row.status == Status::need_info) take_step_if_it_can(desk, row, Status::filed, actor);
    }
    resume_clocks(desk, row);
}

void remind(const Desk& desk, const CaseRow& row, const Open& question) {
    desk.clerk.sql.run("UPDATE questions SET reminded = ?2, next = until WHERE id = ?1", question.id, desk.clerk.now);
    append_event(desk.clerk, {"case.asked_again", "system", row.id});
    tell_citizen(desk, row, {.news = cases::News::asked_again, .until = question.until});
}

// P3 and P4 rest until BUKA. Others go on without the answer, and somebody telephones.
void give_up(const Desk& desk, CaseRow& row, const Open& question) {
    const auto closed = row.status == Status::need_info ? take_step(desk, row, Status::closed, Actor::system)
                                                        : Result<cases::CaseStep>{fail(Errc::refused, "it went on")};
    end(desk, question, "over");
    if (closed) {
        relieve_others(desk, row, 0, cases::ReferralStatus::withdrawn);
        return tell_citizen(desk, row, {.news = closed->news});
    }
    if (row.status != Status::need_info) return;
    go_on(desk, row, Actor::system);
    open_call(desk.clerk, {.case_id = row.id, .unit = row.unit});
    for (const ReferralRow& one : referrals_of(desk.clerk.sql, row.id))
        if (cases::is_waiting(one.status)) remind_unit(desk, row, one);
}

void ring(const Desk& desk, std::int64_t id) {
    Query found = desk.clerk.sql.query(
        "SELECT id, case_id, question, until, reminded FROM questions WHERE id = ? AND next <= ?", id, desk.clerk.now);
    const std::optional<Open> question = found.next() ? open_in(found) : std::nullopt;
    if (!question) return;
    std::optional<CaseRow> row = case_by_id(desk.clerk.sql, question->case_id);
    if (!row || row->wrapped_key.empty() || !cases::is_open(row->status)) return end(desk, *question, "over");
    if (question->until > desk.clerk.now) return remind(desk, *row, *question);
    if (!question->reminded) remind(desk, *row, *question);  // the service stood still
    give_up(desk, *row, *question);
}

void put_off(const Desk& desk, std::int64_t id) {
    constexpr std::chrono::minutes later{30};
    desk.clerk.sql.run("UPDATE questions SET next = ?2 WHERE id = ?1", id, desk.clerk.now + later);
    Query row = desk.clerk.sql.query(
        "SELECT case_id, unit FROM questions JOIN cases ON cases.id = case_id WHERE questions.id = ?", id);
    if (row.next()) open_call(desk.clerk, {.case_id = row.integer(0), .unit = row.text(1)});
}

}  // namespace

Asked asked_about(Sql& sql, std::int64_t case_id, TimePoint now) {
    const std::optional<Open> question = open_about(sql, case_id);
    if (!question) return {};
    return {.open = true, .over = question->reminded && question->until <= now};
}

int times_asked(Sql& sql, std::int64_t case_id) {
    Query row =
        sql.query("SELECT count(*) FROM questions WHERE case_id = ? AND asked >= ?", case_id, life_began(sql, case_id));
    return row.next() ? static_cast<int>(row.integer(0)) : 0;
}

Result<> ask(const Desk& desk, CaseRow& row, cases::Question question, std::string_view by) {
    if (Result<> may = may_ask(desk, row); !may) return may;
    cases::Facts facts = facts_of(desk, row);
    facts.asked = true;  // with this
    const Status was = row.status;
    const Actor actor = by == "unit" ? Actor::unit : Actor::staff;
    if (!cases::step(was, Status::need_info, actor, facts))
        return fail(Errc::conflict, "it is handled already, or over: its unit asks by telephone");
    const int times = times_asked(desk.clerk.sql, row.id);
    const cases::AnswerTime time = cases::time_to_answer(times, desk.office.calendar, desk.clerk.now);
    desk.clerk.sql.run("INSERT INTO questions (case_id, question, was, asked, until, next) VALUES (?, ?, ?, ?, ?, ?)",
                       row.id, cases::name(question), cases::name(was), desk.clerk.now, time.until, time.remind);
    append_event(desk.clerk, {"case.asked", by, row.id, Meta{}.add("question", cases::name(question)).json()});
    const Result<cases::CaseStep> step = take_step(desk, row, Status::need_info, actor, facts);
    if (!step) return std::unexpected(step.error());
    pause_clocks(desk, row, times);
    tell_citizen(desk, row, {.news = step->news, .until = time.until, .question = question});
    return {};
}

std::optional<CaseRow> questioned_case(Sql& sql, PersonId person, TimePoint now) {
    Query row = sql.query(
        "SELECT case_id FROM questions JOIN cases ON cases.id = case_id WHERE cases.person = ? AND questions.ended IS "
        "NULL"
        " AND until >= ? AND restricted = 0 AND cases.ended IS NULL ORDER BY questions.id DESC LIMIT 1",
        person, now);
    return row.next() ? case_by_id(sql, row.integer(0)) : std::nullopt;
}

void end_question(const Desk& desk, CaseRow& row) {
    const std::optional<Open> question = open_about(desk.clerk.sql, row.id);
    if (!question && row.status != Status::need_info) return;
    if (question) end(desk, *question, "answered");
    append_event(desk.clerk, {"case.answered", "citizen", row.id});
    go_on(desk, row, Actor::citizen);
}

int ring_questions(const Desk& desk, int most) {
    std::vector<std::int64_t> due;
    for (Query row = desk.clerk.sql.query("SELECT id FROM questions WHERE next <= ? ORDER BY next LIMIT ?",
                                          desk.clerk.now, most);
         row.next();)
        due.push_back(row.integer(0));
    for (const std::int64_t id : due)
        if (!in_savepoint(desk.clerk.sql, [&] { ring(desk, id); })) put_off(desk, id);
    return static_cast<int>(due.size());
}

}  // namespace sambung::store

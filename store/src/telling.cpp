#include "telling.h"

#include "case_told.h"
#include "cases/succession.h"
#include "cases/verification.h"
#include "clock_rows.h"
#include "merged_cases.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

ToUnit tiding_of(const Desk& desk, const CaseRow& row, const ReferralRow& referral, ToUnit::What what,
                 CaseTold&& about) {
    about.report.restricted = is_sensitive(desk.office, row);
    ToUnit tiding{.what = what,
                  .unit = referral.unit,
                  .silent = {},
                  .task = referral.task,
                  .about = std::move(about),
                  .due = {},
                  .note = {},
                  .occasion = row.ticket.digits() + ":" + std::to_string(referral.id) + ":" +
                              std::to_string(to_millis(desk.clerk.now)),
                  .not_before = {}};
    if (const auto clock = clock_of_referral(desk.clerk.sql, referral.id, cases::ClockKind::ack))
        tiding.due = clock->clock.due;
    return tiding;
}

bool works_now(const cases::Office& office, const CaseRow& row, const cases::Unit& unit, TimePoint now) {
    return rings(row.urgency) || unit.open_24h || office.calendar.open(now);
}

void tell_reporter(const Desk& desk, const CaseRow& row, const NewsOf& news) {
    if (news.news == cases::News::none || !desk.herald) return;
    std::optional<CaseTold> about = case_told(desk.clerk.sql, desk.clerk.keys, row.id);
    if (!about) return;
    about->report.restricted = is_sensitive(desk.office, row);
    desk.say(
        ToCitizen{.news = news.news,
                  .about = std::move(*about),
                  .unit = news.unit,
                  .why = news.why,
                  .ending = news.ending,
                  .until = news.until,
                  .occasion = std::string{cases::name(news.news)} + ":" + std::to_string(to_millis(desk.clerk.now)),
                  .question = news.question});
}

}  // namespace

void tell_unit(const Desk& desk, const CaseRow& row, const ReferralRow& referral, ToUnit::What what,
               std::string_view silent, std::string_view note) {
    if (!desk.herald) return;
    std::optional<CaseTold> about = case_told(desk.clerk.sql, desk.clerk.keys, row.id);
    const cases::Unit* unit = desk.office.unit(referral.unit);
    if (!about || unit == nullptr) return;
    ToUnit tiding = tiding_of(desk, row, referral, what, std::move(*about));
    tiding.silent = silent;
    tiding.note = note;
    if (!works_now(desk.office, row, *unit, desk.clerk.now))
        tiding.not_before = desk.office.calendar.next_opening(desk.clerk.now);
    if (what == ToUnit::What::reminded || what == ToUnit::What::added)
        desk.say_again(tiding, row.id);
    else
        desk.say(tiding);
}

void copy_to(const Desk& desk, const CaseRow& row, std::string_view unit) {
    tell_unit(desk, row, {.id = 0, .case_id = row.id, .unit = std::string{unit}, .task = 0}, ToUnit::What::copied);
}

namespace {

// Not by somebody alone where a person rages, and never where a child is concerned: that is for those who are trained.
bool may_be_looked_at(const CaseTold& about) {
    const std::string& category = about.report.category;
    if (category == "anak" || category == "bayi") return false;
    return std::ranges::none_of(
        about.signs, [](cases::Sign sign) { return sign == cases::Sign::raging || sign == cases::Sign::child_there; });
}

}  // namespace

void ask_first_eyes(const Desk& desk, const CaseRow& row) {
    const cases::Unit* verifier = cases::verifier_of(desk.office, row.area);
    if (!desk.herald || verifier == nullptr || !rings(row.urgency) || is_sensitive(desk.office, row)) return;
    if (!cases::may_have(*verifier, confidence_of(desk.office, row)) || verifier->suspended) return;
    std::optional<CaseTold> about = case_told(desk.clerk.sql, desk.clerk.keys, row.id);
    if (!about || !may_be_looked_at(*about)) return;
    const std::string once = row.ticket.digits() + ":first_eyes";
    desk.say(ToUnit{.what = ToUnit::What::first_eyes,
                    .unit = verifier->code,
                    .silent = row.unit,
                    .task = 0,
                    .about = *std::move(about),
                    .due = {},
                    .note = {},
                    .occasion = once});
}

void remind_unit(const Desk& desk, const CaseRow& row, const ReferralRow& referral) {
    tell_unit(desk, row, referral, ToUnit::What::reminded);
}

void tell_head(const Desk& desk, const CaseRow& row, const ReferralRow& referral) {
    const cases::Unit* head = cases::head_of(desk.office, referral.unit, confidence_of(desk.office, row));
    if (head == nullptr) return;
    ReferralRow to_head = referral;
    to_head.unit = head->code;
    to_head.task = 0;
    tell_unit(desk, row, to_head, ToUnit::What::head, referral.unit);
}

void tell_head_of_delay(const Desk& desk, const CaseRow& row, const ReferralRow& referral, TimePoint until) {
    const cases::Unit* head = cases::head_of(desk.office, referral.unit, confidence_of(desk.office, row));
    std::optional<CaseTold> about = case_told(desk.clerk.sql, desk.clerk.keys, row.id);
    if (!desk.herald || head == nullptr || !about) return;
    ReferralRow to_head = referral;
    to_head.unit = head->code;
    to_head.task = 0;
    ToUnit tiding = tiding_of(desk, row, to_head, ToUnit::What::put_off, std::move(*about));
    tiding.silent = referral.unit;
    tiding.due = until;
    desk.say(tiding);
}

void tell_of_more(const Desk& desk, const CaseRow& row) {
    for (const ReferralRow& one : referrals_of(desk.clerk.sql, row.id))
        if (cases::is_open(one.status)) tell_unit(desk, row, one, ToUnit::What::added);
}

void tell_citizen(const Desk& desk, const CaseRow& row, const NewsOf& news) {
    tell_reporter(desk, row, news);
    // Whoever told of the same need hears of it by their own ticket.
    if (is_sensitive(desk.office, row)) return;
    for (const CaseRow& one : all_merged_into(desk.clerk.sql, row)) tell_reporter(desk, one, news);
}

}  // namespace sambung::store

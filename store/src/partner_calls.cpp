#include "partner_calls.h"

#include "case_told.h"
#include "clock_rows.h"
#include "officer_acts.h"
#include "referral_rows.h"

#include <utility>

namespace sambung::store {

namespace {

using cases::ReferralStatus;
using cases::Verb;
using Said = PartnerAnswer::Said;

std::optional<ReferralRow> by_ticket(Sql& sql, const std::string& unit, const Ticket& ticket) {
    Query row = sql.query(
        "SELECT referrals.id FROM referrals JOIN cases ON cases.id = referrals.case_id"
        " WHERE cases.ticket = ?1 AND referrals.unit = ?2"
        " ORDER BY referrals.status IN ('sent', 'seen', 'accepted') DESC, referrals.id DESC LIMIT 1",
        ticket.digits(), unit);
    return row.next() ? referral_by_id(sql, row.integer(0)) : std::nullopt;
}

std::optional<ReferralRow> by_task(Sql& sql, const std::string& unit, int task) {
    for (const ReferralRow& one : open_referrals(sql, {unit}))
        if (one.task == task) return one;
    return last_with_task(sql, {unit}, task);
}

std::optional<ReferralRow> chosen(Sql& sql, const std::string& unit, const TaskChoice& choice) {
    if (choice.ticket) return by_ticket(sql, unit, *choice.ticket);
    return choice.task ? by_task(sql, unit, *choice.task) : std::nullopt;
}

// Nothing if the case was erased. Throws BrokenSeal.
std::optional<UnitTask> seen(Sql& sql, const Keys& keys, const ReferralRow& row) {
    std::optional<CaseTold> about = case_told(sql, keys, row.case_id);
    if (!about) return std::nullopt;
    UnitTask out{.task = row.task, .status = row.status, .sent = row.sent, .ack_due = {}, .about = *std::move(about)};
    if (!cases::is_waiting(row.status)) return out;
    if (const auto clock = clock_of_referral(sql, row.id, cases::ClockKind::ack)) out.ack_due = clock->clock.due;
    return out;
}

std::string wanted_by(const PartnerCall& call) {
    return std::string{cases::word(call.verb)} + ' ' + std::to_string(call.digit);
}

struct Before {
    std::string wanted;
    std::int64_t referral = 0;
};

std::optional<Before> before(Sql& sql, const PartnerCall& call) {
    if (!call.key) return std::nullopt;
    Query row = sql.query("SELECT wanted, referral FROM partner_calls WHERE key = ?", *call.key);
    if (!row.next()) return std::nullopt;
    return Before{std::string{row.text(0)}, row.integer(1)};
}

// A year is longer than anybody tries.
void remember(Clerk& clerk, const PartnerCall& call, std::int64_t referral) {
    constexpr milliseconds long_enough{std::chrono::hours{24 * 365}};
    if (!call.key) return;
    clerk.sql.run("DELETE FROM partner_calls WHERE at < ?", clerk.now - long_enough);
    clerk.sql.run("INSERT INTO partner_calls (key, wanted, referral, at) VALUES (?, ?, ?, ?)", *call.key,
                  wanted_by(call), referral, clerk.now);
}

// Where the unit's last answer was this one, saying it again is no fault.
bool is_so_already(ReferralStatus status, Verb verb) {
    if (verb == Verb::accept) return status == ReferralStatus::accepted;
    if (verb == Verb::finish) return status == ReferralStatus::done;
    return status == ReferralStatus::rejected || status == ReferralStatus::returned;
}

Said order(const Desk& desk, const PartnerCall& call, const ReferralRow& row) {
    if (!cases::is_open(row.status)) return is_so_already(row.status, call.verb) ? Said::done : Said::over;
    const OfficerMessage message{.inbox = 0,
                                 .event = {},
                                 .officer = call.officer,
                                 .channel = {},
                                 .address = {},
                                 .reply_to = {},
                                 .units = {call.unit},
                                 .orders = {}};
    const OrderAnswer answer = obey_one(desk, message, {.verb = call.verb, .digit = call.digit, .task = row.task});
    switch (answer.said) {
        case OrderAnswer::Said::done:
        case OrderAnswer::Said::already:
        case OrderAnswer::Said::asked:  // its task stays open, as the answer shows
            return Said::done;
        case OrderAnswer::Said::no_such_task:
        case OrderAnswer::Said::unreadable:
            return Said::not_found;
        case OrderAnswer::Said::which_task:
        case OrderAnswer::Said::over:
        case OrderAnswer::Said::which_reason:
        case OrderAnswer::Said::no_delay:
        case OrderAnswer::Said::no_shift:
        case OrderAnswer::Said::on_shift:
        case OrderAnswer::Said::next_shift:
        case OrderAnswer::Said::other_shift:
            return Said::over;
    }
    std::unreachable();
}

bool may_see(const Desk& desk, const PartnerCall& call, const ReferralRow& row) {
    const cases::Unit* unit = desk.office.unit(call.unit);
    const std::optional<CaseRow> about = case_by_id(desk.clerk.sql, row.case_id);
    return unit != nullptr && about && cases::may_have(*unit, confidence_of(desk.office, *about));
}

}  // namespace

PartnerAnswer answer_call(const Desk& desk, const PartnerCall& call) {
    Sql& sql = desk.clerk.sql;
    const std::optional<Before> known = before(sql, call);
    const std::optional<ReferralRow> row =
        known ? referral_by_id(sql, known->referral) : chosen(sql, call.unit, call.choice);
    if (!row || row->unit != call.unit || !may_see(desk, call, *row)) return {};
    PartnerAnswer out;
    if (known) {
        // A task's number comes again on another day: then the key is an old one.
        const std::optional<ReferralRow> meant = chosen(sql, call.unit, call.choice);
        const bool same = meant && meant->id == row->id && known->wanted == wanted_by(call);
        out.said = same ? Said::done : Said::another_key;
    } else {
        out.said = order(desk, call, *row);
    }
    if (out.said == Said::not_found) return out;
    if (!known && out.said == Said::done) remember(desk.clerk, call, row->id);
    if (const auto now_is = referral_by_id(sql, row->id)) out.task = seen(sql, desk.clerk.keys, *now_is);
    if (!out.task) return {};
    return out;
}

std::vector<UnitTask> open_tasks_of(Sql& sql, const Keys& keys, const std::string& unit, int most) {
    std::vector<UnitTask> out;
    for (const ReferralRow& row : open_referrals(sql, {unit})) {
        if (out.size() >= static_cast<std::size_t>(most)) break;
        try {
            if (auto one = seen(sql, keys, row)) out.push_back(*std::move(one));
        } catch (const BrokenSeal&) {
            continue;  // staff see it in the checks of the record
        }
    }
    return out;
}

Result<UnitTask> task_of_unit(Sql& sql, const Keys& keys, const std::string& unit, const TaskChoice& choice) {
    const std::optional<ReferralRow> row = chosen(sql, unit, choice);
    std::optional<UnitTask> out = row ? seen(sql, keys, *row) : std::nullopt;
    if (!out) return fail(Errc::not_found, "no such task");
    return *std::move(out);
}

}  // namespace sambung::store

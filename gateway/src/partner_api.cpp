#include "partner_api.h"

#include "cases/officer_words.h"
#include "cases/succession.h"
#include "errors.h"
#include "slots.h"
#include "times.h"
#include "unit_events.h"

#include <boost/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <utility>

namespace sambung::gateway {

namespace json = boost::json;
using cases::Verb;
using store::PartnerAnswer;
using store::TaskChoice;
using store::UnitTask;

namespace {

constexpr std::string_view root = "/api/v1/referrals";

struct Act {
    std::string_view word;
    Verb verb;
    std::string_view field;  // of the body; empty: none
    int most;
};
constexpr Act acts[] = {
    {"accept", Verb::accept, "", 0},
    {"reject", Verb::hand_back, "reason", cases::most_refusals_told},
    {"done", Verb::finish, "outcome", static_cast<int>(std::size(cases::all_endings))},
};

// "T14" or nine digits.
std::optional<TaskChoice> choice_of(std::string_view text) {
    if (text.starts_with('T') || text.starts_with('t')) {
        text.remove_prefix(1);
        int task = 0;
        const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), task);
        if (wrong != std::errc{} || end != text.data() + text.size() || task < cases::first_task ||
            task > cases::last_task)
            return std::nullopt;
        return TaskChoice{.ticket = {}, .task = task};
    }
    auto ticket = Ticket::parse(text);
    if (!ticket) return std::nullopt;
    return TaskChoice{.ticket = std::move(ticket), .task = {}};
}

// The number in the body; nothing if it is not one from 1 to `most`.
std::optional<int> digit_in(std::string_view body, const Act& act) {
    boost::system::error_code broken;
    const json::value value = json::parse(body, broken);
    const json::object* object = broken ? nullptr : value.if_object();
    const json::value* digit = object == nullptr ? nullptr : object->if_contains(act.field);
    if (digit == nullptr || !digit->is_int64() || digit->as_int64() < 1 || digit->as_int64() > act.most)
        return std::nullopt;
    return static_cast<int>(digit->as_int64());
}

void add(json::object& object, std::string_view name, const std::string& value) {
    if (!value.empty()) object[name] = value;
}

// As in the answer to TERIMA.
void add_reporter(json::object& out, const UnitTask& task) {
    const cases::Report& report = task.about.report;
    if (!rings(task.about.urgency)) return;
    if (report.restricted) {
        out["reporter"] = {{"contact", "desk"}};
    } else if (report.quiet || report.contact == cases::Contact::never || report.phone.empty()) {
        out["reporter"] = {{"contact", "withheld"}};
    } else {
        out["reporter"] = {{"contact", "phone"}, {"phone", report.phone}};
    }
    json::array signs;
    for (const cases::Sign sign : task.about.signs) signs.emplace_back(words(sign));
    out["signs"] = std::move(signs);
}

enum class Detail : std::uint8_t { listed, whole };

json::object told(const Announcer& announcer, const UnitTask& task, Detail detail) {
    const store::CaseTold& about = task.about;
    json::object out{{"task", cases::task_name(task.task)},
                     {"ticket", about.ticket.digits()},
                     {"state", cases::name(task.status)},
                     {"urgency", name(about.urgency)},
                     {"sent_at", iso(task.sent)}};
    if (about.report.restricted) out["confidential"] = true;
    if (!cases::is_open(task.status)) return out;  // it is not theirs to read any more
    add_need(out, told_need(announcer, about.report, about.report.restricted));
    if (task.ack_due) out["ack_due_at"] = iso(*task.ack_due);
    if (detail == Detail::listed || task.status != cases::ReferralStatus::accepted) return out;
    add_reporter(out, task);
    if (about.report.category == "data" && !about.report.restricted)
        add(out, "name", slot(about.report.intake, "nama"));
    return out;
}

// False: the unit may not see it. Else what is confidential is marked.
bool prepare(const cases::Office& office, std::string_view unit_code, UnitTask& task) {
    const cases::Unit* unit = office.unit(unit_code);
    const cases::Report& report = task.about.report;
    if (unit == nullptr || !cases::may_have(*unit, cases::confidence_of(report, task.about.urgency, office)))
        return false;
    task.about.report.restricted = office.is_sensitive(report);
    return true;
}

}  // namespace

PartnerApi::PartnerApi(Parts parts)
    : cases_(parts.cases),
      keys_(parts.keys),
      door_(parts.door),
      clock_(std::move(parts.clock)),
      outbox_filled_(std::move(parts.outbox_filled)) {}

bool PartnerApi::serves(std::string_view path) {
    return path == root || (path.starts_with(root) && path[root.size()] == '/');
}

Task<HttpReply> PartnerApi::answer(HttpRequest request, Announcer announcer, store::Herald herald) {
    const TimePoint now = clock_();
    PartnerDoor::Caller known = door_.admit(request, Scope::referrals, now);
    if (!known) co_return std::move(known.error());
    const Partner* partner = *known;
    const std::optional<ApiPath> path = api_path(request.path(), root);
    if (!path) co_return error_reply(Errc::not_found);
    if (path->which.empty()) {
        if (request.method != "GET") co_return wrong_method("GET");
        co_return co_await list(partner->unit, std::move(announcer));
    }
    const std::optional<TaskChoice> choice = choice_of(path->which);
    if (!choice) co_return error_reply(Errc::not_found);
    if (path->act.empty()) {
        if (request.method != "GET") co_return wrong_method("GET");
        co_return co_await show(partner->unit, *choice, std::move(announcer));
    }
    const auto* const act = std::ranges::find(acts, path->act, &Act::word);
    if (act == std::end(acts)) co_return error_reply(Errc::not_found);
    if (request.method != "POST") co_return wrong_method("POST");
    const std::optional<int> digit = act->field.empty() ? std::optional{0} : digit_in(request.body, *act);
    if (!digit)
        co_return error_reply(422, "invalid_" + std::string{act->field},
                              "The body is JSON such as {\"" + std::string{act->field} + "\": 1}, a number from 1 to " +
                                  std::to_string(act->most) + ".");
    store::PartnerCall call{.key = {},
                            .officer = keys_.person("partner", partner->unit),
                            .unit = partner->unit,
                            .choice = *choice,
                            .verb = act->verb,
                            .digit = *digit};
    std::expected<std::optional<std::string>, HttpReply> key = repeat_key(request, partner->unit);
    if (!key) co_return std::move(key.error());
    if (*key) call.key = keys_.index("partner_call", **key);
    co_return co_await order(std::move(call), std::move(announcer), std::move(herald));
}

Task<HttpReply> PartnerApi::list(std::string unit, Announcer announcer) {
    Result<std::vector<UnitTask>> tasks = co_await cases_.unit_tasks(unit, most_tasks);
    if (!tasks) co_return error_reply(tasks.error().code);
    json::array out;
    for (UnitTask& task : *tasks)
        if (prepare(*announcer.office, unit, task)) out.push_back(told(announcer, task, Detail::listed));
    co_return json_reply(200, json::serialize(json::object{{"unit", unit}, {"referrals", std::move(out)}}));
}

Task<HttpReply> PartnerApi::show(std::string unit, TaskChoice choice, Announcer announcer) {
    Result<UnitTask> task = co_await cases_.unit_task(unit, std::move(choice));
    if (!task) co_return error_reply(task.error().code);
    if (!prepare(*announcer.office, unit, *task)) co_return error_reply(Errc::not_found);
    co_return json_reply(200, json::serialize(told(announcer, *task, Detail::whole)));
}

Task<HttpReply> PartnerApi::order(store::PartnerCall call, Announcer announcer, store::Herald herald) {
    const std::string unit = call.unit;
    const Verb verb = call.verb;
    Result<PartnerAnswer> answer = co_await cases_.call(std::move(call), std::move(herald), clock_());
    if (!answer) co_return error_reply(answer.error().code);
    outbox_filled_();
    if (answer->said == PartnerAnswer::Said::another_key)
        co_return error_reply(422, "idempotency_key_reused", "This Idempotency-Key was used for another call.");
    if (!answer->task || !prepare(*announcer.office, unit, *answer->task)) co_return error_reply(Errc::not_found);
    if (answer->said == PartnerAnswer::Said::over) {
        json::object body{{"error", {{"code", "over"}, {"message", "It is not this unit's any more."}}},
                          {"state", cases::name(answer->task->status)}};
        co_return json_reply(409, json::serialize(body));
    }
    spdlog::info("event=partner_answered unit={} verb={}", unit, cases::word(verb));
    co_return json_reply(200, json::serialize(told(announcer, *answer->task, Detail::whole)));
}

}  // namespace sambung::gateway

#include "funder_api.h"

#include "errors.h"
#include "house_words.h"
#include "times.h"

#include <boost/json.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace sambung::gateway {

namespace json = boost::json;
using cases::HouseCode;
using cases::HouseMove;
using store::HouseOpened;
using store::HouseSeen;

namespace {

constexpr std::string_view root = "/api/v1/allocations";

struct Act {
    std::string_view word;
    HouseMove move;
    bool reason = false;
};
constexpr Act acts[] = {{"reserve", HouseMove::reserve},
                        {"accept", HouseMove::accept},
                        {"works", HouseMove::begin},
                        {"done", HouseMove::finish},
                        {"release", HouseMove::release, true}};

struct Refusal {
    std::string_view guard;  // by name; empty: there is no such step from how it stands
    std::string_view code;
    std::string_view message;
};
constexpr Refusal refusals[] = {
    {"own", "taken", "Another funder has this house."},
    {"within_pool", "pool_full", "The pool has no house left."},
    {"within_units", "ceiling_houses", "This funder has all the houses that it may have."},
    {"within_sum", "ceiling_sum", "This house would go over the funder's sum."},
    {"stage_begun", "stage_not_begun", "This funder's stage has not begun."},
    {"in_time", "reservation_over", "The reservation is over."},
    {"", "not_now", "It cannot be done as the house stands now."},
};

HttpReply refused(const Error& error) {
    if (error.code == Errc::refused && error.detail == "another_key")
        return error_reply(422, "idempotency_key_reused", "This Idempotency-Key was used for another call.");
    const bool no_step = error.code == Errc::too_late || error.code == Errc::refused;
    if (!no_step && error.code != Errc::conflict) return error_reply(error.code);
    const auto* found = std::ranges::find(refusals, no_step ? std::string_view{} : error.detail, &Refusal::guard);
    if (found == std::end(refusals)) found = std::prev(std::end(refusals));
    return error_reply(409, found->code, found->message);
}

json::object told(const cases::Office& office, const HouseSeen& house, std::string_view unit) {
    json::object out{{"house", house.code.text()},    {"pool", house.pool}, {"state", cases::name(house.state)},
                     {"yours", house.funder == unit}, {"area", house.area}, {"estimate", house.estimate}};
    if (const Area* area = office.areas.find(house.area)) {
        out["area_name"] = area->name;
        if (const Area* above = office.areas.find(area->parent)) out["district"] = above->name;
    }
    if (house.until && house.funder == unit) out["reserved_until"] = iso(*house.until);
    return out;
}

HttpReply shown(const cases::Office& office, const HouseOpened& opened, std::string_view unit) {
    json::object out = told(office, opened.house, unit);
    if (opened.owner) out["owner"] = {{"name", opened.owner->name}, {"address", opened.owner->address}};
    HttpReply reply = json_reply(200, json::serialize(out));
    reply.headers.emplace_back("Cache-Control", "no-store");
    return reply;
}

// The word in the body; nothing if it is none of the reasons.
std::optional<cases::HouseReason> reason_in(std::string_view body) {
    boost::system::error_code broken;
    const json::value value = json::parse(body, broken);
    const json::object* object = broken ? nullptr : value.if_object();
    const json::value* reason = object == nullptr ? nullptr : object->if_contains("reason");
    if (reason == nullptr || !reason->is_string()) return std::nullopt;
    return cases::house_reason_from(std::string_view{reason->get_string()});
}

HttpReply no_reason() {
    std::string words;
    for (const cases::HouseReason one : cases::all_house_reasons)
        words += (words.empty() ? "" : ", ") + std::string{cases::name(one)};
    return error_reply(422, "invalid_reason", "The body is JSON such as {\"reason\": \"dana\"}: " + words + ".");
}

}  // namespace

bool FunderApi::serves(std::string_view path) {
    return path == root || (path.starts_with(root) && path[root.size()] == '/');
}

Task<HttpReply> FunderApi::answer(HttpRequest request, Announcer announcer) {
    PartnerDoor::Caller known = parts_.door.admit(request, Scope::allocations, parts_.clock());
    if (!known) co_return std::move(known.error());
    const std::string unit = (*known)->unit;
    const std::optional<ApiPath> path = api_path(request.path(), root);
    if (!path) co_return error_reply(Errc::not_found);
    if (path->which.empty()) {
        if (request.method != "GET") co_return wrong_method("GET");
        const Form query = parse_form(request.query());
        std::string after{field(query, "after").value_or(std::string_view{})};
        co_return co_await list(unit, std::move(after), std::move(announcer));
    }
    const std::optional<HouseCode> house = HouseCode::parse(path->which);
    if (!house) co_return error_reply(Errc::not_found);
    if (path->act.empty()) {
        if (request.method != "GET") co_return wrong_method("GET");
        co_return co_await show(unit, *house, std::move(announcer));
    }
    const auto* const act = std::ranges::find(acts, path->act, &Act::word);
    if (act == std::end(acts)) co_return error_reply(Errc::not_found);
    if (request.method != "POST") co_return wrong_method("POST");
    store::HouseCall call{.house = *house,
                          .move = act->move,
                          .hand = cases::HouseHand::funder,
                          .funder = unit,
                          .by = "unit",
                          .reason = act->reason ? reason_in(request.body) : std::nullopt};
    if (act->reason && !call.reason) co_return no_reason();
    std::expected<std::optional<std::string>, HttpReply> key = repeat_key(request, unit);
    if (!key) co_return std::move(key.error());
    if (*key) call.key = parts_.keys.index("house_call", **key);
    co_return co_await order(std::move(call), std::move(announcer));
}

Task<HttpReply> FunderApi::list(std::string unit, std::string after, Announcer announcer) {
    const Result<std::vector<HouseSeen>> houses =
        co_await store::houses_for(parts_.database, unit, std::move(after), most_houses, parts_.clock());
    if (!houses) co_return error_reply(houses.error().code);
    json::array list;
    for (const HouseSeen& one : *houses) list.push_back(told(*announcer.office, one, unit));
    json::object out{{"unit", unit}, {"houses", std::move(list)}};
    if (houses->size() == most_houses) out["next"] = houses->back().code.text();
    co_return json_reply(200, json::serialize(out));
}

Task<HttpReply> FunderApi::show(std::string unit, HouseCode house, Announcer announcer) {
    const Result<HouseOpened> opened =
        co_await store::house_for(parts_.database, parts_.keys, std::move(house), unit, parts_.clock());
    if (!opened) co_return error_reply(opened.error().code);
    co_return shown(*announcer.office, *opened, unit);
}

Task<HttpReply> FunderApi::order(store::HouseCall call, Announcer announcer) {
    const std::string unit = call.funder;
    const HouseMove move = call.move;
    const TimePoint now = parts_.clock();
    const Result<HouseOpened> done =
        co_await store::move_house(parts_.database, parts_.keys, std::move(call), house_voice(announcer, now), now);
    if (!done) co_return refused(done.error());
    parts_.outbox_filled();
    spdlog::info("event=house_moved unit={} move={}", unit, cases::name(move));
    co_return shown(*announcer.office, *done, unit);
}

}  // namespace sambung::gateway

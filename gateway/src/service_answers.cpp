// What the service answers by HTTP: webhooks outside; health, figures and the demo's phone on the staff's side.
#include "errors.h"
#include "openapi.h"
#include "service.h"
#include "times.h"

#include <boost/json.hpp>

#include <charconv>

namespace sambung::gateway {

namespace {

// "/hooks/sms/status" -> {"sms", status}.
std::optional<std::pair<std::string_view, adapters::Hook>> hook_of(std::string_view path) {
    constexpr std::string_view root = "/hooks/";
    if (!path.starts_with(root)) return std::nullopt;
    path.remove_prefix(root.size());
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return std::pair{path, adapters::Hook::message};
    if (path.substr(slash) != "/status") return std::nullopt;
    return std::pair{path.substr(0, slash), adapters::Hook::status};
}

HttpReply text_reply(std::string body) {
    return {.status = 200, .content_type = "text/plain; charset=utf-8", .body = std::move(body), .headers = {}};
}

}  // namespace

Task<HttpReply> Service::answer_public(Shard& shard, HttpRequest request) {
    if (serves_openapi(request.path())) co_return answer_openapi(request);
    if (PartnerApi::serves(request.path()) && !config_.partners.empty())
        co_return co_await partner_api_->answer(std::move(request), announcer(shard), herald(shard));
    if (FunderApi::serves(request.path()) && !config_.partners.empty())
        co_return co_await funder_api_->answer(std::move(request), announcer(shard));
    if (open311::Open311::serves(request.path()))
        co_return co_await open311_->answer(std::move(request), announcer(shard), herald(shard));
    const auto hook = hook_of(request.path());
    if (!hook) co_return error_reply(Errc::not_found);
    const Channel* channel = channels_.find(hook->first);
    const adapters::Hook which = hook->second;
    if (channel != nullptr && exchanges_) co_return co_await take_call(shard, *channel, which, std::move(request));
    co_return co_await shard.reception->receive(channel, which, std::move(request));
}

// A webhook of a channel, kept in the exchange log.
Task<HttpReply> Service::take_call(Shard& shard, const Channel& channel, adapters::Hook hook, HttpRequest request) {
    const std::string route = "/hooks/" + channel.id() + (hook == adapters::Hook::status ? "/status" : "");
    Exchange call = exchange_in(channel.id(), route, request, now());
    HttpReply reply = co_await shard.reception->receive(&channel, hook, std::move(request));
    call.took = now() - call.at;
    note_answer(call, reply);
    exchanges_->keep(std::move(call));
    co_return reply;
}

Task<HttpReply> Service::answer_desk(Shard& shard, HttpRequest request) {
    const std::string_view path = request.path();
    if (path == "/healthz") co_return text_reply("ok\n");
    if (path == "/readyz") co_return co_await readiness(shard);
    if (path == "/metrics")
        co_return HttpReply{.status = 200,
                            .content_type = "text/plain; version=0.0.4; charset=utf-8",
                            .body = metrics_.text(),
                            .headers = {}};
    if (path == "/phone/messages" && config_.demo) {
        // The number comes in a header, since addresses of pages end in logs.
        const auto number = header(request.headers, "X-Sambung-Phone").value_or("");
        const auto after = header(request.headers, "X-Sambung-After").value_or("0");
        std::uint64_t seq = 0;
        std::from_chars(after.data(), after.data() + after.size(), seq);
        co_return json_reply(200, sink_.messages_json(number, seq));
    }
    co_return error_reply(Errc::not_found);
}

// 200 while a case can be filed, whatever else is down: that shows in the body.
Task<HttpReply> Service::readiness(Shard& shard) {
    const Result<> files = co_await cases_->ping();
    const Result<> sessions = co_await shard.sessions->ping();
    boost::json::object channels;
    for (const auto& channel : channels_.all()) {
        const SmppLink* link = link_of(*channel);
        const Health health = channel->health->now();
        const bool held = health == Health::suspended || health == Health::gone;
        channels[channel->id()] = held                                      ? name(health)
                                  : channel->config.sink                    ? "sink"
                                  : link != nullptr && !link->bound()       ? "not_bound"
                                  : link != nullptr && health == Health::ok ? "bound"
                                                                            : name(health);
    }
    const boost::json::object body{{"ready", files.has_value()},
                                   {"cases", files ? "ok" : "down"},
                                   {"sessions", on_sql_    ? "sql"
                                                : sessions ? "ok"
                                                           : "down"},
                                   {"spooled", spool_ ? spool_->waiting() : 0},
                                   {"anchors", record_ ? record_->anchors() : "off"},
                                   {"erasures", record_ ? record_->ledger() : "off"},
                                   {"channels", std::move(channels)},
                                   {"office", office_->state()},
                                   {"flows", reloads_->state()}};
    co_return json_reply(files ? 200 : 503, boost::json::serialize(body));
}

}  // namespace sambung::gateway

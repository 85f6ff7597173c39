#include "open311.h"

#include "shown.h"
#include "wanted.h"

#include <boost/json.hpp>
#include <spdlog/spdlog.h>

#include <array>
#include <utility>

namespace sambung::gateway::open311 {

namespace json = boost::json;

namespace {

constexpr std::string_view root = "/open311/v2/";
constexpr std::string_view changed = "2026-11-22T00:00:00Z";  // when what this door does was last changed

HttpReply wrong_method(Format format, std::string_view allowed) {
    HttpReply out = error(format, 405, "Use " + std::string{allowed} + " here.");
    out.headers.emplace_back("Allow", allowed);
    return out;
}

HttpReply too_many(Format format) {
    HttpReply out = error(format, 429, "Too many calls. Try again in a minute.");
    out.headers.emplace_back("Retry-After", "60");
    return out;
}

json::object endpoint(const std::string& url) {
    return {{"specification", "http://wiki.open311.org/GeoReport_v2"},
            {"url", url + "/open311/v2"},
            {"changeset", changed},
            {"type", "production"},
            {"formats", json::array{"text/xml", "application/json"}}};
}

json::object service_row(const Service& service) {
    return {{"service_code", service.code},
            {"service_name", service.name},
            {"description", service.group + ": " + service.name},
            {"metadata", "true"},
            {"type", "realtime"},
            {"keywords", ""},
            {"group", service.group}};
}

json::object definition_of(const Service& service) {
    json::array list;
    for (const Attribute& one : attributes)
        list.push_back(json::object{{"variable", "true"},
                                    {"code", one.code},
                                    {"datatype", "singlevaluelist"},
                                    {"required", "false"},
                                    {"datatype_description", ""},
                                    {"order", std::to_string(list.size() + 1)},
                                    {"description", one.description},
                                    {"values", json::array{json::object{{"key", one.key}, {"name", one.name}},
                                                           json::object{{"key", "tidak"}, {"name", "Tidak"}}}}});
    return {{"service_code", service.code}, {"attributes", std::move(list)}};
}

}  // namespace

bool Open311::serves(std::string_view path) { return path.starts_with(root); }

// "/open311/v2/requests/481207364.xml". Nothing: no such resource, or neither of the formats.
std::optional<Open311::Call> Open311::read(HttpRequest request, TimePoint now) {
    std::string_view path = request.path();
    path.remove_prefix(root.size());
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const std::string_view ending = path.substr(dot + 1);
    if (ending != "xml" && ending != "json") return std::nullopt;
    const Format format = ending == "xml" ? Format::xml : Format::json;
    path = path.substr(0, dot);
    const std::size_t slash = path.find('/');
    Call call{.request = {},
              .resource = std::string{path.substr(0, slash)},
              .which = slash == std::string_view::npos ? std::string{} : std::string{path.substr(slash + 1)},
              .format = format,
              .form = parse_form(request.method == "POST" ? std::string_view{request.body} : request.query()),
              .now = now};
    if (slash != std::string_view::npos && call.which.empty()) return std::nullopt;
    call.request = std::move(request);
    return call;
}

// The same answer to whatever is wrong with the key, and to none. A report is taken over the quota too; who looks
// after the partner reads of it in the log.
Open311::Caller Open311::caller(const Call& call, Scope scope) {
    const std::string_view given =
        bearer_key(call.request).value_or(field(call.form, "api_key").value_or(std::string_view{}));
    const Partner* partner = given.empty() ? nullptr : parts_.partners.admit(given, scope, call.now);
    if (partner == nullptr) {
        if (!wrong_keys_.spend(call.request.remote, call.now)) return std::unexpected(too_many(call.format));
        return std::unexpected(error(call.format, 403, "api_key was missing, or may not do that."));
    }
    const bool within = calls_.spend(partner->name, call.now) && PartnerKeys::spend_hourly(*partner, call.now);
    if (!within && scope != Scope::requests_create) return std::unexpected(too_many(call.format));
    if (!within) spdlog::warn("event=partner_over_quota partner={}", partner->name);
    return partner;
}

HttpReply Open311::discovery(const Call& call, const Announcer& announcer) const {
    const std::string contact =
        "Dinas Sosial " + announcer.office->city + ", telepon " + dialogs::office_word(*announcer.flows, "telp") +
        ". Keterangan pribadi tidak pernah ditampilkan; membaca dan mengirim perlu kunci mitra.";
    const json::object body{{"changeset", changed},
                            {"contact", contact},
                            {"key_service", "Kunci mitra diberikan oleh Dinas Sosial " + announcer.office->city + "."},
                            {"endpoints", json::array{endpoint(parts_.public_url)}}};
    return reply(call.format, 200, "discovery", body);
}

HttpReply Open311::services(const Call& call, const Announcer& announcer) {
    const std::vector<Service> all = services_of(*announcer.office, *announcer.flows);
    if (!call.which.empty()) {
        const std::optional<Service> one = find_service(all, call.which);
        if (!one) return error(call.format, 404, "service_code was not found.");
        return reply(call.format, 200, "service_definition", definition_of(*one));
    }
    json::array list;
    for (const Service& one : all) list.push_back(service_row(one));
    return reply(call.format, 200, "services", list);
}

Task<HttpReply> Open311::list(Call call, Announcer announcer) {
    Caller partner = caller(call, Scope::requests_read);
    if (!partner) co_return std::move(partner.error());
    Form query = call.form;
    if (!call.which.empty()) query = {{"service_request_id", call.which}};
    std::expected<store::RequestsWanted, std::string> wanted = wanted_by(query, call.now);
    if (!wanted) co_return error(call.format, 400, wanted.error());
    wanted->partner = (*partner)->name;
    const auto extensions =
        field(call.form, "extensions").value_or("") == "true" ? Extensions::wanted : Extensions::none;
    const Result<std::vector<store::Request>> found = co_await store::requests_of(parts_.database, *std::move(wanted));
    if (!found) co_return error(call.format, 503, "Not available just now. Try again.");
    if (!call.which.empty() && found->empty()) co_return error(call.format, 404, "service_request_id was not found.");
    json::array out;
    for (const store::Request& one : *found) out.push_back(shown(*announcer.office, one, extensions));
    co_return reply(call.format, 200, "service_requests", out);
}

// Ids are given at once, so a token is the id.
Task<HttpReply> Open311::token(Call call) {
    Caller partner = caller(call, Scope::requests_read);
    if (!partner) co_return std::move(partner.error());
    std::expected<store::RequestsWanted, std::string> wanted =
        wanted_by({{"service_request_id", call.which}}, call.now);
    if (!wanted) co_return error(call.format, 400, wanted.error());
    wanted->partner = (*partner)->name;
    const Result<std::vector<store::Request>> found = co_await store::requests_of(parts_.database, *std::move(wanted));
    if (!found) co_return error(call.format, 503, "Not available just now. Try again.");
    if (found->empty()) co_return error(call.format, 404, "token was not found.");
    const std::string id = found->front().ticket.digits();
    co_return reply(call.format, 200, "service_requests",
                    json::array{json::object{{"service_request_id", id}, {"token", id}}});
}

Task<HttpReply> Open311::answer(HttpRequest request, Announcer announcer, store::Herald herald) {
    const TimePoint now = parts_.clock();
    const bool posts = request.method == "POST";
    const bool reads = request.method == "GET";
    std::optional<Call> call = read(std::move(request), now);
    if (!call) co_return error(Format::xml, 404, "There is no such resource. Each ends with .xml or .json.");
    const bool all = call->which.empty();
    const bool requests = call->resource == "requests";
    if (requests && all && posts) co_return co_await post(*std::move(call), std::move(announcer), std::move(herald));
    const bool known = requests || (call->resource == "tokens" && !all) || call->resource == "services" ||
                       (call->resource == "discovery" && all);
    if (!known) co_return error(call->format, 404, "There is no such resource.");
    if (!reads) co_return wrong_method(call->format, requests && all ? "GET, POST" : "GET");
    if (requests) co_return co_await list(*std::move(call), std::move(announcer));
    if (call->resource == "tokens") co_return co_await token(*std::move(call));
    if (!calls_.spend(call->request.remote, now)) co_return too_many(call->format);
    co_return call->resource == "services" ? services(*call, announcer) : discovery(*call, announcer);
}

}  // namespace sambung::gateway::open311

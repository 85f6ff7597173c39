#include "exchanges/exchange.h"

#include "times.h"

#include <algorithm>
#include <utility>

namespace sambung::gateway {

namespace json = boost::json;

namespace {

constexpr std::size_t most_headers = 64;

Said said(std::string_view content_type, const std::string& body) {
    return {.content_type = std::string{content_type},
            .body = body.size() <= longest_read ? body : std::string{},
            .size = body.size()};
}

std::vector<std::string> names_of(const HttpHeaders& headers) {
    std::vector<std::string> out;
    for (const auto& [name, value] : headers)
        if (out.size() < most_headers) out.push_back(name);
    return out;
}

void note_headers(Exchange& exchange, const HttpHeaders& headers) {
    exchange.headers = names_of(headers);
    exchange.agent = header(headers, "User-Agent").value_or("");
}

std::string_view query_of(std::string_view address) {
    const auto mark = address.find('?');
    return mark == std::string_view::npos ? std::string_view{} : address.substr(mark + 1);
}

json::value body_of(const Said& part, const Mask& mask) {
    if (part.size > longest_read) return json::value(unreadable(part.size));
    return mask.body(part.content_type, part.body);
}

json::array names(const Exchange& exchange) {
    json::array out;
    for (const std::string& name : exchange.headers) out.emplace_back(masked_name(name));
    return out;
}

json::object answer(const Exchange& exchange, const Mask& mask) {
    return {{"size", exchange.answer.size},
            {"content_type", masked_content_type(exchange.answer.content_type)},
            {"body", body_of(exchange.answer, mask)}};
}

}  // namespace

std::size_t Exchange::weight() const {
    return sizeof(Exchange) + address.size() + query.size() + said.body.size() + answer.body.size();
}

Exchange exchange_in(std::string channel, std::string route, const HttpRequest& request, TimePoint at) {
    Exchange out;
    out.at = at;
    out.channel = std::move(channel);
    out.method = request.method;
    out.address = std::move(route);
    out.query = request.query();
    out.said = said(header(request.headers, "Content-Type").value_or(""), request.body);
    note_headers(out, request.headers);
    return out;
}

Exchange exchange_out(std::string channel, const HttpCall& call, TimePoint at) {
    Exchange out;
    out.at = at;
    out.channel = std::move(channel);
    out.direction = Exchange::Direction::out;
    out.method = call.method;
    out.address = call.url;
    out.query = query_of(call.address());
    out.said = said(header(call.headers, "Content-Type").value_or(""), call.body);
    note_headers(out, call.headers);
    return out;
}

void note_answer(Exchange& exchange, const HttpReply& reply) {
    exchange.status = reply.status;
    exchange.answer = said(reply.content_type, reply.body);
}

std::string exchange_line(const Exchange& exchange, const Mask& mask) {
    json::object line{{"at", iso(exchange.at)},
                      {"channel", exchange.channel},
                      {"direction", exchange.direction == Exchange::Direction::in ? "in" : "out"},
                      {"method", masked_method(exchange.method)},
                      {"address", masked_address(exchange.address)}};
    if (!exchange.query.empty()) line["query"] = mask.query(exchange.query);
    line["status"] = exchange.status;
    if (exchange.fault) line["fault"] = policy(*exchange.fault).name;
    line["ms"] = exchange.took.count();
    line["size"] = exchange.said.size;
    line["content_type"] = masked_content_type(exchange.said.content_type);
    line["agent"] = masked_agent(exchange.agent);
    line["headers"] = names(exchange);
    line["body"] = body_of(exchange.said, mask);
    line["answer"] = answer(exchange, mask);
    return json::serialize(line);
}

}  // namespace sambung::gateway

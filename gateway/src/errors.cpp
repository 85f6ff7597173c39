#include "errors.h"

#include <boost/json.hpp>

namespace sambung::gateway {

HttpReply json_reply(int status, std::string body) {
    return {.status = status, .content_type = "application/json", .body = std::move(body), .headers = {}};
}

HttpReply error_reply(int status, std::string_view code, std::string_view message) {
    const boost::json::object body{{"error", {{"code", code}, {"message", message}}}};
    return json_reply(status, boost::json::serialize(body));
}

HttpReply error_reply(Errc code) {
    const ErrorPolicy& words = policy(code);
    return error_reply(words.http_status, words.name, words.public_words);
}

HttpReply wrong_method(std::string_view allowed) {
    HttpReply reply = error_reply(405, "method_not_allowed", "Use " + std::string{allowed} + " here.");
    reply.headers.emplace_back("Allow", allowed);
    return reply;
}

}  // namespace sambung::gateway

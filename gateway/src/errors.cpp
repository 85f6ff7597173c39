#include "errors.h"

#include <boost/json.hpp>

namespace sambung::gateway {

HttpReply json_reply(int status, std::string body) {
    return {.status = status, .content_type = "application/json", .body = std::move(body), .headers = {}};
}

HttpReply error_reply(Errc code) {
    const ErrorPolicy& words = policy(code);
    const boost::json::object body{{"error", {{"code", words.name}, {"message", words.public_words}}}};
    return json_reply(words.http_status, boost::json::serialize(body));
}

}  // namespace sambung::gateway

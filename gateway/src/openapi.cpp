#include "openapi.h"

#include "embedded_openapi.h"
#include "errors.h"

namespace sambung::gateway {

namespace {

constexpr std::string_view where = "/api/v1/openapi.json";
static_assert(std::size(embedded_openapi::files) == 1);

}  // namespace

bool serves_openapi(std::string_view path) { return path == where; }

HttpReply answer_openapi(const HttpRequest& request) {
    if (request.method != "GET") return wrong_method("GET");
    HttpReply reply = json_reply(200, std::string{embedded_openapi::files[0].text});
    // Whoever draws it in a page of their own may fetch it.
    reply.headers.emplace_back("Access-Control-Allow-Origin", "*");
    reply.headers.emplace_back("Cache-Control", "max-age=3600");
    return reply;
}

}  // namespace sambung::gateway

#include "http/http_fault.h"

#include <string>
#include <utility>

namespace sambung::gateway {

namespace {

struct Row {
    HttpFault fault;
    HttpFaultPolicy policy;
};

constexpr Row policies[] = {
    {HttpFault::malformed, {400, "invalid_request", "The request could not be understood."}},
    {HttpFault::timed_out, {408, "timeout", "The request took too long to arrive."}},
    {HttpFault::body_too_large, {413, "body_too_large", "The body is too large."}},
    {HttpFault::target_too_long, {414, "target_too_long", "The address is too long."}},
    {HttpFault::headers_too_large, {431, "headers_too_large", "The headers are too many or too long."}},
    {HttpFault::failed, {500, "internal", "Something went wrong here."}},
    {HttpFault::unknown_method, {501, "unknown_method", "The method is not known here."}},
    {HttpFault::busy, {503, "unavailable", "The service is busy. Try again."}},
    {HttpFault::unknown_version, {505, "unknown_version", "Use HTTP/1.1."}},
};

}  // namespace

const HttpFaultPolicy& policy(HttpFault fault) {
    for (const Row& row : policies)
        if (row.fault == fault) return row.policy;
    std::unreachable();  // the tests hold a row for every fault
}

HttpReply fault_reply(HttpFault fault) {
    const HttpFaultPolicy& words = policy(fault);
    std::string body = R"({"error":{"code":")";
    body += words.code;
    body += R"(","message":")";
    body += words.message;
    body += R"("}})";
    return {.status = words.status, .content_type = "application/json", .body = std::move(body), .headers = {}};
}

}  // namespace sambung::gateway

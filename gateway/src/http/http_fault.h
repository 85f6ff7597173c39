// Requests that never reach a handler: why, and the fixed words the caller hears.
#pragma once

#include "model/http.h"

#include <string_view>

namespace sambung::gateway {

enum class HttpFault {
    malformed,  // not HTTP, or framed so that two readers could read it differently
    timed_out,  // did not arrive in time
    body_too_large,
    target_too_long,
    headers_too_large,
    failed,  // the handler threw, or its reply cannot be sent
    unknown_method,
    busy,  // too many connections or bodies at once
    unknown_version,
};

struct HttpFaultPolicy {
    int status;
    std::string_view code;     // of the JSON body
    std::string_view message;  // of the JSON body
};

[[nodiscard]] const HttpFaultPolicy& policy(HttpFault fault);

// `{"error":{"code","message"}}`
[[nodiscard]] HttpReply fault_reply(HttpFault fault);

}  // namespace sambung::gateway

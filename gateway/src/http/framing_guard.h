// Refuses requests that a proxy before us and we could read differently (request smuggling). Beast 1.81 accepts them: a
// Transfer-Encoding that only ends in "chunked" or is unknown, a repeated Content-Length, a folded header, no Host.
// RFC 9112 sections 3.2, 5.2, 6.1, 6.3 and 11.2.
#pragma once

#include "http/http_fault.h"
#include "http/http_limits.h"
#include "model/http.h"

#include <optional>
#include <string>
#include <string_view>

namespace sambung::gateway {

enum class HttpVersion { http_1_0, http_1_1 };

// The head of a request as parsed, and its text as it came: from the request line to the empty line.
struct RequestHead {
    std::string_view method;
    std::string_view target;
    HttpVersion version = HttpVersion::http_1_1;
    const HttpHeaders& headers;
    std::string_view text;
};

// Nothing if the request may be read on. Pure.
[[nodiscard]] std::optional<HttpFault> fault_in(const RequestHead& head, const HttpLimits& limits);

// The target as a path: "/a?b" is itself, "http://host/a?b" is "/a?b" (RFC 9112 3.2.2). Nothing for other forms.
[[nodiscard]] std::optional<std::string> origin_form(std::string_view target);

}  // namespace sambung::gateway

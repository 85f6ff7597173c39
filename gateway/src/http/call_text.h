// A call of ours as bytes, and whom it is for.
#pragma once

#include "model/error.h"
#include "model/http.h"

#include <compare>
#include <cstdint>
#include <string>

namespace sambung::gateway {

enum class Scheme { http, https };

// Whom a connection leads to.
struct Origin {
    Scheme scheme = Scheme::http;
    std::string host;  // a name or an address without brackets
    std::uint16_t port = 80;
    bool public_only = false;  // HttpCall::public_only; its connections are never shared with calls that go anywhere

    auto operator<=>(const Origin&) const = default;
};

struct CallText {
    Origin origin;
    std::string text;  // request line, headers, body
};

// Errc::invalid_request for a URL that is not absolute http or https or holds a user, and for a method or header that
// would break the framing. The detail never holds the URL: providers put keys there.
[[nodiscard]] Result<CallText> write_call(const HttpCall& call);

}  // namespace sambung::gateway

// Why something could not be done. One table gives each code its HTTP status, whether trying again can help, and the
// only words about it that may leave the process. `detail` is for the log and for tests: never a secret, a text or a
// number.
#pragma once

#include <expected>
#include <source_location>
#include <string>
#include <string_view>

namespace sambung {

enum class Errc {
    invalid_request,  // the input cannot be understood; sending it again will not help
    not_authentic,    // signature, token or secret does not match
    not_found,        // nothing there, or not for this caller: the answer is the same
    conflict,         // somebody else changed it first; load again
    dropped,          // the citizen cancelled the draft first
    too_late,         // the life-cycle has moved on
    throttled,        // over a limit; later it will work
    unavailable,      // a store or a peer did not take it: nothing was done
    timeout,          // no answer in time: it may or may not have been done
    refused,          // the peer said no, for good
    misconfigured,    // our set-up is wrong; a person must act
    internal,         // a bug
};

struct Error {
    Errc code = Errc::internal;
    std::string detail;
    std::source_location where;
};

template <class T = void>
using Result = std::expected<T, Error>;

// `return fail(Errc::invalid_request, "field 'from' required");`
[[nodiscard]] std::unexpected<Error> fail(Errc code, std::string detail,
                                          std::source_location where = std::source_location::current());

struct ErrorPolicy {
    std::string_view name;  // stable, for logs, metrics and JSON errors
    int http_status;
    bool retryable;
    std::string_view public_words;  // for callers outside
};

[[nodiscard]] const ErrorPolicy& policy(Errc code);

// "invalid_request: field 'from' required", for logs and tests.
[[nodiscard]] std::string describe(const Error& error);

}  // namespace sambung

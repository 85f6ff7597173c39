#include "model/error.h"

#include <utility>

namespace sambung {

namespace {

struct Row {
    Errc code;
    ErrorPolicy policy;
};

constexpr Row policies[] = {
    {Errc::invalid_request, {"invalid_request", 400, false, "The request could not be understood."}},
    {Errc::not_authentic, {"not_authentic", 403, false, "Not allowed."}},
    {Errc::not_found, {"not_found", 404, false, "Not found."}},
    {Errc::conflict, {"conflict", 409, true, "It changed meanwhile. Load it again."}},
    {Errc::dropped, {"dropped", 409, false, "It was cancelled."}},
    {Errc::too_late, {"too_late", 409, false, "It is too late for that."}},
    {Errc::throttled, {"throttled", 429, true, "Too many requests. Try again later."}},
    {Errc::unavailable, {"unavailable", 503, true, "The service is not available. Try again."}},
    {Errc::timeout, {"timeout", 504, true, "No answer in time. Try again."}},
    {Errc::refused, {"refused", 502, false, "The other side refused."}},
    {Errc::misconfigured, {"misconfigured", 500, false, "The service is not set up for that."}},
    {Errc::internal, {"internal", 500, false, "Something went wrong here."}},
};

}  // namespace

std::unexpected<Error> fail(Errc code, std::string detail, std::source_location where) {
    return std::unexpected(Error{code, std::move(detail), where});
}

const ErrorPolicy& policy(Errc code) {
    for (const Row& row : policies)
        if (row.code == code) return row.policy;
    std::unreachable();  // the tests hold a row for every code
}

std::string describe(const Error& error) {
    std::string words{policy(error.code).name};
    if (!error.detail.empty()) words += ": " + error.detail;
    return words;
}

}  // namespace sambung

#include "http/http_client.h"

#include <utility>

namespace sambung::gateway {

// For clients that have whole answers at hand.
Task<Result<HttpReply>> HttpClient::fetch(HttpCall call, BodySink sink, milliseconds patience) {
    constexpr std::size_t piece = std::size_t{16} * 1024;
    Result<HttpReply> reply = co_await exchange(std::move(call), patience);
    if (!reply || reply->status != 200) co_return reply;
    const std::string body = std::exchange(reply->body, {});
    for (std::size_t at = 0; at < body.size(); at += piece) {
        const bool wanted = co_await sink(std::string_view{body}.substr(at, piece));
        if (!wanted) co_return fail(Errc::timeout, "no more is wanted");
    }
    co_return reply;
}

}  // namespace sambung::gateway

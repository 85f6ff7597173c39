// Replies as the bytes of one write. By hand, as Beast's serializer costs 5 us of a request that takes 10.
#pragma once

#include "model/http.h"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::gateway {

// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110 5.6.7), made once a second.
class HttpDate {
 public:
    // Valid until the next call.
    [[nodiscard]] std::string_view at(std::chrono::sys_seconds now);

 private:
    std::chrono::sys_seconds made_for_{std::chrono::seconds{-1}};
    std::string text_;
};

enum class ReplyBody { sent, left_out };  // left out for HEAD
enum class AfterReply { keep, close };

// Why a reply cannot go out, in words that hold nothing of it: a line break in a header would let whoever wrote the
// value write a second reply, and our framing headers are ours. Nothing if it can.
[[nodiscard]] std::optional<std::string_view> flaw_in(const HttpReply& reply);

class ReplyWriter {
 public:
    // The whole reply; valid until the next call. `reply` has no flaw. Adds Date, Content-Length, Connection where
    // needed, X-Content-Type-Options: nosniff and Cache-Control: no-store; a header of the reply's of the same name
    // wins over the last two.
    [[nodiscard]] std::string_view write(const HttpReply& reply, ReplyBody body, AfterReply after,
                                         std::string_view date);

    // Gives back what a large reply took.
    void rest();

 private:
    std::string text_;
};

}  // namespace sambung::gateway

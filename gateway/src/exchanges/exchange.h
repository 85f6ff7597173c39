// One call between a provider and us, and the line that tells of it (docs/channels.md, "What did the provider send
// us").
#pragma once

#include "exchanges/mask.h"
#include "model/error.h"
#include "model/http.h"
#include "model/time.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

// What one side said. Raw, and so never written: exchange_line masks it.
struct Said {
    std::string content_type, body;  // the body only if it is up to `longest_read`
    std::size_t size = 0;            // of the body, in bytes
};

struct Exchange {
    enum class Direction { in, out };

    TimePoint at;  // when it began
    milliseconds took{};
    std::string channel;
    Direction direction = Direction::in;
    std::string method;
    std::string address;               // of a webhook the route alone; of a call of ours the URL that may be logged
    std::string query;                 // as it came, or as it was called
    std::string agent;                 // User-Agent
    std::vector<std::string> headers;  // names alone
    Said said;
    int status = 0;             // of the answer
    std::optional<Errc> fault;  // no answer came, and why
    Said answer;

    // Bytes that it holds, about.
    [[nodiscard]] std::size_t weight() const;
};

inline constexpr std::size_t longest_read = std::size_t{64} * 1024;  // a longer body is told by its size

// Of any thread. `route` is our own word for the address, without what the caller wrote.
[[nodiscard]] Exchange exchange_in(std::string channel, std::string route, const HttpRequest& request, TimePoint at);
[[nodiscard]] Exchange exchange_out(std::string channel, const HttpCall& call, TimePoint at);
void note_answer(Exchange& exchange, const HttpReply& reply);

// The line without its end: one JSON object. Never any value but those that Mask shows. Any thread.
[[nodiscard]] std::string exchange_line(const Exchange& exchange, const Mask& mask);

}  // namespace sambung::gateway

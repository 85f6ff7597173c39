// Walks many callers through USSD sessions over keep-alive connections, one thread on epoll.
//
// Closed loop (`rate` 0): every connection sends its next hop as soon as it has an answer. That finds the most a server
// can do; its latencies say little, since a slow server is simply asked less often. Open loop: hops fall due by a
// Poisson schedule that does not wait for anybody, and latency counts from the moment a hop was due, so a stall is felt
// by all who would have called meanwhile. A connection walks one caller at a time, so no caller ever has two hops under
// way.
#pragma once

#include "caller.h"
#include "histogram.h"
#include "model/error.h"
#include "walk.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

namespace sambung::bench {

struct Plan {
    std::uint16_t port = 0;  // on 127.0.0.1
    std::size_t connections = 64;
    double rate = 0;  // hops a second; 0: closed loop
    std::chrono::milliseconds warm_up{500};
    std::chrono::milliseconds window{3000};    // what counts: hops due (closed loop: sent) within it
    std::chrono::milliseconds patience{5000};  // for answers, after the window
    // With a number of dialogs to walk (closed loop only), that ends the run instead of the window, and all of it
    // counts.
    std::uint64_t dialogs = std::numeric_limits<std::uint64_t>::max();
    std::chrono::milliseconds dialogs_within{120'000};  // … and none goes on after that
    bool leave_anywhere = false;                        // caller n hangs up after n mod (length of the walk) + 1 hops
    std::uint64_t first_caller = 1;
    std::uint64_t seed = 1;
    Proof proof = Proof::screen;
};

struct Figures {
    // Of hops due within the window.
    Histogram latency;           // from when the hop was due
    Histogram service;           // from when it was sent
    Histogram last_hop;          // latency of each walk's last hop only
    double seconds = 0;          // length of the window
    std::uint64_t answered = 0;  // right answers that came within the window
    std::uint64_t walked = 0;    // walks that ended within it
    // Of the whole run, warm-up included.
    std::uint64_t answered_in_all = 0;
    std::uint64_t walked_in_all = 0;
    std::uint64_t callers = 0;
    std::uint64_t not_200 = 0;
    std::uint64_t wrong = 0;         // 200, but not what this caller had to see at this hop
    std::uint64_t broken = 0;        // connections lost, or replies that are no HTTP
    std::uint64_t unanswered = 0;    // when patience ended
    std::uint64_t unsent = 0;        // due, but there never was a free connection
    std::uint64_t most_waiting = 0;  // hops due for which no connection was free
    std::uint64_t reply_bytes = 0;   // bodies
    double cpu_share = 0;            // of one core, by this generator: near 1 it measures itself
    std::string first_wrong;         // for a person to read
};

// Errc::unavailable if it cannot connect.
[[nodiscard]] Result<Figures> drive(const Plan& plan, const Walk& walk);

}  // namespace sambung::bench

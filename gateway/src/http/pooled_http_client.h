// The HttpClient that talks: http and https, connections kept, certificates checked. One a shard, on its thread.
#pragma once

#include "http/http_client.h"
#include "http/timer_wheel.h"

#include <memory>
#include <string>

namespace sambung::gateway {

struct HttpClientSettings {
    std::size_t connections = 16;                       // to one origin at once; further calls wait in line
    milliseconds idle_time = seconds{4};                // shorter than what servers keep (often 5 s): we close first
    std::size_t body_bytes = std::size_t{1024} * 1024;  // of an answer
    std::string extra_authorities{};                    // PEM file, besides the system's; empty: none
};

// Timeouts are late by up to a tick of `wheel`, which outlives the run of the shard's io_context.
// Errc::misconfigured if the authorities cannot be read.
[[nodiscard]] Result<std::unique_ptr<HttpClient>> make_http_client(Executor executor, TimerWheel& wheel,
                                                                   const HttpClientSettings& settings);

}  // namespace sambung::gateway

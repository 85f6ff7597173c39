// What a caller may use of us, in bytes and time.
#pragma once

#include "model/time.h"

#include <cstddef>

namespace sambung::gateway {

struct HttpLimits {
    std::size_t connections = 10'000;                       // a listener; one more hears 503
    std::size_t head_bytes = std::size_t{16} * 1024;        // request line and headers
    std::size_t target_bytes = std::size_t{8} * 1024;       // a long text percent-encoded in a GET is under 5 KiB
    std::size_t headers = 100;                              // lines
    std::size_t body_bytes = std::size_t{4} * 1024 * 1024;  // Meta sends up to 3 MB
    std::size_t bodies_bytes =
        std::size_t{256} * 1024 * 1024;                   // of all requests under way at a listener; one more hears 503
    milliseconds request_time = seconds{15};              // from a request's first byte to its last
    milliseconds idle_time = seconds{60};                 // between requests
    milliseconds handshake_time = seconds{15};            // TLS
    milliseconds write_time = seconds{15};                // to take a reply, and more for a long one:
    std::size_t slowest_reader = std::size_t{16} * 1024;  // bytes a second
    milliseconds linger_time = seconds{2};                // to read a last reply before the connection is closed
};

}  // namespace sambung::gateway

// Reads one HTTP/1 request from bytes as they come: no socket, no clock. Beast's parser does the grammar, framing_guard
// what that lets through. Values are built in place, so a request is copied once.
#pragma once

#include "http/http_fault.h"
#include "http/http_limits.h"
#include "model/http.h"

#include <cstddef>
#include <expected>
#include <memory>
#include <string_view>

namespace sambung::gateway {

class RequestReader {
 public:
    enum class Progress {
        wants_more,
        wants_continue,  // the caller waits for "100 Continue" before it sends the body; said once
        complete,
    };

    // `limits` outlive the reader.
    explicit RequestReader(const HttpLimits& limits);
    ~RequestReader();
    RequestReader(const RequestReader&) = delete;
    RequestReader& operator=(const RequestReader&) = delete;

    struct Step {
        std::size_t used = 0;  // bytes read off the front; show the rest again with what comes after
        std::expected<Progress, HttpFault> progress;
    };
    // After `complete` or a fault only `take_request` and `reset` make sense.
    [[nodiscard]] Step read(std::string_view bytes);

    [[nodiscard]] bool in_body() const { return parser_ != nullptr; }
    [[nodiscard]] std::size_t body_bytes() const;

    // False if the caller asked to close, or speaks HTTP/1.0. Only once complete.
    [[nodiscard]] bool keeps_alive() const;
    // The request without `remote`. Only once complete.
    [[nodiscard]] HttpRequest take_request();

    // Ready for the next request, and no memory held.
    void reset();

 private:
    class Parser;

    [[nodiscard]] Step read_head(std::string_view bytes);
    [[nodiscard]] Step read_body(std::string_view bytes);
    [[nodiscard]] std::expected<Progress, HttpFault> judge(std::string_view head);

    const HttpLimits& limits_;
    std::unique_ptr<Parser> parser_;  // from a whole head on: nothing is held for a connection that waits
    std::size_t searched_ = 0;        // bytes known to hold no end of the head
};

}  // namespace sambung::gateway

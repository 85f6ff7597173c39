// Calls that we make: to providers, and to whoever asked to be told. One seam, so that what sends can be tested by
// script.
#pragma once

#include "model/error.h"
#include "model/http.h"
#include "model/time.h"
#include "store/task.h"

#include <functional>
#include <string_view>

namespace sambung::gateway {

// Takes a body as it comes; false if no more of it is wanted. `piece` is there until the task ends.
using BodySink = std::function<Task<bool>(std::string_view piece)>;

class HttpClient {
 public:
    virtual ~HttpClient() = default;

    // Makes the call and waits for its whole answer, whatever the status: 500 is an answer. Redirects are not followed.
    // Content-Length, Host and Connection are the client's to write.
    // Errc::invalid_request if the URL or a header cannot be sent: nothing was sent.
    // Errc::unavailable if no connection came about (name, refusal, certificate): nothing was sent.
    // Errc::timeout if `timeout` passed, or the connection broke before a whole answer of sound size: it may or may not
    // have been done. Only GET and HEAD are tried a second time, when a kept connection turns out to be closed.
    [[nodiscard]] virtual Task<Result<HttpReply>> exchange(HttpCall call, milliseconds timeout) = 0;

    // The same, but the body of a 200 goes to `sink` in pieces of at most 16 KiB, however long it is, and the reply has
    // none; the next piece is read when the sink is done with the last. Of another answer the body is in the reply.
    // `patience` is how long to wait for the head, and then for each piece. Errc::timeout also when the sink wants no
    // more.
    [[nodiscard]] virtual Task<Result<HttpReply>> fetch(HttpCall call, BodySink sink, milliseconds patience);
};

}  // namespace sambung::gateway

// Calls that we make: to providers, and to whoever asked to be told. One seam, so that what sends can be tested by
// script.
#pragma once

#include "model/error.h"
#include "model/http.h"
#include "model/time.h"
#include "store/task.h"

namespace sambung::gateway {

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
};

}  // namespace sambung::gateway

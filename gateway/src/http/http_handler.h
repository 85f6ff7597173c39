// What answers requests: one coroutine a listener. It runs on the shard that took the connection.
#pragma once

#include "model/http.h"
#include "store/task.h"

#include <functional>

namespace sambung::gateway {

// Turns a request into its reply. An exception is a bug: the caller hears 500 and the connection ends.
// A HEAD request is answered as GET would be; the body is left out on the wire.
using HttpHandler = std::function<Task<HttpReply>(HttpRequest)>;

}  // namespace sambung::gateway

// An HttpClient that knows beforehand what will be called, in which order, and what to answer. For tests.
#pragma once

#include "http/http_client.h"

#include <deque>
#include <functional>
#include <string_view>
#include <vector>

namespace sambung::gateway {

struct ScriptedCall {
    HttpCall expected;  // method, URL and body as they stand; of the headers those named here
    Result<HttpReply> answer;
};

class ScriptedHttpClient final : public HttpClient {
 public:
    // `complain` is told of a call that is not the next of the script, which fails with Errc::unavailable, and by the
    // destructor of every call that was not made. It may be empty.
    using Complain = std::function<void(std::string_view what)>;
    ScriptedHttpClient(std::vector<ScriptedCall> script, Complain complain);
    ~ScriptedHttpClient() override;
    ScriptedHttpClient(const ScriptedHttpClient&) = delete;
    ScriptedHttpClient& operator=(const ScriptedHttpClient&) = delete;

    [[nodiscard]] Task<Result<HttpReply>> exchange(HttpCall call, milliseconds timeout) override;

    // Calls of the script not made yet.
    [[nodiscard]] std::size_t remaining() const { return script_.size(); }

 private:
    std::deque<ScriptedCall> script_;
    Complain complain_;
};

}  // namespace sambung::gateway

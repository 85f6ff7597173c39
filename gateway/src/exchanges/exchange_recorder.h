// An HttpClient that keeps each call to a provider and its answer in the exchange log, and changes nothing of either.
#pragma once

#include "exchanges/exchange_log.h"
#include "http/http_client.h"

#include <string>

namespace sambung::gateway {

// Of one channel; on the thread of the client that it wraps, which like the log outlives it.
class ExchangeRecorder final : public HttpClient {
 public:
    ExchangeRecorder(HttpClient& client, ExchangeLog& log, std::string channel)
        : client_(client), log_(log), channel_(std::move(channel)) {}

    // As the client that it wraps.
    [[nodiscard]] Task<Result<HttpReply>> exchange(HttpCall call, milliseconds timeout) override;
    // Of what went to the sink only the size is kept.
    [[nodiscard]] Task<Result<HttpReply>> fetch(HttpCall call, BodySink sink, milliseconds patience) override;

 private:
    HttpClient& client_;
    ExchangeLog& log_;
    std::string channel_;
};

}  // namespace sambung::gateway

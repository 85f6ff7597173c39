#include "exchanges/exchange_recorder.h"

#include <utility>

namespace sambung::gateway {

Task<Result<HttpReply>> ExchangeRecorder::exchange(HttpCall call, milliseconds timeout) {
    Exchange made = exchange_out(channel_, call, log_.now());
    Result<HttpReply> reply = co_await client_.exchange(std::move(call), timeout);
    made.took = log_.now() - made.at;
    if (reply)
        note_answer(made, *reply);
    else
        made.fault = reply.error().code;
    log_.keep(std::move(made));
    co_return reply;
}

}  // namespace sambung::gateway

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

namespace {

Task<bool> count_and_pass_on(std::size_t& bytes, const BodySink& sink, std::string_view piece) {
    bytes += piece.size();
    const bool wanted = co_await sink(piece);
    co_return wanted;
}

}  // namespace

Task<Result<HttpReply>> ExchangeRecorder::fetch(HttpCall call, BodySink sink, milliseconds patience) {
    Exchange made = exchange_out(channel_, call, log_.now());
    std::size_t bytes = 0;
    Result<HttpReply> reply = co_await client_.fetch(
        std::move(call), [&](std::string_view piece) { return count_and_pass_on(bytes, sink, piece); }, patience);
    made.took = log_.now() - made.at;
    if (reply)
        note_answer(made, *reply);
    else
        made.fault = reply.error().code;
    if (bytes > 0) made.answer.size = bytes;
    log_.keep(std::move(made));
    co_return reply;
}

}  // namespace sambung::gateway

#include "dispatcher.h"

#include "payload.h"
#include "task_group.h"

#include <boost/asio/redirect_error.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace sambung::gateway {

namespace {

constexpr milliseconds send_lease{60'000};
constexpr milliseconds send_timeout{15'000};
constexpr milliseconds pause_after_alarm{60'000};
constexpr milliseconds poll{1'000};
constexpr int most_at_once = 32;

store::OutboxState state_of(adapters::Verdict verdict) {
    using enum adapters::Verdict;
    switch (verdict) {
        case accepted:
            return store::OutboxState::sent;
        case retry:
        case throttled:
        case alarm:
            return store::OutboxState::queued;
        case permanent:
        case opted_out:
        case our_bug:
            return store::OutboxState::failed;
    }
    std::unreachable();
}

}  // namespace

milliseconds backoff(int attempts) {
    constexpr milliseconds first{5'000};
    constexpr milliseconds longest{900'000};
    return std::min<milliseconds>(longest, first * (1LL << std::clamp(attempts, 0, 16)));
}

store::Settlement settle(const store::OutboxItem& item, const adapters::Sent& sent, TimePoint now) {
    store::Settlement out{
        .id = item.id, .state = state_of(sent.verdict), .provider_id = sent.provider_id, .code = sent.code, .next = {}};
    if (out.state != store::OutboxState::queued) return out;
    if (item.attempts + 1 >= most_attempts) {
        out.state = store::OutboxState::failed;
        return out;
    }
    out.next = now + (sent.retry_after ? milliseconds{*sent.retry_after} : backoff(item.attempts));
    return out;
}

Dispatcher::Dispatcher(Parts parts) : parts_(parts), bell_(parts.io.get_executor()) {}

void Dispatcher::wake() {
    rung_ = true;
    bell_.cancel();
}

void Dispatcher::stop() {
    stopping_ = true;
    bell_.cancel();
}

Task<> Dispatcher::run() {
    while (!stopping_) {
        rung_ = false;
        const std::size_t taken = co_await send_due();
        if (taken > 0 || rung_ || stopping_) continue;
        boost::system::error_code cancelled;
        bell_.expires_after(poll);
        co_await bell_.async_wait(boost::asio::redirect_error(use_task, cancelled));
    }
}

Task<std::size_t> Dispatcher::send_due() {
    const TimePoint now = parts_.clock();
    if (now < paused_until_) co_return std::size_t{0};
    if (parts_.carrier != nullptr && !parts_.carrier->ready()) co_return std::size_t{0};
    Result<std::vector<store::OutboxItem>> items =
        co_await parts_.cases.lease_outbox(parts_.channel.id(), now, send_lease, most_at_once);
    if (!items || items->empty()) co_return std::size_t{0};
    TaskGroup sending(parts_.io);
    for (store::OutboxItem& item : *items) sending.spawn(send_one(std::move(item)));
    co_await sending.wait();
    co_return items->size();
}

Task<> Dispatcher::send_one(store::OutboxItem item) {
    Result<Outbound> message = decode_outbound(item.payload);
    adapters::Sent sent{
        .verdict = adapters::Verdict::our_bug, .provider_id = {}, .code = "unreadable", .retry_after = {}};
    if (message) {
        message->ref = item.ref;
        sent = co_await hand_over(std::move(*message));
    }
    pass(parts_.checkpoint, "sent");
    const TimePoint now = parts_.clock();
    const std::string& channel = parts_.channel.id();
    parts_.metrics.sent(channel, adapters::name(sent.verdict));
    if (sent.verdict == adapters::Verdict::alarm) {
        paused_until_ = now + pause_after_alarm;
        spdlog::error("event=channel_needs_a_person channel={} code={}", channel, sent.code);
    }
    const store::Settlement settlement = settle(item, sent, now);
    if (settlement.state == store::OutboxState::failed)
        spdlog::error("event=message_failed channel={} outbox={} verdict={} code={}", channel, item.id,
                      adapters::name(sent.verdict), sent.code);
    const Result<> settled = co_await parts_.cases.settle(settlement, now);
    if (!settled) spdlog::warn("event=message_unsettled outbox={} why={}", item.id, describe(settled.error()));
}

Task<adapters::Sent> Dispatcher::hand_over(Outbound message) {
    if (parts_.channel.config.sink && parts_.sink != nullptr) {
        parts_.sink->show(parts_.channel.id(), std::move(message), parts_.clock());
        co_return adapters::Sent{
            .verdict = adapters::Verdict::accepted, .provider_id = {}, .code = "sink", .retry_after = {}};
    }
    if (parts_.carrier != nullptr) co_return co_await parts_.carrier->send(std::move(message));
    Result<HttpCall> call = parts_.channel.adapter->send(message);
    if (!call)
        co_return adapters::Sent{.verdict = adapters::Verdict::our_bug,
                                 .provider_id = {},
                                 .code = std::string{policy(call.error().code).name},
                                 .retry_after = {}};
    const Result<HttpReply> reply = co_await parts_.client.exchange(std::move(*call), send_timeout);
    if (!reply)
        co_return adapters::Sent{.verdict = adapters::Verdict::retry,
                                 .provider_id = {},
                                 .code = std::string{policy(reply.error().code).name},
                                 .retry_after = {}};
    co_return parts_.channel.adapter->sent(*reply);
}

}  // namespace sambung::gateway

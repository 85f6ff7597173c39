#include "smpp/receipts.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace sambung::gateway {

using adapters::smpp::Receipt;

namespace {

constexpr milliseconds hold_for{300'000};

}  // namespace

void PartTally::expect(const std::string& ref, std::vector<std::string> ids) {
    if (std::ranges::find(ids, std::string{}) != ids.end()) return;
    const auto message = std::make_shared<Message>(Message{ref, std::move(ids), {}, false});
    message->missing.insert(message->ids.begin(), message->ids.end());
    for (const std::string& id : message->ids) parts_[id] = message;
    order_.push_back(message);
    size_ += message->ids.size();
    while (size_ > most) forget_oldest();
}

void PartTally::forget_oldest() {
    const std::shared_ptr<Message> old = std::move(order_.front());
    order_.pop_front();
    size_ -= old->ids.size();
    for (const std::string& id : old->ids)
        if (const auto part = parts_.find(id); part != parts_.end() && part->second == old) parts_.erase(part);
}

std::optional<PartTally::Counted> PartTally::count(const std::string& id, const Receipt& receipt) {
    const auto part = parts_.find(id);
    if (part == parts_.end()) return std::nullopt;
    const std::shared_ptr<Message>& message = part->second;
    const bool delivered = receipt.delivery == Delivery::delivered;
    const bool failed = receipt.delivery == Delivery::failed;
    const bool last = delivered && message->missing.size() == 1 && message->missing.contains(id);
    if (!message->done && (failed || last))
        return Counted{message, StatusUpdate{message->ref, {}, receipt.delivery, receipt.reason}};
    if (delivered && !last) message->missing.erase(id);
    return Counted{message, std::nullopt};
}

Task<Result<bool>> SmppReceipts::record_one(StatusUpdate update) {
    const std::string state{name(update.delivery)};
    const Result<bool> known = co_await parts_.cases.record_status(parts_.channel, std::move(update),
                                                                   store::IfUnknown::drop, parts_.clock());
    if (known && *known) parts_.metrics.delivery(parts_.channel, state);
    co_return known;
}

Task<Result<bool>> SmppReceipts::record_id(std::string id, const Receipt& receipt) {
    const std::optional<PartTally::Counted> counted = tally_.count(id, receipt);
    if (!counted) co_return co_await record_one({{}, std::move(id), receipt.delivery, receipt.reason});
    if (!counted->update()) co_return true;
    const Result<bool> known = co_await record_one(*counted->update());
    if (known && *known) counted->recorded();
    co_return known;
}

// The likeliest id first, each in the tally and in the books before the next one, which may be another message's.
Task<Result<bool>> SmppReceipts::record(const Receipt& receipt) {
    for (const std::string& id : receipt.ids) {
        const Result<bool> known = co_await record_id(id, receipt);
        if (!known || *known) co_return known;
    }
    co_return false;
}

void SmppReceipts::hold(Held held) {
    if (held_.size() < most_held)
        held_.push_back(std::move(held));
    else
        parts_.metrics.delivery(parts_.channel, "unknown_message");
}

Task<Result<>> SmppReceipts::take(Receipt receipt) {
    const Result<bool> known = co_await record(receipt);
    if (!known) co_return std::unexpected(known.error());
    if (!*known) hold({std::move(receipt), parts_.clock() + hold_for});
    co_return Result<>{};
}

Task<> SmppReceipts::sent_after_all(std::string ref, std::string id) {
    const Result<bool> known = co_await record_one({std::move(ref), std::move(id), Delivery::sent, {}});
    if (!known) spdlog::warn("event=late_answer_lost channel={} why={}", parts_.channel, describe(known.error()));
}

Task<> SmppReceipts::try_again() {
    for (Held& held : std::exchange(held_, {})) {
        const Result<bool> known = co_await record(held.receipt);
        if (known && *known) continue;
        if (parts_.clock() < held.until)
            hold(std::move(held));
        else
            parts_.metrics.delivery(parts_.channel, "unknown_message");
    }
}

}  // namespace sambung::gateway

#include "smpp/receipts.h"

#include <spdlog/spdlog.h>

#include <utility>

namespace sambung::gateway {

using adapters::smpp::Receipt;

namespace {

constexpr milliseconds hold{300'000};
constexpr std::size_t most_held = 10'000;

}  // namespace

void PartTally::expect(const std::string& ref, const std::vector<std::string>& ids) {
    const auto message = std::make_shared<Message>(Message{ref, ids.size(), false});
    for (const std::string& id : ids) parts_[id] = message;
    order_.emplace_back(ids, message);
    if (order_.size() <= most) return;
    const auto& [old_ids, old] = order_.front();
    for (const std::string& id : old_ids)
        if (const auto part = parts_.find(id); part != parts_.end() && part->second == old) parts_.erase(part);
    order_.pop_front();
}

std::optional<PartTally::Counted> PartTally::count(const Receipt& receipt) {
    for (const std::string& id : receipt.ids) {
        const auto part = parts_.find(id);
        if (part == parts_.end()) continue;
        Message& message = *part->second;
        const bool final = receipt.delivery == Delivery::delivered || receipt.delivery == Delivery::failed;
        if (!final || message.left == 0) return Counted{};
        const bool first_failure = receipt.delivery == Delivery::failed && !std::exchange(message.failed, true);
        if (first_failure) {
            message.left = 0;
            return Counted{StatusUpdate{message.ref, {}, Delivery::failed, receipt.reason}};
        }
        const std::string ref = message.ref;
        const bool whole = --message.left == 0;
        if (!whole) parts_.erase(part);  // its repeat says nothing new
        return whole ? Counted{StatusUpdate{ref, {}, Delivery::delivered, {}}} : Counted{};
    }
    return std::nullopt;
}

Task<Result<bool>> SmppReceipts::record_one(StatusUpdate update) {
    const std::string state{name(update.delivery)};
    const Result<> recorded = co_await parts_.cases.record_status(parts_.channel, std::move(update), parts_.clock());
    if (recorded) parts_.metrics.delivery(parts_.channel, state);
    if (recorded) co_return true;
    if (recorded.error().code == Errc::not_found) co_return false;
    co_return std::unexpected(recorded.error());
}

Task<Result<bool>> SmppReceipts::record(const Receipt& receipt) {
    if (auto counted = tally_.count(receipt)) {
        if (!counted->update) co_return true;
        co_return co_await record_one(*std::move(counted->update));
    }
    for (const std::string& id : receipt.ids) {
        Result<bool> known = co_await record_one({{}, id, receipt.delivery, receipt.reason});
        if (!known || *known) co_return known;
    }
    co_return false;
}

Task<Result<>> SmppReceipts::take(Receipt receipt) {
    const Result<bool> known = co_await record(receipt);
    if (!known) co_return std::unexpected(known.error());
    if (!*known && held_.size() < most_held) held_.push_back({std::move(receipt), parts_.clock() + hold});
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
            held_.push_back(std::move(held));
        else
            parts_.metrics.delivery(parts_.channel, "unknown_message");
    }
}

}  // namespace sambung::gateway

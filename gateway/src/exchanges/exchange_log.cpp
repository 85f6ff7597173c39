#include "exchanges/exchange_log.h"

#include "times.h"

#include <exception>
#include <utility>

namespace sambung::gateway {

namespace {

constexpr std::chrono::hours between_warnings{1};
constexpr std::chrono::minutes longest_sleep{10};  // then the day may have changed

}  // namespace

ExchangeLog::ExchangeLog(Parts parts) : parts_(std::move(parts)), files_(parts_.files) {
    for (const adapters::ChannelSettings& channel : parts_.channels)
        masks_.emplace(channel.id, Mask(ShownKeys(channel), parts_.fingerprint));
    thread_ = std::thread([this] { run(); });
}

ExchangeLog::~ExchangeLog() { stop(); }

void ExchangeLog::stop() {
    {
        const std::scoped_lock lock(mutex_);
        stopping_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

void ExchangeLog::keep(Exchange exchange) {
    const std::size_t weight = exchange.weight();
    {
        const std::scoped_lock lock(mutex_);
        if (!stopping_ && waiting_.size() < parts_.most_waiting && bytes_ + weight <= parts_.most_bytes) {
            bytes_ += weight;
            waiting_.push_back(std::move(exchange));
            wake_.notify_one();
            return;
        }
    }
    parts_.dropped();
}

void ExchangeLog::run() {
    forget_once_a_day();
    for (bool more = true; more;) {
        std::vector<Exchange> batch;
        {
            std::unique_lock lock(mutex_);
            wake_.wait_for(lock, longest_sleep, [this] { return stopping_ || !waiting_.empty(); });
            batch.swap(waiting_);
            bytes_ = 0;
            more = !stopping_;
        }
        forget_once_a_day();
        for (const Exchange& exchange : batch) write(exchange);
    }
}

// Nothing that goes wrong here may end the service.
void ExchangeLog::write(const Exchange& exchange) {
    try {
        const auto mask = masks_.find(exchange.channel);
        if (mask == masks_.end()) return lose("it is of no channel");
        const Result<> written = files_.append(exchange.channel, exchange.at, exchange_line(exchange, mask->second));
        if (!written) lose(written.error().detail);
    } catch (const std::exception& /*of unknown words*/) {
        lose("it could not be masked");
    }
}

void ExchangeLog::lose(std::string_view why) {
    parts_.dropped();
    const TimePoint now = parts_.clock();
    if (warned_ && now < *warned_ + between_warnings) return;
    warned_ = now;
    parts_.warn(why);
}

void ExchangeLog::forget_once_a_day() {
    const TimePoint now = parts_.clock();
    std::string today = iso(now).substr(0, 10);
    if (today == swept_) return;
    files_.forget(now);
    swept_ = std::move(today);
}

}  // namespace sambung::gateway

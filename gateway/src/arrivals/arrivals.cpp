#include "arrivals/arrivals.h"

#include "arrivals/spooled.h"
#include "dispatcher.h"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/this_coro.hpp>

#include <memory>
#include <utility>

namespace sambung::gateway {

namespace {

// A piece of work that somebody waits for, but not for ever.
struct Awaited {
    explicit Awaited(const Executor& executor) : bell(executor) {}
    Bell bell;
    std::optional<Result<>> result;
};

Task<> finish(std::shared_ptr<Awaited> awaited, Task<Result<>> work) {
    awaited->result = co_await std::move(work);
    awaited->bell.cancel();
}

bool away(const Result<>& result) { return !result && result.error().code == Errc::unavailable; }

}  // namespace

Task<Result<Arrivals::Place>> Arrivals::keep(std::string channel, std::vector<store::NewInbound> batch) {
    if (parts_.spool == nullptr) {
        const Result<> kept = co_await put(std::move(channel), std::move(batch), nullptr);
        if (!kept) co_return std::unexpected(kept.error());
        co_return Place::books;
    }
    const TimePoint now = parts_.clock();
    if (!spooling()) {
        auto given_up = std::make_shared<std::atomic<bool>>(false);
        const Result<> kept = co_await in_time(put(std::move(channel), batch, given_up), given_up);
        if (kept) co_return Place::books;
        if (!away(kept)) co_return std::unexpected(kept.error());
    }
    std::vector<std::string> records;
    for (store::NewInbound& one : batch) {
        one.received = now;
        records.push_back(encode_spooled(std::move(one)));
    }
    const Result<> kept = co_await spool(std::move(records));
    if (!kept) co_return std::unexpected(kept.error());
    co_return Place::spool;
}

Task<Result<>> Arrivals::note(std::string channel, StatusUpdate update) {
    if (parts_.spool == nullptr) co_return co_await record(std::move(channel), std::move(update));
    if (!spooling()) {
        Result<> noted = co_await in_time(record(channel, update), nullptr);
        if (!away(noted)) co_return noted;
    }
    std::vector<std::string> records{encode_spooled(Report{std::move(channel), std::move(update)})};
    co_return co_await spool(std::move(records));
}

Task<Result<>> Arrivals::put(std::string channel, std::vector<store::NewInbound> batch, store::GivenUp given_up) {
    Result<store::PutResult> kept =
        co_await parts_.cases.put(std::move(batch), parts_.clock(), parts_.lease, std::move(given_up));
    if (!kept) co_return std::unexpected(kept.error());
    std::vector<store::InboxItem> news;
    for (std::optional<store::InboxItem>& item : *kept)
        if (item) news.push_back(std::move(*item));
    const std::size_t repeated = kept->size() - news.size();
    parts_.kept(channel, std::move(news), repeated);
    co_return Result<>{};
}

Task<Result<>> Arrivals::record(std::string channel, StatusUpdate update) {
    const std::string state{name(update.delivery)};
    const Result<bool> known =
        co_await parts_.cases.record_status(channel, std::move(update), store::IfUnknown::keep, parts_.clock());
    if (away(known ? Result<>{} : std::unexpected(known.error()))) co_return std::unexpected(known.error());
    parts_.metrics.delivery(channel, known && *known ? state : "early");
    co_return Result<>{};
}

// The books may be held by another process, or their disk may be slow. A message whose turn to be written comes later
// than that is left to the spool, so that it overtakes nothing; one that is being written just then is kept in both,
// and is one message still, as the books know it.
Task<Result<>> Arrivals::in_time(Task<Result<>> work, std::shared_ptr<std::atomic<bool>> given_up) {
    const Executor executor = co_await boost::asio::this_coro::executor;
    auto awaited = std::make_shared<Awaited>(executor);
    awaited->bell.expires_after(parts_.patience);
    parts_.spawn(finish(awaited, std::move(work)));
    boost::system::error_code cancelled;
    if (!awaited->result) co_await awaited->bell.async_wait(boost::asio::redirect_error(use_task, cancelled));
    if (!awaited->result && given_up) *given_up = true;
    if (!awaited->result) co_return fail(Errc::unavailable, "the books do not answer");
    co_return std::move(*awaited->result);
}

Task<Result<>> Arrivals::spool(std::vector<std::string> records) {
    const std::size_t count = records.size();
    Result<> kept = co_await parts_.spool->keep(std::move(records));
    if (kept) parts_.metrics.spooled(count);
    co_return kept;
}

}  // namespace sambung::gateway

#include "arrivals/spool_drain.h"

#include <spdlog/spdlog.h>

#include <exception>
#include <utility>

namespace sambung::gateway {

namespace {

constexpr milliseconds between_tries{1'000};
constexpr milliseconds between_looks{60'000};  // for files of processes that are gone
constexpr std::size_t most_at_once = 64;       // turns under way for what was spooled

bool away(const Result<>& result) { return !result && result.error().code == Errc::unavailable; }

}  // namespace

Task<> SpoolDrain::run() {
    while (!stopping_) {
        bool moved = false;
        try {
            moved = co_await round();
        } catch (const std::exception&) {  // no memory, say: what waits must not wait for a restart
            spdlog::error("event=spool_round_threw");
        }
        parts_.metrics.spool_waiting(static_cast<double>(parts_.spool.waiting()));
        if (moved || stopping_) continue;
        boost::system::error_code cancelled;
        bell_.expires_after(between_tries);
        co_await bell_.async_wait(boost::asio::redirect_error(use_task, cancelled));
    }
}

void SpoolDrain::stop() {
    stopping_ = true;
    bell_.cancel();
}

SpoolDrain::Batch SpoolDrain::sorted(store::Spool::Oldest oldest) {
    Batch batch;
    batch.lost = oldest.lost;
    for (const std::string& record : oldest.records) {
        Result<Spooled> spooled = decode_spooled(record);
        if (!spooled)
            ++batch.lost;
        else if (auto* message = std::get_if<store::NewInbound>(&*spooled))
            batch.messages.push_back(std::move(*message));
        else
            batch.reports.push_back(std::get<Report>(std::move(*spooled)));
    }
    return batch;
}

Task<bool> SpoolDrain::round() {
    const TimePoint now = parts_.clock();
    if (now >= look_again_) {
        look_again_ = now + between_looks;
        const std::size_t found = co_await parts_.spool.adopt();
        if (found > 0) spdlog::warn("event=spool_adopted records={}", found);
    }
    if (!parts_.spool.holds()) co_return false;
    Batch batch = sorted(co_await parts_.spool.oldest(most_at_once));
    const std::size_t lost = batch.lost;
    const std::size_t records = batch.messages.size() + batch.reports.size();
    if (records + lost == 0) co_return false;  // they are on their way to the disk
    const Result<> brought = co_await bring(std::move(batch));
    if (!brought && brought.error().code == Errc::unavailable) co_return false;  // the same again
    if (!brought || lost > 0)
        spdlog::error("event=spool_damaged records={} lost={} why=\"{}\"", records, lost,
                      brought ? "they do not open" : describe(brought.error()));
    const bool whole = brought && lost == 0;
    co_await parts_.spool.taken(whole ? store::Spool::Rest::done : store::Spool::Rest::keep_file);
    spdlog::info("event=spool_brought records={} waiting={}", records, parts_.spool.waiting());
    co_return true;
}

// Doing it again changes nothing: the books know a message by its event, and a report never takes a message back.
Task<Result<>> SpoolDrain::bring(Batch batch) {
    Result<> brought = co_await put(batch.messages);
    if (!brought && !away(brought)) brought = co_await put_one_by_one(std::move(batch.messages));
    for (Report& report : batch.reports) {
        if (away(brought)) break;
        const Result<bool> known = co_await parts_.cases.record_status(
            std::move(report.channel), std::move(report.update), store::IfUnknown::keep, parts_.clock());
        if (!known && known.error().code == Errc::unavailable) brought = std::unexpected(known.error());
    }
    co_await answers_.wait();
    co_return brought;
}

Task<Result<>> SpoolDrain::put(std::vector<store::NewInbound> messages) {
    if (messages.empty()) co_return Result<>{};
    Result<store::PutResult> kept = co_await parts_.cases.put(std::move(messages), parts_.clock(), parts_.lease);
    if (!kept) co_return std::unexpected(kept.error());
    for (std::optional<store::InboxItem>& item : *kept)
        if (item) answers_.spawn(parts_.answer(std::move(*item)));
    co_return Result<>{};
}

// One that the books refuse must not take the others with it. The error is the last one's.
Task<Result<>> SpoolDrain::put_one_by_one(std::vector<store::NewInbound> messages) {
    Result<> refused;
    for (store::NewInbound& message : messages) {
        std::vector<store::NewInbound> alone;
        alone.push_back(std::move(message));
        Result<> kept = co_await put(std::move(alone));
        if (away(kept)) co_return kept;
        if (!kept) refused = std::move(kept);
    }
    co_return refused;
}

}  // namespace sambung::gateway

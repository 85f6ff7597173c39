#include "fetching/media_fetcher.h"

#include <boost/asio/redirect_error.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace sambung::gateway {

namespace {

constexpr milliseconds fetch_lease{180'000};    // more than the longest way to a thing
constexpr milliseconds longest_fetch{120'000};  // of the thing itself
constexpr milliseconds answer_timeout{10'000};
constexpr milliseconds patience{15'000};  // without a byte
constexpr milliseconds poll{1'000};
constexpr int most_at_once = 2;  // a channel
constexpr int most_steps = 4;
constexpr std::chrono::hours sweep_every{1};
constexpr std::chrono::hours stray_after{1};  // a file is there before its row says so
constexpr std::size_t most_swept = 500;       // in one question to the books

adapters::MediaFault without_answer(const Error& error) {
    return {.verdict = adapters::Verdict::retry, .code = std::string{policy(error.code).name}};
}

// A channel of the demo, which has no provider.
adapters::MediaFault stays_here() { return {.verdict = adapters::Verdict::permanent, .code = "demo"}; }

adapters::MediaFault not_now(std::string code) {
    return {.verdict = adapters::Verdict::retry, .code = std::move(code)};
}

}  // namespace

milliseconds media_backoff(int attempts) {
    constexpr milliseconds first{30'000};
    constexpr milliseconds longest{std::chrono::hours{4}};
    return std::min<milliseconds>(longest, first * (1LL << std::clamp(attempts, 0, 16)));
}

store::MediaSettlement settle(const store::MediaItem& item, const adapters::MediaFault& fault, TimePoint now) {
    const bool never = fault.verdict == adapters::Verdict::permanent || item.attempts + 1 >= most_media_attempts;
    if (never) return {.id = item.id, .state = store::MediaState::lost, .code = fault.code};
    const milliseconds wait =
        std::max<milliseconds>(media_backoff(item.attempts), fault.retry_after.value_or(seconds{0}));
    return {.id = item.id, .state = store::MediaState::wanted, .code = fault.code, .next = now + wait};
}

// At one provider 20 failures within an hour shut us out for half an hour.
void MediaRest::failed(const adapters::MediaFault& fault, TimePoint now) {
    constexpr std::size_t most_failures = 10;
    static constexpr std::chrono::hours remembered{1};
    constexpr std::chrono::minutes long_rest{30};
    constexpr std::chrono::minutes short_rest{5};
    milliseconds rest{0};
    std::erase_if(failures_, [now](TimePoint at) { return at + remembered <= now; });
    failures_.push_back(now);
    if (fault.verdict == adapters::Verdict::throttled)
        rest = std::max<milliseconds>(short_rest, fault.retry_after.value_or(seconds{0}));
    if (fault.verdict == adapters::Verdict::alarm || failures_.size() >= most_failures) rest = long_rest;
    if (rest == milliseconds{0}) return;
    failures_.clear();
    until_ = std::max(until_, now + rest);
}

MediaFetcher::MediaFetcher(Parts parts) : parts_(std::move(parts)), bell_(parts_.io.get_executor()) {}

void MediaFetcher::stop() {
    stopping_ = true;
    bell_.cancel();
}

Task<> MediaFetcher::run() {
    while (!stopping_) {
        co_await sweep_if_due();
        const std::size_t tried = co_await fetch_due();
        if (tried > 0 || stopping_) continue;
        boost::system::error_code cancelled;
        bell_.expires_after(poll);
        co_await bell_.async_wait(boost::asio::redirect_error(use_task, cancelled));
    }
}

const MediaFetcher::Source* MediaFetcher::source_of(const std::string& channel) const {
    const auto found =
        std::ranges::find(parts_.sources, channel, [](const Source& source) { return source.channel->id(); });
    return found == parts_.sources.end() ? nullptr : &*found;
}

Task<std::size_t> MediaFetcher::fetch_due() {
    const Result<std::vector<std::string>> channels = co_await parts_.cases.media_channels(parts_.clock());
    if (!channels || channels->empty()) co_return std::size_t{0};
    const bool room = co_await has_room();
    if (!room) co_return std::size_t{0};
    std::size_t tried = 0;
    TaskGroup fetching(parts_.io);
    for (const std::string& channel : *channels) {
        const std::size_t leased = co_await fetch_of(channel, fetching);
        tried += leased;
    }
    co_await fetching.wait();
    co_return tried;
}

// The books may lie on the same disk: cases go before photos.
Task<bool> MediaFetcher::has_room() {
    const bool room = co_await side_.run([this] { return parts_.blobs.has_room(); });
    if (!room && !told_full_) spdlog::error("event=media_disk_nearly_full");
    told_full_ = !room;
    co_return room;
}

// Of a channel that is not configured any more nothing is fetched, but it is given up in time.
Task<std::size_t> MediaFetcher::fetch_of(std::string channel, TaskGroup& fetching) {
    const Source* source = source_of(channel);
    const TimePoint now = parts_.clock();
    if (!rests_[channel].is_over(now)) co_return std::size_t{0};
    store::MediaLease wanted{.channel = channel, .lease = fetch_lease, .most = source == nullptr ? 0 : most_at_once};
    Result<store::MediaLeased> leased = co_await parts_.cases.lease_media(std::move(wanted), now);
    if (!leased) co_return std::size_t{0};
    for (int i = 0; i < leased->given_up; ++i) parts_.metrics.media(channel, "lost", "expired");
    if (leased->given_up > 0) spdlog::warn("event=media_expired channel={} media={}", channel, leased->given_up);
    for (store::MediaItem& item : leased->items) fetching.spawn(fetch_one(*source, std::move(item)));
    co_return leased->items.size();
}

Task<> MediaFetcher::fetch_one(const Source& source, store::MediaItem item) {
    const Fetched fetched = co_await fetch(source, item);
    const TimePoint now = parts_.clock();
    store::MediaSettlement settlement;
    if (fetched.fault) {
        settlement = settle(item, *fetched.fault, now);
        MediaRest& rest = rests_[item.channel];
        if (fetched.asked) rest.failed(*fetched.fault, now);
        if (settlement.next) settlement.next = std::max(*settlement.next, rest.until());
        if (fetched.fault->verdict == adapters::Verdict::alarm)
            spdlog::error("event=channel_needs_a_person channel={} code={}", item.channel, fetched.fault->code);
    } else if (fetched.taken.state == store::MediaState::wanted) {
        settlement = settle(item, not_now(fetched.taken.code), now);
    } else {
        settlement = {
            .id = item.id, .state = fetched.taken.state, .code = fetched.taken.code, .kept = fetched.taken.kept};
    }
    co_await keep(std::move(item), std::move(settlement));
}

// Until the thing itself comes, the adapter says what to call next.
Task<MediaFetcher::Fetched> MediaFetcher::fetch(const Source& source, const store::MediaItem& item) {
    if (source.channel->config.sink) co_return Fetched{.taken = {}, .fault = stays_here(), .asked = false};
    adapters::MediaStep step = source.channel->adapter->media(item.reference);
    const bool asked = step.has_value();
    for (int steps = 0; step && steps < most_steps; ++steps) {
        Result<HttpReply> reply;
        if (step->brings_it) {
            Brought brought = co_await bring(source, item, *step);
            if (brought.fetched) co_return std::move(*brought.fetched);
            reply = std::move(brought.reply);
        } else {
            reply = co_await source.client->exchange(step->call, answer_timeout);
        }
        if (!reply) co_return Fetched{.taken = {}, .fault = without_answer(reply.error())};
        step = source.channel->adapter->media_next(*step, *reply);
    }
    co_return Fetched{.taken = {}, .fault = step ? not_now("steps") : step.error(), .asked = asked};
}

Task<MediaFetcher::Brought> MediaFetcher::bring(const Source& source, const store::MediaItem& item,
                                                adapters::MediaCall step) {
    MediaIntake intake{parts_.blobs, item.key};
    const TimePoint began = parts_.clock();
    Result<HttpReply> reply = co_await source.client->fetch(
        step.call, [&](std::string_view piece) { return take(intake, began, piece); }, patience);
    if (reply && reply->status != 200) co_return Brought{.fetched = {}, .reply = std::move(*reply)};
    if (!reply && !intake.is_over()) {
        co_await side_.run([&intake] { return intake.give_up(); });
        co_return Brought{.fetched = Fetched{.taken = {}, .fault = without_answer(reply.error())}, .reply = {}};
    }
    Taken taken = co_await side_.run([&intake, &step] { return intake.finish(step.sha256); });
    co_return Brought{.fetched = Fetched{.taken = std::move(taken), .fault = {}}, .reply = {}};
}

Task<bool> MediaFetcher::take(MediaIntake& intake, TimePoint began, std::string_view piece) {
    if (stopping_ || parts_.clock() > began + longest_fetch) co_return false;
    const bool wanted = co_await side_.run([&intake, piece] { return intake.take(piece); });
    co_return wanted;
}

// What is not settled is fetched again when its lease is over, and is then the same file.
Task<> MediaFetcher::keep(store::MediaItem item, store::MediaSettlement settlement) {
    pass(parts_.checkpoint, "media_fetched");
    note(item, settlement);
    const std::int64_t id = settlement.id;
    const Result<> settled = co_await parts_.cases.settle_media(std::move(settlement), parts_.clock());
    if (!settled) spdlog::warn("event=media_unsettled media={} why={}", id, describe(settled.error()));
}

void MediaFetcher::note(const store::MediaItem& item, const store::MediaSettlement& settlement) {
    const std::string_view state = name(settlement.state);
    const bool again = settlement.state == store::MediaState::wanted;
    parts_.metrics.media(item.channel, again ? "failed" : state, settlement.code);
    if (settlement.kept)
        spdlog::info("event=media_kept channel={} media={} kind={} bytes={}", item.channel, item.id,
                     name(settlement.kept->kind), settlement.kept->bytes);
    else
        spdlog::warn("event=media_{} channel={} media={} code={}", again ? "failed" : state, item.channel, item.id,
                     settlement.code);
}

Task<> MediaFetcher::sweep_if_due() {
    const TimePoint now = parts_.clock();
    if (now < sweep_due_) co_return;
    sweep_due_ = now + sweep_every;
    co_await sweep();
}

Task<> MediaFetcher::sweep() {
    Result<std::vector<store::MediaAddress>> there =
        co_await side_.run([this] { return parts_.blobs.list(stray_after); });
    if (!there) {
        spdlog::error("event=media_not_swept why=\"{}\"", describe(there.error()));
        co_return;
    }
    std::size_t dropped = 0;
    while (!there->empty() && !stopping_) {
        const std::size_t some = std::min(most_swept, there->size());
        std::vector<store::MediaAddress> asked(there->end() - static_cast<std::ptrdiff_t>(some), there->end());
        there->resize(there->size() - some);
        const Result<std::vector<store::MediaAddress>> stray = co_await parts_.cases.stray_media(std::move(asked));
        if (!stray) co_return;
        for (const store::MediaAddress& address : *stray) {
            if (stopping_) break;
            const Result<> removed =
                co_await side_.run([this, &address] { return parts_.blobs.drop(address, stray_after); });
            if (removed) ++dropped;
        }
    }
    if (dropped > 0) spdlog::info("event=media_swept files={}", dropped);
}

}  // namespace sambung::gateway

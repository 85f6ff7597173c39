#include "http/pooled_http_client.h"

#include "http/call_text.h"
#include "http/link_pool.h"
#include "net/name_lookup.h"
#include "net/public_address.h"
#include "net/tls.h"

#include <memory>
#include <utility>
#include <vector>

namespace sambung::gateway {

namespace asio = boost::asio;

namespace {

using Endpoints = NameLookup::Endpoints;
std::unexpected<Error> out_of_time() { return fail(Errc::unavailable, "no connection in time"); }

class PooledHttpClient final : public HttpClient {
 public:
    PooledHttpClient(Executor executor, TimerWheel& wheel, std::shared_ptr<LinkPool> pool)
        : executor_(std::move(executor)), wheel_(wheel), pool_(std::move(pool)) {}

    Task<Result<HttpReply>> exchange(HttpCall call, milliseconds timeout) override {
        const Result<CallText> text = write_call(call);
        if (!text) co_return std::unexpected(text.error());
        const ReplyBody body = call.method == "HEAD" ? ReplyBody::left_out : ReplyBody::sent;
        const bool repeatable = call.method == "GET" || call.method == "HEAD";
        CallClock clock{wheel_, timeout};
        co_return co_await answered(*text, repeatable, clock,
                                    [&](ClientLink& link) { return link.ask(text->text, body); });
    }

    Task<Result<HttpReply>> fetch(HttpCall call, BodySink sink, milliseconds patience) override {
        const Result<CallText> text = write_call(call);
        if (!text) co_return std::unexpected(text.error());
        CallClock clock{wheel_, patience};
        const PassedOn to{.sink = std::move(sink), .went_on = [&clock] { clock.begin_anew(); }};
        co_return co_await answered(*text, true, clock, [&](ClientLink& link) { return link.ask(text->text, to); });
    }

 private:
    // `ask` gives the task that asks on a connection; nothing was passed on by one that is made anew.
    template <class Ask>
    Task<Result<HttpReply>> answered(const CallText& text, bool repeatable, CallClock& clock, Ask ask) {
        for (;;) {
            Result<LinkPool::Lease> lease = co_await connected(text.origin, clock);
            if (!lease) co_return std::unexpected(lease.error());
            ClientLink& link = lease->link();
            clock.wakes([&link] { link.cut(); });
            Task<Asked> answer = ask(link);
            Asked asked = co_await std::move(answer);
            clock.wakes_nobody();
            if (asked.outcome == Outcome::answered) {
                if (asked.stays_open) lease->give_back();
                co_return std::move(asked.reply);
            }
            if (clock.is_over()) co_return fail(Errc::timeout, "no answer in time");
            const bool stale = lease->is_kept() && asked.outcome == Outcome::unanswered;
            if (!stale || !repeatable) co_return fail(Errc::timeout, "no whole answer: " + asked.why);
        }
    }

    // A connection that is open. Errc::unavailable.
    Task<Result<LinkPool::Lease>> connected(const Origin& origin, CallClock& clock) {
        Result<LinkPool::Lease> lease = co_await pool_->borrow(origin, clock);
        if (!lease) co_return lease;
        if (clock.is_over()) co_return out_of_time();
        if (lease->is_kept()) co_return lease;
        Result<Endpoints> endpoints = co_await endpoints_of(origin, clock);
        if (clock.is_over()) co_return out_of_time();
        if (!endpoints) co_return std::unexpected(endpoints.error());
        ClientLink& link = lease->link();
        clock.wakes([&link] { link.cut(); });
        const Result<> opened = co_await link.open(*std::move(endpoints));
        clock.wakes_nobody();
        if (clock.is_over()) co_return out_of_time();
        if (!opened) co_return std::unexpected(opened.error());
        co_return lease;
    }

    Task<Result<Endpoints>> endpoints_of(const Origin& origin, CallClock& clock) {
        if (origin.public_only && !strangers_) strangers_ = std::make_unique<LookupThread>();
        const auto look_up = origin.public_only ? std::make_shared<NameLookup>(executor_, strangers_->executor())
                                                : std::make_shared<NameLookup>(executor_);
        clock.wakes([look_up] { look_up->give_up(); });
        Result<Endpoints> found = co_await look_up->find(origin.host, origin.port);
        clock.wakes_nobody();
        if (!found || !origin.public_only) co_return found;
        std::erase_if(*found, [](const auto& endpoint) { return !is_public(endpoint.address()); });
        if (found->empty()) co_return fail(Errc::unavailable, "name: no public address");
        co_return found;
    }

    Executor executor_;
    TimerWheel& wheel_;
    std::shared_ptr<LinkPool> pool_;
    std::unique_ptr<LookupThread> strangers_;  // for hosts that somebody else names: made with the first
};

}  // namespace

Result<std::unique_ptr<HttpClient>> make_http_client(Executor executor, TimerWheel& wheel,
                                                     const HttpClientSettings& settings) {
    auto tls = make_client_tls(settings.extra_authorities);
    if (!tls) return std::unexpected(tls.error());
    auto make = [executor, tls = *tls, limit = settings.body_bytes](const Origin& origin) {
        return make_link(executor, origin, limit, tls);
    };
    auto pool = std::make_shared<LinkPool>(executor, wheel, std::move(make), settings.connections, settings.idle_time);
    return std::make_unique<PooledHttpClient>(executor, wheel, std::move(pool));
}

}  // namespace sambung::gateway

#include "dispatcher.h"

#include "cases/on_duty.h"
#include "payload.h"

#include <boost/asio/redirect_error.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>

namespace sambung::gateway {

namespace {

constexpr milliseconds send_lease{60'000};
constexpr milliseconds send_timeout{15'000};
constexpr milliseconds pause_after_alarm{60'000};
constexpr milliseconds poll{1'000};
constexpr int most_settling = 30;  // tries, a second apart: less than a lease
// What is leased when we die is unknown afterwards, so no more than can be under way: the connections to one provider.
constexpr int most_by_http = 16;
constexpr int kept_for_alarms =
    4;  // places that only an urgent message may take: it never waits behind a slow provider
constexpr int most_attempts_of_an_alarm = 3;  // where another channel can go on with it: a quarter of a minute

store::OutboxState state_of(adapters::Verdict verdict, store::Lanes lane) {
    using enum adapters::Verdict;
    switch (verdict) {
        case accepted:
            return store::OutboxState::sent;
        case retry:
        case throttled:
        case alarm:
        case gone:  // passed by with all else that waits there (store/gone_channels.h)
            return store::OutboxState::queued;
        case unknown:  // one alarm too many harms nobody
            return lane == store::Lanes::urgent ? store::OutboxState::queued : store::OutboxState::unknown;
        case permanent:
        case opted_out:
        case our_bug:
            return store::OutboxState::failed;
    }
    std::unreachable();
}

adapters::Sent without_answer(adapters::Verdict verdict, std::string_view code) {
    return {.verdict = verdict, .provider_id = {}, .code = std::string{code}, .retry_after = {}};
}

// What another channel or a template can carry: not an answer in a talk, nor a choice of buttons.
bool is_plain_news(const store::OutboxItem& item, const Outbound& message) {
    const bool news = item.purpose != store::Purpose::direct || item.lane == store::Lanes::urgent;
    return news && message.content.buttons.empty() && message.content.rows.empty();
}

bool too_late_for_free_words(const store::OutboxItem& item, const adapters::FreeWords& rule, TimePoint now) {
    constexpr milliseconds margin{5 * 60 * 1000};  // clocks differ, and the message is a while under way
    return !item.heard || now >= *item.heard + rule.last - margin;
}

}  // namespace

milliseconds backoff(int attempts) {
    constexpr milliseconds first{5'000};
    constexpr milliseconds longest{900'000};
    return std::min<milliseconds>(longest, first * (1LL << std::clamp(attempts, 0, 16)));
}

store::Settlement settle(const store::OutboxItem& item, const adapters::Sent& sent, TimePoint now,
                         const std::string& fallback) {
    using store::OutboxState;
    store::Settlement out{.id = item.id,
                          .state = state_of(sent.verdict, item.lane),
                          .provider_id = sent.provider_id,
                          .code = sent.code,
                          .next = {}};
    if (out.state == OutboxState::sent || out.state == OutboxState::unknown) out.fallback = fallback;
    if (out.state == OutboxState::sent) out.parts = sent.parts;
    if (sent.verdict == adapters::Verdict::gone) {
        out.next = now;
        out.ends_channel = true;
        return out;
    }
    // An alarm does not wait for hours while there is another way.
    const int most = item.lane == store::Lanes::urgent && !fallback.empty() ? most_attempts_of_an_alarm : most_attempts;
    if (out.state == OutboxState::queued && item.attempts + 1 >= most) out.state = OutboxState::failed;
    if (out.state == OutboxState::queued)
        out.next = now + (sent.retry_after ? milliseconds{*sent.retry_after} : backoff(item.attempts));
    if (out.state == OutboxState::failed && sent.verdict != adapters::Verdict::opted_out && !fallback.empty()) {
        out.state = OutboxState::queued;
        out.next = now;
        out.moved_to = fallback;
    }
    return out;
}

Dispatcher::Dispatcher(Parts parts)
    : parts_(std::move(parts)),
      bell_(parts_.io.get_executor()),
      sending_(parts_.io),
      pace_(parts_.channel.config.rate),
      budget_(parts_.limits) {
    use_office(parts_.office);
    tell_health();
}

void Dispatcher::use_office(std::shared_ptr<const cases::Office> office) {
    parts_.office = std::move(office);
    duty_.clear();
    for (const cases::Unit& unit : parts_.office->units)
        for (const std::string& number : cases::numbers_of(unit)) duty_.insert(number);
}

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
        const std::size_t taken = co_await begin_due();
        if (taken > 0 || rung_ || stopping_) continue;
        boost::system::error_code cancelled;
        const milliseconds debt = pace_.wait();
        bell_.expires_after(debt > milliseconds{0} ? std::min(debt, poll) : poll);
        co_await bell_.async_wait(boost::asio::redirect_error(use_task, cancelled));
    }
    co_await sending_.wait();
}

void Dispatcher::tell_health() { parts_.metrics.health(parts_.channel.id(), parts_.channel.health->now()); }

bool Dispatcher::may_send(TimePoint now) {
    const bool connected = parts_.carrier == nullptr || parts_.carrier->ready();
    parts_.channel.health->connected(connected);
    tell_health();
    return connected && now >= paused_until_;
}

Task<std::size_t> Dispatcher::send_due() {
    const std::size_t taken = co_await begin_due();
    co_await sending_.wait();
    co_return taken;
}

// Said once, and again after each start, until a person has looked at it.
void Dispatcher::note_pause(bool paused, bool gone) {
    ChannelHealth& health = *parts_.channel.health;
    if (gone && health.now() != Health::gone)
        spdlog::error(
            "event=channel_gone channel={} what=\"its receiver wants nothing more: speak with the unit, then "
            "'sambung channel resume {}'\"",
            parts_.channel.id(), parts_.channel.id());
    health.suspended(paused);
    health.gone(gone);
    tell_health();
}

int Dispatcher::places() const { return parts_.carrier == nullptr ? most_by_http : parts_.carrier->places(); }

int Dispatcher::kept() const { return parts_.carrier == nullptr ? kept_for_alarms : parts_.carrier->kept_for_alarms(); }

// Half of the places at a time, so that a busy channel does not ask the books for each message.
void Dispatcher::one_is_over() {
    --under_way_;
    if (under_way_ == 0 || under_way_ == places() / 2) wake();
}

Task<std::size_t> Dispatcher::begin_due() {
    const TimePoint now = parts_.clock();
    const int free = places() - under_way_;
    const int room = may_send(now) ? pace_.room(now, free) : 0;
    if (room <= 0) co_return std::size_t{0};
    store::OutboxLease wanted{.channel = parts_.channel.id(),
                              .lease = send_lease,
                              .most = room,
                              .most_ordinary = std::clamp(free - kept(), 0, room),
                              .with_heard = parts_.channel.adapter->free_words().has_value(),
                              .fallback = parts_.channel.config.fallback,
                              .hush = parts_.quiet.over_at(parts_.office->calendar, now),
                              .goes_again = parts_.channel.adapter->knows_repeats()};
    Result<store::OutboxLeased> leased = co_await parts_.cases.lease_outbox(std::move(wanted), now);
    if (!leased) co_return std::size_t{0};
    if (leased->unknown > 0) {
        parts_.metrics.sent(parts_.channel.id(), adapters::name(adapters::Verdict::unknown), leased->unknown);
        spdlog::error("event=messages_unknown channel={} messages={}", parts_.channel.id(), leased->unknown);
    }
    note_pause(leased->paused, leased->gone);
    for (store::OutboxItem& item : leased->items) {
        ++under_way_;
        sending_.spawn(send_one(std::move(item)));
    }
    co_return leased->items.size() + static_cast<std::size_t>(leased->passed_over);
}

Task<adapters::Sent> Dispatcher::send(const store::OutboxItem& item, Result<Outbound>& message) {
    if (!message) co_return without_answer(adapters::Verdict::our_bug, "unreadable");
    message->ref = item.ref;
    message->at = parts_.clock();
    if (const auto rule = parts_.channel.adapter->free_words();
        rule && !stays_here() && too_late_for_free_words(item, *rule, parts_.clock())) {
        if (!rule->template_after || !is_plain_news(item, *message))
            co_return without_answer(adapters::Verdict::permanent, "window_closed");
        message->as_template = true;
    }
    pace_.spend(units_of(*message, parts_.channel.kind()));
    adapters::Sent sent = co_await hand_over(*message);
    parts_.metrics.sent(parts_.channel.id(), adapters::name(sent.verdict));
    parts_.channel.health->met(sent.verdict);
    tell_health();
    co_return sent;
}

// Not alarms, and nothing to the office's own people.
std::optional<store::Settlement> Dispatcher::held_back(const store::OutboxItem& item, const Result<Outbound>& message,
                                                       TimePoint now) {
    if (!message || item.lane == store::Lanes::urgent || duty_.contains(message->to)) return std::nullopt;
    const ChannelKind kind = parts_.channel.kind();
    store::Settlement out{
        .id = item.id, .state = store::OutboxState::failed, .provider_id = {}, .code = "abroad", .next = {}};
    if (kind != ChannelKind::sms || budget_.reaches(message->to)) {
        const bool news = item.purpose != store::Purpose::direct;
        const auto until = budget_.spend(message->to, units_of(*message, kind),
                                         news ? SendBudget::Of::news : SendBudget::Of::answer, now);
        if (!until) return std::nullopt;
        out.code = "over_budget";
        // News wait. An answer of yesterday helps nobody, and would hold up those of today.
        if (news) {
            out.state = store::OutboxState::queued;
            out.next = until;
        }
    }
    parts_.metrics.held_back(parts_.channel.id(), out.code);
    spdlog::warn("event=message_held_back channel={} outbox={} code={}", parts_.channel.id(), item.id, out.code);
    return out;
}

Task<> Dispatcher::send_one(store::OutboxItem item) {
    Result<Outbound> message = decode_outbound(item.payload);
    if (std::optional<store::Settlement> back = held_back(item, message, parts_.clock())) {
        back->channel = parts_.channel.id();
        co_await keep(*back, parts_.clock());
        one_is_over();
        co_return;
    }
    const adapters::Sent sent = co_await send(item, message);
    pass(parts_.checkpoint, "sent");
    if (message && sent.verdict != adapters::Verdict::accepted && sent.verdict != adapters::Verdict::unknown)
        budget_.give_back(message->to, units_of(*message, parts_.channel.kind()), parts_.clock());
    const TimePoint now = parts_.clock();
    const bool may_move = message && is_plain_news(item, *message) && message->to.starts_with('+');
    store::Settlement settlement = settle(item, sent, now, may_move ? parts_.channel.config.fallback : std::string{});
    settlement.channel = parts_.channel.id();
    if (settlement.state == store::OutboxState::sent && !stays_here()) {
        settlement.units = units_of(*message, parts_.channel.kind());
        settlement.month = parts_.office->calendar.month_of(now);
    }
    note(item, sent, settlement);
    co_await keep(settlement, now);
    one_is_over();
}

// What is not on disk is not settled: after a restart nobody would know of it.
Task<> Dispatcher::keep(const store::Settlement& settlement, TimePoint now) {
    Result<> settled = co_await parts_.cases.settle(settlement, now);
    for (int tries = 1; !settled && settled.error().code == Errc::unavailable && tries < most_settling && !stopping_;
         ++tries) {
        Bell pause{parts_.io.get_executor()};
        boost::system::error_code cancelled;
        pause.expires_after(poll);
        co_await pause.async_wait(boost::asio::redirect_error(use_task, cancelled));
        settled = co_await parts_.cases.settle(settlement, now);
    }
    if (!settled) spdlog::warn("event=message_unsettled outbox={} why={}", settlement.id, describe(settled.error()));
}

// For the log and the metrics.
void Dispatcher::note(const store::OutboxItem& item, const adapters::Sent& sent, const store::Settlement& settlement) {
    const std::string& channel = parts_.channel.id();
    const std::string_view verdict = adapters::name(sent.verdict);
    if (settlement.units > 0) parts_.metrics.units(channel, settlement.units);
    if (sent.verdict == adapters::Verdict::alarm) {
        paused_until_ = parts_.clock() + pause_after_alarm;
        spdlog::error("event=channel_needs_a_person channel={} code={}", channel, sent.code);
    }
    if (!settlement.moved_to.empty())
        spdlog::info("event=message_moved channel={} to={} outbox={} verdict={} code={}", channel, settlement.moved_to,
                     item.id, verdict, sent.code);
    if (settlement.state == store::OutboxState::failed || settlement.state == store::OutboxState::unknown)
        spdlog::error("event=message_{} channel={} outbox={} verdict={} code={}", store::name(settlement.state),
                      channel, item.id, verdict, sent.code);
}

Task<adapters::Sent> Dispatcher::hand_over(Outbound message) {
    using enum adapters::Verdict;
    if (stays_here()) {
        parts_.sink->show(parts_.channel.id(), std::move(message), parts_.clock());
        co_return without_answer(accepted, "sink");
    }
    if (parts_.carrier != nullptr) co_return co_await parts_.carrier->send(std::move(message));
    Result<HttpCall> call = parts_.channel.adapter->send(message);
    if (!call) co_return without_answer(our_bug, policy(call.error().code).name);
    const Result<HttpReply> reply = co_await parts_.client.exchange(std::move(*call), send_timeout);
    if (reply) co_return parts_.channel.adapter->sent(*reply);
    // What never reached the provider may go again; of what was written to it nobody knows.
    const bool may_be_there = reply.error().code == Errc::timeout && !parts_.channel.adapter->knows_repeats();
    co_return without_answer(may_be_there ? unknown : retry, policy(reply.error().code).name);
}

}  // namespace sambung::gateway

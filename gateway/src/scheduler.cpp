#include "scheduler.h"

#include "store/calls.h"
#include "store/gone_channels.h"
#include "store/lists.h"

#include <boost/asio/redirect_error.hpp>
#include <spdlog/spdlog.h>

#include <utility>

namespace sambung::gateway {

namespace {

constexpr milliseconds between_rounds{1'000};
constexpr milliseconds timer_lease{60'000};
constexpr milliseconds helpers_hold{60'000};
constexpr milliseconds between_drop_offs{10'000};
constexpr milliseconds longest_quarantine{std::chrono::hours{24}};
constexpr milliseconds longest_comparing{250};
constexpr int most_at_once = 64;

}  // namespace

Task<> Scheduler::run() {
    while (!stopping_) {
        co_await round();
        if (stopping_) break;
        boost::system::error_code cancelled;
        bell_.expires_after(between_rounds);
        co_await bell_.async_wait(boost::asio::redirect_error(use_task, cancelled));
    }
    co_await parts_.drop_offs.bring(parts_.cases);
}

void Scheduler::stop() {
    stopping_ = true;
    bell_.cancel();
}

Task<> Scheduler::round() {
    co_await parts_.office.look();
    co_await take_up_unanswered();
    co_await ring_timers();
    co_await ring_clocks();
    co_await note_unsent_alarms();
    co_await pass_by_gone_channels();
    co_await ring_register();
    co_await ring_houses();
    co_await measure();
    co_await refresh_helpers();
    co_await bring_drop_offs();
    co_await release_quarantine();
    co_await compare_cases();
    co_await parts_.programmes.tell(parts_.clock());
    co_await sweep_lists();
    parts_.record.begin(parts_.clock());
}

// A few at a time, since none may hold the writer up for long.
Task<> Scheduler::ring_clocks() {
    constexpr int most_clocks = 8;
    if (!parts_.herald) co_return;
    for (int left = most_at_once; left > 0; left -= most_clocks) {
        const Result<int> rang = co_await parts_.cases.ring_clocks(most_clocks, parts_.herald(), parts_.clock());
        parts_.metrics.clocks_failing(!rang);
        if (!rang) spdlog::error("event=clocks_not_rung why={}", describe(rang.error()));
        if (!rang || *rang == 0) co_return;
        parts_.outbox_filled();
        if (*rang < most_clocks) co_return;
    }
}

Task<> Scheduler::note_unsent_alarms() {
    const Result<int> unsent =
        co_await store::note_unsent_alarms(parts_.database, parts_.keys, parts_.ring_nobody, parts_.clock());
    if (unsent && *unsent > 0) spdlog::error("event=alarm_unsent cases={} why=\"no channel to a unit works\"", *unsent);
}

Task<> Scheduler::pass_by_gone_channels() {
    const Result<store::PassedBy> passed =
        co_await store::pass_by_gone_channels(parts_.database, parts_.keys, parts_.office.office(), parts_.clock());
    if (passed && passed->messages > 0)
        spdlog::warn("event=messages_passed_by why=channel_gone messages={} calls={}", passed->messages, passed->calls);
}

Task<> Scheduler::ring_register() {
    if (parts_.registrar == nullptr) co_return;
    const Result<int> rang = co_await parts_.registrar->ring(parts_.clock());
    if (!rang) spdlog::error("event=register_not_rung why={}", describe(rang.error()));
    if (rang && *rang > 0) parts_.outbox_filled();
}

Task<> Scheduler::ring_houses() {
    if (!parts_.houses) co_return;
    const Result<int> rang = co_await store::ring_houses(parts_.database, parts_.keys, parts_.houses(), parts_.clock());
    if (!rang) spdlog::error("event=houses_not_rung why={}", describe(rang.error()));
    if (rang && *rang > 0) parts_.outbox_filled();
}

// What was read last stands while the database cannot be read.
Task<> Scheduler::refresh_helpers() {
    const TimePoint now = parts_.clock();
    if (now < helpers_due_) co_return;
    const Result<std::vector<PersonId>> current = co_await parts_.cases.helpers(now);
    if (!current) co_return;
    parts_.helpers.replace(*current);
    helpers_due_ = now + helpers_hold;
}

Task<> Scheduler::bring_drop_offs() {
    const TimePoint now = parts_.clock();
    if (now < drop_offs_due_) co_return;
    drop_offs_due_ = now + between_drop_offs;
    co_await parts_.drop_offs.bring(parts_.cases);
}

// What nobody looked at within a day goes on by itself: a report is late then, not lost.
Task<> Scheduler::release_quarantine() {
    const TimePoint now = parts_.clock();
    const Result<int> released = co_await parts_.cases.release_old(now - longest_quarantine, most_at_once, now);
    if (released && *released > 0) spdlog::warn("event=quarantine_released messages={}", *released);
}

// Few at a time: a look at each is some milliseconds of a reader, and citizens' look-ups wait for the same. In a flood
// again until the round has taken so long.
Task<> Scheduler::compare_cases() {
    constexpr int most_compared = 8;
    const TimePoint enough = parts_.clock() + longest_comparing;
    const store::Herald herald = parts_.herald ? parts_.herald() : store::Herald{};
    for (int looked = most_compared; looked == most_compared && parts_.clock() < enough;) {
        const Result<int> batch = co_await parts_.duplicates.look(most_compared, herald, parts_.clock());
        if (!batch) spdlog::warn("event=cases_not_compared why={}", describe(batch.error()));
        looked = batch.value_or(0);
    }
}

// One small step a round: an import sweeps up itself, this is for what a killed one left behind.
Task<> Scheduler::sweep_lists() {
    constexpr int most_swept = 500;
    const Result<int> swept = co_await store::sweep_lists(parts_.database, most_swept, parts_.clock());
    if (!swept) spdlog::warn("event=lists_not_swept why={}", describe(swept.error()));
}

void Scheduler::look_at_rules() {
    const std::int64_t unfit = parts_.cases.unfit_rules();
    if (unfit == std::exchange(unfit_rules_, unfit)) return;
    parts_.metrics.rules_unfit(unfit > 0);
    if (unfit > 0)
        spdlog::error("event=rules_unfit version={} what=\"it does not fit the units: the one before decides\"", unfit);
}

Task<> Scheduler::take_up_unanswered() {
    Result<std::vector<store::InboxItem>> items =
        co_await parts_.cases.claim_inbox(parts_.clock(), Reception::inbox_lease, most_at_once);
    if (!items) co_return;
    for (store::InboxItem& item : *items) co_await parts_.reception.answer(std::move(item));
}

Task<> Scheduler::ring_timers() {
    const Result<std::vector<PersonId>> due =
        co_await parts_.sessions.claim_due(parts_.clock(), timer_lease, most_at_once);
    if (!due) co_return;
    for (const PersonId person : *due) co_await parts_.timer_rang(person);
}

Task<> Scheduler::measure() {
    look_at_rules();
    const Result<store::CaseStore::Depths> depths = co_await parts_.cases.depths(parts_.clock());
    if (!depths) co_return;
    parts_.metrics.depths(static_cast<double>(depths->inbox_waiting), static_cast<double>(depths->outbox_waiting),
                          static_cast<double>(depths->oldest_outbox_ms) / 1000.0);
    parts_.metrics.held(static_cast<double>(depths->inbox_held));
    parts_.metrics.media_waiting(static_cast<double>(depths->media_waiting),
                                 static_cast<double>(depths->oldest_media_ms) / 1000.0);
    parts_.metrics.incidents_open(static_cast<double>(depths->incidents_open));
    parts_.metrics.calls_due(static_cast<double>(depths->calls_due));
    parts_.metrics.shifts_unopened(static_cast<double>(depths->shifts_unopened));
    parts_.metrics.alarm_unsent(static_cast<double>(depths->alarms_overdue));
}

}  // namespace sambung::gateway

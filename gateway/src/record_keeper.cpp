#include "record_keeper.h"

#include <spdlog/spdlog.h>

namespace sambung::gateway {

RecordKeeper::RecordKeeper(Parts parts)
    : parts_(std::move(parts)), anchors_(parts_.database, parts_.keys, parts_.anchors, parts_.calendar) {}

Task<> RecordKeeper::keep(TimePoint now) {
    if (now < next_) co_return;
    next_ = now + between;
    co_await write_anchor(now);
    co_await erase_what_is_due(now);
    co_await erase_what_is_old(now);
}

std::string_view RecordKeeper::anchors() const {
    if (parts_.anchors.empty()) return "off";
    return failing_ ? "failing" : "ok";
}

Task<> RecordKeeper::write_anchor(TimePoint now) {
    if (parts_.anchors.empty()) co_return;
    const Result<std::optional<store::Anchor>> written = co_await anchors_.write_if_due(now);
    failing_ = !written;
    parts_.metrics.anchors_failing(!written);
    if (!written) {
        spdlog::error("event=anchor_failed why={}", describe(written.error()));
        co_return;
    }
    if (!*written) co_return;
    parts_.metrics.anchored();
    spdlog::info("event=anchored file={} events={}", store::file_name(**written), (*written)->events);
}

Task<> RecordKeeper::erase_what_is_due(TimePoint now) {
    for (int all = 0; all < most_a_round;) {
        const Result<int> some = co_await store::erase_due(parts_.database, parts_.keys, most_at_once, now);
        if (!some) spdlog::error("event=erasing_failed why={}", describe(some.error()));
        if (!some || *some == 0) co_return;
        note_erased(store::EraseReason::asked, *some);
        all += *some;
    }
}

// The day is done when nothing old is left.
Task<> RecordKeeper::erase_what_is_old(TimePoint now) {
    const std::chrono::sys_days today = parts_.calendar.day_of(now);
    if (today == aged_on_) co_return;
    for (int all = 0; all < most_a_round;) {
        const Result<int> some =
            co_await store::erase_old(parts_.database, parts_.keys, parts_.retention, most_at_once, now);
        if (!some) spdlog::error("event=retention_failed why={}", describe(some.error()));
        if (!some) co_return;
        if (*some == 0) aged_on_ = today;
        if (*some == 0) co_return;
        note_erased(store::EraseReason::retention, *some);
        all += *some;
    }
}

void RecordKeeper::note_erased(store::EraseReason reason, int cases) {
    parts_.metrics.erased(name(reason), cases);
    spdlog::info("event=erased reason={} count={}", name(reason), cases);
}

}  // namespace sambung::gateway

#include "record_keeper.h"

#include <spdlog/spdlog.h>

namespace sambung::gateway {

RecordKeeper::RecordKeeper(Parts parts)
    : parts_(std::move(parts)),
      anchors_(parts_.database, parts_.keys, parts_.anchors, parts_.calendar),
      began_(parts_.began),
      began_elapsed_(parts_.elapsed()) {}

Task<> RecordKeeper::keep(TimePoint now) {
    if (now < next_ && next_ <= now + between) co_return;  // a clock that was set back waits no longer than a minute
    next_ = now + between;
    co_await write_anchor(now);
    if (clock_is_sound(now)) {
        co_await erase_what_is_due(now);
        co_await erase_what_is_old(now);
    }
    co_await tell_erasures();
}

// What is erased cannot be brought back, so a clock that jumped must not make it old.
bool RecordKeeper::clock_is_sound(TimePoint now) {
    const auto ran = std::chrono::duration_cast<milliseconds>(parts_.elapsed() - began_elapsed_);
    const bool sound = std::chrono::abs(now - began_ - ran) <= greatest_drift;
    if (!sound) spdlog::error("event=erasing_withheld why=\"the clock has jumped since the service began\"");
    return sound;
}

std::string_view RecordKeeper::anchors() const {
    if (parts_.anchors.empty()) return "off";
    return failing_ ? "failing" : "ok";
}

std::string_view RecordKeeper::ledger() const {
    if (parts_.anchors.empty()) return "off";
    return ledger_failing_ ? "failing" : "ok";
}

void RecordKeeper::begin(TimePoint now) {
    if (at_it_) return;
    at_it_ = true;
    parts_.spawn(keep_once(now));
}

Task<> RecordKeeper::keep_once(TimePoint now) {
    co_await keep(now);
    at_it_ = false;
}

Task<Result<std::optional<store::Anchor>>> RecordKeeper::place_if_due(TimePoint now) {
    Result<std::optional<store::Anchor>> due = co_await anchors_.due(now);
    if (!due || !*due) co_return due;
    const store::Anchor& anchor = **due;
    const Result<> placed = co_await side_.run([this, &anchor] { return anchors_.place(anchor); });
    if (!placed) co_return std::unexpected(placed.error());
    const Result<> noted = co_await anchors_.note(anchor);
    if (!noted) co_return std::unexpected(noted.error());
    co_return due;
}

Task<> RecordKeeper::write_anchor(TimePoint now) {
    if (parts_.anchors.empty()) co_return;
    const Result<std::optional<store::Anchor>> written = co_await place_if_due(now);
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

// How many were told. A ledger that is as long as it was found last is not read again.
Task<Result<int>> RecordKeeper::tell_some() {
    Result<store::Untold> untold = co_await store::untold_erasures(parts_.database, most_a_round);
    if (!untold) co_return std::unexpected(untold.error());
    const std::filesystem::path file = store::ledger_in(parts_.anchors);
    const store::Untold& all = *untold;
    const Result<std::int64_t> line = co_await side_.run([this, &file, &all]() -> Result<std::int64_t> {
        std::error_code error;
        const bool as_before = ledger_bytes_ > 0 && std::filesystem::file_size(file, error) == ledger_bytes_ && !error;
        if (as_before && all.erasures.empty()) return all.told;
        Result<std::int64_t> told = store::tell_ledger(file, parts_.keys, all);
        const std::uintmax_t bytes = std::filesystem::file_size(file, error);
        ledger_bytes_ = told && !error ? bytes : 0;
        return told;
    });
    if (!line) co_return std::unexpected(line.error());
    const int many = static_cast<int>(all.erasures.size());
    if (many == 0) co_return 0;
    const Result<> noted = co_await store::note_told(parts_.database, all.erasures, *line);
    if (!noted) co_return std::unexpected(noted.error());
    co_return many;
}

Task<> RecordKeeper::tell_erasures() {
    if (parts_.anchors.empty()) co_return;
    Result<int> told = 1;
    while (told && *told > 0) {
        Result<int> some = co_await tell_some();
        told = std::move(some);
    }
    ledger_failing_ = !told;
    parts_.metrics.ledger_failing(!told);
    if (!told) spdlog::error("event=erasure_ledger_failed why=\"{}\"", describe(told.error()));
}

void RecordKeeper::note_erased(store::EraseReason reason, int cases) {
    parts_.metrics.erased(name(reason), cases);
    spdlog::info("event=erased reason={} count={}", name(reason), cases);
}

}  // namespace sambung::gateway

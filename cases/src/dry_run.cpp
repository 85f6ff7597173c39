#include "cases/dry_run.h"

#include "cases/routing_snapshot.h"

#include <algorithm>

namespace sambung::cases {

namespace {

// Nearest rank over all days, of which those that are not listed had none.
int at_share(std::vector<int> counts, std::int64_t days, int percent) {
    constexpr int whole = 100;
    std::ranges::sort(counts);
    const std::int64_t rank = std::max<std::int64_t>(1, (days * percent + whole - 1) / whole);
    const std::int64_t idle = days - static_cast<std::int64_t>(counts.size());
    return rank <= idle ? 0 : counts[static_cast<std::size_t>(rank - idle - 1)];
}

}  // namespace

std::int64_t DryRun::day_of(TimePoint at) {
    const TimePoint hour{std::chrono::floor<std::chrono::hours>(at)};
    if (hour != hour_) {
        hour_ = hour;
        day_of_hour_ = calendar_.day_of(at).time_since_epoch().count();
    }
    return day_of_hour_;
}

void DryRun::count_day(const Past& past, std::string_view to) {
    const std::int64_t day = day_of(past.at);
    first_day_ = report_.decisions == 1 ? day : std::min(first_day_, day);
    last_day_ = report_.decisions == 1 ? day : std::max(last_day_, day);
    const auto counts_of = [&](std::string_view unit) -> std::pair<int, int>& {
        auto found = days_.find(unit);
        if (found == days_.end()) found = days_.emplace(unit, Days{}).first;
        return found->second.by_day[day];
    };
    ++counts_of(past.unit).first;
    ++counts_of(to).second;
}

void DryRun::add(const Past& past) {
    const Result<RoutingInput> input = input_from(past.input);
    if (!input) {
        ++report_.unreadable;
        return;
    }
    const Placement placed = rules_.place(*input);
    ++report_.decisions;
    report_.last_row += placed.last_row ? 1 : 0;
    report_.leaks += placed.leaks ? 1 : 0;
    report_.sent_back += past.sent_back ? 1 : 0;
    report_.guessed += placed.guessed ? 1 : 0;
    count_day(past, placed.unit);
    if (placed.unit == past.unit) return;
    ++report_.moved;
    const std::pair both{std::string{past.unit}, std::string{placed.unit}};
    ++report_.from_to[both];
    if (past.sent_back) {
        ++report_.spared;
        ++report_.spared_from_to[both];
    }
    if (report_.moves.size() < moves_shown_)
        report_.moves.push_back(
            {std::string{past.ticket}, std::string{past.unit}, std::string{placed.unit}, placed.rule});
}

DryRunReport DryRun::report() const {
    constexpr int median = 50;
    constexpr int busy = 95;
    DryRunReport report = report_;
    const std::int64_t days = last_day_ - first_day_ + 1;
    for (const auto& [unit, counted] : days_) {
        std::vector<int> before;
        std::vector<int> after;
        for (const auto& [day, counts] : counted.by_day) {
            before.push_back(counts.first);
            after.push_back(counts.second);
        }
        report.loads.push_back({unit, at_share(before, days, median), at_share(before, days, busy),
                                at_share(after, days, median), at_share(after, days, busy)});
    }
    return report;
}

}  // namespace sambung::cases

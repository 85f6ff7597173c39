#include "cases/rounds.h"

#include "cases/succession.h"

#include <algorithm>
#include <utility>

namespace sambung::cases {

namespace {

const RoundTime& time_of(Round round) { return *std::ranges::find(round_times, round, &RoundTime::round); }

TimePoint on(const Calendar& calendar, std::chrono::sys_days day, std::chrono::hours hour) {
    return calendar.at(std::chrono::year_month_day{day}, hour);
}

}  // namespace

std::string_view name(Round round) {
    switch (round) {
        case Round::duty_test:
            return "duty_test";
        case Round::morning:
            return "morning";
    }
    std::unreachable();
}

std::optional<std::chrono::sys_days> round_due(Round round, const Calendar& calendar, TimePoint now) {
    const std::chrono::sys_days today = calendar.day_of(now);
    const RoundTime& time = time_of(round);
    const bool due = on(calendar, today, time.at) <= now && now < on(calendar, today, time.until);
    return due ? std::optional{today} : std::nullopt;
}

TimePoint night_began(const Calendar& calendar, std::chrono::sys_days morning) {
    return on(calendar, morning - std::chrono::days{1}, std::chrono::hours{18});
}

std::vector<const Unit*> round_the_clock(const Office& office) {
    std::vector<const Unit*> out;
    for (const Unit& unit : office.units)
        if (unit.open_24h && !unit.suspended) out.push_back(&unit);
    return out;
}

std::vector<const Unit*> readers_of_the_morning(const Office& office) {
    std::vector<const Unit*> out;
    for (const Unit* unit : round_the_clock(office)) {
        const Unit* head = head_of(office, unit->code, Confidence::ordinary);
        if (head != nullptr && std::ranges::find(out, head) == out.end()) out.push_back(head);
    }
    return out;
}

}  // namespace sambung::cases

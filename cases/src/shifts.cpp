#include "cases/shifts.h"

#include "model/phone.h"

#include <algorithm>
#include <utility>

namespace sambung::cases {

using std::chrono::minutes;

namespace {

constexpr minutes day_length{24 * 60};

bool is_e164(const std::string& officer) {
    const auto phone = Phone::parse(officer);
    return phone && phone->e164() == officer;
}

bool stands_twice(const Shift& shift) {
    auto officers = shift.officers;
    std::ranges::sort(officers);
    return std::ranges::adjacent_find(officers) != officers.end();
}

}  // namespace

Result<Roster> Roster::make(std::vector<Shift> shifts) {
    if (shifts.empty()) return fail(Errc::invalid_request, "a roster needs a shift");
    minutes before{-1};
    for (const Shift& shift : shifts) {
        if (shift.begins < minutes{0} || shift.begins >= day_length)
            return fail(Errc::invalid_request, "a shift begins between 00.00 and 23.59");
        if (shift.begins <= before) return fail(Errc::invalid_request, "shifts must stand in the order of a day");
        if (!std::ranges::all_of(shift.officers, is_e164))
            return fail(Errc::invalid_request, "an officer on duty must be a number such as +6281200000011");
        if (stands_twice(shift)) return fail(Errc::invalid_request, "an officer stands twice in one shift");
        before = shift.begins;
    }
    return Roster{std::move(shifts)};
}

Watch shift_at(const Roster& roster, const Calendar& calendar, TimePoint at) {
    const auto& shifts = roster.shifts();
    const std::chrono::sys_days today = calendar.day_of(at);
    const auto begin_of = [&](std::chrono::sys_days day, std::size_t index) {
        return calendar.at(day, shifts[index].begins);
    };
    const auto after_all = [&](std::size_t index) { return index == shifts.size(); };

    std::size_t next = 0;
    while (!after_all(next) && begin_of(today, next) <= at) ++next;
    const std::size_t last = shifts.size() - 1;
    const TimePoint begins = next == 0 ? begin_of(today - std::chrono::days{1}, last) : begin_of(today, next - 1);
    const TimePoint ends = after_all(next) ? begin_of(today + std::chrono::days{1}, 0) : begin_of(today, next);
    return {begins, ends, next == 0 ? last : next - 1};
}

}  // namespace sambung::cases

#include "cases/shifts.h"

#include "model/phone.h"

#include <algorithm>
#include <utility>

namespace sambung::cases {

using std::chrono::minutes;

namespace {

constexpr minutes day_length{24 * 60};

bool is_e164(const DutyAddress& duty) {
    const auto phone = Phone::parse(duty.address);
    return phone && phone->e164() == duty.address;
}

bool stands_twice(const Shift& shift) {
    for (auto one = shift.duty.begin(); one != shift.duty.end(); ++one)
        if (std::find(one + 1, shift.duty.end(), *one) != shift.duty.end()) return true;
    return false;
}

minutes length_of(const ShiftSpan& span) {
    const minutes length = (span.ends - span.shift.begins + day_length) % day_length;
    return length == minutes{0} ? day_length : length;
}

}  // namespace

Result<Roster> Roster::make(std::vector<Shift> shifts) {
    if (shifts.empty()) return fail(Errc::invalid_request, "a roster needs a shift");
    minutes before{-1};
    for (const Shift& shift : shifts) {
        if (shift.begins < minutes{0} || shift.begins >= day_length)
            return fail(Errc::invalid_request, "a shift begins between 00.00 and 23.59");
        if (shift.begins <= before) return fail(Errc::invalid_request, "shifts must stand in the order of a day");
        if (!std::ranges::all_of(shift.duty, is_e164))
            return fail(Errc::invalid_request, "an officer on duty must be a number such as +6281200000011");
        if (stands_twice(shift)) return fail(Errc::invalid_request, "an officer stands twice in one shift");
        before = shift.begins;
    }
    return Roster{std::move(shifts)};
}

Result<Roster> Roster::of_spans(std::vector<ShiftSpan> spans) {
    minutes whole{0};
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const ShiftSpan& next = spans[(i + 1) % spans.size()];
        if (spans[i].ends % day_length != next.shift.begins)
            return fail(Errc::invalid_request,
                        "each shift must begin when the one before it ends, without gap or overlap: '" +
                            spans[i].shift.name + "' and '" + next.shift.name + "' do not meet");
        whole += length_of(spans[i]);
    }
    if (whole > day_length) return fail(Errc::invalid_request, "shifts overlap: together they are longer than a day");
    std::vector<Shift> shifts;
    for (ShiftSpan& span : spans) shifts.push_back(std::move(span.shift));
    std::ranges::rotate(shifts, std::ranges::min_element(shifts, {}, &Shift::begins));
    return make(std::move(shifts));
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

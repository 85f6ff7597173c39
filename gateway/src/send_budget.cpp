#include "send_budget.h"

#include "hash.h"

#include <algorithm>

namespace sambung::gateway {

namespace {

constexpr std::size_t digits_of_block = 4;

constexpr int more_for_answers = 5;

bool over(int spent, int units, int limit) { return limit > 0 && spent > 0 && spent + units > limit; }

bool counts(std::string_view number) { return number.starts_with('+') && number.size() > digits_of_block + 1; }

std::uint64_t block_of(std::string_view number) { return fnv1a(number.substr(0, number.size() - digits_of_block)); }

}  // namespace

int& SendBudget::Counts::of(std::uint64_t key, TimePoint now) {
    const std::int64_t number = to_millis(now) / window.count();
    if (number != current) {
        current = number;
        units.clear();
    }
    return units[key];
}

TimePoint SendBudget::Counts::end() const { return from_millis((current + 1) * window.count()); }

std::optional<TimePoint> SendBudget::spend(std::string_view number, int units, Of of, TimePoint now) {
    if (!counts(number)) return std::nullopt;
    const int times = of == Of::answer ? more_for_answers : 1;
    int& to_number = numbers_.of(fnv1a(number), now);
    if (over(to_number, units, limits_.number_a_day * times)) return numbers_.end();
    int& to_block = blocks_.of(block_of(number), now);
    if (over(to_block, units, limits_.block_an_hour * times)) return blocks_.end();
    to_number += units;
    to_block += units;
    return std::nullopt;
}

void SendBudget::give_back(std::string_view number, int units, TimePoint now) {
    if (!counts(number)) return;
    for (int* spent : {&numbers_.of(fnv1a(number), now), &blocks_.of(block_of(number), now)})
        *spent = std::max(0, *spent - units);
}

bool SendBudget::reaches(std::string_view number) const {
    if (limits_.countries.empty() || !number.starts_with('+')) return true;
    return std::ranges::any_of(limits_.countries,
                               [&](const std::string& code) { return number.substr(1).starts_with(code); });
}

}  // namespace sambung::gateway

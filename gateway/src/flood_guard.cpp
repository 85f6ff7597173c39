#include "flood_guard.h"

#include "hash.h"

#include <algorithm>
#include <utility>

namespace sambung::gateway {

namespace {

constexpr double span_ms = 600'000;
constexpr std::size_t many = 100'000;  // buckets of a kind; then those that are empty again go

// The number without its last four digits; 0 for what is no number.
std::uint64_t block_of(std::string_view address) {
    constexpr std::size_t digits_of_block = 4;
    if (!address.starts_with('+') || address.size() <= digits_of_block + 1) return 0;
    return fnv1a(address.substr(0, address.size() - digits_of_block));
}

}  // namespace

std::string_view name(Flood flood) {
    switch (flood) {
        case Flood::none:
            return "none";
        case Flood::person:
            return "person";
        case Flood::block:
            return "block";
        case Flood::all:
            return "all";
    }
    std::unreachable();
}

double FloodGuard::used(const Buckets& buckets, std::uint64_t key, int limit, TimePoint now) {
    const auto found = buckets.find(key);
    if (found == buckets.end()) return 0;
    const auto since = static_cast<double>(std::max<std::int64_t>(0, to_millis(now) - to_millis(found->second.at)));
    return std::max(0.0, found->second.used - since * limit / span_ms);
}

void FloodGuard::forget_empty(Buckets& buckets, int limit, TimePoint now) const {
    if (buckets.size() < many) return;
    std::erase_if(buckets, [&](const auto& entry) { return used(buckets, entry.first, limit, now) <= 0; });
}

Flood FloodGuard::charge(PersonId person, std::string_view address, TimePoint now) {
    struct Charge {
        Flood over;
        Buckets& buckets;
        std::uint64_t key;
        int limit;
    };
    const std::scoped_lock lock(mutex_);
    if (const auto excused = excused_.find(person); excused != excused_.end() && now < excused->second)
        return Flood::none;
    const std::uint64_t block = block_of(address);
    const Charge charges[] = {{Flood::person, persons_, person.value, limits_.person},
                              {Flood::block, blocks_, block, block == 0 ? 0 : limits_.block},
                              {Flood::all, all_, 0, limits_.all}};
    for (const Charge& each : charges)
        if (each.limit > 0 && used(each.buckets, each.key, each.limit, now) + 1 > each.limit) return each.over;
    for (const Charge& each : charges) {
        if (each.limit == 0) continue;
        forget_empty(each.buckets, each.limit, now);
        const double before = used(each.buckets, each.key, each.limit, now);
        each.buckets[each.key] = {before + 1, now};
    }
    return Flood::none;
}

void FloodGuard::excuse(PersonId person, TimePoint now) {
    constexpr std::chrono::minutes long_enough{30};
    const std::scoped_lock lock(mutex_);
    if (excused_.size() >= many) std::erase_if(excused_, [now](const auto& entry) { return entry.second <= now; });
    excused_[person] = now + long_enough;
}

std::size_t FloodGuard::remembered() const {
    const std::scoped_lock lock(mutex_);
    return persons_.size() + blocks_.size() + all_.size();
}

}  // namespace sambung::gateway

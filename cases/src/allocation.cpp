#include "cases/allocation.h"

#include "named.h"

#include <algorithm>

namespace sambung::cases {

namespace {

constexpr std::string_view state_names[] = {"open", "reserved", "accepted", "works", "done", "withdrawn"};
constexpr std::string_view move_names[] = {"reserve", "expire", "release",  "accept", "begin",
                                           "finish",  "swap",   "withdraw", "reopen"};
constexpr std::string_view guard_names[] = {"own",         "other",   "stage_begun", "within_units", "within_sum",
                                            "within_pool", "in_time", "run_out",     "reason_given", "second_person"};

// No money after all, moved away, helped by others, not as it was told, the family does not want it, the repair failed.
constexpr std::string_view reason_names[] = {"dana", "pindah", "dibantu", "tidak_layak", "keluarga", "gagal", "lain"};

template <class... Each>
constexpr std::uint8_t by(Each... hands) {
    return static_cast<std::uint8_t>((0U | ... | (1U << static_cast<unsigned>(hands))));
}
template <class... Each>
constexpr std::uint16_t when(Each... guards) {
    return static_cast<std::uint16_t>((0U | ... | (1U << static_cast<unsigned>(guards))));
}

using enum HouseState;
using enum HouseGuard;
using M = HouseMove;

constexpr std::uint8_t either = by(HouseHand::funder, HouseHand::office);
constexpr std::uint8_t office = by(HouseHand::office);
constexpr std::uint16_t within = when(stage_begun, within_units, within_sum);
constexpr std::uint16_t swapping = within | when(other, reason_given, second_person);

constexpr HouseStep steps[] = {
    {M::reserve, open, reserved, either, within | when(within_pool)},
    {M::expire, reserved, open, by(HouseHand::clock), when(run_out)},
    {M::accept, reserved, accepted, either, when(own, in_time)},
    {M::begin, accepted, works, either, when(own)},
    {M::finish, works, done, either, when(own)},

    {M::release, reserved, open, either, when(own, reason_given)},
    {M::release, accepted, open, either, when(own, reason_given)},
    // Whoever has begun to build does not walk away alone.
    {M::release, works, open, office, when(own, reason_given)},

    {M::swap, reserved, reserved, office, swapping},
    {M::swap, accepted, reserved, office, swapping},

    {M::withdraw, open, withdrawn, office, when(reason_given)},
    {M::withdraw, reserved, withdrawn, office, when(reason_given)},
    {M::withdraw, accepted, withdrawn, office, when(reason_given)},

    {M::reopen, withdrawn, open, office, when(reason_given)},
    // A repair that failed.
    {M::reopen, done, open, office, when(reason_given)},
};

bool stage_has_begun(const Pool& pool, const Funder& funder, TimePoint now) {
    const auto* stages = &pool.stages;
    const auto stage = std::ranges::find(*stages, funder.stage, &FundingStage::number);
    return stage != stages->end() && stage->begins <= now;
}

bool holds(HouseGuard guard, const Pool& pool, const Funder* funder, const PoolHouse& house, const Taken& taken,
           const HouseOrder& order) {
    switch (guard) {
        case own:
            return house.funder == order.funder;
        case other:
            return house.funder != order.funder;
        case stage_begun:
            return stage_has_begun(pool, *funder, order.now);
        case within_units:
            return taken.funder < funder->houses;
        case within_sum:
            return !funder->rupiah || taken.rupiah + house.estimate <= *funder->rupiah;
        case within_pool:
            return taken.pool < pool.total;
        case in_time:
            return house.until && order.now < *house.until;
        case run_out:
            return house.until && order.now >= *house.until;
        case reason_given:
            return order.reason_given;
        case second_person:
            return order.second_person;
    }
    return false;
}

PoolHouse after(const HouseStep& step, const PoolHouse& house, const HouseOrder& order) {
    PoolHouse next = house;
    next.state = step.to;
    if (!is_taken(step.to)) next.funder.clear();
    if (step.to == reserved) next.funder = order.funder;
    next.until = step.to == reserved ? order.until : std::nullopt;
    return next;
}

}  // namespace

std::string_view name(HouseState state) { return name_of(state, state_names); }
std::string_view name(HouseMove move) { return name_of(move, move_names); }
std::string_view name(HouseGuard guard) { return name_of(guard, guard_names); }
std::string_view name(HouseReason reason) { return name_of(reason, reason_names); }
std::optional<HouseReason> house_reason_from(std::string_view name) {
    return value_named<HouseReason>(name, reason_names);
}
std::optional<HouseState> house_state_from(std::string_view name) { return value_named<HouseState>(name, state_names); }
std::optional<HouseMove> house_move_from(std::string_view name) { return value_named<HouseMove>(name, move_names); }
bool is_taken(HouseState state) { return state != open && state != withdrawn; }
std::span<const HouseStep> all_house_steps() { return steps; }

Taken taken_besides(const HouseCode& house, std::span<const PoolHouse> houses, std::string_view funder) {
    Taken taken;
    for (const PoolHouse& one : houses) {
        if (one.code == house || !is_taken(one.state)) continue;
        ++taken.pool;
        if (one.funder != funder) continue;
        ++taken.funder;
        taken.rupiah += one.estimate;
    }
    return taken;
}

bool may_book(const Pool& pool, std::string_view unit, TimePoint now) {
    const auto funder = std::ranges::find(pool.funders, unit, &Funder::unit);
    return funder != pool.funders.end() && stage_has_begun(pool, *funder, now);
}

Result<PoolHouse> moved(const Pool& pool, const PoolHouse& house, const Taken& taken, const HouseOrder& order) {
    const auto step = std::ranges::find_if(
        steps, [&](const HouseStep& one) { return one.move == order.move && one.from == house.state; });
    if (step == std::end(steps)) return fail(Errc::too_late, "no such step of the house");
    if ((step->hands >> static_cast<unsigned>(order.hand) & 1U) == 0)
        return fail(Errc::refused, "the step is not for this hand");
    const auto funder = std::ranges::find(pool.funders, order.funder, &Funder::unit);
    if (step->to == reserved && funder == pool.funders.end()) return fail(Errc::not_found, "no such funder");
    if (step->to == reserved && (!order.until || *order.until <= order.now))
        return fail(Errc::invalid_request, "a reservation needs an end to come");
    const Funder* who = funder == pool.funders.end() ? nullptr : &*funder;
    for (std::size_t i = 0; i < std::size(guard_names); ++i) {
        const auto guard = static_cast<HouseGuard>(i);
        if ((step->guards >> i & 1U) != 0 && !holds(guard, pool, who, house, taken, order))
            return fail(Errc::conflict, std::string{name(guard)});
    }
    return after(*step, house, order);
}

}  // namespace sambung::cases

#include "cases/life_cycle.h"

#include "named.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace sambung::cases {

namespace {

template <class... Each>
constexpr std::uint8_t by(Each... actors) {
    return static_cast<std::uint8_t>((0U | ... | (1U << static_cast<unsigned>(actors))));
}
template <class... Each>
constexpr std::uint16_t when(Each... guards) {
    return static_cast<std::uint16_t>((0U | ... | (1U << static_cast<unsigned>(guards))));
}

constexpr std::uint8_t citizen = by(Actor::citizen);
constexpr std::uint8_t unit = by(Actor::unit);
constexpr std::uint8_t desk = by(Actor::staff, Actor::supervisor);
constexpr std::uint8_t supervisor = by(Actor::supervisor);
constexpr std::uint8_t machine = by(Actor::system);

using enum Status;

// P0 and P1 go from `filed` to `referred` in the transaction that files them.
constexpr CaseStep steps[] = {
    {filed, need_info, desk | unit, when(Guard::asked), News::asked},
    {filed, triaged, desk | machine, when(Guard::described), News::none},
    {filed, referred, desk | machine, when(Guard::referred), News::none},
    {filed, in_progress, unit, when(Guard::accepted), News::accepted},

    {need_info, filed, citizen | desk | machine, when(), News::none},
    {need_info, referred, citizen | desk | machine, when(Guard::referred), News::none},
    {need_info, in_progress, unit, when(Guard::accepted), News::accepted},
    {need_info, closed, machine, when(Guard::reminded, Guard::unhurried), News::closed_unanswered},

    {triaged, referred, desk | machine, when(Guard::referred), News::referred},
    {triaged, in_progress, unit, when(Guard::accepted), News::accepted},
    {triaged, on_hold, unit | desk, when(Guard::review_set), News::waiting},

    {referred, in_progress, unit, when(Guard::accepted), News::accepted},
    {referred, need_info, desk | unit, when(Guard::asked), News::asked},
    {referred, triaged, machine, when(Guard::all_handed_back), News::handed_back},
    {referred, triaged, desk, when(), News::none},

    {in_progress, triaged, machine, when(Guard::all_handed_back), News::handed_back},
    {in_progress, triaged, desk, when(), News::none},
    {in_progress, on_hold, unit | desk, when(Guard::review_set), News::waiting},
    {in_progress, referred, unit, when(Guard::referred), News::referred},
    {in_progress, resolved, unit | desk, when(Guard::all_done), News::resolved},

    {on_hold, triaged, unit | desk | machine, when(), News::none},
    {on_hold, referred, desk | unit | machine, when(Guard::referred), News::referred},
    {on_hold, in_progress, unit | desk | machine, when(Guard::accepted), News::none},
    {on_hold, resolved, unit | desk, when(Guard::all_done), News::resolved},

    {resolved, closed, citizen | desk, when(), News::closed},
    {resolved, closed, machine, when(Guard::no_alarm), News::closed},
    {resolved, triaged, citizen | desk, when(), News::reopened},

    {closed, triaged, citizen, when(Guard::recent, Guard::no_prank), News::reopened},
    {closed, triaged, supervisor, when(), News::reopened},
    {cancelled, triaged, citizen, when(Guard::recent), News::reopened},
    {cancelled, triaged, desk, when(), News::reopened},
    {merged, triaged, desk, when(), News::reopened},

    // Any open case may turn out to be another's twin, to be withdrawn, or to be nothing for this office.
    {filed, cancelled, citizen, when(Guard::unhurried), News::cancelled},
    {need_info, cancelled, citizen, when(Guard::unhurried), News::cancelled},
    {filed, cancelled, desk, when(), News::cancelled},
    {need_info, cancelled, desk, when(), News::cancelled},
    {triaged, cancelled, desk, when(), News::cancelled},
    {referred, cancelled, desk, when(), News::cancelled},
    {in_progress, cancelled, desk, when(), News::cancelled},
    {on_hold, cancelled, desk, when(), News::cancelled},

    {filed, merged, desk, when(Guard::twin_named), News::merged},
    {need_info, merged, desk, when(Guard::twin_named), News::merged},
    {triaged, merged, desk, when(Guard::twin_named), News::merged},
    {referred, merged, desk, when(Guard::twin_named), News::merged},
    {in_progress, merged, desk, when(Guard::twin_named), News::merged},
    {on_hold, merged, desk, when(Guard::twin_named), News::merged},

    {filed, closed, desk, when(), News::closed},
    {need_info, closed, desk, when(), News::closed},
    {triaged, closed, desk, when(), News::closed},
    {referred, closed, desk, when(), News::closed},
    {in_progress, closed, desk, when(), News::closed},
    {on_hold, closed, desk, when(), News::closed},
};

constexpr std::string_view actor_names[] = {"citizen", "unit", "staff", "supervisor", "system"};
static_assert(std::size(actor_names) == std::size(all_actors));

constexpr std::string_view guard_names[] = {"described", "asked",    "reminded",        "unhurried", "no_alarm",
                                            "referred",  "accepted", "all_handed_back", "all_done",  "review_set",
                                            "recent",    "no_prank", "twin_named"};
static_assert(std::size(guard_names) == std::size(all_guards));

constexpr std::string_view news_names[] = {"none",      "asked",      "referred", "accepted",          "handed_back",
                                           "waiting",   "resolved",   "closed",   "closed_unanswered", "reopened",
                                           "cancelled", "merged",     "departed", "arrived",           "not_found",
                                           "late",      "asked_again"};

// The guard that does not hold, if any.
std::optional<Guard> missing(const CaseStep& step, const Facts& facts) {
    for (const Guard guard : all_guards)
        if (step.wants(guard) && !holds(guard, facts)) return guard;
    return std::nullopt;
}

}  // namespace

std::string_view name(Actor actor) { return name_of(actor, actor_names); }
std::string_view name(Guard guard) { return name_of(guard, guard_names); }
std::string_view name(News news) { return name_of(news, news_names); }

std::span<const CaseStep> all_steps() { return steps; }

bool holds(Guard guard, const Facts& facts) {
    switch (guard) {
        case Guard::described:
            return facts.described;
        case Guard::asked:
            return facts.asked;
        case Guard::reminded:
            return facts.reminded;
        case Guard::unhurried:
            return facts.urgency >= Urgency::p3 && !facts.sensitive;
        case Guard::no_alarm:
            return !rings(facts.urgency);
        case Guard::referred:
            return facts.open_referrals > 0;
        case Guard::accepted:
            return facts.accepted_referrals > 0;
        case Guard::all_handed_back:
            return facts.open_referrals == 0 && facts.done_referrals == 0;
        case Guard::all_done:
            return facts.open_referrals == 0 && facts.done_referrals > 0;
        case Guard::review_set:
            return facts.review && *facts.review > facts.now && *facts.review <= facts.now + longest_hold;
        case Guard::recent:
            return facts.ended && facts.now <= *facts.ended + reopen_window;
        case Guard::no_prank:
            return !facts.prank;
        case Guard::twin_named:
            return facts.twin_named;
    }
    return false;
}

Result<CaseStep> step(Status from, Status to, Actor actor, const Facts& facts) {
    bool known = false;
    std::optional<Guard> why;
    for (const CaseStep& one : steps) {
        if (one.from != from || one.to != to) continue;
        known = true;
        if (!one.may(actor)) continue;
        why = missing(one, facts);
        if (!why) return one;
    }
    const std::string what = std::string{name(from)} + " to " + std::string{name(to)};
    if (!known) return fail(Errc::too_late, "there is no step from " + what);
    if (!why) return fail(Errc::refused, what + " is not a step of the " + std::string{name(actor)});
    return fail(Errc::refused, what + ": '" + std::string{name(*why)} + "' does not hold");
}

bool allowed(Status from, Status to) {
    return std::ranges::any_of(steps, [&](const CaseStep& one) { return one.from == from && one.to == to; });
}

}  // namespace sambung::cases

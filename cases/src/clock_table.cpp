#include "cases/clock.h"
#include "named.h"

#include <array>
#include <initializer_list>

namespace sambung::cases {

namespace {

constexpr std::string_view kind_names[] = {"verify", "ack", "arrive", "act", "confirm", "review"};
constexpr std::string_view counting_names[] = {"always", "office"};
constexpr std::string_view reason_names[] = {"asked_citizen", "on_hold"};
static_assert(std::size(kind_names) == std::size(all_clock_kinds));
static_assert(std::size(counting_names) == std::size(all_countings));
static_assert(std::size(reason_names) == std::size(all_pause_reasons));

using Wanted = std::optional<Target>;

constexpr Wanted always(std::chrono::minutes span) { return Target{Counting::always, span, 0}; }
constexpr Wanted office(std::chrono::minutes span) { return Target{Counting::office, span, 0}; }
constexpr Wanted days(int working) { return Target{Counting::office, std::chrono::minutes{0}, working}; }
constexpr Wanted none = std::nullopt;

using std::chrono::hours;
using std::chrono::minutes;
constexpr Wanted on_site = always(minutes{60});
constexpr Wanted looked_at = always(hours{24 * 30});

// By kind, then by urgency P0 … P4. P0 and P1 are sent when they are filed, so they are not verified; once somebody has
// arrived they are handled as P2.
constexpr std::array<Wanted, 5> targets[] = {
    {none, none, office(hours{1}), days(1), days(2)},                               // verify
    {always(minutes{1}), always(minutes{15}), office(hours{4}), days(2), days(3)},  // ack
    {on_site, on_site, none, none, none},                                           // arrive
    {days(5), days(5), days(5), days(14), days(5)},                                 // act
    {none, none, days(10), days(10), days(10)},                                     // confirm
    {looked_at, looked_at, looked_at, looked_at, looked_at},                        // review
};
static_assert(std::size(targets) == std::size(all_clock_kinds));

using Statuses = std::initializer_list<Status>;

bool is_one_of(Status status, Statuses statuses) { return std::ranges::find(statuses, status) != statuses.end(); }

}  // namespace

std::string_view name(ClockKind kind) { return name_of(kind, kind_names); }
std::optional<ClockKind> clock_kind_from(std::string_view name) { return value_named<ClockKind>(name, kind_names); }

std::string_view name(Counting counting) { return name_of(counting, counting_names); }
std::optional<Counting> counting_from(std::string_view name) { return value_named<Counting>(name, counting_names); }

std::string_view name(PauseReason reason) { return name_of(reason, reason_names); }
std::optional<PauseReason> pause_reason_from(std::string_view name) {
    return value_named<PauseReason>(name, reason_names);
}

std::optional<Target> target_of(ClockKind kind, Urgency urgency) {
    return targets[static_cast<std::size_t>(kind)][static_cast<std::size_t>(urgency)];
}

std::optional<Target> target_of(ClockKind kind, Urgency urgency, const Unit& unit) {
    auto target = target_of(kind, urgency);
    if (target && target->working_days == 0 && unit.open_24h) target->counting = Counting::always;
    return target;
}

bool may_run(ClockKind kind, Status status) {
    using enum Status;
    switch (kind) {
        case ClockKind::verify:
            return is_one_of(status, {filed, need_info});
        case ClockKind::ack:  // a P0 or P1 is sent when it is filed, and may be asked about meanwhile
            return is_one_of(status, {filed, need_info, referred});
        case ClockKind::arrive:
        case ClockKind::act:
            return is_one_of(status, {in_progress, on_hold});
        case ClockKind::confirm:
            return status == resolved;
        case ClockKind::review:
            return status == on_hold;
    }
    return false;
}

}  // namespace sambung::cases

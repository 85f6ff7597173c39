// The life-cycle of a case as one table: which steps there are, who may take each, what must hold, and what the citizen
// hears of it. The store takes no other step; docs/cases.md shows the same table.
#pragma once

#include "cases/report.h"
#include "model/error.h"
#include "model/time.h"
#include "model/urgency.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sambung::cases {

// Who takes a step. The system acts by the table's rules and by clocks, never on its own judgement.
enum class Actor : std::uint8_t { citizen, unit, staff, supervisor, system };
inline constexpr Actor all_actors[] = {Actor::citizen, Actor::unit, Actor::staff, Actor::supervisor, Actor::system};
[[nodiscard]] std::string_view name(Actor actor);  // "citizen", … as events name it

enum class Guard : std::uint8_t {
    described,        // a category or words, and an area or a place
    asked,            // a question went to the citizen
    reminded,         // the citizen was reminded of it and the time to answer is over
    unhurried,        // P3 or P4, and nothing sensitive: others never end by silence or by one message
    no_alarm,         // P2 to P4: P0 and P1 never close by silence
    referred,         // a unit was asked and has not handed it back
    accepted,         // a unit has accepted it
    all_handed_back,  // every unit that was asked handed it back, was silent, or was relieved
    all_done,         // no unit owes anything any more, and one reported an outcome
    review_set,       // there is a day to look at it again, within thirty days
    recent,           // it ended within thirty days
    no_prank,         // it was not closed as spam or a prank
    twin_named        // the case that it is a duplicate of
};
inline constexpr Guard all_guards[] = {Guard::described, Guard::asked,      Guard::reminded, Guard::unhurried,
                                       Guard::no_alarm,  Guard::referred,   Guard::accepted, Guard::all_handed_back,
                                       Guard::all_done,  Guard::review_set, Guard::recent,   Guard::no_prank,
                                       Guard::twin_named};
[[nodiscard]] std::string_view name(Guard guard);

// What the citizen is told; the words are in dialogs/texts under "news.<name>".
enum class News : std::uint8_t {
    none,
    asked,
    referred,
    accepted,
    handed_back,
    waiting,
    resolved,
    closed,
    closed_unanswered,
    reopened,
    cancelled,
    merged,
    // Of no step: what happens between them.
    departed,
    arrived,
    not_found,
    late,
    asked_again
};
[[nodiscard]] std::string_view name(News news);

// What guards look at.
struct Facts {
    Urgency urgency = Urgency::p3;
    bool sensitive = false;
    bool described = false;
    bool asked = false;
    bool reminded = false;
    int open_referrals = 0;  // sent, seen, accepted
    int accepted_referrals = 0;
    int done_referrals = 0;
    bool prank = false;
    bool twin_named = false;
    std::optional<TimePoint> review = {};  // when it is looked at again
    std::optional<TimePoint> ended = {};
    TimePoint now{};
};
[[nodiscard]] bool holds(Guard guard, const Facts& facts);

inline constexpr std::chrono::days longest_hold{30};
inline constexpr std::chrono::days reopen_window{30};

struct CaseStep {
    Status from;
    Status to;
    std::uint8_t actors = 0;   // bits of Actor
    std::uint16_t guards = 0;  // bits of Guard
    News news = News::none;

    [[nodiscard]] bool may(Actor actor) const { return (actors >> static_cast<unsigned>(actor) & 1U) != 0; }
    [[nodiscard]] bool wants(Guard guard) const { return (guards >> static_cast<unsigned>(guard) & 1U) != 0; }
};
// A step may stand there twice: another actor, another guard.
[[nodiscard]] std::span<const CaseStep> all_steps();

// The step of the table. Errc::too_late: there is no such step from here. Errc::refused: there is, but not for this
// actor, or a guard does not hold, which is named.
[[nodiscard]] Result<CaseStep> step(Status from, Status to, Actor actor, const Facts& facts);

}  // namespace sambung::cases

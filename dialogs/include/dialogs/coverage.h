// What of the flows a set of conversations has met: all ways that stand in the flows, and those that were taken. For
// rehearsals; the service notes nothing. Also what a rehearsal must know of a question to spoil it fairly.
#pragma once

#include "dialogs/flow_set.h"
#include "model/language.h"

#include <compare>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sambung::dialogs {

struct Session;

// A state that was come to, or a way out of it that was taken: the target by the place where it is written.
struct Passage {
    Language language = Language::id;
    std::string flow, state;
    std::string answer;       // of a choice: the option's id; of an action: its result; else empty
    std::optional<Mark> way;  // none: the state was come to
};
// Given by Env::passages, a turn adds to it, oldest first.
using Passages = std::vector<Passage>;

// One way out of a state: the flow's file names the target at `at`.
struct FlowWay {
    std::string flow, state;
    std::string answer;  // as in Passage
    std::string words;   // "lansia", "yes", "skip", "over the limit", "ok"
    std::string to;      // "siapa", "petugas:masuk", "back"
    Mark at;
    bool result = false;  // of an action
};
// Equal for a way and for a passage that takes it; where the target is written tells branches apart.
struct WayKey {
    std::string flow, state, answer;
    int line = 0, column = 0;  // of the target
    auto operator<=>(const WayKey&) const = default;
};
[[nodiscard]] WayKey way_key(const FlowWay& way);
[[nodiscard]] std::optional<WayKey> way_key(const Passage& passage);  // none: the state was come to
// All ways that can ever be taken at this office, in file order.
[[nodiscard]] std::vector<FlowWay> all_flow_ways(const FlowSet& flows);
// All states that anybody can come to at this office, in file order: (flow, state).
[[nodiscard]] std::vector<std::pair<std::string, std::string>> all_flow_states(const FlowSet& flows);

// The question that stands in a session.
struct Question {
    bool closed = false;     // only certain answers count, so that "77" is none
    int wrong_left = 0;      // wrong answers that lead nowhere else
    bool resumable = false;  // who dials anew is asked whether to go on
};
// None if nothing is asked.
[[nodiscard]] std::optional<Question> question_of(const FlowSet& flows, const Session& session);

}  // namespace sambung::dialogs

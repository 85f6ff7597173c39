// What happens to a prompt that nobody answers, and when. One timer of a session runs at a time: the next one.
#pragma once

#include "dialogs/dialog.h"
#include "flow.h"

#include <optional>
#include <string>
#include <string_view>

namespace sambung::dialogs {

enum class Alarm : char {
    gathered = 'g',   // the pieces of a text are whole
    silence = 's',    // nothing was answered where that means as much as a wrong answer
    remind = 'r',     // once in a conversation
    call_back = 'c',  // once a draft: a person calls
    idle = 'i',       // the session is put away
};

struct Timer {
    Alarm alarm;
    TimePoint at;
};

// The earliest alarm that has not rung for this prompt (slot_rang); none if the flow keeps its sessions for good.
// `flow` is the one that was entered: those that it calls have no time of their own.
[[nodiscard]] std::optional<Timer> next_timer(const Flow& flow, const State& state, const Session& session);
// What of the alarms that rang still counts after an answer.
[[nodiscard]] std::string rang_again(std::string_view rang);

}  // namespace sambung::dialogs

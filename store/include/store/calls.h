// Telephone calls that a person must make, since a case reached nobody by message: the last rung of a ladder, an alarm
// that no channel takes (docs/cases.md, "When nobody answers").
//
// `database` and `keys` outlive every task. Any thread's io_context may await.
#pragma once

#include "model/error.h"
#include "model/ticket.h"
#include "model/time.h"
#include "model/urgency.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/task.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

struct CallDue {
    Ticket ticket;
    Urgency urgency{};
    std::string unit;  // the code of whom to call
    TimePoint since{};
    int tried = 0;  // calls that nobody answered
};
// Those not made yet, the most urgent and oldest first.
[[nodiscard]] Task<Result<std::vector<CallDue>>> calls_due(Database& database, int most);

enum class CallResult : std::uint8_t { reached, no_answer };
[[nodiscard]] std::string_view name(CallResult result);

// What became of the call about a case. One that nobody answered stays due. Errc::not_found if none is due.
[[nodiscard]] Task<Result<>> note_call(Database& database, const Keys& keys, Ticket ticket, CallResult result,
                                       std::string actor, TimePoint now);

constexpr std::chrono::seconds alarm_patience{45};  // then an alarm that waits is known to wait
constexpr std::chrono::hours alarm_memory{24};      // for so long one that was given up is spoken of

// Cases whose alarm has reached no phone of any unit in `alarm_patience`, since every channel to it is down: each gets
// the event `case.alarm_unsent` and a call that is due, once an hour. How many. `ring_nobody`: channels that carry mail
// or a program's events, so that what went by them wakes no person.
[[nodiscard]] Task<Result<int>> note_unsent_alarms(Database& database, const Keys& keys,
                                                   std::vector<std::string> ring_nobody, TimePoint now);

}  // namespace sambung::store

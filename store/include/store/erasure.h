// Erasing (docs/security.md, "Erasing"). A case is erased by destroying its key: what it sealed cannot be read any
// more, here or in its events, whose chain stays whole. What can be taken away is taken away too. The row stays,
// without a word of anybody. The list of erasures is kept, so that a restored backup is erased again before it serves.
//
// `database` and `keys` outlive every task. Any thread's io_context may await.
#pragma once

#include "cases/keeping.h"
#include "model/error.h"
#include "model/ids.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/task.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

enum class EraseReason : std::uint8_t { asked, retention };
[[nodiscard]] std::string_view name(EraseReason reason);

// waiting: done by itself when it is due. asks_person: never by itself. stopped: somebody objected, or the citizen took
// it back.
enum class ErasureState : std::uint8_t { waiting, asks_person, stopped, done };
[[nodiscard]] std::string_view name(ErasureState state);

// A line of the erasure list: of one case, or of what is left of a person.
struct Erasure {
    std::int64_t id = 0;
    std::optional<Ticket> ticket{};
    std::optional<PersonId> person{};
    EraseReason reason = EraseReason::asked;
    ErasureState state = ErasureState::waiting;
    TimePoint asked{};
    std::optional<TimePoint> due{};
    std::optional<TimePoint> done{};
    std::string actor;  // who asked for it, then who did or stopped it
};

// At once, and with its last case the person too. Erasing it again changes nothing. Errc::too_late while somebody works
// on it: only finished cases go, and P3/P4 that nobody has begun. Errc::not_found.
[[nodiscard]] Task<Result<>> erase_case(Database& database, const Keys& keys, Ticket ticket, std::string actor,
                                        TimePoint now);

// What is due, `most` at a time; how many were looked at, 0: nothing is left. A case that somebody has begun meanwhile
// asks a person instead.
[[nodiscard]] Task<Result<int>> erase_due(Database& database, const Keys& keys, int most, TimePoint now);

// Finished cases that are older than their term, `most` at a time; how many. One for which an erasure was stopped is
// kept.
[[nodiscard]] Task<Result<int>> erase_old(Database& database, const Keys& keys, cases::Retention retention, int most,
                                          TimePoint now);

// Staff object, and say why: kept sealed with the case. Errc::not_found unless it is undecided.
[[nodiscard]] Task<Result<>> stop_erasure(Database& database, const Keys& keys, std::int64_t id, std::string actor,
                                          std::string why, TimePoint now);

// The list: those of that state, oldest first, after that id.
[[nodiscard]] Task<Result<std::vector<Erasure>>> erasures(Database& database, ErasureState state, std::int64_t after,
                                                          int most);

// Erases again what the list of a later day says was done; how many were there still. Blocks; for a restore, before it
// serves.
[[nodiscard]] Result<int> replay_erasures(Database& database, const Keys& keys, const std::vector<Erasure>& list,
                                          TimePoint now);

}  // namespace sambung::store

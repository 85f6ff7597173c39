// On which ground each case is kept and passed on, who gave it and when, and when it was taken back. Filing writes the
// first rows (cases/basis.h); nothing here is asked before danger is acted on.
//
// `database` and `keys` outlive every task. Any thread's io_context may await.
#pragma once

#include "cases/basis.h"
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

// Who gave it: who reports is often not who is in need. `office`: the ground is the law's.
enum class GivenBy : std::uint8_t { reporter, subject, guardian, office };
[[nodiscard]] std::string_view name(GivenBy by);

struct Consent {
    std::int64_t id = 0;
    GivenBy who = GivenBy::office;
    cases::Basis basis = cases::Basis::public_task;
    std::string scope;           // "handling", "sharing", "photo"
    std::string text_version{};  // of the words that were agreed to; empty: none were shown
    EventId evidence{};          // the message in which it was given
    TimePoint given{};
    std::optional<TimePoint> withdrawn{};
};

// All of a case, in the order in which they were given; of an unknown ticket none.
[[nodiscard]] Task<Result<std::vector<Consent>>> consents_of(Database& database, Ticket ticket);

// Kept with an event `consent.given`; `id`, `given` and `withdrawn` are not looked at. The same twice is kept once.
// Errc::not_found.
[[nodiscard]] Task<Result<>> add_consent(Database& database, const Keys& keys, Ticket ticket, Consent consent,
                                         std::string actor, TimePoint now);

// From now on; what was done before stays rightful. Errc::not_found if there is none that stands; Errc::invalid_request
// for a ground of the law, which nobody can take back.
[[nodiscard]] Task<Result<>> withdraw_consent(Database& database, const Keys& keys, std::int64_t id, std::string actor,
                                              TimePoint now);

}  // namespace sambung::store

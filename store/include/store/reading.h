// Who has seen what: staff read a case and open its sealed fields only so that an event tells of it.
//
// `database` and `keys` outlive every task. Any thread's io_context may await.
#pragma once

#include "model/error.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/task.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace sambung::store {

inline constexpr std::chrono::minutes one_reading{10};

// An event `case.read`, once per account, case and ten minutes. Errc::not_found.
[[nodiscard]] Task<Result<>> note_read(Database& database, const Keys& keys, Ticket ticket, std::string account,
                                       TimePoint now);

enum class SealedField : std::uint8_t { story, place, nik, phone, address };
[[nodiscard]] std::string_view name(SealedField field);

// What the field says, empty if nothing was told, after an event `case.unmasked` with the field's name and, sealed, the
// reason is on disk. Errc::invalid_request without an account or a reason; Errc::not_found for an unknown case and for
// one that was erased: then there is no event.
[[nodiscard]] Task<Result<std::string>> unmask(Database& database, const Keys& keys, Ticket ticket, SealedField field,
                                               std::string account, std::string reason, TimePoint now);

}  // namespace sambung::store

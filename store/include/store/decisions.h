// What routing decided and on what, for dry runs; and deciding by hand.
#pragma once

#include "cases/office.h"
#include "model/error.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/referrals.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sambung::store {

struct PastDecision {
    std::int64_t case_id = 0;
    std::string ticket;
    TimePoint at{};
    std::string input;  // Decision::input
    std::string unit;
    int rule = 0;
    bool sent_back = false;  // that unit rejected it: outside its area, or not its task
};

// Every decision of the table (none by hand, and none that followed since a unit did not take a case) of [from, to),
// the oldest first. Reads in pages, so a long walk holds nothing up. Blocks; for subcommands. Errc::unavailable.
[[nodiscard]] Result<> for_each_decision(Database& database, TimePoint from, TimePoint to,
                                         const std::function<void(const PastDecision&)>& visit);

struct Override {
    Ticket ticket;
    std::string unit;
    std::string by;      // a staff account
    std::string reason;  // one of move_reasons: never free text, so nothing personal
};

// Why somebody moves a case by hand: a closed list, with what the record's sentence says.
struct MoveReason {
    std::string_view word;
    std::string_view words;
};
inline constexpr MoveReason move_reasons[] = {{"luar_wilayah", "di luar wilayahnya"},
                                              {"bukan_kewenangan", "bukan tugasnya"},
                                              {"kapasitas", "unit semula penuh"},
                                              {"salah_kategori", "kategori keliru"},
                                              {"salah_alamat", "alamat keliru"},
                                              {"lebih_dekat", "unit ini lebih dekat"},
                                              {"benturan_kepentingan", "benturan kepentingan"},
                                              {"arahan_pimpinan", "arahan pimpinan"}};

// The case goes to that unit, as a decision of its own beside the one that it overrides: it is asked and told, whoever
// else was asked is relieved, the citizen hears who has it, and an event tells of it.
// Errc::not_found: no such case. Errc::conflict: nobody works on it any more, it was erased, it is there already, or
// that unit may not have it (sensitive; a complaint about the office). Errc::invalid_request: an unknown or suspended
// unit, a name that is nobody's, or a reason that is not in the list. Blocks.
[[nodiscard]] Result<> override_decision(Database& database, const Keys& keys, const cases::Office& office,
                                         const Override& wanted, const Herald& herald, TimePoint now);

}  // namespace sambung::store

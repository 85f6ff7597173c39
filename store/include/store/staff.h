// Staff accounts (docs/security.md, "Staff"). Nobody has one by default. Whoever is added gets a secret that is told
// once, holds two days and sets the password once. Each change is an event, without the name.
//
// `database` and `keys` outlive every task. Any thread's io_context may await; hashing a password takes a tenth of a
// second and 64 MiB, so on a thread of its own, and never inside the writer.
#pragma once

#include "model/error.h"
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

enum class StaffRole : std::uint8_t {
    agent,         // answers and triages for the own team
    supervisor,    // all teams
    unit_officer,  // the own unit's referrals
    unit_head,     // and who does them
    analyst,       // figures only
    rule_admin,    // routing rules, no cases
    admin,         // accounts, no cases
    auditor,       // reads all, each reading an event
};
[[nodiscard]] std::string_view name(StaffRole role);
[[nodiscard]] std::optional<StaffRole> staff_role_from(std::string_view word);
[[nodiscard]] bool needs_unit(StaffRole role);

struct NewStaff {
    std::string account;  // letters, digits and ._@-, up to 64
    std::string name;
    StaffRole role = StaffRole::agent;
    std::string unit{};  // code; the caller knows the units
};
struct StaffAccount {
    std::string account;
    std::string name;
    StaffRole role = StaffRole::agent;
    std::string unit;
    bool disabled = false;
    bool has_password = false;
    std::optional<TimePoint> setup_until;  // a secret is out and was not used
    std::int64_t version = 1;              // a session of an older one has ended
};

inline constexpr std::chrono::hours setup_life{48};
inline constexpr std::size_t shortest_password = 12;  // characters; longest 256 bytes

// The set-up secret, 32 characters: in nobody's hands but the caller's, and kept as a keyed hash only. Errc::conflict
// if there is such an account. Errc::invalid_request: the account, the name (1 to 100 bytes), or a unit is missing.
[[nodiscard]] Task<Result<std::string>> add_staff(Database& database, const Keys& keys, NewStaff staff, std::string by,
                                                  TimePoint now);
// A new set-up secret; the password and all sessions end at once, and a disabled account is one again.
// Errc::not_found.
[[nodiscard]] Task<Result<std::string>> reset_staff(Database& database, const Keys& keys, std::string account,
                                                    std::string by, TimePoint now);
// At once, with the password and the set-up secret. Again changes nothing. Errc::not_found.
[[nodiscard]] Task<Result<>> disable_staff(Database& database, const Keys& keys, std::string account, std::string by,
                                           TimePoint now);
[[nodiscard]] Task<Result<std::vector<StaffAccount>>> list_staff(Database& database, const Keys& keys);

// What stays of a password; Errc::invalid_request if it is too short or too long. Blocks for a tenth of a second.
[[nodiscard]] Result<std::string> hash_password(std::string_view password);
// In the time that it takes, also without a hash: who tries accounts learns nothing. Blocks as long.
[[nodiscard]] bool fits(std::string_view password, const std::optional<std::string>& hash);

// By the set-up secret, once. Errc::not_authentic if it is wrong, used, over its time, or the account is disabled.
[[nodiscard]] Task<Result<>> set_password(Database& database, const Keys& keys, std::string account, std::string secret,
                                          std::string hash, TimePoint now);
// For signing in: the account and its hash. Nothing if there is none, it is disabled, or has no password.
struct SignIn {
    StaffAccount account;
    std::string hash;
};
[[nodiscard]] Task<Result<std::optional<SignIn>>> staff_to_sign_in(Database& database, const Keys& keys,
                                                                   std::string account);

}  // namespace sambung::store

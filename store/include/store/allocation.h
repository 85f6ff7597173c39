// Houses that are to be repaired, their pools, and who pays for which, in the books (docs/allocation.md). Which step
// may be taken stands in cases/allocation.h; here each is one transaction, and the tables themselves hold that a house
// has one funder and that no pool and no ceiling is overrun. Owner and address are sealed, and go with the case.
//
// `database` and `keys` outlive every task. Any thread's io_context may await.
#pragma once

#include "cases/allocation.h"
#include "model/error.h"
#include "model/ids.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/queues.h"
#include "store/referrals.h"
#include "store/task.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sambung::store {

// ---- pools

struct PoolDraft {
    cases::Pool pool;
    milliseconds hold{};  // how long a reservation lasts
    std::string by;       // staff account
};
struct PoolStand {
    cases::Pool pool;
    milliseconds hold{};
    std::string drafted_by;
    std::string opened_by;  // empty: nobody may book yet
};
// Errc::conflict: there is a pool of that code. Errc::invalid_request: the name is no staff account's.
[[nodiscard]] Task<Result<>> draft_pool(Database& database, const Keys& keys, PoolDraft draft, TimePoint now);
// By somebody else than who drafted it. Errc::not_found; Errc::conflict: open already, by the same person, or without
// houses.
[[nodiscard]] Task<Result<>> open_pool(Database& database, const Keys& keys, std::string code, std::string by,
                                       TimePoint now);
[[nodiscard]] Task<Result<std::vector<PoolStand>>> pools(Database& database);

// ---- houses

struct NewHouse {
    int line = 0;  // of the list
    std::string area;
    std::int64_t estimate = 0;  // rupiah
    std::string owner, address;
    std::optional<Ticket> ticket = {};
};
struct HouseList {
    std::string pool;
    Key128 file;     // keyed hash: the same file twice is one import
    std::string by;  // staff account
    std::vector<NewHouse> houses;
};
// Where a house stands: the same however its address is punctuated.
[[nodiscard]] Key128 house_place(const Keys& keys, std::string_view area, std::string_view address);
struct HouseClash {
    int line = 0;
    enum class Why : std::uint8_t { no_ticket, known } why = Why::known;
};
// What stands against taking the list over: tickets that are none, houses that are in a pool already. Blocks.
[[nodiscard]] Result<std::vector<HouseClash>> clashes(Database& database, const Keys& keys, const HouseList& list);
// All of it or nothing, in small steps; seen by nobody before the last. The codes, in order; those of before if that
// file was taken over already. Errc::not_found: no such pool; Errc::conflict: somebody brought one of them meanwhile.
// Blocks; for subcommands.
[[nodiscard]] Result<std::vector<cases::HouseCode>> take_over_houses(Database& database, const Keys& keys,
                                                                     const HouseList& list, TimePoint now);

struct HouseSeen {
    cases::HouseCode code;
    std::string pool, area;
    std::int64_t estimate = 0;
    cases::HouseState state = cases::HouseState::open;
    std::string funder = {};
    std::optional<TimePoint> until = {};
    std::optional<Ticket> ticket = {};
    std::string swap_to = {};  // asked for, not confirmed
};
struct HouseOwner {
    std::string name, address;
};

// Houses of open pools that the unit may book now, and those that it has, by code; at most `most` after `after`.
[[nodiscard]] Task<Result<std::vector<HouseSeen>>> houses_for(Database& database, std::string unit, std::string after,
                                                              int most, TimePoint now);
[[nodiscard]] Task<Result<std::vector<HouseSeen>>> houses_of_pool(Database& database, std::string pool);
// With the owner if they have it, accepted. Errc::not_found: no such house, or nothing of theirs.
struct HouseOpened {
    HouseSeen house;
    std::optional<HouseOwner> owner = {};
};
[[nodiscard]] Task<Result<HouseOpened>> house_for(Database& database, const Keys& keys, cases::HouseCode code,
                                                  std::string unit, TimePoint now);

// ---- steps

// Told of a house: to the citizen whose case it is, or to a unit. No amount, and no address.
struct HouseNews {
    enum class What : std::uint8_t {
        funded,  // to the citizen: somebody will pay
        done,    // to the citizen
        lapsed   // to the funder: the reservation is over
    } what = What::funded;
    std::optional<CaseTold> about = {};  // of the citizen's
    std::string unit = {};               // of the funder's
    cases::HouseCode house;
    std::string occasion = {};
};
using HouseVoice = std::function<std::vector<NewOutbound>(const HouseNews&)>;

struct HouseCall {
    std::optional<Key128> key = {};  // of a call that may come again
    cases::HouseCode house;
    cases::HouseMove move{};
    cases::HouseHand hand{};
    std::string funder;  // whom the house is for, or who asks
    std::string by;      // as the log has it: a staff account, or "unit"
    std::optional<cases::HouseReason> reason = {};
};
// How it stands after the step; the same again if it stood so before, or if the call came before. As cases::moved, of
// which Errc::conflict names the guard; Errc::not_found also if the house's pool is not open; Errc::refused
// "another_key" if the key was used for another call; Errc::conflict also if the house came with another list while it was
// out of the pools; Errc::invalid_request if an office's hand has no staff account's name.
[[nodiscard]] Task<Result<HouseOpened>> move_house(Database& database, const Keys& keys, HouseCall call,
                                                   HouseVoice voice, TimePoint now);

// A funder takes over from another: one asks, somebody else says yes, and only then it is done.
struct SwapAsked {
    cases::HouseCode house;
    std::string to;
    cases::HouseReason reason{};
    std::string by;
};
[[nodiscard]] Task<Result<>> ask_swap(Database& database, const Keys& keys, SwapAsked asked, TimePoint now);
// Errc::conflict: none is asked for, or by the same person; or as cases::moved.
[[nodiscard]] Task<Result<HouseOpened>> confirm_swap(Database& database, const Keys& keys, cases::HouseCode house,
                                                     std::string by, TimePoint now);

// Reservations that are over are open again; how many.
[[nodiscard]] Task<Result<int>> ring_houses(Database& database, const Keys& keys, HouseVoice voice, TimePoint now);

}  // namespace sambung::store

// Who pays for which house: one house, one funder, the sum never above the pool. Which steps there are, who may take
// each and what must hold is one table. Pure: whoever keeps houses asks here inside its own transaction.
#pragma once

#include "model/error.h"
#include "model/time.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

// What anybody is shown of a house in place of its address: "H", 6 random digits, 1 check digit (ISO 7064, MOD 11,10),
// which catches every single wrong digit. Tells nothing of the place, nor of how many houses there are.
class HouseCode {
 public:
    HouseCode() = default;  // no house's
    [[nodiscard]] static HouseCode from_number(std::uint64_t random);
    // "H" in either case; empty if it is not 7 digits or the check digit is wrong.
    [[nodiscard]] static std::optional<HouseCode> parse(std::string_view text);
    [[nodiscard]] const std::string& text() const { return text_; }  // "H4812074"
    auto operator<=>(const HouseCode&) const = default;

 private:
    explicit HouseCode(std::string text) : text_(std::move(text)) {}
    std::string text_;
};

enum class HouseState : std::uint8_t { open, reserved, accepted, works, done, withdrawn };
inline constexpr HouseState all_house_states[] = {HouseState::open,  HouseState::reserved, HouseState::accepted,
                                                  HouseState::works, HouseState::done,     HouseState::withdrawn};
[[nodiscard]] std::string_view name(HouseState state);
[[nodiscard]] bool is_taken(HouseState state);  // counts against the pool and its funder's ceilings

enum class HouseMove : std::uint8_t { reserve, expire, release, accept, begin, finish, swap, withdraw, reopen };
inline constexpr HouseMove all_house_moves[] = {HouseMove::reserve, HouseMove::expire,   HouseMove::release,
                                                HouseMove::accept,  HouseMove::begin,    HouseMove::finish,
                                                HouseMove::swap,    HouseMove::withdraw, HouseMove::reopen};
[[nodiscard]] std::string_view name(HouseMove move);

enum class HouseHand : std::uint8_t { funder, office, clock };
inline constexpr HouseHand all_house_hands[] = {HouseHand::funder, HouseHand::office, HouseHand::clock};

enum class HouseGuard : std::uint8_t {
    own,            // whom the move is for has the house
    other,          // somebody else has it
    stage_begun,    // the stage from which the funder may book has begun
    within_units,   // the funder's houses stay within its ceiling
    within_sum,     // their estimated sum stays within its ceiling
    within_pool,    // the houses taken stay within the pool
    in_time,        // the reservation has not run out
    run_out,        // it has
    reason_given,   // somebody said why
    second_person,  // somebody else than the one who asked said yes
};
[[nodiscard]] std::string_view name(HouseGuard guard);

// Why a house is given back, moved, taken out or opened again: a word that may stand in the log.
enum class HouseReason : std::uint8_t { dana, pindah, dibantu, tidak_layak, keluarga, gagal, lain };
inline constexpr HouseReason all_house_reasons[] = {
    HouseReason::dana,     HouseReason::pindah, HouseReason::dibantu, HouseReason::tidak_layak,
    HouseReason::keluarga, HouseReason::gagal,  HouseReason::lain};
[[nodiscard]] std::string_view name(HouseReason reason);
[[nodiscard]] std::optional<HouseReason> house_reason_from(std::string_view name);
[[nodiscard]] std::optional<HouseState> house_state_from(std::string_view name);
[[nodiscard]] std::optional<HouseMove> house_move_from(std::string_view name);

struct FundingStage {
    int number = 1;
    TimePoint begins{};
};

struct Funder {
    std::string unit;                         // its code
    int stage = 1;                            // from this one on it may book
    int houses = 0;                           // at most
    std::optional<std::int64_t> rupiah = {};  // at most
};

struct Pool {
    std::string code;
    std::string programme;
    std::string period;
    std::optional<std::string> area = {};  // the whole city if empty
    int total = 0;
    std::vector<FundingStage> stages;
    std::vector<Funder> funders;
};

struct PoolHouse {
    HouseCode code;
    std::string kecamatan;
    std::int64_t estimate = 0;  // rupiah
    HouseState state = HouseState::open;
    std::string funder = {};              // a unit's code; empty if nobody has it
    std::optional<TimePoint> until = {};  // how long a reservation holds
};

struct HouseOrder {
    HouseMove move{};
    HouseHand hand{};
    std::string funder = {};  // whom the house is for, or who asks
    TimePoint now{};
    std::optional<TimePoint> until = {};  // of a new reservation
    bool reason_given = false;
    bool second_person = false;
};

struct HouseStep {
    HouseMove move;
    HouseState from;
    HouseState to;
    std::uint8_t hands = 0;    // bits of HouseHand
    std::uint16_t guards = 0;  // bits of HouseGuard; what a funder asks always wants `own` but to reserve
};
[[nodiscard]] std::span<const HouseStep> all_house_steps();

// What the funder and the pool have besides this house.
struct Taken {
    int pool = 0;
    int funder = 0;
    std::int64_t rupiah = 0;
};
[[nodiscard]] Taken taken_besides(const HouseCode& house, std::span<const PoolHouse> houses, std::string_view funder);

// Whether the unit is a funder of the pool, and its stage has begun.
[[nodiscard]] bool may_book(const Pool& pool, std::string_view unit, TimePoint now);

// The house after the move. Errc::too_late: there is no such step from its state. Errc::refused: not by this hand.
// Errc::conflict: a guard does not hold, which `detail` names. Errc::not_found: no such funder in this pool.
[[nodiscard]] Result<PoolHouse> moved(const Pool& pool, const PoolHouse& house, const Taken& taken,
                                      const HouseOrder& order);

}  // namespace sambung::cases

// Lists that the office gives: who is registered for a programme, and when and where its goods are handed out
// (docs/lists.md). A list is dated and stands whole or not at all. Of a person nothing is kept but keyed hashes of
// their numbers and a coarse standing.
//
// `database` and `keys` outlive every task. Any thread's io_context may await.
#pragma once

#include "model/error.h"
#include "model/ids.h"
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

enum class ListKind : std::uint8_t { beneficiaries, schedules };
[[nodiscard]] std::string_view name(ListKind kind);

// In order of what counts where two lines speak of one family: the first.
enum class ListStanding : std::uint8_t { registered, waiting, proposed, stopped, unregistered };
// As files have it: terdaftar, menunggu, diusulkan, berhenti, tidak_terdaftar.
[[nodiscard]] std::string_view name(ListStanding standing);
[[nodiscard]] std::optional<ListStanding> list_standing_from(std::string_view name);

enum class ListNumber : std::uint8_t { nik, family_card, phone, card };
// `number` as it was normalised: 16 digits, E.164, capitals and digits. Cards of two programmes may have one number.
[[nodiscard]] Key128 list_key(const Keys& keys, ListNumber what, std::string_view number, std::string_view programme);

struct ListAnswer {
    std::string as_of;                     // the list's day, "2026-11-12"
    std::optional<ListStanding> standing;  // none: nobody there has any of those numbers
    std::string reason;                    // the office's code, or empty
    std::string batch;                     // of distribution days, or empty
};
// How whoever has one of these numbers stands in the programme's list. Takes the same work whether anybody has.
// Errc::not_found if there is no list of that programme.
[[nodiscard]] Task<Result<ListAnswer>> standing_on_list(Database& database, std::string programme,
                                                        std::vector<Key128> numbers);

struct ListDay {
    std::string day;  // "2026-11-28"
    int opens = 0;    // minutes after midnight on the office's clock
    int closes = 0;
    std::string place;  // code of the pack's areas
    std::string batch;  // empty: everybody's
};
// The next of the programme's distribution days for that batch or for all, from `today` on; none if none is known.
[[nodiscard]] Task<Result<std::optional<ListDay>>> next_list_day(Database& database, std::string programme,
                                                                 std::string batch, std::string today);

// An import that gave no sign of life for so long has died.
inline constexpr seconds list_patience{30};

// Removes at most `most` rows of lists that were replaced or whose import died; how many. Zero: nothing is left.
[[nodiscard]] Task<Result<int>> sweep_lists(Database& database, int most, TimePoint now);

}  // namespace sambung::store

// Every key in the books that is sealed under the root's wrapper: where it lies, and what it is bound to. A rotation
// seals each anew, so whoever wraps a key in a new place adds its row here (key_rotation_test finds who did not).
#pragma once

#include "sql.h"
#include "store/keys.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace sambung::store {

struct WrappedPlace {
    std::string_view what;
    std::string_view table;
    std::string_view select;  // id, key, and what `owner` reads
    std::string_view update;  // ?1 id, ?2 key
    std::string (*owner)(const Query& row);
};
[[nodiscard]] std::span<const WrappedPlace> wrapped_places();

// How many it sealed anew. Throws BrokenSeal if one does not open under `before`.
std::int64_t wrap_anew(Sql& sql, const WrappedPlace& place, const Keys& before, const Keys& after);
[[nodiscard]] std::int64_t count_wrapped(Sql& sql, const WrappedPlace& place);

}  // namespace sambung::store

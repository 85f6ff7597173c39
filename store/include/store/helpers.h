// Registered helpers: who files for others (cadre, RT/RW, Puskesos, TKSK), so no daily limit holds them. Known by the
// keyed hash of their number; their names are sealed.
#pragma once

#include "model/ids.h"
#include "model/time.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::store {

// As the register of helpers names them.
inline constexpr std::array<std::string_view, 8> helper_roles{"kader", "rt",  "rw",  "puskesos",
                                                              "tksk",  "psm", "pkh", "tagana"};

struct Helper {
    PersonId person;
    std::string name;
    std::string role;                     // one of the above
    std::string area;                     // Kemendagri code
    std::optional<TimePoint> until = {};  // from when no more; none: no end
};

}  // namespace sambung::store

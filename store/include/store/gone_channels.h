// What was to go by a channel whose receiver wants nothing more (410 Gone): the unit's other addresses were told the
// same, and where it has none a person must telephone.
//
// `database` and `keys` outlive the task. Any thread's io_context may await.
#pragma once

#include "cases/office.h"
#include "model/error.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/task.h"

#include <memory>
#include <string_view>

namespace sambung::store {

// The code of a message that was passed by: failed, and no alarm of its own.
inline constexpr std::string_view passed_by_code = "channel_gone";

struct PassedBy {
    int messages = 0;
    int calls = 0;  // that are due since a unit has no other address
};
// Fails what waits on such channels, at most 64 at a time, and asks for a call about each open case whose unit has no
// address on another channel. Errc::unavailable: nothing was done; it is tried again in the next round.
[[nodiscard]] Task<Result<PassedBy>> pass_by_gone_channels(Database& database, const Keys& keys,
                                                           std::shared_ptr<const cases::Office> office, TimePoint now);

}  // namespace sambung::store

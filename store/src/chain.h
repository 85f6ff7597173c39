// The hash chain over the events (migration 0001 says what is hashed), on any connection.
#pragma once

#include "model/error.h"
#include "sql.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sambung::store {

struct Link {
    std::string_view prev;
    std::int64_t seq = 0;
    std::int64_t at = 0;
    std::string_view type;
    std::string_view actor;
    std::int64_t case_id = 0;  // 0: about no case
    std::string_view meta;
    std::string_view payload;
};
[[nodiscard]] std::string hash_of(const Link& link);  // 32 bytes

struct ChainHead {
    std::int64_t seq = 0;  // how many events there are
    std::string hash = std::string(32, '\0');
};
// Without a look at what came before it.
[[nodiscard]] ChainHead head_of(Sql& sql);

// Walks on from `head` for a thousand events, so that no read transaction lasts long, and tells `seen` of each. The new
// head, which is the old one at the end of the chain. Errc::conflict names the first event that does not fit.
using SeenEvent = std::function<void(const ChainHead&)>;
[[nodiscard]] Result<ChainHead> walk_chain(Sql& sql, ChainHead head, const SeenEvent& seen = {});

}  // namespace sambung::store

// Messages that came in and wait for their turn.
#pragma once

#include "clerk.h"
#include "store/case_store.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace sambung::store {

[[nodiscard]] PutResult put_inbound(Clerk& clerk, std::vector<NewInbound> batch, milliseconds lease);
[[nodiscard]] Result<> finish_inbound(Clerk& clerk, std::int64_t id, const std::vector<NewOutbound>& replies);
[[nodiscard]] std::optional<InboxItem> join_inbound(Clerk& clerk, const std::vector<std::int64_t>& parts,
                                                    NewInbound whole, milliseconds lease);
[[nodiscard]] std::optional<InboxItem> put_part_of_inbound(Clerk& clerk, NewPart&& part, milliseconds wait,
                                                           const JoinParts& join, milliseconds lease);
[[nodiscard]] std::vector<InboxItem> claim_inbound(Clerk& clerk, milliseconds lease, int most);

}  // namespace sambung::store

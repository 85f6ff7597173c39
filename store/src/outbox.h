// Messages on their way out: kept until a provider took them, and what became of them.
#pragma once

#include "clerk.h"
#include "store/case_store.h"

#include <string>
#include <vector>

namespace sambung::store {

void enqueue_outbound(Clerk& clerk, const std::vector<NewOutbound>& messages);
[[nodiscard]] std::vector<OutboxItem> lease_outbound(Clerk& clerk, const std::string& channel, milliseconds lease,
                                                     int most);
[[nodiscard]] Result<> settle_outbound(Clerk& clerk, const Settlement& settlement);
[[nodiscard]] Result<> record_delivery(Clerk& clerk, const std::string& channel, const StatusUpdate& update);

}  // namespace sambung::store

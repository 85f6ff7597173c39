// Messages on their way out: kept until a provider took them, and what became of them.
#pragma once

#include "clerk.h"
#include "store/case_store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sambung::store {

void enqueue_outbound(Clerk& clerk, const std::vector<NewOutbound>& messages);
[[nodiscard]] OutboxLeased lease_outbound(Clerk& clerk, const OutboxLease& wanted);
[[nodiscard]] Result<> settle_outbound(Clerk& clerk, const Settlement& settlement);
// Another channel goes on with it, as if it had been its own from the beginning. False if its text is gone.
[[nodiscard]] bool move_on(Clerk& clerk, std::int64_t id, std::string_view to, std::string_view code);
// False: there is no such message, or not yet.
bool record_delivery(Clerk& clerk, const std::string& channel, const StatusUpdate& update, IfUnknown if_unknown);
// A message about a case that its receiver has read, by what the report says of it; nothing for any other.
struct ReadMessage {
    std::int64_t case_id = 0;
    PersonId person;
    TimePoint queued{};
};
[[nodiscard]] std::optional<ReadMessage> read_message(Sql& sql, const std::string& channel, const StatusUpdate& update);
// The provider will report that many parts of it one by one; those that it has reported already count.
void weigh_parts(Clerk& clerk, std::int64_t id, int parts);
// Reports about a message that came before the provider's id of it was known.
void apply_early_statuses(Clerk& clerk, const std::string& channel, const std::string& provider_id);

}  // namespace sambung::store

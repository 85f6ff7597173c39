// How far a message has come, and which reports move it.
#pragma once

#include "model/message.h"
#include "store/case_store.h"

#include <optional>
#include <string_view>

namespace sambung::store {

[[nodiscard]] std::optional<OutboxState> outbox_state_from(std::string_view name);

[[nodiscard]] Purpose purpose_from(std::string_view name);  // direct if it is no name

// True if a provider has it, so its text is no longer needed.
[[nodiscard]] bool was_sent(OutboxState state);

// Where a report moves a message; nothing if it does not. Reports come late, twice and out of order: the rank queued <
// sent < delivered < read never falls; `failed` counts only from below delivered, and what was read after all was no
// failure.
[[nodiscard]] std::optional<OutboxState> moved_by(OutboxState from, Delivery report);

}  // namespace sambung::store

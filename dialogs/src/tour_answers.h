// What people could answer: one of each kind at every question, a wrong one among them.
#pragma once

#include "dialogs/dialog.h"
#include "dialogs/tour.h"
#include "flow.h"

#include <vector>

namespace sambung::dialogs {

// To the question that stands in the session, which was shown so.
[[nodiscard]] std::vector<TourStep> answers_to(const FlowSet& flows, const Session& session, const Prompt& prompt);
// Of somebody who is in no conversation: a dial, or every word and command that opens a flow there.
[[nodiscard]] std::vector<TourStep> openings(const FlowSet& flows, ChannelKind channel);

}  // namespace sambung::dialogs

// Moving a conversation from the version that it stands in to the newest one, as that one's `migrate` says.
#pragma once

#include "dialogs/dialog.h"
#include "flow.h"

namespace sambung::dialogs {

// Whether a conversation may stand there: something is asked, or goes on to what is asked. Never an action or the last
// words: nobody has answered anything of the new version yet.
[[nodiscard]] bool may_stand(const State* state);

// True if the session, or a flow that waits in it, was moved: to the state of that name or the one it is mapped to,
// else to the nearest one before that is still there, else to the question whether to go on, at the entry. What was
// answered stays, unless it is dropped or no longer one of the slot's values. A wish under way is first granted in its
// version.
bool migrate(const FlowSet& flows, Session& session);

}  // namespace sambung::dialogs

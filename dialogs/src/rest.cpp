// What is left of a conversation that nobody goes on with.
#include "dialogs/dialog.h"
#include "flow.h"

namespace sambung::dialogs {

bool idle_over(const FlowSet& flows, const Session& session, TimePoint now) {
    const Flow* flow = flows.flow(session.flow);
    return flow == nullptr || (flow->idle > milliseconds{0} && session.prompted + flow->idle <= now);
}

Session at_rest(const Session& session) {
    Session rested;
    rested.language = session.language;
    return rested;
}

}  // namespace sambung::dialogs

// What is left of a conversation that is over.
#include "dialogs/dialog.h"

namespace sambung::dialogs {

Session at_rest(const Session& session) {
    Session rested;
    rested.language = session.language;
    return rested;
}

}  // namespace sambung::dialogs

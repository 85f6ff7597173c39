#include "dialogs/plain_words.h"

#include "dialogs/danger.h"
#include "fold.h"
#include "meaning.h"

#include <string>

namespace sambung::dialogs {

bool is_plain_words(const FlowSet& flows, std::string_view text, ChannelKind channel) {
    const std::string folded = fold(text);
    const bool a_choice = folded.size() == 1 && folded.front() >= '0' && folded.front() <= '9';
    return !folded.empty() && !a_choice && !tells_danger(text) && !means_stop(folded) &&
           way_meant(folded) == Way::none && flow_named(flows, folded, channel) == nullptr &&
           !command_meant(flows, text, channel);
}

}  // namespace sambung::dialogs

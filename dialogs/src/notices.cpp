// Whole messages that need no conversation.
#include "common_texts.h"
#include "dialogs/dialog.h"
#include "flow.h"
#include "model/gsm7.h"
#include "model/ticket.h"

namespace sambung::dialogs {

std::string sorry(const FlowSet& flows, Language language) { return notice(flows, language, text_sorry, {}); }

std::string busy(const FlowSet& flows, Language language) { return notice(flows, language, text_busy, {}); }

std::string held(const FlowSet& flows, Language language) { return notice(flows, language, text_held, {}); }

std::string emergency(const FlowSet& flows, Language language, std::string_view ticket) {
    if (ticket.empty()) return notice(flows, language, text_emergency, {});
    const auto parsed = Ticket::parse(ticket);
    return notice(flows, language, text_emergency_noted, {{"tiket", parsed ? parsed->spaced() : std::string{ticket}}});
}

std::string notice(const FlowSet& flows, Language language, std::string_view key,
                   const std::map<std::string, std::string, std::less<>>& values) {
    return to_gsm7_text(fill(flows.text(language, key), values, flows));
}

}  // namespace sambung::dialogs

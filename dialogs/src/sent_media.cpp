#include "sent_media.h"

#include "flow.h"

#include <algorithm>
#include <string_view>

namespace sambung::dialogs {

namespace {

void add_ids(std::string_view ids, std::vector<std::string>& media) {
    while (!ids.empty()) {
        const std::string_view id = ids.substr(0, ids.find(' '));
        ids.remove_prefix(std::min(ids.size(), id.size() + 1));
        if (!id.empty() && std::ranges::find(media, id) == media.end()) media.emplace_back(id);
    }
}

void add_media(const Flow* flow, const auto& slots, std::vector<std::string>& media) {
    if (flow == nullptr) return;
    for (const auto& [name, value] : slots) {
        const auto declared = flow->slots.find(name);
        if (declared != flow->slots.end() && declared->second.kind == SlotType::Kind::media) add_ids(value, media);
    }
}

}  // namespace

std::vector<std::string> sent_media(const FlowSet& flows, const Session& session) {
    std::vector<std::string> media;
    add_media(flows.pinned(session), session.slots, media);
    for (const Frame& waiting : session.stack) add_media(flows.pinned(waiting), waiting.slots, media);
    return media;
}

}  // namespace sambung::dialogs

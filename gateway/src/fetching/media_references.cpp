#include "fetching/media_references.h"

#include <utility>

namespace sambung::gateway {

namespace {

constexpr char mark = ':';

}  // namespace

std::vector<Media> with_channel(const std::string& channel, std::vector<Media> media) {
    for (Media& each : media) each.id.insert(0, channel + mark);
    return media;
}

std::vector<store::MediaReference> references_from(const std::vector<std::string>& names, const Channels& channels,
                                                   const std::string& otherwise) {
    std::vector<store::MediaReference> references;
    for (const std::string& name : names) {
        const auto end = name.find(mark);
        const Channel* channel = end == std::string::npos ? nullptr : channels.find(name.substr(0, end));
        if (channel != nullptr)
            references.push_back({channel->id(), name.substr(end + 1)});
        else
            references.push_back({otherwise, name});
    }
    return references;
}

std::vector<store::MediaReference> references_of(const std::string& channel, const std::vector<Media>& media) {
    std::vector<store::MediaReference> references;
    for (const Media& each : media) references.push_back({channel, each.id});
    return references;
}

}  // namespace sambung::gateway

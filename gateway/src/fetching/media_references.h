// How a conversation names what was sent to it: "<channel>:<the provider's id>", since a person may send a photo by one
// channel and finish the report by another.
#pragma once

#include "channel.h"
#include "model/message.h"
#include "store/media.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

[[nodiscard]] std::vector<Media> with_channel(const std::string& channel, std::vector<Media> media);

// Back again. What names none of our channels came by `otherwise`: a conversation may be from before names had one.
[[nodiscard]] std::vector<store::MediaReference> references_from(const std::vector<std::string>& names,
                                                                 const Channels& channels,
                                                                 const std::string& otherwise);

[[nodiscard]] std::vector<store::MediaReference> references_of(const std::string& channel,
                                                               const std::vector<Media>& media);

}  // namespace sambung::gateway

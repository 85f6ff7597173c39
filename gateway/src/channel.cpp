#include "channel.h"

namespace sambung::gateway {

Result<Channels> Channels::make(const std::vector<ChannelConfig>& configs) {
    Channels channels;
    for (const ChannelConfig& config : configs) {
        Result<std::unique_ptr<adapters::Adapter>> adapter = adapters::make_adapter(config.adapter, config.settings);
        if (!adapter) return fail(Errc::misconfigured, adapter.error().detail);
        channels.channels_.push_back(std::make_unique<Channel>(Channel{config, std::move(*adapter)}));
    }
    return channels;
}

const Channel* Channels::find(std::string_view id) const {
    for (const auto& channel : channels_)
        if (channel->id() == id) return channel.get();
    return nullptr;
}

}  // namespace sambung::gateway

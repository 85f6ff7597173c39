// A configured channel: its adapter and where its replies go.
#pragma once

#include "adapters/adapter.h"
#include "config.h"

#include <memory>
#include <string>
#include <vector>

namespace sambung::gateway {

struct Channel {
    ChannelConfig config;
    std::unique_ptr<adapters::Adapter> adapter;

    [[nodiscard]] const std::string& id() const { return config.id; }
    [[nodiscard]] ChannelKind kind() const { return adapter->kind(); }
};

// Immutable after start; any thread.
class Channels {
 public:
    // Errc::misconfigured names the channel and the key.
    [[nodiscard]] static Result<Channels> make(const std::vector<ChannelConfig>& configs);

    [[nodiscard]] const Channel* find(std::string_view id) const;  // nullptr if unknown
    [[nodiscard]] const std::vector<std::unique_ptr<Channel>>& all() const { return channels_; }

 private:
    std::vector<std::unique_ptr<Channel>> channels_;
};

}  // namespace sambung::gateway

// A configured channel: its adapter and where its replies go.
#pragma once

#include "adapters/adapter.h"
#include "channel_health.h"
#include "config.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sambung::gateway {

struct Channel {
    ChannelConfig config;
    std::unique_ptr<adapters::Adapter> adapter;
    std::unique_ptr<ChannelHealth> health = std::make_unique<ChannelHealth>();

    [[nodiscard]] const std::string& id() const { return config.id; }
    [[nodiscard]] ChannelKind kind() const { return adapter->kind(); }
    // The channel by which somebody of this one hears what they did not just ask for; none if there is no way.
    [[nodiscard]] std::optional<std::string> carries_news() const {
        if (!config.notices.empty()) return config.notices;
        return adapter->replies_inline() ? std::nullopt : std::optional{config.id};
    }
};

// Immutable after start but for each one's health; any thread.
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

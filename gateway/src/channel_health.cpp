#include "channel_health.h"

#include <utility>

namespace sambung::gateway {

std::string_view name(Health health) {
    switch (health) {
        case Health::ok:
            return "ok";
        case Health::degraded:
            return "degraded";
        case Health::down:
            return "down";
        case Health::suspended:
            return "suspended";
        case Health::gone:
            return "gone";
    }
    std::unreachable();
}

void ChannelHealth::met(adapters::Verdict verdict) {
    using enum adapters::Verdict;
    switch (verdict) {
        case accepted:
        case permanent:  // the provider works; this person cannot be reached
        case opted_out:
            failures_ = 0;
            alarmed_ = false;
            break;
        case retry:
        case throttled:
        case unknown:
            ++failures_;
            break;
        case alarm:
            alarmed_ = true;
            break;
        case our_bug:  // says nothing about the provider
        case gone:     // the books say so from now on
            break;
    }
    tell();
}

void ChannelHealth::connected(bool yes) {
    connected_ = yes;
    tell();
}

void ChannelHealth::suspended(bool yes) {
    suspended_ = yes;
    tell();
}

void ChannelHealth::gone(bool yes) {
    gone_ = yes;
    tell();
}

void ChannelHealth::tell() {
    Health health = Health::ok;
    if (failures_ > 0) health = Health::degraded;
    if (failures_ >= down_after || alarmed_ || !connected_) health = Health::down;
    if (suspended_) health = Health::suspended;
    if (gone_) health = Health::gone;
    now_.store(health, std::memory_order_relaxed);
}

}  // namespace sambung::gateway

// How each channel does, for /readyz and /metrics: what its last messages met.
#pragma once

#include "adapters/adapter.h"

#include <atomic>
#include <cstdint>
#include <string_view>

namespace sambung::gateway {

enum class Health : std::uint8_t {
    ok,
    degraded,   // the last messages did not get through, and are tried again
    down,       // nothing gets through: refused for a while, not connected, or a person must act
    suspended,  // the office sends nothing on it for now
    gone        // its receiver wants nothing more, until a person resumes it
};
[[nodiscard]] std::string_view name(Health health);

// Written by the one that sends on the channel, read by any thread.
class ChannelHealth {
 public:
    [[nodiscard]] Health now() const { return now_.load(std::memory_order_relaxed); }

    void met(adapters::Verdict verdict);
    void connected(bool yes);
    void suspended(bool yes);
    void gone(bool yes);

 private:
    static constexpr int down_after = 5;  // messages in a row
    void tell();

    int failures_ = 0;  // in a row
    bool connected_ = true;
    bool suspended_ = false;
    bool gone_ = false;
    bool alarmed_ = false;  // wrong credentials, no balance; until a message is taken again
    std::atomic<Health> now_ = Health::ok;
};

}  // namespace sambung::gateway

// Demo mode: where messages go instead of to a provider, so that a phone on the desk can show them. Any thread.
#pragma once

#include "model/message.h"
#include "model/time.h"

#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

class Sink {
 public:
    struct Shown {
        std::uint64_t seq = 0;
        std::string channel;
        Outbound message;
        TimePoint at;
    };
    void show(std::string channel, Outbound message, TimePoint at);
    // Messages to that address after `seq`, oldest first.
    [[nodiscard]] std::vector<Shown> messages(std::string_view to, std::uint64_t after) const;
    // The same as the demo phone reads it: {"messages":[{"seq","channel","text","options":[{"id","label"}]}]}.
    [[nodiscard]] std::string messages_json(std::string_view to, std::uint64_t after) const;

 private:
    static constexpr std::size_t kept = 2000;
    mutable std::mutex mutex_;
    std::deque<Shown> shown_;
    std::uint64_t next_ = 1;
};

}  // namespace sambung::gateway

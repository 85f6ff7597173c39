// Who writes too many messages: a bucket for each person, for each block of ten thousand numbers (a box of SIM cards),
// and for all together. Over a limit a message is kept for staff instead of being answered.
#pragma once

#include "model/ids.h"
#include "model/time.h"

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace sambung::gateway {

// Messages in ten minutes, each; a bucket fills evenly. 0: no limit.
struct FloodLimits {
    int person = 30;  // a report by WhatsApp takes 8 to 14
    int block = 300;
    int all = 0;  // a flood of the other kind makes everybody write
};

enum class Flood : std::uint8_t { none, person, block, all };
[[nodiscard]] std::string_view name(Flood flood);

// Any thread.
class FloodGuard {
 public:
    explicit FloodGuard(FloodLimits limits) : limits_(limits) {}

    // One more message of that person; which limit it is over, if any. What is over one is charged to none.
    [[nodiscard]] Flood charge(PersonId person, std::string_view address, TimePoint now);

    // What follows a cry for help is not too much: for half an hour nothing of that person is counted.
    void excuse(PersonId person, TimePoint now);

    [[nodiscard]] std::size_t remembered() const;

 private:
    struct Bucket {
        double used = 0;
        TimePoint at{};
    };
    using Buckets = std::unordered_map<std::uint64_t, Bucket>;

    // How full the bucket is now.
    static double used(const Buckets& buckets, std::uint64_t key, int limit, TimePoint now);
    void forget_empty(Buckets& buckets, int limit, TimePoint now) const;

    const FloodLimits limits_;
    mutable std::mutex mutex_;
    Buckets persons_, blocks_, all_;
    std::unordered_map<PersonId, TimePoint> excused_;  // until then
};

}  // namespace sambung::gateway

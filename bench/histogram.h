// Latencies in buckets whose width is a 128th of their value or less: any quantile is told within 1 %, in constant
// space, whether it is microseconds or minutes. The idea is that of HdrHistogram: linear within a power of two,
// logarithmic over them.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace sambung::bench {

using std::chrono::nanoseconds;

class Histogram {
 public:
    Histogram();

    void add(nanoseconds latency);  // a negative one counts as none at all

    [[nodiscard]] std::uint64_t count() const { return count_; }
    [[nodiscard]] nanoseconds most() const { return most_; }
    // The latency that this share of all (0 to 1) stayed at or under: never told too low, and less than 1 % too high.
    // Zero while nothing was added.
    [[nodiscard]] nanoseconds at(double share) const;

 private:
    std::vector<std::uint64_t> buckets_;
    std::uint64_t count_ = 0;
    nanoseconds most_{0};
};

}  // namespace sambung::bench

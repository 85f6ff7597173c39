#include "histogram.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace sambung::bench {

namespace {

constexpr unsigned fine_bits = 7;  // 128 buckets a power of two
constexpr std::uint64_t fine = 1U << fine_bits;
constexpr unsigned value_bits = 42;  // over an hour in nanoseconds
constexpr std::uint64_t largest = (std::uint64_t{1} << value_bits) - 1;

std::size_t bucket_of(std::uint64_t value) {
    if (value < fine) return value;
    const unsigned shift = static_cast<unsigned>(std::bit_width(value)) - fine_bits - 1;
    return shift * fine + (value >> shift);
}

std::uint64_t last_value_of(std::size_t bucket) {
    if (bucket < 2 * fine) return bucket;
    const std::size_t shift = bucket / fine - 1;
    return ((bucket % fine + fine + 1) << shift) - 1;
}

}  // namespace

Histogram::Histogram() : buckets_(bucket_of(largest) + 1) {}

void Histogram::add(nanoseconds latency) {
    const auto value = static_cast<std::uint64_t>(std::max(latency, nanoseconds{0}).count());
    ++buckets_[bucket_of(std::min(value, largest))];
    ++count_;
    most_ = std::max(most_, latency);
}

nanoseconds Histogram::at(double share) const {
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
    std::uint64_t passed = 0;
    for (std::size_t bucket = 0; bucket < buckets_.size(); ++bucket) {
        passed += buckets_[bucket];
        if (passed > 0 && passed >= wanted)
            return std::min(most_, nanoseconds{static_cast<nanoseconds::rep>(last_value_of(bucket))});
    }
    return nanoseconds{0};
}

}  // namespace sambung::bench

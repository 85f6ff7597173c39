// A target's input as choices, taken from its front. At its end every number is 0 and every text empty, so any input is
// whole.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sambung {

class Choices {
 public:
    Choices(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}

    [[nodiscard]] bool done() const { return rest_.empty(); }
    // From 0; `bound` is 1 to 256.
    std::size_t below(std::size_t bound) { return octet() % bound; }
    bool yes() { return octet() % 2 == 1; }
    std::uint64_t number(std::size_t octets) {
        std::uint64_t value = 0;
        for (; octets > 0; --octets) value = value << 8U | octet();
        return value;
    }
    // An octet of length, then as many.
    std::string_view text() { return take(octet()); }
    std::string_view rest() { return take(rest_.size()); }

 private:
    std::uint8_t octet() {
        const std::string_view one = take(1);
        return one.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(one.front());
    }
    std::string_view take(std::size_t size) {
        const std::string_view taken = rest_.substr(0, size);
        rest_.remove_prefix(std::min(size, rest_.size()));
        return taken;
    }

    std::string_view rest_;
};

}  // namespace sambung

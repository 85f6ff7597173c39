// The number that a citizen quotes: 8 random digits and a Damm check digit, shown in threes: "481 207 364".
// The check digit catches every single wrong digit and every swap of neighbours (H. M. Damm, 2004).
// Never sequential, so it tells nothing about how many reports there are.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sambung {

class Ticket {
 public:
    // Any number gives a ticket: it picks one of the 90 million random parts, none of which begins with 0.
    [[nodiscard]] static Ticket from_number(std::uint64_t number);
    // With or without spaces, dots or dashes; empty if it is not 9 digits or the check digit is wrong.
    [[nodiscard]] static std::optional<Ticket> parse(std::string_view text);

    [[nodiscard]] const std::string& digits() const { return digits_; }  // "481207364": storage, links
    [[nodiscard]] std::string spaced() const;                            // "481 207 364": people

    auto operator<=>(const Ticket&) const = default;

 private:
    explicit Ticket(std::string digits) : digits_(std::move(digits)) {}
    std::string digits_;
};

// "angka cek" and other digit groups as people read them: "123 456". Long-number SMS routes block longer groups.
[[nodiscard]] std::string in_threes(std::string_view digits);

}  // namespace sambung

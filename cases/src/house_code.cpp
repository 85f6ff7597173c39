#include "cases/allocation.h"

#include <algorithm>

namespace sambung::cases {

namespace {

// ISO 7064, MOD 11,10.
char check_digit(std::string_view digits) {
    int carried = 10;
    for (const char digit : digits) {
        const int sum = (carried + (digit - '0')) % 10;
        carried = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return static_cast<char>('0' + (11 - carried) % 10);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

HouseCode HouseCode::from_number(std::uint64_t random) {
    const std::string digits = std::to_string(100'000 + random % 900'000);
    return HouseCode{"H" + digits + check_digit(digits)};
}

std::optional<HouseCode> HouseCode::parse(std::string_view text) {
    if (text.size() != 8 || (text.front() != 'H' && text.front() != 'h')) return std::nullopt;
    const std::string_view digits = text.substr(1);
    if (!std::ranges::all_of(digits, is_digit) || digits.front() == '0') return std::nullopt;
    if (check_digit(digits.substr(0, 6)) != digits.back()) return std::nullopt;
    return HouseCode{"H" + std::string{digits}};
}

}  // namespace sambung::cases

#include "model/ticket.h"

#include <cstddef>

namespace sambung {

namespace {

// The totally anti-symmetric quasigroup of order 10 from Damm's thesis.
constexpr int damm[10][10] = {{0, 3, 1, 7, 5, 9, 8, 6, 4, 2}, {7, 0, 9, 2, 1, 5, 4, 8, 6, 3},
                              {4, 2, 0, 6, 8, 7, 1, 3, 5, 9}, {1, 7, 5, 0, 9, 8, 3, 4, 2, 6},
                              {6, 1, 2, 3, 0, 4, 5, 9, 7, 8}, {3, 6, 7, 4, 2, 0, 9, 5, 8, 1},
                              {5, 8, 6, 9, 7, 2, 0, 1, 3, 4}, {8, 9, 4, 5, 3, 6, 2, 0, 1, 7},
                              {9, 4, 3, 8, 6, 1, 7, 2, 0, 5}, {2, 5, 8, 1, 4, 3, 6, 7, 9, 0}};

int check(std::string_view digits) {
    int interim = 0;
    for (char c : digits) interim = damm[interim][c - '0'];
    return interim;
}

constexpr std::size_t random_digits = 8;

}  // namespace

Ticket Ticket::from_number(std::uint64_t number) {
    constexpr std::uint64_t lowest = 10'000'000;
    std::string digits = std::to_string(lowest + number % (9 * lowest));
    digits += static_cast<char>('0' + check(digits));
    return Ticket{std::move(digits)};
}

std::optional<Ticket> Ticket::parse(std::string_view text) {
    std::string digits;
    for (char c : text) {
        if (c >= '0' && c <= '9')
            digits += c;
        else if (c != ' ' && c != '.' && c != '-')
            return std::nullopt;
    }
    if (digits.size() != random_digits + 1 || check(digits) != 0) return std::nullopt;
    return Ticket{std::move(digits)};
}

std::string Ticket::spaced() const { return in_threes(digits_); }

std::string in_threes(std::string_view digits) {
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && i % 3 == 0) out += ' ';
        out += digits[i];
    }
    return out;
}

}  // namespace sambung

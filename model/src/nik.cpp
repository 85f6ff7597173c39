#include "model/nik.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

namespace sambung {

namespace {

constexpr std::size_t length = 16;
constexpr int womens_days = 40;

// Kemendagri codes up to the provinces of 2022 in Papua.
constexpr std::array provinces = {11, 12, 13, 14, 15, 16, 17, 18, 19, 21, 31, 32, 33, 34, 35, 36, 51, 52, 53,
                                  61, 62, 63, 64, 65, 71, 72, 73, 74, 75, 76, 81, 82, 91, 92, 93, 94, 95, 96};

constexpr std::string_view samples[] = {"1234567890123456"};

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }

// The digit that is meant; nothing for a sign that may stand between digits.
std::optional<char> digit_meant(char c) {
    if (digit(c)) return c;
    if (c == 'O' || c == 'o') return '0';
    if (c == 'l' || c == 'I') return '1';
    return std::nullopt;
}

constexpr bool parts_digits(char c) { return std::string_view{" .-;:/\t\r\n"}.contains(c); }

constexpr bool letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80U;
}

int number(std::string_view digits) {
    int value = 0;
    for (const char c : digits) value = value * 10 + (c - '0');
    return value;
}

// The century is not written, so 29 February stands if either of the two years has one.
bool is_date(std::string_view digits) {
    using namespace std::chrono;
    int day_number = number(digits.substr(0, 2));
    if (day_number > womens_days) day_number -= womens_days;
    const day d{static_cast<unsigned>(day_number)};
    const month m{static_cast<unsigned>(number(digits.substr(2, 2)))};
    const int yy = number(digits.substr(4, 2));
    return year_month_day{year{1900 + yy}, m, d}.ok() || year_month_day{year{2000 + yy}, m, d}.ok();
}

bool is_sample(std::string_view digits) {
    const bool all_the_same = digits.find_first_not_of(digits.front()) == std::string_view::npos;
    return all_the_same || digits.ends_with("0000") || std::ranges::find(samples, digits) != std::end(samples);
}

// Where what may be one number ends: digits, letters that look like digits, and signs between them.
std::size_t end_of_number(std::string_view text, std::size_t begin) {
    std::size_t end = begin;
    while (end < text.size() && (digit_meant(text[end]) || parts_digits(text[end]))) ++end;
    return end;
}

// Letters count beside a digit only, and those of a longer word ("lalu 3276") not even there.
int digits_of_number(std::string_view run, bool word_before, bool word_after) {
    const auto looks_like_one = [](char c) { return digit_meant(c) && !digit(c); };
    while (word_before && !run.empty() && looks_like_one(run.front())) run.remove_prefix(1);
    while (word_after && !run.empty() && looks_like_one(run.back())) run.remove_suffix(1);
    if (std::ranges::none_of(run, digit)) return 0;
    return static_cast<int>(std::ranges::count_if(run, [](char c) { return digit_meant(c).has_value(); }));
}

}  // namespace

std::expected<Nik, NikFault> Nik::parse(std::string_view text) {
    std::string digits;
    for (const char c : text) {
        if (const auto meant = digit_meant(c))
            digits += *meant;
        else if (!parts_digits(c))
            return std::unexpected(NikFault::length);
    }
    if (digits.size() != length) return std::unexpected(NikFault::length);
    if (is_sample(digits)) return std::unexpected(NikFault::sample);
    if (std::ranges::find(provinces, number(std::string_view{digits}.substr(0, 2))) == provinces.end())
        return std::unexpected(NikFault::province);
    if (!is_date(std::string_view{digits}.substr(6, 6))) return std::unexpected(NikFault::date);
    return Nik{std::move(digits)};
}

int Nik::digits_in(std::string_view text) {
    int digits = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = end_of_number(text, at);
        if (end == at) {
            ++at;
            continue;
        }
        digits += digits_of_number(text.substr(at, end - at), at > 0 && letter(text[at - 1]),
                                   end < text.size() && letter(text[end]));
        at = end;
    }
    return digits;
}

std::optional<FoundNik> find_nik(std::string_view text) {
    const auto parts = [](char c) { return c == ' ' || c == '.' || c == '-'; };
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!digit(text[at]) || (at > 0 && digit(text[at - 1]))) continue;
        std::size_t end = at;
        std::size_t digits = 0;
        for (; end < text.size() && digits <= length; ++end) {
            if (digit(text[end]))
                ++digits;
            else if (digits == length || !parts(text[end]) || !digit(text[end - 1]))
                break;
        }
        if (digits != length) continue;
        if (auto nik = Nik::parse(text.substr(at, end - at)))
            return FoundNik{.nik = std::move(*nik), .at = at, .length = end - at};
    }
    return std::nullopt;
}

std::string in_fours(std::string_view digits) {
    std::string out;
    for (std::size_t at = 0; at < digits.size(); at += 4) {
        if (at > 0) out += ' ';
        out += digits.substr(at, 4);
    }
    return out;
}

std::string masked_nik(std::string_view digits) {
    if (digits.size() != length) return std::string(digits.size(), '*');
    return std::string{digits.substr(0, 4)} + "********" + std::string{digits.substr(12)};
}

}  // namespace sambung

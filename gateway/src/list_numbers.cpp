#include "list_numbers.h"

#include "store/lists.h"

namespace sambung::gateway {

namespace {

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool between_digits(char c) { return c == ' ' || c == '.' || c == '-'; }

}  // namespace

std::optional<std::string> sixteen_digits(std::string_view text) {
    constexpr std::size_t wanted = 16;
    if (text.starts_with('\'')) text.remove_prefix(1);
    std::string digits;
    for (const char c : text) {
        if (digit(c))
            digits += c;
        else if (!between_digits(c))
            return std::nullopt;
    }
    if (digits.size() != wanted) return std::nullopt;
    return digits;
}

std::optional<std::string> card_number(std::string_view text) {
    constexpr std::size_t shortest = 4;
    constexpr std::size_t longest = 30;
    if (text.starts_with('\'')) text.remove_prefix(1);
    std::string number;
    for (const char c : text) {
        if (digit(c) || (c >= 'A' && c <= 'Z'))
            number += c;
        else if (c >= 'a' && c <= 'z')
            number += static_cast<char>(c - 'a' + 'A');
        else if (c != ' ' && c != '-')
            return std::nullopt;
    }
    if (number.size() < shortest || number.size() > longest) return std::nullopt;
    return number;
}

std::vector<Key128> keys_of_typed(const store::Keys& keys, std::string_view typed, std::string_view programme) {
    const std::optional<std::string> sixteen = sixteen_digits(typed);
    const std::optional<std::string> card = card_number(typed);
    if (!sixteen && !card) return {};
    const std::string number = sixteen ? *sixteen : *card;
    std::vector<Key128> found;
    for (const auto what : {store::ListNumber::nik, store::ListNumber::family_card, store::ListNumber::card})
        found.push_back(store::list_key(keys, what, number, programme));
    return found;
}

}  // namespace sambung::gateway

// Filters of placeholders: "{nik|mask}". Each takes the value as a person would read it, or as it was stored.
#include "flow.h"
#include "fold.h"
#include "model/nik.h"
#include "model/ticket.h"
#include "spoken_date.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }

std::string masked(std::string_view value) {
    constexpr std::size_t nik_length = 16;
    constexpr std::size_t shown_head = 4;
    constexpr std::size_t shown_tail = 4;
    if (value.size() == nik_length && std::ranges::all_of(value, digit)) return masked_nik(value);
    if (value.size() <= shown_head + shown_tail) return std::string(value.size(), '*');
    return std::string{value.substr(0, shown_head)} + "****" + std::string{value.substr(value.size() - shown_tail)};
}

std::string tail(std::string_view value) {
    constexpr std::size_t shown = 4;
    return std::string{value.size() <= shown ? value : value.substr(value.size() - shown)};
}

}  // namespace

std::string filtered(std::string_view value, std::string_view filter) {
    if (filter == "mask") return masked(value);
    if (filter == "phone_tail") return tail(value);
    if (filter == "spaced") return std::ranges::all_of(value, digit) ? in_threes(value) : std::string{value};
    if (filter == "date") return spoken_date(value);
    if (filter == "first") return std::string{value.substr(0, value.find(' '))};
    return std::string{value};  // label, name: a slot's value is spoken before it comes here
}

}  // namespace sambung::dialogs

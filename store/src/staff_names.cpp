#include "staff_names.h"

#include <algorithm>
#include <array>

namespace sambung::store {

namespace {

constexpr std::array<std::string_view, 8> not_persons = {"pack",  "system",     "citizen",  "unit",
                                                         "staff", "supervisor", "provider", "sambung"};

bool stands_in_names(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"._@-"}.contains(c);
}

}  // namespace

Result<> check_staff_name(std::string_view name) {
    constexpr std::size_t longest = 64;
    if (name.empty() || name.size() > longest) return fail(Errc::invalid_request, "a name of 1 to 64 characters");
    if (!std::ranges::all_of(name, stands_in_names))
        return fail(Errc::invalid_request, "a name is of letters, digits and ._@-");
    if (std::ranges::find(not_persons, folded(name)) != not_persons.end())
        return fail(Errc::invalid_request, "that name is nobody's: say who you are");
    return {};
}

std::string folded(std::string_view name) {
    std::string out{name};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace sambung::store

// A report as it was posted by Open311, in the office's words.
#pragma once

#include "cases/office.h"
#include "model/http.h"
#include "services.h"

#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway::open311 {

struct Posted {
    cases::Report report;
    std::string service;  // code
    std::string phone;    // E.164 or empty: who hears what becomes of it, if they may be told
};
struct Refused {
    int status = 400;
    std::string why;
};

inline constexpr std::size_t longest_description = 4000;  // characters, as the standard has it
inline constexpr std::size_t longest_address = 300;

// Where danger is told or ticked, nothing is refused: what cannot be made out is left to whoever is rung.
[[nodiscard]] std::expected<Posted, Refused> read_posted(const Form& form, const cases::Office& office,
                                                         const std::vector<Service>& services);

// The questions of each service, beyond the standard's own fields.
struct Attribute {
    std::string_view code;
    std::string_view description;
    std::string_view key;  // the answer that counts; the other is "tidak" or none
    std::string_view name;
};
inline constexpr Attribute attributes[] = {
    {"bahaya", "Apakah ada orang dalam bahaya sekarang?", "ya", "Ya, ada bahaya sekarang"},
    {"kontak", "Bolehkah petugas menghubungi nomor yang diberikan?", "jangan", "Jangan hubungi nomor ini"}};

}  // namespace sambung::gateway::open311

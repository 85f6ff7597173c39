// What a text may show besides slots and the office's own words: values that come from the office with a wish's outcome
// or from the engine, each with the longest it can be, so that a screen is proved to fit before anybody dials.
#pragma once

#include <cstddef>
#include <string_view>

namespace sambung::dialogs {

struct ShownValue {
    std::string_view name;
    std::size_t septets;  // the longest it can be
};

inline constexpr ShownValue shown_values[] = {
    {"tiket", 11},    // "481 207 365"
    {"cek", 7},       // "123 456"
    {"batas", 16},    // "Sab 21 Nov 14.00"
    {"tgl", 16},      // as batas
    {"jam", 16},      // when the office opens: "Sen 08.00"
    {"unit", 24},     // names of units are held to this by the pack's check
    {"angka", 16},    // a number that somebody was looked up by, masked
    {"layanan", 24},  // a programme as citizens read it; the pack's check holds it to this
    {"status", 16},   // the citizen's status word in any language; the longest is "DITANGANI", "TIDAK DAPAT"
};

}  // namespace sambung::dialogs

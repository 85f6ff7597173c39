// What a service asks beyond the report itself: "wafat" a date of death, "kamar" a ward, "usia" an age. The flow names
// the questions, the office reads the answers, nobody else interprets them. Kept as one compact text, sealed at rest.
#pragma once

#include "model/error.h"

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace sambung::cases {

using Intake = std::map<std::string, std::string, std::less<>>;

// A session holds less than either, so only a broken flow comes near.
inline constexpr std::size_t most_intake_answers = 40;
inline constexpr std::size_t most_intake_bytes = 8192;  // as encoded

// The answers that fit, in order of their names; the others are left out whole, since half an answer misleads.
[[nodiscard]] Intake within_bounds(Intake intake);

// A version byte (1), the number of answers, then for each: the length of its name (1 byte), the name, the length of
// the answer (2 bytes, big endian), the answer. Only what is within bounds is encoded; nothing gives an empty text.
[[nodiscard]] std::string encode_intake(const Intake& intake);
// Errc::invalid_request for bytes of an unknown version, cut short or too long; the empty text is no answers.
[[nodiscard]] Result<Intake> decode_intake(std::string_view bytes);

}  // namespace sambung::cases

// What verifiers of a kelurahan answer: SAH, TIDAK with the reason why it is not so, TUNDA with what kept them from
// looking. Not at home is not a no, and who is asked about their own family hands it on. A verifier says what they saw;
// whether somebody is entitled is never theirs to say (docs/verification.md).
#pragma once

#include "cases/office.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung::cases {

// A unit of this kind, one a kelurahan: "verifikator:32.76.06.1001".
[[nodiscard]] bool is_verifier(const Unit& unit);
// Who looks after that kelurahan's facts; nullptr: nobody of its own.
[[nodiscard]] const Unit* verifier_of(const Office& office, std::string_view area);

enum class Falsehood : std::uint8_t { unknown, moved, died, differs };  // TIDAK 1 to TIDAK 4
inline constexpr Falsehood all_falsehoods[] = {Falsehood::unknown, Falsehood::moved, Falsehood::died,
                                               Falsehood::differs};
[[nodiscard]] std::string_view name(Falsehood reason);   // as stored
[[nodiscard]] std::string_view words(Falsehood reason);  // as officers read it

enum class Hindrance : std::uint8_t { not_home, no_address, no_papers, own_family };  // TUNDA 1 to TUNDA 4
inline constexpr Hindrance all_hindrances[] = {Hindrance::not_home, Hindrance::no_address, Hindrance::no_papers,
                                               Hindrance::own_family};
[[nodiscard]] std::string_view name(Hindrance reason);
[[nodiscard]] std::string_view words(Hindrance reason);

// A digit from 1; nothing for 0 and what is beyond.
[[nodiscard]] std::optional<Falsehood> falsehood_of(int digit);
[[nodiscard]] std::optional<Hindrance> hindrance_of(int digit);

inline constexpr int visit_again_days = 1;     // working days until a verifier looks again
inline constexpr int head_hears_of_visit = 3;  // in vain, this one among them

}  // namespace sambung::cases

// What officers write to the outreach register, one person or step a line. A message is theirs only if the whole of it
// is read so; everything else is another's.
#pragma once

#include "cases/register.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

enum class RegisterVerb : std::uint8_t {
    reach,     // JANGKAU <age|?> <SEHAT|SAKIT|GAWAT> [ANAK] [DL|DP|KA|KK] [R11: their guardian] [T14]
    complete,  // LENGKAP R12 [age] <ADA|TANPA> <L|P> <origin|?>: papers or none, sex, where from
    bed,       // RANJANG R12 <DL|DP|KA|KK> [R11]
    check,     // KESEHATAN R12 <SEHAT|SAKIT|GAWAT>
    assess,    // ASESMEN R12
    decide,    // KELUAR R12 <outcome 1-7> <reason 1-7> [days]
    left,      // PERGI R12
    died       // MENINGGAL R12
};
inline constexpr RegisterVerb all_register_verbs[] = {RegisterVerb::reach, RegisterVerb::complete, RegisterVerb::bed,
                                                      RegisterVerb::check, RegisterVerb::assess,   RegisterVerb::decide,
                                                      RegisterVerb::left,  RegisterVerb::died};
[[nodiscard]] std::string_view word(RegisterVerb verb);

struct RegisterLine {
    RegisterVerb verb = RegisterVerb::reach;
    std::int64_t number = 0;  // R12; 0: reach has none yet
    std::optional<int> age = {};
    bool looks_a_child = false;
    std::optional<Health> health = {};
    std::optional<Room> room = {};
    std::int64_t guardian = 0;  // R11; 0: none is named
    std::optional<int> task = {};
    bool has_papers = false;
    std::optional<Sex> sex = {};
    std::string origin = {};  // empty: not known
    int outcome = 0;
    int reason = 0;
    int days = 0;  // until they are looked after; 0: none
    friend bool operator==(const RegisterLine&, const RegisterLine&) = default;
};

// Upper or lower case, lines parted by a line's end or ';'; at most twenty. Nothing unless every line is one.
[[nodiscard]] std::optional<std::vector<RegisterLine>> register_lines_in(std::string_view text);

[[nodiscard]] std::string register_name(std::int64_t number);  // "R12"

}  // namespace sambung::cases

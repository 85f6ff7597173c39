// The outreach register as one table: whom a team found, through screening, bed and assessment to one of seven
// outcomes; who may take each step, and what must hold. The store takes no other step; docs/register.md shows the same
// table.
#pragma once

#include "cases/beds.h"
#include "model/error.h"
#include "model/time.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sambung::cases {

enum class Stage : std::uint8_t {
    reached,       // TERJANGKAU
    screened,      // SARING: health and age
    sheltered,     // TAMPUNG: has a bed
    assessed,      // ASESMEN; the bed stays
    conditional,   // 1 LEPAS_BERSYARAT
    family,        // 2 KELUARGA
    institution,   // 3 PANTI
    court,         // 4 PENGADILAN
    health_care,   // 5 LAYANAN_KESEHATAN: may come back
    home_region,   // 6 PELIMPAHAN_DAERAH_ASAL
    resettlement,  // 7 PELATIHAN_PERMUKIMAN
    left,          // PERGI_SENDIRI: without anybody's decision
    died           // MENINGGAL
};
inline constexpr Stage all_stages[] = {Stage::reached,     Stage::screened,    Stage::sheltered,    Stage::assessed,
                                       Stage::conditional, Stage::family,      Stage::institution,  Stage::court,
                                       Stage::health_care, Stage::home_region, Stage::resettlement, Stage::left,
                                       Stage::died};
[[nodiscard]] std::string_view name(Stage stage);  // "TERJANGKAU"
[[nodiscard]] std::optional<Stage> stage_from(std::string_view name);
[[nodiscard]] std::optional<Stage> outcome_of_digit(int digit);  // 1-7
[[nodiscard]] bool is_in_care(Stage stage);                      // found, and neither decided on nor gone

enum class Health : std::uint8_t { well, ill, grave };
inline constexpr Health all_healths[] = {Health::well, Health::ill, Health::grave};
[[nodiscard]] std::string_view name(Health health);  // "SEHAT", also as officers write it
[[nodiscard]] std::optional<Health> health_from(std::string_view name);

enum class Sex : std::uint8_t { male, female };

// Why it was decided so, or why somebody went: KELUAR 2 3.
enum class Reason : std::uint8_t {
    wish,       // 1 their own wish
    relatives,  // 2 family or guardian came
    care,       // 3 needs care or treatment
    repeated,   // 4 was found before
    no_income,  // 5 can learn or work
    from_afar,  // 6 of another region
    law         // 7 a matter of law
};
inline constexpr int reason_count = 7;
[[nodiscard]] std::string_view name(Reason reason);
[[nodiscard]] std::optional<Reason> reason_of_digit(int digit);  // 1-7
[[nodiscard]] std::optional<Reason> reason_from(std::string_view name);

// Whose officers take a step. The system takes none: it reminds.
enum class Hand : std::uint8_t { team, shelter, section };
inline constexpr Hand all_hands[] = {Hand::team, Hand::shelter, Hand::section};
[[nodiscard]] std::string_view name(Hand hand);
[[nodiscard]] std::optional<Hand> hand_of(std::string_view unit_kind);  // nothing: such a unit keeps no register

enum class Hold : std::uint8_t {
    in_time,       // not before what came last
    health_told,   // screened
    age_told,      // or that it is not known
    grave,         // needs a hospital
    not_grave,     // a bed is no hospital
    room_fits,     // a child with children or with its own guardian, and nobody else with children; by sex
    bed_free,      // in that class
    peksos_told,   // of a child
    all_told,      // identity known or not, sex, origin
    reasoned,      // a reason out of the list
    no_ward,       // no child is left alone in the family room
    grown_up,      // not of a child
    follow_up_set  // a day to look after them, within thirty
};
inline constexpr Hold all_holds[] = {Hold::in_time,      Hold::health_told, Hold::age_told, Hold::grave,
                                     Hold::not_grave,    Hold::room_fits,   Hold::bed_free, Hold::peksos_told,
                                     Hold::all_told,     Hold::reasoned,    Hold::no_ward,  Hold::grown_up,
                                     Hold::follow_up_set};
[[nodiscard]] std::string_view name(Hold hold);

// What the guards look at. `room` and `bed_free` are of the bed that is wanted, or that they have.
struct Found {
    std::optional<int> age = {};  // years
    bool age_told = false;        // also if it is not known
    bool looks_a_child = false;
    std::optional<Health> health = {};
    std::optional<Sex> sex = {};
    bool identity_told = false;  // known, or known not to be
    bool origin_told = false;
    std::optional<Room> room = {};
    bool bed_free = false;
    bool guardian_with_them = false;  // their own, grown up, has a bed in the family room
    int wards = 0;                    // children that have a bed in the family room by them
    bool peksos_told = false;
    std::optional<Reason> reason = {};
    std::optional<TimePoint> follow_up = {};
    TimePoint last{};  // when something was done last
    TimePoint now{};
};
[[nodiscard]] bool is_child(const Found& found);  // under 18, or of unknown age and looks so
[[nodiscard]] bool room_fits(const Found& found);
[[nodiscard]] bool is_complete(const Found& found);
[[nodiscard]] bool holds(Hold hold, const Found& found);

inline constexpr int grown_up_at = 18;
inline constexpr std::chrono::days longest_follow_up{30};

struct RegisterStep {
    Stage from;
    Stage to;
    std::uint8_t hands = 0;   // bits of Hand
    std::uint16_t holds = 0;  // bits of Hold

    [[nodiscard]] bool may(Hand hand) const { return (hands >> static_cast<unsigned>(hand) & 1U) != 0; }
    [[nodiscard]] bool wants(Hold hold) const { return (holds >> static_cast<unsigned>(hold) & 1U) != 0; }
};
// A step may stand there twice, with other guards.
[[nodiscard]] std::span<const RegisterStep> register_steps();

// Why not.
struct NoStep {
    bool known = false;             // there is such a step, though not so
    bool hand = false;              // this hand may take it
    std::optional<Hold> missing{};  // the first guard that does not hold
};
[[nodiscard]] std::optional<NoStep> refusal(Stage from, Stage to, Hand hand, const Found& found);

}  // namespace sambung::cases

#include "cases/register.h"

#include "named.h"

#include <algorithm>
#include <iterator>

namespace sambung::cases {

namespace {

template <class... Each>
constexpr std::uint8_t by(Each... hands) {
    return static_cast<std::uint8_t>((0U | ... | (1U << static_cast<unsigned>(hands))));
}
// Nothing happens before what came last.
template <class... Each>
constexpr std::uint16_t when(Each... holds) {
    constexpr unsigned always = 1U << static_cast<unsigned>(Hold::in_time);
    return static_cast<std::uint16_t>((always | ... | (1U << static_cast<unsigned>(holds))));
}

constexpr std::uint8_t anybody = by(Hand::team, Hand::shelter, Hand::section);
constexpr std::uint8_t house = by(Hand::shelter, Hand::section);

using enum Stage;
using enum Hold;

constexpr RegisterStep steps[] = {
    {reached, screened, anybody, when(health_told, age_told)},
    {reached, health_care, anybody, when(grave)},
    {screened, health_care, anybody, when(grave)},
    {sheltered, health_care, anybody, when(grave)},

    {screened, sheltered, anybody, when(health_told, age_told, not_grave, room_fits, bed_free, peksos_told)},
    {sheltered, sheltered, house, when(not_grave, room_fits, bed_free, no_ward)},
    {assessed, assessed, house, when(not_grave, room_fits, bed_free, no_ward)},

    {sheltered, assessed, house, when(not_grave, all_told, room_fits, peksos_told)},
    {health_care, assessed, house, when(all_told, peksos_told)},
    {health_care, screened, anybody, when(health_told, age_told, not_grave)},

    {assessed, conditional, house, when(reasoned, grown_up, no_ward, follow_up_set)},
    {assessed, family, house, when(reasoned, no_ward)},
    {assessed, institution, house, when(reasoned, no_ward)},
    {assessed, court, house, when(reasoned, no_ward)},
    {assessed, health_care, house, when(reasoned, no_ward)},
    {assessed, home_region, house, when(reasoned, no_ward)},
    {assessed, resettlement, house, when(reasoned, grown_up, no_ward)},
    {assessed, health_care, anybody, when(grave)},

    // Life asks nobody; a child who stays behind is seen to by the store.
    {reached, left, anybody, when()},
    {screened, left, anybody, when()},
    {sheltered, left, anybody, when()},
    {assessed, left, anybody, when()},
    {health_care, left, anybody, when()},
    {reached, died, anybody, when()},
    {screened, died, anybody, when()},
    {sheltered, died, anybody, when()},
    {assessed, died, anybody, when()},
    {health_care, died, anybody, when()},
};

constexpr std::string_view stage_names[] = {"TERJANGKAU",
                                            "SARING",
                                            "TAMPUNG",
                                            "ASESMEN",
                                            "LEPAS_BERSYARAT",
                                            "KELUARGA",
                                            "PANTI",
                                            "PENGADILAN",
                                            "LAYANAN_KESEHATAN",
                                            "PELIMPAHAN_DAERAH_ASAL",
                                            "PELATIHAN_PERMUKIMAN",
                                            "PERGI_SENDIRI",
                                            "MENINGGAL"};
static_assert(std::size(stage_names) == std::size(all_stages));

constexpr std::string_view health_names[] = {"SEHAT", "SAKIT", "GAWAT"};
static_assert(std::size(health_names) == std::size(all_healths));

constexpr std::string_view reason_names[] = {"wish", "relatives", "care", "repeated", "no_income", "from_afar", "law"};
static_assert(std::size(reason_names) == reason_count);

constexpr std::string_view hand_names[] = {"team", "shelter", "section"};
static_assert(std::size(hand_names) == std::size(all_hands));

constexpr std::string_view hold_names[] = {"in_time",   "health_told", "age_told",     "grave",    "not_grave",
                                           "room_fits", "bed_free",    "peksos_told",  "all_told", "reasoned",
                                           "no_ward",   "grown_up",    "follow_up_set"};
static_assert(std::size(hold_names) == std::size(all_holds));

}  // namespace

std::string_view name(Stage stage) { return name_of(stage, stage_names); }
std::string_view name(Health health) { return name_of(health, health_names); }
std::string_view name(Reason reason) { return name_of(reason, reason_names); }
std::string_view name(Hand hand) { return name_of(hand, hand_names); }
std::string_view name(Hold hold) { return name_of(hold, hold_names); }
std::optional<Stage> stage_from(std::string_view name) { return value_named<Stage>(name, stage_names); }
std::optional<Health> health_from(std::string_view name) { return value_named<Health>(name, health_names); }
std::optional<Reason> reason_from(std::string_view name) { return value_named<Reason>(name, reason_names); }

std::optional<Stage> outcome_of_digit(int digit) {
    if (digit < 1 || digit > 7) return std::nullopt;
    return static_cast<Stage>(static_cast<int>(conditional) + digit - 1);
}

std::optional<Reason> reason_of_digit(int digit) {
    if (digit < 1 || digit > reason_count) return std::nullopt;
    return static_cast<Reason>(digit - 1);
}

std::optional<Hand> hand_of(std::string_view unit_kind) {
    if (unit_kind == "trc") return Hand::team;
    if (unit_kind == "shelter") return Hand::shelter;
    if (unit_kind == "bidang") return Hand::section;
    return std::nullopt;
}

bool is_in_care(Stage stage) { return stage <= assessed; }

bool is_child(const Found& found) { return found.age ? *found.age < grown_up_at : found.looks_a_child; }

bool room_fits(const Found& found) {
    if (!found.room) return false;
    switch (*found.room) {
        case Room::men:
            return !is_child(found) && found.sex != Sex::female;
        case Room::women:
            return !is_child(found) && found.sex != Sex::male;
        case Room::children:
            return is_child(found);
        case Room::family:
            return !is_child(found) || found.guardian_with_them;
    }
    return false;
}

bool is_complete(const Found& found) {
    return found.health && found.age_told && found.sex && found.identity_told && found.origin_told;
}

bool holds(Hold hold, const Found& found) {
    switch (hold) {
        case in_time:
            return found.now >= found.last;
        case health_told:
            return found.health.has_value();
        case age_told:
            return found.age_told;
        case grave:
            return found.health == Health::grave;
        case not_grave:
            return found.health && found.health != Health::grave;
        case Hold::room_fits:
            return cases::room_fits(found);
        case bed_free:
            return found.bed_free;
        case peksos_told:
            return !is_child(found) || found.peksos_told;
        case all_told:
            return is_complete(found);
        case reasoned:
            return found.reason.has_value();
        case no_ward:
            return found.wards == 0;
        case grown_up:
            return !is_child(found);
        case follow_up_set:
            return found.follow_up && *found.follow_up > found.now && *found.follow_up <= found.now + longest_follow_up;
    }
    return false;
}

std::span<const RegisterStep> register_steps() { return steps; }

std::optional<NoStep> refusal(Stage from, Stage to, Hand hand, const Found& found) {
    NoStep why;
    for (const RegisterStep& one : steps) {
        if (one.from != from || one.to != to) continue;
        why.known = true;
        if (!one.may(hand)) continue;
        why.hand = true;
        const auto* missing =
            std::ranges::find_if(all_holds, [&](const Hold hold) { return one.wants(hold) && !holds(hold, found); });
        if (missing == std::end(all_holds)) return std::nullopt;
        if (!why.missing) why.missing = *missing;
    }
    return why;
}

}  // namespace sambung::cases

// Whether two reports are of one need. The machine compares and says why; a person decides. Pure; any thread.
#pragma once

#include "cases/likeness.h"
#include "cases/report.h"
#include "model/ids.h"
#include "model/message.h"
#include "model/time.h"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

// From which score on two reports are probably the same: then the citizen is asked whether this is news of the report
// of before, and another citizen's counts as interest in it. From which on an officer is shown both side by side.
inline constexpr double probably_same = 8;
inline constexpr double perhaps_same = 6;

// What of a report is compared. What is not known is empty, and says nothing either way.
struct Likeness {
    PersonId reporter;
    bool reports_for_many = false;  // a helper's number says nothing about whom a report is about
    std::string nik;                // these two as told or as keyed hash: all that counts is whether they are equal
    std::string phone;
    std::string category;
    std::string area;  // Kemendagri code
    std::string name;  // of the person in need; plain (names.h)
    Trigrams place;
    Trigrams story;
    std::optional<Location> pin;
    TimePoint filed{};
};
// The answer to "nama" is the name, that to "pin" the place on the map. Reporter, time and helper are the caller's to
// add.
[[nodiscard]] Likeness likeness_of(const Report& report);

enum class Clue : std::uint8_t { nik, phone, name, area, category, distance, age, words };
inline constexpr std::size_t clue_count = 8;
[[nodiscard]] std::string_view name(Clue clue);

struct Score {
    double total = 0;
    std::array<double, clue_count> points{};  // by clue; 0: says nothing
    [[nodiscard]] std::string why() const;    // "phone +4, area +1.5, age -1": nothing personal
};

// Adds up what speaks for and against; the points are in duplicates.cpp. Two areas of which one lies in the other say
// nothing. Of place and story the more alike counts. A name of one word is many people's and earns less.
[[nodiscard]] Score compare(const Likeness& a, const Likeness& b);

// The most that clues can still add which are not read yet: all that is sealed, or the words alone. So that of a
// hundred candidates only those are unsealed that can come to something.
enum class Unread : std::uint8_t { sealed, words };
[[nodiscard]] double most_from(Unread unread, const Likeness& query);

// Under what a report is kept to be found again: candidates share at least one. A report is only compared with those of
// the last `reach` days, at most the `most` newest of a key. `place` is the area as it was told and the category;
// `district` the kecamatan and the category of what was told of a kelurahan: only who tells of the whole kecamatan
// looks there.
enum class Block : std::uint8_t { nik, phone, place, district, name, cell };
struct BlockRule {
    Block block;
    std::string_view name;
    std::chrono::days reach;
    int most;
};
inline constexpr BlockRule block_rules[] = {
    {Block::nik, "nik", std::chrono::days{36'500}, 50},  {Block::phone, "phone", std::chrono::days{90}, 50},
    {Block::place, "place", std::chrono::days{30}, 100}, {Block::district, "district", std::chrono::days{30}, 100},
    {Block::name, "name", std::chrono::days{90}, 50},    {Block::cell, "cell", std::chrono::days{30}, 50},
};
inline constexpr std::size_t most_candidates = 200;  // in all

struct BlockKey {
    Block block;
    std::string value;  // personal: to be hashed before it is kept
};
[[nodiscard]] std::vector<BlockKey> keys_to_keep(const Report& report);
// Those and, for a place on the map, the eight cells around its own: a cell is 1/200 degree, some 550 m. For a
// kelurahan also what was told of its whole kecamatan, and the other way round.
[[nodiscard]] std::vector<BlockKey> keys_to_search(const Report& report);

// Whether a report is compared at all: never a restricted one, since the other reporter would see that there are two,
// nor a wish to be called.
[[nodiscard]] bool may_compare(const Report& report);

// So many of one category in one kelurahan within the hour are perhaps one event: a flood, a fire.
inline constexpr int burst_size = 8;
inline constexpr std::chrono::hours burst_span{1};

}  // namespace sambung::cases

// Rows of `register`: one for each person, with what is known of them sealed under their case's key.
#pragma once

#include "case_rows.h"
#include "cases/register.h"
#include "clerk.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

// Sealed.
struct RegisterDetails {
    std::optional<int> age = {};
    bool age_told = false;
    bool looks_a_child = false;
    std::optional<cases::Health> health = {};
    std::optional<cases::Sex> sex = {};
    std::optional<bool> papers = {};
    std::string origin = {};
    bool origin_told = false;
};

struct RegisterRow {
    std::int64_t id = 0;
    std::int64_t case_id = 0;
    bool own_case = false;
    cases::Stage stage = cases::Stage::reached;
    std::string unit;
    std::optional<cases::Room> room;
    int bed = 0;
    std::optional<std::int64_t> guardian;
    std::string sealed;  // empty: erased
    bool complete = false;
    TimePoint found{}, changed{};
    std::optional<TimePoint> peksos, details_due, stay_due, follow_up;
    int reminded = 0;
};

struct NewRegisterRow {
    std::int64_t case_id = 0;
    bool own_case = false;
    EventId event;
    int line = 0;
    std::string unit;
};
// In stage TERJANGKAU, with nothing known.
[[nodiscard]] RegisterRow insert_register(Clerk& clerk, const NewRegisterRow& about);
void update_register(Clerk& clerk, const RegisterRow& row);

[[nodiscard]] std::optional<RegisterRow> register_row(Sql& sql, std::int64_t id);
// Children that have a bed in the family room by them.
[[nodiscard]] std::vector<std::int64_t> wards_of(Sql& sql, std::int64_t id);
// The lowest that nobody has; 0: all are taken.
[[nodiscard]] int free_bed(Sql& sql, std::string_view unit, cases::Room room, int beds);
[[nodiscard]] int taken_beds(Sql& sql, std::string_view unit, cases::Room room);

void seal_details(RegisterRow& row, const SecretKey& key, const RegisterDetails& details);
// Throws BrokenSeal; nothing is known once it was erased.
[[nodiscard]] RegisterDetails details_in(const RegisterRow& row, const SecretKey& key);

}  // namespace sambung::store

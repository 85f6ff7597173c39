// Rows of `incidents`: one event that many report; and bursts that point to one.
#pragma once

#include "clerk.h"
#include "desk.h"
#include "store/duplicates.h"

#include <cstdint>
#include <vector>

namespace sambung::store {

// Where a case belongs by what it is about.
struct Concern {
    std::int64_t case_id = 0;
    std::string area;
    std::string category;
    TimePoint filed{};
};

// Into the incident that is open there and was so when the case was filed; the newest if there are several.
void join_incident(Clerk& clerk, const Concern& concern);
// If so many people told of the same category in the same area within the hour: a suspected incident is open from then
// on, with their cases, and the city desk is told. Once a day for each.
void note_burst(const Desk& desk, const Concern& concern);

[[nodiscard]] std::int64_t open_incident(Clerk& clerk, const NewIncident& incident);
[[nodiscard]] Result<> close_incident(Clerk& clerk, std::int64_t id, const std::string& by);
[[nodiscard]] std::vector<Incident> all_incidents(Sql& sql);

}  // namespace sambung::store

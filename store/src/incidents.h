// Rows of `incidents`: one event that many report; and bursts that point to one.
#pragma once

#include "clerk.h"
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
// Appends `incident.suspected` once if so many of the same area and category were filed within the hour.
void note_burst(Clerk& clerk, const Concern& concern);

[[nodiscard]] std::int64_t open_incident(Clerk& clerk, const NewIncident& incident);
[[nodiscard]] Result<> close_incident(Clerk& clerk, std::int64_t id, const std::string& by);
[[nodiscard]] std::vector<Incident> all_incidents(Sql& sql);

}  // namespace sambung::store

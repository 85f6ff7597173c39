// On which ground of UU PDP 27/2022 a case is kept and passed on. None of it decides whether a report is taken: where
// somebody is in danger there is always a ground.
#pragma once

#include "cases/report.h"
#include "model/urgency.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sambung::cases {

enum class Basis : std::uint8_t { vital_interest, public_task, consent };
[[nodiscard]] std::string_view name(Basis basis);  // "vital_interest", … as stored
[[nodiscard]] std::optional<Basis> basis_from(std::string_view name);

struct Ground {
    Basis basis = Basis::public_task;
    std::string_view scope;  // what for: "handling", "sharing" with partners, "photo"
    std::string_view text;   // the question that was answered; empty: none was needed
};

// Handling is for vital interests in P0/P1, else the office's task; what the citizen agreed to besides is consent.
[[nodiscard]] std::vector<Ground> grounds_of(const Report& report, Urgency urgency);

}  // namespace sambung::cases

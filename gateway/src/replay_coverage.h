// What of an office's flows the transcripts have met, per flow and language, as text for people.
#pragma once

#include "dialogs/coverage.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sambung::gateway {

// missing: also what was not met in any language; whole: totals, and the replay fails unless all that the offices share
// was met in Indonesian.
enum class CoverageShown : std::uint8_t { totals, missing, whole };

[[nodiscard]] std::string coverage_report(const dialogs::FlowSet& flows, const dialogs::Passages& passages,
                                          CoverageShown shown);

// What the transcripts of all offices met of the flows that they share, in Indonesian: an office without a service need
// not show it, but one that has it must.
struct SharedCoverage {
    std::size_t ways = 0;
    std::vector<dialogs::FlowWay> untaken;
};
// Each with what its transcripts met.
using Offices = std::vector<std::pair<std::shared_ptr<const dialogs::FlowSet>, dialogs::Passages>>;
[[nodiscard]] SharedCoverage shared_coverage(const Offices& offices);
[[nodiscard]] std::string in_words(const dialogs::FlowWay& way);

}  // namespace sambung::gateway

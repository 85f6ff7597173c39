// What of an office's flows the transcripts have met, per flow and language, as text for people.
#pragma once

#include "dialogs/coverage.h"

#include <string>

namespace sambung::gateway {

enum class CoverageShown : std::uint8_t { totals, missing };  // missing: also what was not met in any language

[[nodiscard]] std::string coverage_report(const dialogs::FlowSet& flows, const dialogs::Passages& passages,
                                          CoverageShown shown);

}  // namespace sambung::gateway

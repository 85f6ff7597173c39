// Two categories that must not come to those who are near: what is told in confidence, and complaints about the office.
#pragma once

#include "cases/office.h"

#include <vector>

namespace sambung::cases {

[[nodiscard]] std::vector<UnitFinding> confidence_findings(const Office& office);  // E255 E256

}  // namespace sambung::cases

// Which requests a list is to hold, as its address says.
#pragma once

#include "model/http.h"
#include "store/requests.h"

#include <expected>
#include <string>

namespace sambung::gateway::open311 {

inline constexpr int largest_page = 200;
inline constexpr std::chrono::days longest_span{90};

// `partner` stays to be set. The error is what is wrong, in words. An empty parameter is as none. Ids override all
// others but the page.
[[nodiscard]] std::expected<store::RequestsWanted, std::string> wanted_by(const Form& query, TimePoint now);

}  // namespace sambung::gateway::open311

// The texts and attributes of a small XML document with the way to each, so that its shape can be told.
#pragma once

#include "model/http.h"

#include <optional>
#include <string_view>

namespace sambung::gateway {

// {"ussd/msg", "1"}, {"ussd/@type", "2"}; in order, repeats kept, prefixes of namespaces and entities as they stand.
// Empty elements are there with an empty value. Nothing if it is not well-formed, nests deeper than 16, has more
// than 1,000 fields, or an element whose name is over 64 bytes. Any thread.
[[nodiscard]] std::optional<Form> xml_paths(std::string_view document);

}  // namespace sambung::gateway

// The fields of small XML documents, as USSD gateways send them.
#pragma once

#include "model/http.h"

#include <string>
#include <string_view>

namespace sambung::adapters {

// Each element that holds text ("<msg>1</msg>": field "msg") and each attribute ("<ussd type="1">": field "type"), in
// order, without prefixes of namespaces. The five named and the numbered entities are read, others stay as they are; no
// document type is. Never fails: what is broken is left out, and what follows the first 1,000 fields.
[[nodiscard]] Form xml_fields(std::string_view document);

[[nodiscard]] std::string xml_escaped(std::string_view text);

}  // namespace sambung::adapters

// An answer of Open311 in both of its forms, written from one value, so that they say the same. JSON is the value
// itself; in XML a list's items are named for the list ("services" holds "service"), as GeoReport v2 has it.
#pragma once

#include "model/http.h"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace sambung::gateway::open311 {

enum class Format : std::uint8_t { xml, json };

// Text of an XML 1.0 element: & < > " ' escaped; what XML cannot hold (control characters, broken UTF-8) becomes
// U+FFFD.
[[nodiscard]] std::string xml_text(std::string_view text);

[[nodiscard]] std::string to_xml(std::string_view root, const boost::json::value& value);

[[nodiscard]] HttpReply reply(Format format, int status, std::string_view root, const boost::json::value& value);
// {"errors": [{code, description}]}: the code is the status.
[[nodiscard]] HttpReply error(Format format, int status, std::string_view description);

}  // namespace sambung::gateway::open311

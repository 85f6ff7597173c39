// Reading providers' JSON without exceptions: what is missing or of another type is simply not there.
#pragma once

#include <boost/json.hpp>

#include <optional>
#include <string_view>

namespace sambung::adapters {

// Empty if it is not JSON or not an object.
[[nodiscard]] std::optional<boost::json::object> parse_object(std::string_view body);

[[nodiscard]] const boost::json::object* object_at(const boost::json::object& in, std::string_view key);
[[nodiscard]] const boost::json::array* array_at(const boost::json::object& in, std::string_view key);
[[nodiscard]] std::string_view text_at(const boost::json::object& in, std::string_view key);  // empty if not a string
[[nodiscard]] std::optional<double> number_at(const boost::json::object& in, std::string_view key);
// A number, or a string of one: providers cannot decide.
[[nodiscard]] std::optional<long long> integer_at(const boost::json::object& in, std::string_view key);

}  // namespace sambung::adapters

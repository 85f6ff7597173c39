#include "json_reading.h"

#include "reading.h"

namespace sambung::adapters {

namespace json = boost::json;

std::optional<json::object> parse_object(std::string_view body) {
    boost::system::error_code error;
    json::value parsed = json::parse(body, error);
    if (error || !parsed.is_object()) return std::nullopt;
    return std::move(parsed).as_object();
}

const json::object* object_at(const json::object& in, std::string_view key) {
    const json::value* found = in.if_contains(key);
    return found == nullptr ? nullptr : found->if_object();
}

const json::array* array_at(const json::object& in, std::string_view key) {
    const json::value* found = in.if_contains(key);
    return found == nullptr ? nullptr : found->if_array();
}

std::string_view text_at(const json::object& in, std::string_view key) {
    const json::value* found = in.if_contains(key);
    const json::string* text = found == nullptr ? nullptr : found->if_string();
    return text == nullptr ? std::string_view{} : std::string_view{*text};
}

std::optional<double> number_at(const json::object& in, std::string_view key) {
    const json::value* found = in.if_contains(key);
    if (found == nullptr || !found->is_number()) return std::nullopt;
    return found->to_number<double>();
}

std::optional<long long> integer_at(const json::object& in, std::string_view key) {
    const json::value* found = in.if_contains(key);
    if (found == nullptr) return std::nullopt;
    if (const auto* number = found->if_int64()) return *number;
    if (const auto* text = found->if_string()) return integer(*text);
    return std::nullopt;
}

}  // namespace sambung::adapters

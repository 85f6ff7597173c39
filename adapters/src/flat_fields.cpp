#include "flat_fields.h"

#include <string>
#include <utility>

namespace sambung::adapters {

namespace json = boost::json;

namespace {

std::string under(const std::string& path, std::string_view name) {
    return path.empty() ? std::string{name} : path + "." + std::string{name};
}

// Boost.JSON refuses more than 32 levels, so this ends.
void lay_flat(const json::value& value, const std::string& path, Form& out) {
    if (const json::object* object = value.if_object()) {
        for (const auto& [key, member] : *object) lay_flat(member, under(path, key), out);
    } else if (const json::array* array = value.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i) lay_flat((*array)[i], under(path, std::to_string(i)), out);
    } else if (const json::string* text = value.if_string()) {
        out.emplace_back(path, std::string{*text});
    } else if (!value.is_null()) {
        out.emplace_back(path, json::serialize(value));
    }
}

}  // namespace

Form flattened(const json::value& value) {
    Form out;
    lay_flat(value, {}, out);
    return out;
}

Form body_fields(const HttpRequest& request) {
    boost::system::error_code error;
    const json::value parsed = json::parse(request.body, error);
    if (error || (!parsed.is_object() && !parsed.is_array())) return parse_form(request.body);
    return flattened(parsed);
}

Form all_fields(const HttpRequest& request) {
    Form fields = parse_form(request.query());
    for (auto& pair : body_fields(request)) fields.push_back(std::move(pair));
    return fields;
}

}  // namespace sambung::adapters

#include "flat_fields.h"

#include "reading.h"

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

// A step of a path that is a small number is a place in an array.
void place(json::value& at, std::string_view path, std::string_view text) {
    constexpr long long most = 20;
    if (path.empty()) {
        at = text;
        return;
    }
    const auto dot = path.find('.');
    const std::string_view step = path.substr(0, dot);
    const std::string_view rest = dot == std::string_view::npos ? std::string_view{} : path.substr(dot + 1);
    const auto index = integer(step);
    if (!index || *index < 0 || *index >= most) {
        if (!at.is_object()) at = json::object{};
        return place(at.get_object()[step], rest, text);
    }
    if (!at.is_array()) at = json::array{};
    json::array& array = at.get_array();
    const auto place_in_array = static_cast<std::size_t>(*index);
    if (array.size() <= place_in_array) array.resize(place_in_array + 1);
    place(array[place_in_array], rest, text);
}

}  // namespace

Form flattened(const json::value& value) {
    Form out;
    lay_flat(value, {}, out);
    return out;
}

json::object nested(const Form& flat) {
    json::value root = json::object{};
    for (const auto& [path, text] : flat) place(root, path, text);
    return root.is_object() ? std::move(root.get_object()) : json::object{};
}

Form body_fields(std::string_view body) {
    boost::system::error_code error;
    const json::value parsed = json::parse(body, error);
    if (error || (!parsed.is_object() && !parsed.is_array())) return parse_form(body);
    return flattened(parsed);
}

Form all_fields(const HttpRequest& request) {
    Form fields = parse_form(request.query());
    for (auto& pair : body_fields(request.body)) fields.push_back(std::move(pair));
    return fields;
}

}  // namespace sambung::adapters

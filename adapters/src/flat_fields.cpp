#include "flat_fields.h"

#include "reading.h"

#include <string>
#include <utility>

namespace sambung::adapters {

namespace json = boost::json;

namespace {

// Callers may be strangers still: each field's path is a copy of its own, so a body of megabytes must not multiply. No
// provider's call comes near these.
constexpr std::size_t longest_path = 128;
constexpr std::size_t most_fields = 1'000;
constexpr int deepest = 32;

class Flat {
 public:
    void lay(const json::value& value, const std::string& path, int depth) {
        if (out_.size() >= most_fields || depth > deepest) return;
        if (const json::object* object = value.if_object()) {
            for (const auto& [key, member] : *object) lay_under(path, key, member, depth);
        } else if (const json::array* array = value.if_array()) {
            for (std::size_t i = 0; i < array->size() && out_.size() < most_fields; ++i)
                lay_under(path, std::to_string(i), (*array)[i], depth);
        } else if (const json::string* text = value.if_string()) {
            out_.emplace_back(path, std::string{*text});
        } else if (!value.is_null()) {
            out_.emplace_back(path, json::serialize(value));
        }
    }
    Form take() { return std::move(out_); }

 private:
    void lay_under(const std::string& path, std::string_view step, const json::value& value, int depth) {
        const std::string_view dot = path.empty() ? "" : ".";
        if (path.size() + dot.size() + step.size() > longest_path) return;
        lay(value, std::string{path}.append(dot).append(step), depth + 1);
    }

    Form out_;
};

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
    Flat flat;
    flat.lay(value, {}, 0);
    return flat.take();
}

json::object nested(const Form& flat) {
    json::value root = json::object{};
    for (const auto& [path, text] : flat)
        if (!path.empty()) place(root, path, text);
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

#include "exchanges/mask.h"

#include "exchanges/described.h"
#include "exchanges/xml_paths.h"
#include "model/http.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

namespace sambung::gateway {

namespace json = boost::json;

namespace {

constexpr std::size_t most_masked = std::size_t{32} * 1024;

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// Of "ussd/msg", "from[id]" and "hub.mode".
std::string_view parent_of(std::string_view path) {
    const auto end = path.find_last_of("/[.");
    return end == std::string_view::npos ? std::string_view{} : path.substr(0, end);
}

// A name as it may be shown. Of a path each part is one; an attribute has an @.
std::string shown_name(std::string_view name) {
    std::string out;
    for (std::size_t at = 0; at <= name.size();) {
        const auto slash = std::min(name.find('/', at), name.size());
        std::string_view part = name.substr(at, slash - at);
        at = slash + 1;
        if (!out.empty()) out += '/';
        if (part.starts_with('@')) {
            out += '@';
            part.remove_prefix(1);
        }
        if (is_field_name(part))
            out += part;
        else
            out += "<name " + std::to_string(part.size()) + ">";
    }
    return out;
}

// "<name 13>", then "<name 13> 2": two names that look the same are still two. No name is shown with a blank in it, so
// none is the number of another.
class Numbered {
 public:
    std::string operator()(std::string name) {
        const int number = ++times_[name];
        return number == 1 ? std::move(name) : name + " " + std::to_string(number);
    }

 private:
    std::map<std::string, int> times_;
};

// What is sent as a form but has a part without a name is somebody's words.
bool is_form(std::string_view encoded) {
    while (!encoded.empty()) {
        const auto end = std::min(encoded.find('&'), encoded.size());
        const std::string_view part = encoded.substr(0, end);
        if (!part.empty() && part.find('=') == std::string_view::npos) return false;
        encoded.remove_prefix(std::min(end + 1, encoded.size()));
    }
    return true;
}

std::string masked_segment(std::string_view segment) {
    constexpr std::string_view marks = "_-.~:";
    const bool plain = std::ranges::all_of(segment, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || marks.contains(c);
    });
    const bool harmless = plain && segment.size() <= 24 && longest_digits(segment) <= 4;
    return harmless ? std::string{segment} : described(segment);
}

}  // namespace

std::string unreadable(std::size_t bytes) { return "<" + std::to_string(bytes) + " bytes, not readable>"; }

json::string Mask::text(std::string_view value, Showing showing) const {
    if (is_shown(showing, value)) return json::string{value};
    if (showing == Showing::id && !value.empty()) return json::string{"<id " + fingerprint_(value) + ">"};
    return json::string{described(value)};
}

json::value Mask::number(const json::value& value, Showing showing) const {
    constexpr std::int64_t small = 999;
    if (value.is_double()) return "<number>";
    const std::string digits = json::serialize(value);
    if (showing == Showing::id) return text(digits, showing);
    const bool is_small = value.is_int64() && value.as_int64() >= -small && value.as_int64() <= small;
    if (is_small || is_shown(showing, digits)) return value;
    return text(digits, Showing::described);
}

json::value Mask::tree(const json::value& value, std::string_view key, std::string_view parent) const {
    if (value.is_object()) {
        json::object out;
        Numbered numbered;
        for (const auto& [name, inner] : value.get_object()) out[numbered(shown_name(name))] = tree(inner, name, key);
        return out;
    }
    if (value.is_array()) {
        json::array out;
        for (const json::value& inner : value.get_array()) out.push_back(tree(inner, key, parent));
        return out;
    }
    if (value.is_null() || value.is_bool()) return value;
    const Showing showing = keys_.of(key, parent);
    if (value.is_string()) return text(value.get_string(), showing);
    return number(value, showing);
}

json::object Mask::pairs(const Form& form) const {
    json::object out;
    for (const auto& [name, value] : form) {
        json::string shown = text(value, keys_.of(name, parent_of(name)));
        json::value& place = out[shown_name(name)];
        if (place.is_null()) {
            place = std::move(shown);
        } else {
            if (!place.is_array()) place = json::array{place};
            place.get_array().emplace_back(std::move(shown));
        }
    }
    return out;
}

json::object Mask::query(std::string_view encoded) const {
    if (!is_form(encoded)) return {{"<name " + std::to_string(encoded.size()) + ">", ""}};
    return pairs(parse_form(encoded));
}

json::value Mask::readable(std::string_view content_type, std::string_view bytes) const {
    const std::string type = lower(content_type);
    if (type.starts_with("application/x-www-form-urlencoded"))
        return is_form(bytes) ? json::value(pairs(parse_form(bytes))) : json::value(unreadable(bytes.size()));
    if (bytes.starts_with('<') && (type.empty() || type.contains("xml") || type.starts_with("text/plain"))) {
        const std::optional<Form> fields = xml_paths(bytes);
        return fields ? json::value(pairs(*fields)) : json::value(unreadable(bytes.size()));
    }
    boost::system::error_code wrong;
    const json::value parsed = json::parse(bytes, wrong);
    if (wrong || (!parsed.is_object() && !parsed.is_array())) return json::value(unreadable(bytes.size()));
    return tree(parsed, {}, {});
}

json::value Mask::body(std::string_view content_type, std::string_view bytes) const {
    if (bytes.empty()) return nullptr;
    json::value out = readable(content_type, bytes);
    if (json::serialize(out).size() > most_masked) return json::value(unreadable(bytes.size()));
    return out;
}

std::string masked_address(std::string_view address) {
    address = address.substr(0, address.find_first_of("?#"));
    std::string out;
    if (const auto scheme = address.find("://"); scheme != std::string_view::npos) {
        const auto end = std::min(address.find('/', scheme + 3), address.size());
        const std::string_view host = address.substr(scheme + 3, end - scheme - 3);
        out.append(address.substr(0, scheme + 3)).append(host.substr(host.rfind('@') + 1));
        address.remove_prefix(end);
    }
    for (std::size_t at = 0; at < address.size();) {
        const auto slash = std::min(address.find('/', at), address.size());
        out += masked_segment(address.substr(at, slash - at));
        if (slash < address.size()) out += '/';
        at = slash + 1;
    }
    return out;
}

std::string masked_content_type(std::string_view value) {
    const std::string type = lower(value.substr(0, value.find_first_of("; ")));
    const auto slash = type.find('/');
    constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789.+-/";
    const bool sound = slash != std::string::npos && slash > 0 && slash + 1 < type.size() && type.size() <= 60 &&
                       type.find_first_not_of(allowed) == std::string::npos && longest_digits(type) <= 3;
    return sound ? type : described(value);
}

std::string masked_agent(std::string_view value) {
    const std::string_view product = value.substr(0, value.find_first_of("/ ("));
    return is_field_name(product) ? std::string{product} : described(value);
}

std::string masked_method(std::string_view method) {
    constexpr std::string_view methods[] = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"};
    return std::ranges::find(methods, method) != std::end(methods) ? std::string{method} : described(method);
}

std::string masked_name(std::string_view name) { return shown_name(lower(name)); }

}  // namespace sambung::gateway

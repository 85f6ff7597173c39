#include "document.h"

#include "model/unicode.h"

#include <boost/json.hpp>

#include <algorithm>
#include <iterator>
#include <optional>

namespace sambung::gateway::open311 {

namespace json = boost::json;

namespace {

struct Container {
    std::string_view list;
    std::string_view item;
};
// GeoReport v2, "XML": what stands in each list.
constexpr Container containers[] = {
    {"services", "service"},   {"service_requests", "request"}, {"attributes", "attribute"}, {"values", "value"},
    {"endpoints", "endpoint"}, {"formats", "format"},           {"errors", "error"}};

std::string_view item_of(std::string_view list) {
    const auto* const found = std::ranges::find(containers, list, &Container::list);
    return found == std::end(containers) ? std::string_view{"item"} : found->item;
}

// XML 1.0, 2.2 Char.
bool may_stand(char32_t character) {
    if (character < 0x20) return character == '\t' || character == '\n' || character == '\r';
    return character != 0xFFFE && character != 0xFFFF;
}

std::string_view escape(char32_t character) {
    switch (character) {
        case U'&':
            return "&amp;";
        case U'<':
            return "&lt;";
        case U'>':
            return "&gt;";
        case U'"':
            return "&quot;";
        case U'\'':
            return "&apos;";
        case U'\r':
            return "&#13;";  // else a reader makes a line feed of it
        default:
            return {};
    }
}

std::string scalar(const json::value& value) {
    if (const json::string* text = value.if_string()) return xml_text(std::string_view{*text});
    return value.is_null() ? std::string{} : json::serialize(value);
}

void write(std::string& out, std::string_view name, const json::value& value) {
    const std::string tag{name};
    out += '<' + tag + '>';
    if (const json::object* object = value.if_object()) {
        for (const auto& [key, member] : *object) write(out, key, member);
    } else if (const json::array* array = value.if_array()) {
        for (const json::value& item : *array) write(out, item_of(name), item);
    } else {
        out += scalar(value);
    }
    out += "</" + tag + '>';
}

}  // namespace

std::string xml_text(std::string_view text) {
    constexpr char32_t replacement = 0xFFFD;
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const char32_t character = take_character(text).value_or(replacement);
        const std::string_view escaped = escape(character);
        if (escaped.empty())
            append_utf8(out, may_stand(character) ? character : replacement);
        else
            out += escaped;
    }
    return out;
}

std::string to_xml(std::string_view root, const json::value& value) {
    std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
    write(out, root, value);
    return out + '\n';
}

HttpReply reply(Format format, int status, std::string_view root, const json::value& value) {
    const bool xml = format == Format::xml;
    return {.status = status,
            .content_type = xml ? "text/xml; charset=utf-8" : "application/json; charset=utf-8",
            .body = xml ? to_xml(root, value) : json::serialize(value),
            .headers = {{"Cache-Control", "no-store"}}};
}

HttpReply error(Format format, int status, std::string_view description) {
    return reply(format, status, "errors",
                 json::array{json::object{{"code", std::to_string(status)}, {"description", description}}});
}

}  // namespace sambung::gateway::open311

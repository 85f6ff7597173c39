#include "xml_fields.h"

#include "model/unicode.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sambung::adapters {

namespace {

constexpr std::pair<std::string_view, char> entities[] = {
    {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

constexpr std::string_view blanks = " \t\r\n";
constexpr std::size_t most_fields = 1'000;  // no gateway's document comes near it

// "#65" or "#x41".
std::optional<char32_t> numbered(std::string_view name) {
    if (!name.starts_with('#')) return std::nullopt;
    name.remove_prefix(1);
    const bool hexadecimal = name.starts_with('x');
    if (hexadecimal) name.remove_prefix(1);
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), number, hexadecimal ? 16 : 10);
    const bool character = number > 0 && number <= 0x10FFFF && (number < 0xD800 || number > 0xDFFF);
    if (error != std::errc{} || end != name.data() + name.size() || !character) return std::nullopt;
    return char32_t{number};
}

std::string unescaped(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const auto ampersand = std::min(text.find('&'), text.size());
        out += text.substr(0, ampersand);
        text.remove_prefix(ampersand);
        const auto semicolon = text.find(';');
        if (semicolon == std::string_view::npos) return out.append(text);
        const std::string_view name = text.substr(1, semicolon - 1);
        const auto* const known = std::ranges::find(entities, name, &std::pair<std::string_view, char>::first);
        if (known != std::end(entities))
            out += known->second;
        else if (const auto character = numbered(name))
            append_utf8(out, *character);
        else
            out += text.substr(0, semicolon + 1);
        text.remove_prefix(semicolon + 1);
    }
    return out;
}

std::string_view local(std::string_view name) {
    const auto colon = name.rfind(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view trimmed_left(std::string_view text) {
    text.remove_prefix(std::min(text.size(), text.find_first_not_of(blanks)));
    return text;
}

// name="value" pairs of a tag's inside.
void read_attributes(std::string_view inside, Form& out) {
    while (out.size() < most_fields) {
        inside = trimmed_left(inside);
        const auto equals = inside.find('=');
        if (equals == std::string_view::npos) return;
        std::string_view name = inside.substr(0, equals);
        name = name.substr(0, name.find_first_of(blanks));
        inside = trimmed_left(inside.substr(equals + 1));
        if (inside.empty() || (inside.front() != '"' && inside.front() != '\'')) return;
        const auto end = inside.find(inside.front(), 1);
        if (end == std::string_view::npos) return;
        out.emplace_back(local(name), unescaped(inside.substr(1, end - 1)));
        inside.remove_prefix(end + 1);
    }
}

}  // namespace

Form xml_fields(std::string_view document) {
    Form out;
    std::string_view open;  // the element that was opened last and has had no element in it
    while (out.size() < most_fields) {
        const auto tag = document.find('<');
        const auto end = tag == std::string_view::npos ? tag : document.find('>', tag);
        if (end == std::string_view::npos) return out;
        const std::string_view before = document.substr(0, tag);
        std::string_view inside = document.substr(tag + 1, end - tag - 1);
        document.remove_prefix(end + 1);
        if (inside.starts_with('?') || inside.starts_with('!')) continue;
        if (inside.starts_with('/')) {
            if (!open.empty() && inside.substr(1) == open) out.emplace_back(local(open), unescaped(before));
            open = {};
            continue;
        }
        const bool empty = inside.ends_with('/');
        if (empty) inside.remove_suffix(1);
        const std::string_view name = inside.substr(0, inside.find_first_of(blanks));
        read_attributes(inside.substr(name.size()), out);
        open = empty ? std::string_view{} : name;
    }
    return out;
}

std::string xml_escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto* const known = std::ranges::find(entities, c, &std::pair<std::string_view, char>::second);
        if (known == std::end(entities))
            out += c;
        else
            out.append("&").append(known->first).append(";");
    }
    return out;
}

}  // namespace sambung::adapters

#include "json_text.h"

namespace sambung::cases {

namespace {

void append_escaped(std::string& json, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
        json += '\\';
        json += c;
    } else if (byte < 0x20) {
        json += "\\u00";
        json += hex[byte >> 4U];
        json += hex[byte & 0x0FU];
    } else {
        json += c;
    }
}

}  // namespace

void append_json(std::string& json, std::string_view text) {
    json += '"';
    for (const char c : text) append_escaped(json, c);
    json += '"';
}

}  // namespace sambung::cases

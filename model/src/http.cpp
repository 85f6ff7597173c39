#include "model/http.h"

#include <algorithm>

namespace sambung {

namespace {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_name(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char l = lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

std::string decode(std::string_view encoded) {
    std::string out;
    out.reserve(encoded.size());
    for (std::size_t i = 0; i < encoded.size(); ++i) {
        if (encoded[i] == '+') {
            out += ' ';
            continue;
        }
        const bool escape = encoded[i] == '%' && i + 2 < encoded.size();
        const int high = escape ? hex_value(encoded[i + 1]) : -1;
        const int low = escape ? hex_value(encoded[i + 2]) : -1;
        if (high < 0 || low < 0) {
            out += encoded[i];
            continue;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

}  // namespace

std::optional<std::string_view> header(const HttpHeaders& headers, std::string_view name) {
    for (const auto& [key, value] : headers)
        if (same_name(key, name)) return value;
    return std::nullopt;
}

std::string_view HttpRequest::path() const { return std::string_view{target}.substr(0, target.find('?')); }

std::string_view HttpRequest::query() const {
    const auto mark = target.find('?');
    return mark == std::string::npos ? std::string_view{} : std::string_view{target}.substr(mark + 1);
}

Form parse_form(std::string_view encoded) {
    Form form;
    while (!encoded.empty()) {
        const std::string_view pair = encoded.substr(0, encoded.find('&'));
        encoded.remove_prefix(std::min(encoded.size(), pair.size() + 1));
        if (pair.empty()) continue;
        const auto equals = pair.find('=');
        form.emplace_back(decode(pair.substr(0, equals)),
                          equals == std::string_view::npos ? std::string{} : decode(pair.substr(equals + 1)));
    }
    return form;
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z') || c == '-' || c == '.' ||
                           c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            out += '%';
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    return out;
}

std::string encode_form(const Form& form) {
    std::string out;
    for (const auto& [key, value] : form) {
        if (!out.empty()) out += '&';
        out += percent_encode(key) + "=" + percent_encode(value);
    }
    return out;
}

std::optional<std::string_view> field(const Form& form, std::string_view name) {
    for (const auto& [key, value] : form)
        if (key == name) return value;
    return std::nullopt;
}

}  // namespace sambung

#include "dialogs/sms_routes.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace sambung::dialogs {

namespace {

constexpr std::size_t most_digits = 3;
// Fraud lives by these, so routes drop them whatever they say.
constexpr std::array<std::string_view, 9> blocked_words = {"kode", "pin",     "otp",   "akun", "password",
                                                           "dana", "selamat", "nomor", "juta"};
constexpr std::array<std::string_view, 10> link_endings = {".id",   ".com", ".org", ".net", ".info",
                                                           ".link", ".app", ".ly",  ".me",  ".co"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string lower(std::string_view text) {
    std::string out{text};
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string without_placeholders(std::string_view text) {
    std::string out;
    int depth = 0;
    for (const char c : text) {
        if (c == '{') ++depth;
        out += depth == 0 ? c : ' ';
        if (c == '}' && depth > 0) --depth;
    }
    return out;
}

// Calls `found` with each longest run of characters that `belongs`.
template <class Belongs, class Found>
void for_each_run(std::string_view text, Belongs belongs, Found found) {
    for (auto at = text.begin(); at != text.end();) {
        at = std::find_if(at, text.end(), belongs);
        const auto end = std::find_if_not(at, text.end(), belongs);
        if (at != end) found(std::string_view{at, end});
        at = end;
    }
}

bool is_link(std::string_view token) {
    if (token.contains("://") || token.starts_with("www.")) return true;
    token = token.substr(0, token.find('/'));
    while (token.ends_with('.')) token.remove_suffix(1);
    return std::ranges::any_of(link_endings, [token](std::string_view ending) {
        return token.size() > ending.size() && token.ends_with(ending);
    });
}

}  // namespace

std::string blocked_by_sms_routes(std::string_view text) {
    std::string all;
    const auto add = [&all](std::string_view what, std::string_view which) {
        all += (all.empty() ? "" : ", ") + std::string{what} + " \"" + std::string{which} + '"';
    };
    const std::string plain = lower(without_placeholders(text));
    for_each_run(plain, is_letter, [&](std::string_view word) {
        if (std::ranges::find(blocked_words, word) != blocked_words.end()) add("the word", word);
    });
    for_each_run(plain, is_digit, [&](std::string_view digits) {
        if (digits.size() > most_digits) add("the digits", digits);
    });
    const auto in_token = [](char c) { return is_letter(c) || is_digit(c) || std::string_view{".:/-_"}.contains(c); };
    for_each_run(plain, in_token, [&](std::string_view token) {
        if (is_link(token)) add("the link", token);
    });
    return all;
}

}  // namespace sambung::dialogs

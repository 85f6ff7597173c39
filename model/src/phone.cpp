#include "model/phone.h"

#include "model/gsm7.h"

namespace sambung {

namespace {

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }

// Digits, with a leading '+' kept; empty if there is anything that people do not put into phone numbers. Contacts
// copied on a phone bring no-break spaces, other hyphens and invisible direction marks: those are read as what they
// look like.
std::string bare(std::string_view text) {
    std::string out;
    for (const char c : to_gsm7_text(text)) {
        if (digit(c))
            out += c;
        else if (c == '+' && out.empty())
            out += c;
        else if (c != ' ' && c != '-' && c != '.' && c != '(' && c != ')')
            return {};
    }
    return out;
}

constexpr std::string_view indonesia = "62";
constexpr std::string_view trunk_zero = "620";  // "+62 (0)812…": the zero means nothing behind a country code

bool mobile_part(std::string_view national) {
    return national.size() >= 9 && national.size() <= 12 && national[0] == '8' && national[1] >= '1' &&
           national[1] != '4';
}

// Fixed lines: area code 2x-7x or 9x and the subscriber's number, 8 to 11 digits together.
bool fixed_part(std::string_view national) {
    return national.size() >= 8 && national.size() <= 11 && national[0] >= '2' && national[0] != '8';
}

bool plausible(std::string_view digits) {
    if (digits.size() < 8 || digits.size() > 15 || digits[0] == '0') return false;
    if (!digits.starts_with(indonesia)) return true;
    const std::string_view national = digits.substr(indonesia.size());
    return mobile_part(national) || fixed_part(national);
}

}  // namespace

std::optional<Phone> Phone::parse(std::string_view text) {
    std::string digits = bare(text);
    if (digits.starts_with('+'))
        digits.erase(0, 1);
    else if (digits.starts_with("00"))
        digits.erase(0, 2);
    else if (digits.starts_with('0'))
        digits.replace(0, 1, indonesia);
    else if (mobile_part(digits))
        digits.insert(0, indonesia);
    if (digits.starts_with(trunk_zero)) digits.erase(indonesia.size(), 1);
    if (!plausible(digits)) return std::nullopt;
    return Phone{"+" + digits};
}

bool Phone::mobile() const { return msisdn().starts_with(indonesia) && mobile_part(msisdn().substr(indonesia.size())); }

std::string Phone::masked() const {
    const std::string_view all = msisdn();
    const std::string tail{all.substr(all.size() - 4)};
    if (all.starts_with(indonesia)) return "0" + std::string{all.substr(2, 3)} + "****" + tail;
    return "+" + std::string{all.substr(0, 2)} + "****" + tail;
}

}  // namespace sambung

#include "unasked_words.h"

#include <algorithm>
#include <string>
#include <vector>

namespace sambung::gateway {

namespace {

// Categories and illnesses as people write them, folded; each a whole word.
constexpr std::string_view told_nobody[] = {
    "aids",   "cabul",   "cacat",     "disabilitas", "fakir",       "gelandangan", "gila",     "hamil",    "hiv",
    "kanker", "kdrt",    "kekerasan", "kusta",       "lansia",      "miskin",      "napza",    "narkoba",  "narkotika",
    "odgj",   "odha",    "pelacur",   "pelecehan",   "pemerkosaan", "pemulung",    "pengemis", "penyakit", "perkosaan",
    "psk",    "rahasia", "sakit",     "tbc",         "telantar",    "terlantar",   "waria",    "yatim"};
constexpr std::string_view thousands[] = {"jt", "juta", "k", "miliar", "rb", "ribu"};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string folded(std::string_view text) {
    std::string out{text};
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return out;
}

// Runs of letters and runs of digits, where digits keep the dots and commas between them: "rp", "600.000".
std::vector<std::string_view> pieces_of(std::string_view text) {
    std::vector<std::string_view> pieces;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        if (is_letter(text[at]))
            while (end < text.size() && is_letter(text[end])) ++end;
        else if (is_digit(text[at]))
            while (end < text.size() && (is_digit(text[end]) || ((text[end] == '.' || text[end] == ',') &&
                                                                 end + 1 < text.size() && is_digit(text[end + 1]))))
                ++end;
        if (is_letter(text[at]) || is_digit(text[at])) pieces.push_back(text.substr(at, end - at));
        at = end;
    }
    return pieces;
}

// "600.000", "1.200.000", "600000": no hour, no day and no telephone number is written so.
bool reads_as_sum(std::string_view number) {
    const std::size_t mark = number.find_first_of(".,");
    if (mark == std::string_view::npos) return number.size() >= 5 && number.size() <= 9 && number.ends_with("000");
    for (std::size_t at = mark; at < number.size(); at += 4) {
        const std::string_view group = number.substr(at + 1, 3);
        const bool ends = at + 4 >= number.size() || number[at + 4] == '.' || number[at + 4] == ',';
        if (group.size() != 3 || !std::ranges::all_of(group, is_digit) || !ends) return false;
    }
    return mark <= 3;
}

bool names_sum(const std::vector<std::string_view>& pieces) {
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const bool number = is_digit(pieces[i].front());
        if (number && reads_as_sum(pieces[i])) return true;
        if (i == 0) continue;
        if (number && (pieces[i - 1] == "rp" || pieces[i - 1] == "idr")) return true;
        if (is_digit(pieces[i - 1].front()) && std::ranges::find(thousands, pieces[i]) != std::end(thousands))
            return true;
    }
    return false;
}

// "https:", "www.", and what a phone makes a link of: letters, a dot, letters.
bool has_link(std::string_view text) {
    if (text.contains("://") || text.contains("www.")) return true;
    for (std::size_t dot = text.find('.', 2); dot != std::string_view::npos; dot = text.find('.', dot + 1))
        if (dot + 2 < text.size() && is_letter(text[dot - 1]) &&
            (is_letter(text[dot - 2]) || is_digit(text[dot - 2])) && is_letter(text[dot + 1]) &&
            is_letter(text[dot + 2]))
            return true;
    return false;
}

}  // namespace

std::optional<UnaskedFault> unasked_fault(std::string_view text) {
    const std::optional<Septets> length = septets(text);
    if (!length || *length > longest_unasked) return UnaskedFault::too_long;
    const std::string plain = folded(text);
    const std::vector<std::string_view> pieces = pieces_of(plain);
    if (names_sum(pieces)) return UnaskedFault::amount;
    if (std::ranges::any_of(
            pieces, [](std::string_view one) { return std::ranges::find(told_nobody, one) != std::end(told_nobody); }))
        return UnaskedFault::word;
    return has_link(plain) ? std::optional{UnaskedFault::link} : std::nullopt;
}

}  // namespace sambung::gateway

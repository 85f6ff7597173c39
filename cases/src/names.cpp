#include "cases/names.h"

#include <algorithm>
#include <array>
#include <vector>

namespace sambung::cases {

namespace {

// What people are called by, beside their names; and what stands before or after them on letters.
constexpr std::string_view titles[] = {
    "pak",    "bapak", "bpk",   "bu",    "ibu",   "mbak",  "mbok", "mas",      "bang",       "kang", "kak",   "abah",
    "emak",   "mak",   "kakek", "nenek", "mbah",  "eyang", "haji", "hajah",    "h",          "hj",   "ust",   "ustad",
    "ustadz", "sdr",   "sdri",  "dg",    "daeng", "alm",   "almh", "almarhum", "almarhumah", "bin",  "binti", "tn",
    "ny",     "nn",    "drs",   "dra",   "ir",    "dr",    "prof", "se",       "sh",         "st",   "spd",   "mpd",
    "mm",     "msi",   "skom",  "ssos",  "spsi",  "amd",   "skm",  "mkes",     "sag",        "mag"};

struct Replaced {
    std::string_view from;
    std::string_view to;
};

constexpr Replaced whole_words[] = {
    {"m", "muhammad"},        {"moh", "muhammad"},       {"mohd", "muhammad"},     {"moch", "muhammad"},
    {"muh", "muhammad"},      {"much", "muhammad"},      {"md", "muhammad"},       {"mohamad", "muhammad"},
    {"mohammad", "muhammad"}, {"muhamad", "muhammad"},   {"mochamad", "muhammad"}, {"mochammad", "muhammad"},
    {"muchamad", "muhammad"}, {"muchammad", "muhammad"}, {"abd", "abdul"},
};

// One after the other over the whole word, so a later row sees what an earlier one made: tj, then j.
constexpr Replaced spellings[] = {
    {"oe", "u"}, {"dj", "j"}, {"tj", "c"}, {"sj", "s"}, {"nj", "ny"}, {"ch", "h"}, {"sy", "s"}, {"kh", "h"},
    {"dh", "d"}, {"th", "t"}, {"f", "p"},  {"v", "p"},  {"z", "j"},   {"q", "k"},  {"x", "ks"},
};

constexpr std::string_view vowels = "aiueo";

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool is_title(std::string_view word) { return std::ranges::find(titles, word) != std::end(titles); }

// Words of letters, stops and apostrophes; every other sign parts them. Apostrophes go: Ma'ruf is Maruf.
std::vector<std::string> words_of(std::string_view told) {
    std::vector<std::string> words(1);
    for (const char sign : told) {
        const char c = lower(sign);
        if (is_letter(c) || c == '.')
            words.back() += c;
        else if (c != '\'' && !words.back().empty())
            words.emplace_back();
    }
    return words;
}

std::string without_stops(std::string word) {
    std::erase(word, '.');
    return word;
}

// "s.pd." is one degree, but "h.ahmad" and "moch.yusuf" are two words.
void part_at_stops(const std::string& word, std::vector<std::string>& into) {
    if (is_title(without_stops(word))) return;
    for (std::size_t begin = 0; begin < word.size();) {
        const std::size_t end = std::min(word.find('.', begin), word.size());
        if (std::string part = word.substr(begin, end - begin); !part.empty() && !is_title(part))
            into.push_back(std::move(part));
        begin = end + 1;
    }
}

void replace_all(std::string& word, const Replaced& rule) {
    for (std::size_t at = 0; (at = word.find(rule.from, at)) != std::string::npos; at += rule.to.size())
        word.replace(at, rule.from.size(), rule.to);
}

// Who writes oe writes j for y: Joesoef, Soejono.
void renew_j(std::string& word) {
    constexpr std::string_view of_other_sounds = "dtsn";
    if (!word.contains("oe")) return;
    for (std::size_t i = 0; i < word.size(); ++i)
        if (word[i] == 'j' && (i == 0 || !of_other_sounds.contains(word[i - 1]))) word[i] = 'y';
}

std::string spelled_plainly(std::string word) {
    const auto* whole = std::ranges::find(whole_words, std::string_view{word}, &Replaced::from);
    if (whole != std::end(whole_words)) word = whole->to;
    renew_j(word);
    for (const Replaced& rule : spellings) replace_all(word, rule);
    if (word.size() > 1 && word.back() == 'h') word.pop_back();
    word.erase(std::ranges::unique(word).begin(), word.end());
    return word;
}

}  // namespace

std::string plain_name(std::string_view told) {
    std::vector<std::string> words;
    for (const std::string& word : words_of(told)) part_at_stops(word, words);
    for (std::string& word : words) word = spelled_plainly(std::move(word));
    std::ranges::sort(words);
    std::string name;
    for (const std::string& word : words) {
        if (!name.empty()) name += ' ';
        name += word;
    }
    return name;
}

std::string name_key(std::string_view plain) {
    constexpr int most_letters = 4;
    std::string key;
    int letters = 0;
    for (const char c : plain) {
        if (c == ' ') {
            key += c;
            letters = 0;
        } else if (letters == 0 || (letters < most_letters && vowels.find(c) == std::string_view::npos)) {
            key += c;
            ++letters;
        }
    }
    return key;
}

}  // namespace sambung::cases

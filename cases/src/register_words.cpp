#include "cases/register_words.h"

#include "cases/officer_words.h"
#include "named.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <span>

namespace sambung::cases {

namespace {

using Words = std::span<const std::string>;

constexpr std::string_view verb_words[] = {"JANGKAU", "LENGKAP", "RANJANG", "KESEHATAN",
                                           "ASESMEN", "KELUAR",  "PERGI",   "MENINGGAL"};
static_assert(std::size(verb_words) == std::size(all_register_verbs));

constexpr std::size_t most_lines = 20;
constexpr int oldest = 120;
constexpr std::size_t longest_origin = 40;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '.' || c == ','; }

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    bool gap = true;
    for (const char c : line) {
        if (!blank(c) && gap) words.emplace_back();
        gap = blank(c);
        if (!gap) words.back() += upper(c);
    }
    return words;
}

std::optional<std::int64_t> number_in(std::string_view digits, std::int64_t most) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool all = error == std::errc{} && end == digits.data() + digits.size();
    return all && number >= 0 && number <= most ? std::optional{number} : std::nullopt;
}

// "R12"; 0: it is none.
std::int64_t entry_in(std::string_view word) {
    constexpr std::int64_t most = 9'999'999;
    return word.starts_with('R') ? number_in(word.substr(1), most).value_or(0) : 0;
}

bool take_number(std::int64_t& into, Words& words) {
    if (words.empty()) return false;
    into = entry_in(words.front());
    words = words.subspan(1);
    return into > 0;
}

bool take_age(RegisterLine& line, Words& words) {
    if (words.empty()) return false;
    const bool unknown = words.front() == "?";
    const auto age = number_in(words.front(), oldest);
    words = words.subspan(1);
    if (age) line.age = static_cast<int>(*age);
    return age || unknown;
}

template <class Value>
bool take(std::optional<Value>& into, Words& words, std::optional<Value> (*from)(std::string_view)) {
    if (words.empty()) return false;
    into = from(words.front());
    words = words.subspan(1);
    return into.has_value();
}

bool take_digit(int& into, Words& words, int most) {
    if (words.empty()) return false;
    const auto number = number_in(words.front(), most);
    words = words.subspan(1);
    into = static_cast<int>(number.value_or(0));
    return into > 0;
}

std::optional<int> task_in(std::string_view word) {
    if (!word.starts_with('T') || word.size() < 3) return std::nullopt;
    const auto number = number_in(word.substr(1), last_task);
    return number && *number >= first_task ? std::optional{static_cast<int>(*number)} : std::nullopt;
}

// What may follow age and health, each once and in any order.
bool take_rest_of_reach(RegisterLine& line, Words& words) {
    for (const std::string& word : words) {
        if (word == "ANAK" && !line.looks_a_child)
            line.looks_a_child = true;
        else if (const auto room = room_of_word(word); room && !line.room)
            line.room = room;
        else if (const std::int64_t guardian = entry_in(word); guardian > 0 && line.guardian == 0)
            line.guardian = guardian;
        else if (const auto task = task_in(word); task && !line.task)
            line.task = task;
        else
            return false;
    }
    words = {};
    return true;
}

std::optional<Sex> sex_from(std::string_view word) {
    if (word == "L") return Sex::male;
    if (word == "P") return Sex::female;
    return std::nullopt;
}

bool take_details(RegisterLine& line, Words& words) {
    if (!words.empty() && words.front().front() >= '0' && words.front().front() <= '9' && !take_age(line, words))
        return false;
    if (words.empty() || (words.front() != "ADA" && words.front() != "TANPA")) return false;
    line.has_papers = words.front() == "ADA";
    words = words.subspan(1);
    if (!take(line.sex, words, sex_from) || words.empty()) return false;
    if (words.size() != 1 || words.front() != "?")
        for (const std::string& word : words) line.origin += (line.origin.empty() ? "" : " ") + word;
    words = {};
    return line.origin.size() <= longest_origin;
}

bool take_decision(RegisterLine& line, Words& words) {
    if (!take_digit(line.outcome, words, 7) || !take_digit(line.reason, words, reason_count)) return false;
    return words.empty() || take_digit(line.days, words, static_cast<int>(longest_follow_up.count()));
}

bool take_arguments(RegisterLine& line, Words& words) {
    if (line.verb != RegisterVerb::reach && !take_number(line.number, words)) return false;
    switch (line.verb) {
        case RegisterVerb::reach:
            return take_age(line, words) && take(line.health, words, health_from) && take_rest_of_reach(line, words);
        case RegisterVerb::complete:
            return take_details(line, words);
        case RegisterVerb::bed:
            return take(line.room, words, room_of_word) && (words.empty() || take_number(line.guardian, words));
        case RegisterVerb::check:
            return take(line.health, words, health_from);
        case RegisterVerb::decide:
            return take_decision(line, words);
        case RegisterVerb::assess:
        case RegisterVerb::left:
        case RegisterVerb::died:
            return true;
    }
    return false;
}

std::optional<RegisterLine> line_in(std::string_view part) {
    const std::vector<std::string> all = words_of(part);
    const auto verb = value_named<RegisterVerb>(all.front(), verb_words);
    if (!verb) return std::nullopt;
    RegisterLine line{.verb = *verb};
    Words words = Words{all}.subspan(1);
    if (!take_arguments(line, words) || !words.empty()) return std::nullopt;
    return line;
}

}  // namespace

std::string_view word(RegisterVerb verb) { return name_of(verb, verb_words); }

std::optional<std::vector<RegisterLine>> register_lines_in(std::string_view text) {
    std::vector<RegisterLine> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(";\n"), text.size());
        const std::string_view part = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (std::ranges::all_of(part, blank)) continue;
        std::optional<RegisterLine> line = line_in(part);
        if (!line || lines.size() == most_lines) return std::nullopt;
        lines.push_back(*std::move(line));
    }
    if (lines.empty()) return std::nullopt;
    return lines;
}

std::string register_name(std::int64_t number) { return "R" + std::to_string(number); }

}  // namespace sambung::cases

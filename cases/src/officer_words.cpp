#include "cases/officer_words.h"

#include "named.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace sambung::cases {

namespace {

struct Grammar {
    Verb verb;
    std::string_view word;
    int most = 0;  // of its digit; 0: none
    bool always_task = false;
    bool has_task = true;
    bool digit_may_lack = false;
};

constexpr Grammar grammar[] = {
    {Verb::accept, "TERIMA"},
    {Verb::hand_back, "TOLAK", 9},
    {Verb::depart, "BERANGKAT"},
    {Verb::arrive, "TIBA"},
    {Verb::not_found, "TIDAK KETEMU"},
    {Verb::need_police, "BUTUH POLISI"},
    {Verb::need_119, "BUTUH 119"},
    {Verb::finish, "SELESAI", 8},
    {Verb::confirm, "SAH", 0, true},
    {Verb::deny, "TIDAK", 4, true, true, true},
    {Verb::postpone, "TUNDA", 9, false, true, true},
    {Verb::ready, "SIAP", 0, false, false},
};

static_assert(in_order(grammar, &Grammar::verb) && std::size(grammar) == std::size(all_verbs));

constexpr std::size_t most_orders = 20;

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
bool blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '.' || c == ','; }

// In capitals, with single spaces; a dot at the end of a sentence is none of its words.
std::vector<std::string> words_of(std::string_view part) {
    std::vector<std::string> words;
    bool gap = true;
    for (const char c : part) {
        if (blank(c)) {
            gap = true;
            continue;
        }
        if (gap) words.emplace_back();
        gap = false;
        words.back() += upper(c);
    }
    return words;
}

std::optional<int> number_in(std::string_view digits) {
    int number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    const bool all = error == std::errc{} && end == digits.data() + digits.size();
    return all && number >= 0 ? std::optional{number} : std::nullopt;
}

std::optional<int> task_in(std::string_view word) {
    if (word.size() < 3 || word.size() > 5 || word.front() != 'T') return std::nullopt;
    const auto number = number_in(word.substr(1));
    return number && *number >= first_task ? number : std::nullopt;
}

// Takes the task out, wherever it stands; false if there are two.
bool take_task(std::vector<std::string>& words, Order& order) {
    for (auto word = words.begin(); word != words.end();) {
        const std::optional<int> task = task_in(*word);
        if (!task) {
            ++word;
            continue;
        }
        if (order.task) return false;
        order.task = task;
        word = words.erase(word);
    }
    return true;
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += out.empty() ? word : ' ' + word;
    return out;
}

// The digit of a verb that has one, at the end: as its own word, or written together ("TOLAK2").
std::optional<int> take_digit(std::string& text) {
    if (text.empty() || text.back() < '1' || text.back() > '9') return std::nullopt;
    const int digit = text.back() - '0';
    text.pop_back();
    if (text.ends_with(' ')) text.pop_back();
    return digit;
}

std::optional<Order> order_in(std::string_view part) {
    Order order;
    std::vector<std::string> words = words_of(part);
    if (!take_task(words, order)) return std::nullopt;
    const std::string whole = joined(words);
    for (const Grammar& row : grammar) {
        std::string text = whole;
        const std::optional<int> digit = row.most > 0 ? take_digit(text) : std::nullopt;
        if (text != row.word || (row.most > 0 && !digit && !row.digit_may_lack) || digit.value_or(0) > row.most)
            continue;
        if ((row.always_task && !order.task) || (!row.has_task && order.task)) return std::nullopt;
        order.verb = row.verb;
        order.digit = digit.value_or(0);
        return order;
    }
    return std::nullopt;
}

std::string_view take_part(std::string_view& text) {
    const std::size_t end = std::min(text.find_first_of(";\n"), text.size());
    const std::string_view part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

}  // namespace

std::string_view word(Verb verb) { return row_of(verb, grammar).word; }

std::optional<std::vector<Order>> orders_in(std::string_view text) {
    std::vector<Order> orders;
    while (!text.empty()) {
        const std::string_view part = take_part(text);
        if (std::ranges::all_of(part, blank)) continue;
        const std::optional<Order> order = order_in(part);
        if (!order || orders.size() == most_orders) return std::nullopt;
        orders.push_back(*order);
    }
    if (orders.empty()) return std::nullopt;
    return orders;
}

std::string task_name(int task) { return "T" + std::to_string(task); }

}  // namespace sambung::cases

// States that are answered by typing: free words, a ticket number, or one of one's own reports.
#include "common_texts.h"
#include "fold.h"
#include "meaning.h"
#include "model/ticket.h"
#include "model/unicode.h"
#include "step.h"
#include "walk.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

constexpr int longest_words = 1000;

// --- text ---

// "5" or one emoji says nothing that a person could act on.
bool says_something(std::string_view words, std::size_t least) {
    const std::string folded = fold(words);
    const bool letters = std::ranges::any_of(folded, [](char c) { return c >= 'a' && c <= 'z'; });
    return characters(words) >= least && (letters || least == 0);
}

Refusal hear_words(Walk& walk, std::string_view text) {
    const State& state = walk.state();
    const std::string words = one_line(text);
    if (!says_something(words, static_cast<std::size_t>(std::max(state.min_length, 1)))) return text_too_short;
    const int most = state.max_length > 0 ? state.max_length : longest_words;
    if (characters(words) > static_cast<std::size_t>(most)) return text_too_long;
    walk.put(state.slot, words);
    walk.answered(state.next);
    return {};
}

// --- ticket ---

bool knows_ticket(const Walk&, std::string_view text) { return Ticket::parse(one_line(text)).has_value(); }

Refusal hear_ticket(Walk& walk, std::string_view text) {
    const auto ticket = Ticket::parse(one_line(text));
    if (!ticket) return text_bad_ticket;
    walk.put(walk.state().slot, ticket->digits());
    walk.answered(walk.state().next);
    return {};
}

// --- one of one's own reports, as the last `list` found them ---

Offers report_offers(const Walk& walk) {
    Offers offers;
    std::string_view rows = walk.slot(slot_rows);
    while (!rows.empty()) {
        const std::string_view row = rows.substr(0, rows.find(';'));
        rows.remove_prefix(std::min(rows.size(), row.size() + 1));
        const std::string_view ticket = row.substr(0, row.find('='));
        const std::string_view status = row.substr(std::min(row.size(), ticket.size() + 1));
        const int number = option_number(offers.size());
        offers.push_back({.id = std::string{ticket},
                          .label = in_threes(ticket) + ' ' + std::string{status},
                          .label_key = {},
                          .number = number,
                          .aliases = {}});
    }
    return offers;
}

Refusal choose_report(Walk& walk, std::string_view ticket) {
    walk.put(walk.state().slot, ticket);
    walk.answered(walk.state().next);
    return {};
}

}  // namespace

const Step text_step{ask_plainly, offer_nothing, choose_nothing, know_nothing, hear_words, true};
const Step ticket_step{ask_plainly, offer_nothing, choose_nothing, knows_ticket, hear_ticket, false};
const Step report_step{ask_plainly, report_offers, choose_report, knows_ticket, hear_ticket, false};

}  // namespace sambung::dialogs

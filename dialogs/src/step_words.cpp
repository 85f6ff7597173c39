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
constexpr std::string_view gathering = "more";

// --- text ---

constexpr std::size_t shortest_words = 3;  // below, a number may do: "jam 10", "12"

// "5" or one emoji says nothing that a person could act on.
bool says_something(std::string_view words, std::size_t least) {
    const std::string folded = fold(words);
    const bool letters = std::ranges::any_of(folded, [](char c) { return c >= 'a' && c <= 'z'; });
    return characters(words) >= least && (letters || least < shortest_words);
}

// In a chat a story comes in pieces; on other channels one line is all there is.
bool gathers(const Walk& walk) { return walk.state().collect && chats(walk); }

bool has_piece(const Walk& walk) { return gathers(walk) && walk.slot(slot_inside) == gathering; }

std::string ask_for_words(const Walk& walk) { return has_piece(walk) ? walk.text(text_more) : ask_plainly(walk); }

Offers offers_while_gathering(const Walk& walk) {
    if (!has_piece(walk)) return {};
    return {offer_done(walk, walk.state().collect->label_key)};
}

Refusal go_on(Walk& walk, std::string_view id) {
    if (id != done_option) return text_bad_choice;
    walk.answered(walk.state().next);
    return {};
}

Refusal take_piece(Walk& walk, const std::string& words, std::size_t most) {
    const std::string before{has_piece(walk) ? walk.slot(walk.state().slot) : std::string_view{}};
    walk.put(walk.state().slot, shortened(before.empty() ? words : before + ". " + words, most));
    walk.inside(gathering);
    return {};
}

Refusal hear_words(Walk& walk, std::string_view text) {
    const State& state = walk.state();
    const std::string words = one_line(text);
    const auto least = static_cast<std::size_t>(has_piece(walk) ? 0 : std::max(state.min_length, 1));
    if (!says_something(words, least)) return text_too_short;
    const auto most = static_cast<std::size_t>(state.max_length > 0 ? state.max_length : longest_words);
    if (gathers(walk)) return take_piece(walk, words, most);
    walk.put(state.slot, shortened(words, most));  // also if it is asked again: who gives up has told it once
    if (characters(words) > most) return text_too_long;
    walk.answered(state.next);
    return {};
}

// A photo or a voice note may tell the story; staff get it as it is.
Refusal see_instead_of_words(Walk& walk) {
    if (!gathers(walk) || !walk.keep_media()) return text_words_only;
    walk.inside(gathering);
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

const Step text_step{ask_for_words, offers_while_gathering, go_on, know_nothing, hear_words,
                     true,          see_instead_of_words};
const Step ticket_step{ask_plainly, offer_nothing, choose_nothing, knows_ticket, hear_ticket, false};
const Step report_step{ask_plainly, report_offers, choose_report, knows_ticket, hear_ticket, false};

}  // namespace sambung::dialogs

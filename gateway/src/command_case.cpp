#include "announcements.h"
#include "books.h"
#include "commands.h"
#include "store/decisions.h"
#include "store/questions.h"
#include "tidings.h"
#include "times.h"

#include <iostream>

namespace sambung::gateway {

namespace {

// What a step by hand needs: the ticket, the books, the office, and words for those who are told.
struct AtHand {
    Ticket ticket;
    Books books;
    Channels channels;

    [[nodiscard]] store::Herald herald(TimePoint at) const {
        return herald_of({books.keys.get(), &channels, books.pack.office, books.pack.flows}, at);
    }
};

Result<AtHand> at_hand(const Config& config, const std::string& digits) {
    const std::optional<Ticket> ticket = Ticket::parse(digits);
    if (!ticket) return fail(Errc::invalid_request, "a ticket has nine digits");
    Result<Books> books = open_books(config);
    if (!books) return std::unexpected(books.error());
    Result<Channels> channels = Channels::make(config.channels);
    if (!channels) return std::unexpected(channels.error());
    return AtHand{*ticket, *std::move(books), *std::move(channels)};
}

}  // namespace

int ask_about_case(const AskOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const std::optional<cases::Question> question = cases::question_from(options.question);
    if (!question) return complain("there is no question \"" + options.question + "\"");
    const Result<AtHand> hand = at_hand(*config, options.ticket);
    if (!hand) return complain(describe(hand.error()));
    const TimePoint at = now();
    const Result<> asked =
        store::ask_citizen(*hand->books.database, *hand->books.keys, *hand->books.pack.office,
                           {.ticket = hand->ticket, .question = *question, .by = options.by}, hand->herald(at), at);
    if (!asked) return complain(describe(asked.error()));
    std::cout << hand->ticket.spaced() << " waits for an answer: " << options.question << "\n";
    return 0;
}

int move_case(const MoveOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const Result<AtHand> hand = at_hand(*config, options.ticket);
    if (!hand) return complain(describe(hand.error()));
    const TimePoint at = now();
    const Result<> moved =
        store::override_decision(*hand->books.database, *hand->books.keys, *hand->books.pack.office,
                                 {hand->ticket, options.unit, options.by, options.reason}, hand->herald(at), at);
    if (!moved) return complain(describe(moved.error()));
    std::cout << hand->ticket.spaced() << " is with " << options.unit << "\n";
    return 0;
}

}  // namespace sambung::gateway

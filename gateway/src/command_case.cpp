#include "announcements.h"
#include "books.h"
#include "commands.h"
#include "store/decisions.h"
#include "tidings.h"
#include "times.h"

#include <iostream>

namespace sambung::gateway {

int move_case(const MoveOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const std::optional<Ticket> ticket = Ticket::parse(options.ticket);
    if (!ticket) return complain("a ticket has nine digits");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    const Result<Channels> channels = Channels::make(config->channels);
    if (!channels) return complain(describe(channels.error()));
    const TimePoint at = now();
    const store::Herald herald = herald_of({books->keys.get(), &*channels, books->pack.office, books->pack.flows}, at);
    const Result<> moved = store::override_decision(*books->database, *books->keys, *books->pack.office,
                                                    {*ticket, options.unit, options.by, options.reason}, herald, at);
    if (!moved) return complain(describe(moved.error()));
    std::cout << ticket->spaced() << " is with " << options.unit << "\n";
    return 0;
}

}  // namespace sambung::gateway

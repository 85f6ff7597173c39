#include "announcements.h"
#include "books.h"
#include "commands.h"
#include "rules.h"
#include "store/decisions.h"
#include "tidings.h"
#include "times.h"

#include <iostream>

namespace sambung::gateway {

namespace {

// Under the rule set in force, since its last row names the city desk; the pack's own where that does not fit.
Result<std::shared_ptr<const cases::Office>> office_in_force(const Books& books) {
    const Result<std::optional<store::RuleSet>> active = store::RuleSets(*books.database, *books.keys).active();
    if (!active) return std::unexpected(active.error());
    if (!*active) return books.pack.office;
    auto office = office_under(*books.pack.office, **active);
    if (!office) return books.pack.office;
    return std::make_shared<const cases::Office>(std::move(*office));
}

}  // namespace

int move_case(const MoveOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const std::optional<Ticket> ticket = Ticket::parse(options.ticket);
    if (!ticket) return complain("a ticket has nine digits");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    const Result<Channels> channels = Channels::make(config->channels);
    if (!channels) return complain(describe(channels.error()));
    const auto office = office_in_force(*books);
    if (!office) return complain(describe(office.error()));
    const TimePoint at = now();
    const store::Herald herald = herald_of({books->keys.get(), &*channels, *office, books->pack.flows}, at);
    const Result<> moved = store::override_decision(*books->database, *books->keys, **office,
                                                    {*ticket, options.unit, options.by, options.reason}, herald, at);
    if (!moved) return complain(describe(moved.error()));
    std::cout << ticket->spaced() << " is with " << options.unit << "\n";
    return 0;
}

}  // namespace sambung::gateway

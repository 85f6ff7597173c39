#include "await_here.h"
#include "books.h"
#include "cases/on_duty.h"
#include "commands.h"
#include "store/calls.h"
#include "times.h"

#include <iostream>

namespace sambung::gateway {

namespace {

constexpr int most_listed = 1000;

// Where the unit is rung when nobody telephones, "sms +62…|wa +62…": the office's own phones.
std::string phones_of(const cases::Office& office, std::string_view code) {
    const cases::Unit* unit = office.unit(code);
    std::string phones;
    if (unit == nullptr) return phones;
    for (const cases::DutyAddress& duty : cases::on_duty(*unit, office.calendar, now())) {
        if (!phones.empty()) phones += "|";
        phones.append(duty.channel).append(" ").append(duty.address);
    }
    return phones;
}

int list(const Books& books) {
    const auto due = await_here(store::calls_due(*books.database, most_listed));
    if (!due) return complain(describe(due.error()));
    std::cout << "ticket,urgency,unit,phones,since,tried\r\n";
    for (const store::CallDue& one : *due)
        std::cout << one.ticket.digits() << "," << name(one.urgency) << "," << one.unit << ","
                  << phones_of(*books.pack.office, one.unit) << "," << iso(one.since) << "," << one.tried << "\r\n";
    return 0;
}

}  // namespace

int calls(const CallsOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const auto ticket = Ticket::parse(options.done);
    if (!options.done.empty() && !ticket) return complain("\"" + options.done + "\" is no ticket: nine digits");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    if (!ticket) return list(*books);
    const auto result = options.no_answer ? store::CallResult::no_answer : store::CallResult::reached;
    const Result<> noted =
        await_here(store::note_call(*books->database, *books->keys, *ticket, result, options.by, now()));
    if (!noted) return complain(describe(noted.error()));
    std::cout << ticket->spaced() << (options.no_answer ? ": still due\n" : ": called\n");
    return 0;
}

}  // namespace sambung::gateway

#include "books.h"
#include "commands.h"
#include "times.h"

#include <iostream>

namespace sambung::gateway {

int print_drop_offs(const std::filesystem::path& config_file, int days) {
    const std::optional<Config> config = usable_config(config_file);
    if (!config) return 2;
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    const TimePoint first = now() - std::chrono::days{days - 1};
    const Result<std::vector<store::UssdEnds>> ends =
        books->cases->ussd_ends(books->pack.office->calendar.date_of(first));
    if (!ends) return complain(describe(ends.error()));
    std::cout << "day,channel,end,flow,state,sessions,hops,seconds\r\n";
    for (const store::UssdEnds& one : *ends)
        std::cout << one.day << "," << one.channel << "," << (one.completed ? "completed" : "cut") << "," << one.flow
                  << "," << one.state << "," << one.sessions << "," << one.hops << "," << one.ms / 1000 << "\r\n";
    return 0;
}

}  // namespace sambung::gateway

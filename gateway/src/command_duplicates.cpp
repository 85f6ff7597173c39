#include "await_here.h"
#include "books.h"
#include "cases/categories.h"
#include "commands.h"
#include "model/csv.h"
#include "store/duplicates.h"
#include "tidings.h"
#include "times.h"

#include <algorithm>
#include <iostream>
#include <utility>

namespace sambung::gateway {

namespace {

constexpr int most_listed = 1000;

int list_pairs(store::Duplicates& duplicates) {
    const auto pairs = await_here(duplicates.undecided(most_listed));
    if (!pairs) return complain(describe(pairs.error()));
    std::cout << "older,younger,score,why,found\r\n";
    for (const store::DupLink& pair : *pairs)
        std::cout << pair.older.digits() << "," << pair.younger.digits() << "," << pair.score << ","
                  << csv_cell(pair.why) << "," << iso(pair.at) << "\r\n";
    return 0;
}

int say(store::Duplicates& duplicates, const Announcer& announcer, const DuplicatesOptions& options) {
    const auto one = Ticket::parse(options.one);
    const auto other = Ticket::parse(options.other);
    if (!one || !other) return complain("two tickets are needed, nine digits each");
    if (options.by.empty()) return complain("who says so? --by ACCOUNT");
    const TimePoint at = now();
    const Result<> said =
        await_here(duplicates.link_cases(*one, *other, options.verdict, options.by, herald_of(announcer, at), at));
    if (!said) return complain(describe(said.error()));
    std::cout << one->spaced() << " and " << other->spaced() << ": " << name(options.verdict) << "\n";
    return 0;
}

int list_incidents(store::Duplicates& duplicates) {
    const Result<std::vector<store::Incident>> all = duplicates.incidents();
    if (!all) return complain(describe(all.error()));
    std::cout << "id,name,area,categories,opened,closed,cases\r\n";
    for (const store::Incident& one : *all) {
        std::string categories;
        for (const std::string& each : one.about.categories) categories += (categories.empty() ? "" : "|") + each;
        std::cout << one.id << "," << csv_cell(one.about.name) << "," << one.about.area << ","
                  << (categories.empty() ? "*" : categories) << "," << iso(one.opened) << ","
                  << (one.closed ? iso(*one.closed) : "") << "," << one.cases << "\r\n";
    }
    return 0;
}

int open_incident(store::Duplicates& duplicates, const cases::Office& office, const IncidentOptions& options) {
    if (options.name.empty() || options.by.empty())
        return complain("an incident needs a --name, and who opens it: --by");
    if (office.areas.find(options.area) == nullptr) return complain("the pack has no area \"" + options.area + "\"");
    for (const std::string& category : options.categories)
        if (std::ranges::find(cases::all_categories, category, &cases::Category::id) == std::end(cases::all_categories))
            return complain("there is no category \"" + category + "\"");
    const Result<std::int64_t> id = duplicates.open_incident(
        {.name = options.name, .area = options.area, .categories = options.categories, .by = options.by}, now());
    if (!id) return complain(describe(id.error()));
    std::cout << "incident " << *id << " is open\n";
    return 0;
}

int close_incident(store::Duplicates& duplicates, const IncidentOptions& options) {
    if (options.id == 0 || options.by.empty()) return complain("which one, and who closes it: --id, --by");
    const Result<> closed = duplicates.close_incident(options.id, options.by, now());
    if (!closed) return complain(describe(closed.error()));
    std::cout << "incident " << options.id << " is closed\n";
    return 0;
}

}  // namespace

int duplicates(const DuplicatesOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const Result<Channels> channels = Channels::make(config->channels);
    if (!channels) return complain(describe(channels.error()));
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    store::Duplicates known(*books->database, *books->keys, books->pack.office);
    if (options.list) return list_pairs(known);
    return say(known, Announcer{books->keys.get(), &*channels, books->pack.office, books->pack.flows}, options);
}

int incident(const IncidentOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    store::Duplicates known(*books->database, *books->keys, books->pack.office);
    switch (options.wish) {
        case IncidentWish::open:
            return open_incident(known, *books->pack.office, options);
        case IncidentWish::close:
            return close_incident(known, options);
        case IncidentWish::list:
            return list_incidents(known);
    }
    std::unreachable();
}

}  // namespace sambung::gateway

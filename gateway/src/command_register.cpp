#include "command_register.h"

#include "await_here.h"
#include "books.h"
#include "store/register.h"
#include "times.h"

#include <algorithm>
#include <iostream>

namespace sambung::gateway {

namespace {

constexpr int most_listed = 10'000;

void list(const std::vector<store::RegisterEntry>& entries) {
    std::cout << "number,stage,unit,room,bed,complete,found,changed,stay_due,follow_up\r\n";
    for (const store::RegisterEntry& one : entries) {
        std::cout << cases::register_name(one.number) << "," << name(one.stage) << "," << one.unit << ",";
        if (one.room)
            std::cout << name(*one.room) << "," << one.bed;
        else
            std::cout << ",";
        std::cout << "," << (one.complete ? "yes" : "no") << "," << iso(one.found) << "," << iso(one.changed) << ","
                  << (one.stay_due ? iso(*one.stay_due) : "") << "," << (one.follow_up ? iso(*one.follow_up) : "")
                  << "\r\n";
    }
}

void occupancy(const std::vector<cases::House>& houses, const std::vector<store::RegisterEntry>& entries) {
    std::cout << "unit,room,beds,taken\r\n";
    for (const cases::House& house : houses)
        for (const cases::Room room : cases::all_rooms)
            std::cout << house.shelter.unit << "," << name(room) << "," << house.shelter.beds_of(room) << ","
                      << std::ranges::count_if(entries,
                                               [&](const store::RegisterEntry& one) {
                                                   return one.unit == house.shelter.unit && one.room == room;
                                               })
                      << "\r\n";
}

}  // namespace

int outreach_register(const RegisterOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    const auto entries = await_here(store::register_entries(*books->database, most_listed));
    if (!entries) return complain(describe(entries.error()));
    if (options.occupancy)
        occupancy(books->pack.office->houses, *entries);
    else
        list(*entries);
    return 0;
}

}  // namespace sambung::gateway

#include "books.h"
#include "command_allocation.h"
#include "house_sheet.h"
#include "pack_reader.h"
#include "store/known_staff.h"
#include "times.h"

#include <iostream>
#include <utility>

namespace sambung::gateway {

namespace {

// What only the books know.
int tell(const HousesOptions& options, const std::vector<store::HouseClash>& clashes) {
    for (const store::HouseClash& one : clashes) {
        const bool ticket = one.why == store::HouseClash::Why::no_ticket;
        std::cout << options.file.string() << ":" << one.line << ":1: " << (ticket ? "A020" : "A021") << ": "
                  << (ticket ? "there is no such ticket" : "that house is in a pool already") << "\n";
    }
    return 1;
}

int keep(const HousesOptions& options, const Books& books, const store::HouseList& list) {
    const auto codes = store::take_over_houses(*books.database, *books.keys, list, now());
    if (!codes) return complain(describe(codes.error()));
    std::cout << "line,house\r\n";
    for (std::size_t i = 0; i < codes->size(); ++i)
        std::cout << list.houses[i].line << "," << (*codes)[i].text() << "\r\n";
    std::cerr << codes->size() << " houses are in the pool " << options.pool << "\n";
    return 0;
}

}  // namespace

int import_houses(const HousesOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const std::optional<std::string> csv = read_file(options.file);
    if (!csv) return complain(options.file.string() + ":1:1: A000: cannot be read");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    if (const Result<> known = store::check_known_staff(*books->database, options.by); !known)
        return complain(describe(known.error()));
    HouseSheet sheet = read_houses(options.file.string(), *csv, *books->pack.office, *books->keys);
    if (sheet.findings.count() > 0) return tell(sheet.findings);
    const store::HouseList list{.pool = options.pool,
                                .file = books->keys->index("house.file", *csv),
                                .by = options.by,
                                .houses = std::move(sheet.houses)};
    const auto clashes = store::clashes(*books->database, *books->keys, list);
    if (!clashes) return complain(describe(clashes.error()));
    if (!clashes->empty()) return tell(options, *clashes);
    if (options.dry_run) {
        std::cout << list.houses.size() << " houses would be kept\n";
        return 0;
    }
    return keep(options, *books, list);
}

}  // namespace sambung::gateway

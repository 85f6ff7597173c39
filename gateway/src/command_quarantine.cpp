#include "books.h"
#include "commands.h"
#include "times.h"

#include <charconv>
#include <iostream>

namespace sambung::gateway {

namespace {

std::string hex_of(PersonId person) {
    std::string digits(16, '0');
    for (std::size_t i = 0; i < digits.size(); ++i)
        digits[i] = "0123456789abcdef"[(person.value >> (60 - 4 * i)) & 0xFU];
    return digits;
}

std::optional<PersonId> person_from(std::string_view hex) {
    PersonId person;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), person.value, 16);
    if (error != std::errc{} || end != hex.data() + hex.size() || hex.size() != 16) return std::nullopt;
    return person;
}

int list(store::CaseStore& cases) {
    const Result<std::vector<store::HeldMessages>> held = cases.held();
    if (!held) return complain(describe(held.error()));
    std::cout << "person,channel,messages,first,last\r\n";
    for (const store::HeldMessages& one : *held)
        std::cout << hex_of(one.person) << "," << one.channel << "," << one.messages << "," << iso(one.first) << ","
                  << iso(one.last) << "\r\n";
    return 0;
}

}  // namespace

int quarantine(const QuarantineOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    store::HeldChoice which;
    if (!options.person.empty()) {
        which.person = person_from(options.person);
        if (!which.person)
            return complain("\"" + options.person + "\" is no person: 16 hex digits, as the list has them");
    }
    if (!options.channel.empty()) which.channel = options.channel;
    if (options.wish == HeldWish::discard && options.person.empty() && options.channel.empty() && !options.all)
        return complain("discard forgets what citizens wrote: name a --person or a --channel, or say --all");
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    if (options.wish == HeldWish::list) return list(*books->cases);
    const bool release = options.wish == HeldWish::release;
    const Result<int> done = release ? books->cases->release(which, now()) : books->cases->discard(which, now());
    if (!done) return complain(describe(done.error()));
    std::cout << *done << (release ? " messages go on\n" : " messages are forgotten\n");
    return 0;
}

}  // namespace sambung::gateway

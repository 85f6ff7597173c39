#include "await_here.h"
#include "books.h"
#include "commands.h"
#include "store/staff.h"
#include "times.h"

#include <algorithm>
#include <iostream>

namespace sambung::gateway {

namespace {

// Printed here and nowhere else; the store keeps a hash of it.
int tell_secret(const std::string& account, const Result<std::string>& secret) {
    if (!secret) return complain(describe(secret.error()));
    std::cout << "Set-up secret of " << account << ", shown once, good for two days:\n" << *secret << "\n";
    return 0;
}

int add(const UserOptions& options, const Books& books) {
    const std::optional<store::StaffRole> role = store::staff_role_from(options.role);
    if (!role) return complain("there is no role \"" + options.role + "\"");
    const auto& units = books.pack.office->units;
    if (!options.unit.empty() && std::ranges::find(units, options.unit, &cases::Unit::code) == units.end())
        return complain("there is no unit \"" + options.unit + "\"");
    return tell_secret(options.account, await_here(store::add_staff(
                                            *books.database, *books.keys,
                                            {options.account, options.name, *role, options.unit}, options.by, now())));
}

// Cells are quoted where a name has a comma or a quote, and never begin as a formula would.
std::string cell(std::string text) {
    if (!text.empty() && std::string_view{"=+-@\t"}.contains(text.front())) text.insert(0, "'");
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
    return quoted + "\"";
}

std::string state_of(const store::StaffAccount& one) {
    if (one.disabled) return "disabled";
    if (one.has_password) return "active";
    return one.setup_until && *one.setup_until > now() ? "to_be_set_up" : "setup_expired";
}

int list(const Books& books) {
    const auto all = await_here(store::list_staff(*books.database, *books.keys));
    if (!all) return complain(describe(all.error()));
    std::cout << "account,name,role,unit,state\r\n";
    for (const store::StaffAccount& one : *all)
        std::cout << one.account << "," << cell(one.name) << "," << name(one.role) << "," << one.unit << ","
                  << state_of(one) << "\r\n";
    return 0;
}

}  // namespace

int user(const UserOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    switch (options.wish) {
        case UserWish::add:
            return add(options, *books);
        case UserWish::list:
            return list(*books);
        case UserWish::reset:
            return tell_secret(options.account, await_here(store::reset_staff(*books->database, *books->keys,
                                                                              options.account, options.by, now())));
        case UserWish::disable:
            break;
    }
    const Result<> disabled =
        await_here(store::disable_staff(*books->database, *books->keys, options.account, options.by, now()));
    if (!disabled) return complain(describe(disabled.error()));
    std::cout << options.account << " is disabled\n";
    return 0;
}

}  // namespace sambung::gateway

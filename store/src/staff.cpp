#include "store/staff.h"

#include "clerk.h"
#include "events.h"
#include "staff_names.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::array<std::pair<StaffRole, std::string_view>, 8> roles{{{StaffRole::agent, "agent"},
                                                                       {StaffRole::supervisor, "supervisor"},
                                                                       {StaffRole::unit_officer, "unit_officer"},
                                                                       {StaffRole::unit_head, "unit_head"},
                                                                       {StaffRole::analyst, "analyst"},
                                                                       {StaffRole::rule_admin, "rule_admin"},
                                                                       {StaffRole::admin, "admin"},
                                                                       {StaffRole::auditor, "auditor"}}};
constexpr std::size_t longest_name = 100;
constexpr std::size_t longest_password = 256;

std::string owner(std::string_view account) { return "staff:" + folded(account); }
std::string place_of_name(std::string_view account) { return "staff.name:" + folded(account); }

Key128 secret_hash(const Keys& keys, std::string_view account, std::string_view secret) {
    return keys.index("staff.setup", folded(account) + "\n" + std::string{secret});
}

// 160 bits, in letters and digits that are not taken for others.
std::string fresh_secret() {
    constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
    std::string secret(32, ' ');
    const SecretKey random = Keys::fresh();
    for (std::size_t i = 0; i < secret.size(); ++i) secret[i] = letters[random.at(i) % letters.size()];
    return secret;
}

Result<> check_new(const NewStaff& staff) {
    if (Result<> named = check_staff_name(staff.account); !named) return named;
    if (staff.name.empty() || staff.name.size() > longest_name)
        return fail(Errc::invalid_request, "a name of 1 to 100 bytes");
    if (needs_unit(staff.role) && staff.unit.empty())
        return fail(Errc::invalid_request, "that role is of a unit: name it");
    return {};
}

constexpr std::string_view columns =
    "SELECT account, key, name, role, unit, disabled, password, setup_until, version FROM staff";

StaffAccount account_in(const Query& row, const Keys& keys) {
    const std::string account{row.text(0)};
    const SecretKey key = open_key(keys, row.blob(1), owner(account));
    return {.account = account,
            .name = open_sealed(key, row.blob(2), place_of_name(account)),
            .role = staff_role_from(row.text(3)).value_or(StaffRole::analyst),
            .unit = std::string{row.text(4)},
            .disabled = row.integer(5) != 0,
            .has_password = !row.null(6),
            .setup_until = row.null(7) ? std::nullopt : std::optional{row.time(7)},
            .version = row.integer(8)};
}

void note(Clerk& clerk, std::string_view type, std::string_view account, std::string_view by) {
    append_event(clerk, {type, by, std::nullopt, Meta{}.add("account", folded(account)).json()});
}

}  // namespace

std::string_view name(StaffRole role) {
    return std::ranges::find(roles, role, &decltype(roles)::value_type::first)->second;
}
std::optional<StaffRole> staff_role_from(std::string_view word) {
    const auto found = std::ranges::find(roles, word, &decltype(roles)::value_type::second);
    return found == roles.end() ? std::nullopt : std::optional{found->first};
}
bool needs_unit(StaffRole role) { return role == StaffRole::unit_officer || role == StaffRole::unit_head; }

Task<Result<std::string>> add_staff(Database& database, const Keys& keys, NewStaff staff, std::string by,
                                    TimePoint now) {
    return database.write(
        Lane::ordinary, [&keys, staff = std::move(staff), by = std::move(by), now](Sql& sql) -> Result<std::string> {
            if (Result<> good = check_new(staff); !good) return std::unexpected(std::move(good.error()));
            if (Result<> good = check_staff_name(by); !good) return std::unexpected(std::move(good.error()));
            Clerk clerk(sql, keys, now);
            std::string secret = fresh_secret();
            const SecretKey key = Keys::fresh();
            const std::string wrapped = keys.wrap(key, owner(staff.account));
            const std::string sealed = seal(key, staff.name, place_of_name(staff.account));
            const int added = sql.run(
                "INSERT INTO staff (account, key, name, role, unit, setup, setup_until, created, changed)"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) ON CONFLICT DO NOTHING",
                staff.account, Blob{wrapped}, Blob{sealed}, name(staff.role), staff.unit,
                secret_hash(keys, staff.account, secret), now + setup_life, now);
            if (added == 0) return fail(Errc::conflict, "there is such an account already");
            append_event(clerk, {"staff.added", by, std::nullopt,
                                 Meta{}
                                     .add("account", folded(staff.account))
                                     .add("role", name(staff.role))
                                     .add("unit", staff.unit)
                                     .json()});
            return secret;
        });
}

Task<Result<std::string>> reset_staff(Database& database, const Keys& keys, std::string account, std::string by,
                                      TimePoint now) {
    return database.write(
        Lane::ordinary,
        [&keys, account = std::move(account), by = std::move(by), now](Sql& sql) -> Result<std::string> {
            if (Result<> good = check_staff_name(by); !good) return std::unexpected(std::move(good.error()));
            Clerk clerk(sql, keys, now);
            std::string secret = fresh_secret();
            const int reset = sql.run(
                "UPDATE staff SET password = NULL, setup = ?2, setup_until = ?3, disabled = 0, version = version + 1,"
                " changed = ?4 WHERE account = ?1",
                account, secret_hash(keys, account, secret), now + setup_life, now);
            if (reset == 0) return fail(Errc::not_found, "there is no such account");
            note(clerk, "staff.reset", account, by);
            return secret;
        });
}

Task<Result<>> disable_staff(Database& database, const Keys& keys, std::string account, std::string by, TimePoint now) {
    return database.write(Lane::ordinary,
                          [&keys, account = std::move(account), by = std::move(by), now](Sql& sql) -> Result<> {
                              if (Result<> good = check_staff_name(by); !good) return good;
                              if (!sql.query("SELECT 1 FROM staff WHERE account = ?", account).next())
                                  return fail(Errc::not_found, "there is no such account");
                              Clerk clerk(sql, keys, now);
                              const int disabled = sql.run(
                                  "UPDATE staff SET password = NULL, setup = NULL, setup_until = NULL, disabled = 1,"
                                  " version = version + 1, changed = ?2 WHERE account = ?1 AND disabled = 0",
                                  account, now);
                              if (disabled > 0) note(clerk, "staff.disabled", account, by);
                              return {};
                          });
}

Task<Result<std::vector<StaffAccount>>> list_staff(Database& database, const Keys& keys) {
    return database.read([&keys](Sql& sql) -> Result<std::vector<StaffAccount>> {
        std::vector<StaffAccount> all;
        static const std::string statement = std::string{columns} + " ORDER BY account";
        for (Query row = sql.query(statement); row.next();) all.push_back(account_in(row, keys));
        return all;
    });
}

Result<std::string> hash_password(std::string_view password) {
    if (password.size() < shortest_password || password.size() > longest_password)
        return fail(Errc::invalid_request, "a password of 12 to 256 characters");
    std::string hash(crypto_pwhash_STRBYTES, '\0');
    if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                              crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0)
        return fail(Errc::unavailable, "there is no memory to hash a password");
    hash.resize(hash.find('\0'));
    return hash;
}

bool fits(std::string_view password, const std::optional<std::string>& hash) {
    static const std::string nobodys = hash_password("nobody has this password").value_or(std::string{});
    const std::string& against = hash ? *hash : nobodys;
    const bool right = crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0;
    return right && hash.has_value();
}

Task<Result<>> set_password(Database& database, const Keys& keys, std::string account, std::string secret,
                            std::string hash, TimePoint now) {
    return database.write(
        Lane::ordinary,
        [&keys, account = std::move(account), secret = std::move(secret), hash = std::move(hash),
         now](Sql& sql) -> Result<> {
            Clerk clerk(sql, keys, now);
            const int set = sql.run(
                "UPDATE staff SET password = ?3, setup = NULL, setup_until = NULL, version = version + 1, changed = ?4"
                " WHERE account = ?1 AND setup = ?2 AND setup_until > ?4 AND disabled = 0",
                account, secret_hash(keys, account, secret), hash, now);
            if (set == 0) return fail(Errc::not_authentic, "that secret sets no password");
            note(clerk, "staff.password_set", account, folded(account));
            return {};
        });
}

Task<Result<std::optional<SignIn>>> staff_to_sign_in(Database& database, const Keys& keys, std::string account) {
    return database.read([&keys, account = std::move(account)](Sql& sql) -> Result<std::optional<SignIn>> {
        static const std::string statement =
            std::string{columns} + " WHERE account = ? AND disabled = 0 AND password IS NOT NULL";
        Query row = sql.query(statement, account);
        if (!row.next()) return std::optional<SignIn>{};
        return SignIn{.account = account_in(row, keys), .hash = std::string{row.text(6)}};
    });
}

}  // namespace sambung::store

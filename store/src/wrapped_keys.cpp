#include "wrapped_keys.h"

#include "staff_names.h"

#include <utility>
#include <vector>

namespace sambung::store {

namespace {

std::string text(const Query& row, int column) { return std::string{row.text(column)}; }

// Bound as Clerk, case_rows, staff, office_rows, duty_points and house_rows bind them.
constexpr WrappedPlace places[] = {
    {"persons", "persons", "SELECT id, key FROM persons WHERE key IS NOT NULL",
     "UPDATE persons SET key = ?2 WHERE id = ?1",
     [](const Query& row) { return "person:" + std::to_string(row.person(0).value); }},
    {"cases", "cases", "SELECT id, key, ticket FROM cases WHERE key IS NOT NULL",
     "UPDATE cases SET key = ?2 WHERE id = ?1", [](const Query& row) { return "case:" + text(row, 2); }},
    {"office documents", "office_documents",
     "SELECT id, key, lower(hex(sha256)) FROM office_documents WHERE key IS NOT NULL",
     "UPDATE office_documents SET key = ?2 WHERE id = ?1", [](const Query& row) { return "office:" + text(row, 2); }},
    {"duty phones", "duty_points", "SELECT id, key, unit, channel, made FROM duty_points",
     "UPDATE duty_points SET key = ?2 WHERE id = ?1",
     [](const Query& row) {
         return "duty:" + text(row, 2) + ':' + text(row, 3) + ':' + std::to_string(row.integer(4));
     }},
    {"staff accounts", "staff", "SELECT account, key FROM staff", "UPDATE staff SET key = ?2 WHERE account = ?1",
     [](const Query& row) { return "staff:" + folded(row.text(0)); }},
    {"houses", "house_rows", "SELECT id, key, code FROM house_rows WHERE key IS NOT NULL",
     "UPDATE house_rows SET key = ?2 WHERE id = ?1", [](const Query& row) { return "house:" + text(row, 2); }},
};

}  // namespace

std::span<const WrappedPlace> wrapped_places() { return places; }

// All are read before the first is written: in a table without row ids a row that changes may come by once more.
std::int64_t wrap_anew(Sql& sql, const WrappedPlace& place, const Keys& before, const Keys& after) {
    std::vector<std::pair<std::string, std::string>> anew;
    for (Query row = sql.query(place.select); row.next();) {
        const std::string owner = place.owner(row);
        const Result<SecretKey> key = before.unwrap(row.blob(1), owner);
        if (!key) throw BrokenSeal(Error{Errc::not_authentic, std::string{place.what}, {}});
        anew.emplace_back(row.text(0), after.wrap(*key, owner));
    }
    for (const auto& [id, wrapped] : anew) sql.run(place.update, id, Blob{wrapped});
    return static_cast<std::int64_t>(anew.size());
}

std::int64_t count_wrapped(Sql& sql, const WrappedPlace& place) {
    Query row = sql.query("SELECT count(*) FROM (" + std::string{place.select} + ")");
    return row.next() ? row.integer(0) : 0;
}

}  // namespace sambung::store

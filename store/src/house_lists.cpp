// Lists of houses that are taken over.
#include "events.h"
#include "house_rows.h"
#include "staff_names.h"
#include "store/allocation.h"

#include <algorithm>
#include <cctype>
#include <span>

namespace sambung::store {

namespace {

constexpr std::size_t rows_at_once = 32;  // some milliseconds of the writer

// Letters and digits in one case, so that "Jl. Melati No. 3" and "jl melati no 3" are one house.
std::string plain(std::string_view address) {
    std::string out;
    for (const char one : address)
        if (const auto byte = static_cast<unsigned char>(one); byte >= 0x80 || std::isalnum(byte) != 0)
            out += static_cast<char>(byte < 0x80 ? std::tolower(byte) : byte);
    return out;
}

Key128 place_of(const Keys& keys, const NewHouse& house) { return house_place(keys, house.area, house.address); }

std::optional<std::int64_t> case_of(Sql& sql, const Ticket& ticket) {
    Query row = sql.query("SELECT id FROM cases WHERE ticket = ? AND key IS NOT NULL", ticket.digits());
    return row.next() ? std::optional{row.integer(0)} : std::nullopt;
}

bool stands_elsewhere(Sql& sql, const Key128& place) {
    return sql.query("SELECT 1 FROM houses WHERE place = ? AND state NOT IN ('done', 'withdrawn')", place).next();
}

struct Before {
    std::int64_t id = 0;
    bool published = false;
};
std::optional<Before> list_of(Sql& sql, const HouseList& list) {
    Query row = sql.query("SELECT id, published IS NOT NULL FROM house_lists WHERE pool = ? AND file = ?", list.pool,
                          list.file);
    return row.next() ? std::optional{Before{row.integer(0), row.integer(1) != 0}} : std::nullopt;
}

std::vector<cases::HouseCode> codes_of(Sql& sql, std::int64_t list) {
    std::vector<cases::HouseCode> out;
    for (Query row = sql.query("SELECT code FROM house_rows WHERE list = ? ORDER BY line", list); row.next();)
        out.push_back(*cases::HouseCode::parse(row.text(0)));
    return out;
}

// Nobody has seen it.
void drop(Sql& sql, std::int64_t list) {
    sql.run(
        "DELETE FROM house_rows WHERE list = ? AND list NOT IN (SELECT id FROM house_lists WHERE published IS NOT"
        " NULL)",
        list);
    sql.run("DELETE FROM house_lists WHERE id = ? AND published IS NULL", list);
}

cases::HouseCode fresh_code(Sql& sql) {
    for (;;) {
        std::uint64_t random = 0;
        const SecretKey bytes = Keys::fresh();
        std::copy_n(bytes.data(), sizeof random, reinterpret_cast<unsigned char*>(&random));
        cases::HouseCode code = cases::HouseCode::from_number(random);
        if (!sql.query("SELECT 1 FROM house_rows WHERE code = ?", code.text()).next()) return code;
    }
}

Result<> insert_house(Clerk& clerk, std::int64_t list, const std::string& pool, const NewHouse& house) {
    const Key128 place = place_of(clerk.keys, house);
    if (clerk.sql.query("SELECT 1 FROM house_rows WHERE place = ? AND state NOT IN ('done', 'withdrawn')", place)
            .next())
        return fail(Errc::conflict, "line " + std::to_string(house.line) + ": that house came with another list");
    const cases::HouseCode code = fresh_code(clerk.sql);
    const SecretKey key = Keys::fresh();
    clerk.sql.run(
        "INSERT INTO house_rows (list, line, pool, code, area, estimate, case_id, place, key, owner, address, changed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        list, house.line, pool, code.text(), house.area, house.estimate,
        house.ticket ? case_of(clerk.sql, *house.ticket) : std::nullopt, place,
        Blob{clerk.keys.wrap(key, house_key_owner(code))}, Blob{seal(key, house.owner, house_owner_place(code))},
        Blob{seal(key, house.address, house_address_place(code))}, clerk.now);
    return {};
}

// Imports take a second; what is that old has died.
void drop_what_died(Clerk& clerk) {
    constexpr std::chrono::minutes patience{10};
    std::vector<std::int64_t> dead;
    for (Query row =
             clerk.sql.query("SELECT id FROM house_lists WHERE published IS NULL AND begun < ?", clerk.now - patience);
         row.next();)
        dead.push_back(row.integer(0));
    for (const std::int64_t list : dead) drop(clerk.sql, list);
}

// A list that was begun and left is begun anew.
Result<std::int64_t> begin(Clerk& clerk, const HouseList& list) {
    if (!pool_row(clerk.sql, list.pool)) return fail(Errc::not_found, "there is no such pool");
    if (const auto before = list_of(clerk.sql, list)) drop(clerk.sql, before->id);
    drop_what_died(clerk);
    clerk.sql.run("INSERT INTO house_lists (pool, file, by_whom, begun) VALUES (?, ?, ?, ?)", list.pool, list.file,
                  folded(list.by), clerk.now);
    return clerk.sql.last_id();
}

Result<> publish(Clerk& clerk, const HouseList& list, std::int64_t id) {
    if (clerk.sql.run("UPDATE house_lists SET published = ?2 WHERE id = ?1 AND published IS NULL", id, clerk.now) == 0)
        return fail(Errc::conflict, "another import took its place");
    append_event(clerk,
                 {"pool.houses", list.by, std::nullopt,
                  Meta{}.add("pool", list.pool).add("houses", static_cast<std::int64_t>(list.houses.size())).json()});
    return {};
}

// On the writer, with a clerk.
template <class Work>
auto by_clerk(Database& database, const Keys& keys, TimePoint now, Work work) {
    return database.write_now([&](Sql& sql) {
        Clerk clerk(sql, keys, now);
        return work(clerk);
    });
}

Result<> insert_all(Database& database, const Keys& keys, const HouseList& list, std::int64_t id, TimePoint now) {
    std::span<const NewHouse> rest{list.houses};
    while (!rest.empty()) {
        const auto some = rest.first(std::min(rest.size(), rows_at_once));
        const Result<> kept = by_clerk(database, keys, now, [&](Clerk& clerk) -> Result<> {
            for (const NewHouse& house : some)
                if (Result<> one = insert_house(clerk, id, list.pool, house); !one) return one;
            return {};
        });
        if (!kept) return kept;
        rest = rest.subspan(some.size());
    }
    return by_clerk(database, keys, now, [&](Clerk& clerk) { return publish(clerk, list, id); });
}

}  // namespace

Key128 house_place(const Keys& keys, std::string_view area, std::string_view address) {
    return keys.index("house.place", std::string{area} + '\x1f' + plain(address));
}

Result<std::vector<HouseClash>> clashes(Database& database, const Keys& keys, const HouseList& list) {
    return database.read_now([&](Sql& sql) -> Result<std::vector<HouseClash>> {
        std::vector<HouseClash> out;
        if (const auto before = list_of(sql, list); before && before->published) return out;
        for (const NewHouse& house : list.houses) {
            if (house.ticket && !case_of(sql, *house.ticket))
                out.push_back({.line = house.line, .why = HouseClash::Why::no_ticket});
            if (stands_elsewhere(sql, place_of(keys, house)))
                out.push_back({.line = house.line, .why = HouseClash::Why::known});
        }
        return out;
    });
}

Result<std::vector<cases::HouseCode>> take_over_houses(Database& database, const Keys& keys, const HouseList& list,
                                                       TimePoint now) {
    using Codes = std::vector<cases::HouseCode>;
    if (const Result<> name = check_staff_name(list.by); !name) return std::unexpected(name.error());
    const auto before =
        database.read_now([&](Sql& sql) -> Result<std::optional<Before>> { return list_of(sql, list); });
    if (!before) return std::unexpected(before.error());
    const auto codes = [&](std::int64_t id) {
        return database.read_now([id](Sql& sql) -> Result<Codes> { return codes_of(sql, id); });
    };
    if (*before && (*before)->published) return codes((*before)->id);
    const Result<std::int64_t> id = by_clerk(database, keys, now, [&](Clerk& clerk) { return begin(clerk, list); });
    if (!id) return std::unexpected(id.error());
    if (const Result<> kept = insert_all(database, keys, list, *id, now); !kept) {
        // What cannot be dropped now is dropped by the next import.
        const Result<> dropped = by_clerk(database, keys, now, [&](Clerk& clerk) -> Result<> {
            drop(clerk.sql, *id);
            return {};
        });
        static_cast<void>(dropped);
        return std::unexpected(kept.error());
    }
    return codes(*id);
}

}  // namespace sambung::store

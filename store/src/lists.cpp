#include "store/lists.h"

#include "sql.h"

#include <array>

namespace sambung::store {

namespace {

constexpr std::array<std::string_view, 5> standing_words{"terdaftar", "menunggu", "diusulkan", "berhenti",
                                                         "tidak_terdaftar"};
constexpr std::array<std::string_view, 4> number_words{"nik", "kk", "phone", "card"};

struct Current {
    std::int64_t id = 0;
    std::string as_of;
};

std::optional<Current> current_list(Sql& sql, ListKind kind, std::string_view programme) {
    Query row = sql.query("SELECT id, as_of FROM lists WHERE kind = ? AND programme = ? AND state = 'current'",
                          name(kind), programme);
    if (!row.next()) return std::nullopt;
    return Current{row.integer(0), std::string{row.text(1)}};
}

void look_up(Sql& sql, std::int64_t list, const Key128& number, ListAnswer& answer) {
    Query row = sql.query("SELECT standing, reason, batch FROM list_members WHERE list = ? AND key = ?", list, number);
    if (!row.next()) return;
    const auto standing = static_cast<ListStanding>(row.integer(0));
    if (answer.standing && *answer.standing <= standing) return;
    answer.standing = standing;
    answer.reason = row.text(1);
    answer.batch = row.text(2);
}

std::optional<std::int64_t> list_to_sweep(Sql& sql, TimePoint now) {
    Query row =
        sql.query("SELECT id FROM lists WHERE state IN ('old', 'broken') OR (state = 'loading' AND heard < ?) LIMIT 1",
                  now - list_patience);
    if (!row.next()) return std::nullopt;
    return row.integer(0);
}

int sweep(Sql& sql, std::int64_t list, int most) {
    sql.run("UPDATE lists SET state = 'broken' WHERE id = ? AND state = 'loading'", list);
    int removed = sql.run(
        "DELETE FROM list_members WHERE list = ?1 AND key IN"
        " (SELECT key FROM list_members WHERE list = ?1 ORDER BY key LIMIT ?2)",
        list, most);
    if (removed > 0) return removed;
    removed = sql.run("DELETE FROM list_days WHERE list = ?", list);
    return removed + sql.run("UPDATE lists SET state = 'gone' WHERE id = ?", list);
}

}  // namespace

std::string_view name(ListKind kind) { return kind == ListKind::beneficiaries ? "beneficiaries" : "schedules"; }

std::string_view name(ListStanding standing) { return standing_words.at(static_cast<std::size_t>(standing)); }

std::optional<ListStanding> list_standing_from(std::string_view name) {
    for (std::size_t i = 0; i < standing_words.size(); ++i)
        if (standing_words.at(i) == name) return static_cast<ListStanding>(i);
    return std::nullopt;
}

Key128 list_key(const Keys& keys, ListNumber what, std::string_view number, std::string_view programme) {
    std::string column = "list." + std::string{number_words.at(static_cast<std::size_t>(what))};
    if (what == ListNumber::card) column.append(".").append(programme);
    return keys.index(column, number);
}

Task<Result<ListAnswer>> standing_on_list(Database& database, std::string programme, std::vector<Key128> numbers) {
    co_return co_await database.read([&programme, &numbers](Sql& sql) -> Result<ListAnswer> {
        const std::optional<Current> list = current_list(sql, ListKind::beneficiaries, programme);
        if (!list) return fail(Errc::not_found, "no list of that programme");
        ListAnswer answer{.as_of = list->as_of, .standing = {}, .reason = {}, .batch = {}};
        for (const Key128& number : numbers) look_up(sql, list->id, number, answer);
        return answer;
    });
}

Task<Result<std::optional<ListDay>>> next_list_day(Database& database, std::string programme, std::string batch,
                                                   std::string today) {
    co_return co_await database.read([&](Sql& sql) -> Result<std::optional<ListDay>> {
        const std::optional<Current> list = current_list(sql, ListKind::schedules, programme);
        if (!list) return std::optional<ListDay>{};
        Query row = sql.query(
            "SELECT day, opens, closes, place, batch FROM list_days WHERE list = ? AND batch IN ('', ?) AND day >= ?"
            " ORDER BY day, opens LIMIT 1",
            list->id, batch, today);
        if (!row.next()) return std::optional<ListDay>{};
        return ListDay{.day = std::string{row.text(0)},
                       .opens = static_cast<int>(row.integer(1)),
                       .closes = static_cast<int>(row.integer(2)),
                       .place = std::string{row.text(3)},
                       .batch = std::string{row.text(4)}};
    });
}

Task<Result<int>> sweep_lists(Database& database, int most, TimePoint now) {
    using Found = std::optional<std::int64_t>;
    const Result<Found> list =
        co_await database.read([now](Sql& sql) -> Result<Found> { return list_to_sweep(sql, now); });
    if (!list) co_return std::unexpected(list.error());
    if (!*list) co_return 0;
    co_return co_await database.write(Lane::ordinary, [now, most](Sql& sql) -> Result<int> {
        const Found still = list_to_sweep(sql, now);
        return still ? sweep(sql, *still, most) : 0;
    });
}

}  // namespace sambung::store

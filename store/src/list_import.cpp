#include "store/list_import.h"

#include "clerk.h"
#include "events.h"
#include "staff_names.h"

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace {

using std::chrono::microseconds;

constexpr microseconds hold_target{4'000};
constexpr std::size_t least_batch = 16;
constexpr std::size_t most_batch = 4'096;
// A writer that finds the file taken asks again after 1, 2, 5, 10, 15, 20, 25 ms (SQLite's busy handler): with the file
// free for three quarters of the time, one in a hundred waits beyond the fourth try.
constexpr int rest_factor = 3;

struct Standing {
    std::int64_t id = 0;
    std::string as_of;
    Key128 file;
};

std::optional<Standing> in_force(Sql& sql, const NewList& about) {
    Query row = sql.query("SELECT id, as_of, file FROM lists WHERE kind = ? AND programme = ? AND state = 'current'",
                          name(about.kind), about.programme);
    if (!row.next()) return std::nullopt;
    return Standing{row.integer(0), std::string{row.text(1)}, row.key(2)};
}

Result<> refuse_what_stands(Sql& sql, const NewList& about) {
    const std::optional<Standing> current = in_force(sql, about);
    if (!current) return {};
    if (current->file == about.file && current->as_of == about.as_of)
        return fail(Errc::conflict, "that file is in force already, as of " + current->as_of);
    if (current->as_of > about.as_of && !about.older)
        return fail(Errc::conflict, "the list in force is of " + current->as_of + ", a later day; --older replaces it");
    return {};
}

// Of whoever imports the same meanwhile; one that died makes way.
Result<> refuse_while_another_runs(Sql& sql, const NewList& about, TimePoint now) {
    sql.run("UPDATE lists SET state = 'broken' WHERE kind = ? AND programme = ? AND state = 'loading' AND heard < ?",
            name(about.kind), about.programme, now - list_patience);
    Query row = sql.query("SELECT by FROM lists WHERE kind = ? AND programme = ? AND state = 'loading'",
                          name(about.kind), about.programme);
    if (!row.next()) return {};
    return fail(Errc::conflict, "another import of that programme is under way, by " + std::string{row.text(0)} +
                                    "; if it was stopped, wait " + std::to_string(list_patience.count()) + " seconds");
}

Result<> note_life(Sql& sql, std::int64_t list, TimePoint now) {
    if (sql.run("UPDATE lists SET heard = ? WHERE id = ? AND state = 'loading'", now, list) == 1) return {};
    return fail(Errc::conflict, "this import was given up, since it gave no sign of life");
}

void insert(Sql& sql, std::int64_t list, const ListMember& one) {
    sql.run("INSERT INTO list_members (list, key, standing, reason, batch) VALUES (?, ?, ?, ?, ?)", list, one.key,
            static_cast<int>(one.standing), one.reason, one.batch);
}

void insert(Sql& sql, std::int64_t list, const ListDay& one) {
    sql.run("INSERT OR IGNORE INTO list_days (list, batch, day, opens, closes, place) VALUES (?, ?, ?, ?, ?, ?)", list,
            one.batch, one.day, one.opens, one.closes, one.place);
}

}  // namespace

Result<bool> is_in_force(Database& database, const NewList& about) {
    return database.read_now([&about](Sql& sql) -> Result<bool> {
        const std::optional<Standing> current = in_force(sql, about);
        return current && current->file == about.file && current->as_of == about.as_of;
    });
}

std::size_t next_batch(std::size_t size, microseconds held) {
    if (held > hold_target) return std::max(least_batch, size / 2);
    if (held * 2 < hold_target) return std::min(most_batch, size * 2);
    return size;
}

Result<ListImport> ListImport::begin(Database& database, const Keys& keys, NewList about, Around around) {
    if (const Result<> named = check_staff_name(about.by); !named) return std::unexpected(named.error());
    const TimePoint now = around.clock();
    const Result<std::int64_t> id = database.write_now([&](Sql& sql) -> Result<std::int64_t> {
        if (Result<> free = refuse_what_stands(sql, about); !free) return std::unexpected(free.error());
        if (Result<> free = refuse_while_another_runs(sql, about, now); !free) return std::unexpected(free.error());
        sql.run(
            "INSERT INTO lists (kind, programme, as_of, period, file, by, begun, heard, state)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, 'loading')",
            name(about.kind), about.programme, about.as_of, about.period, about.file, about.by, now);
        return sql.last_id();
    });
    if (!id) return std::unexpected(id.error());
    return ListImport{database, keys, std::move(about), std::move(around), *id};
}

Result<> ListImport::add(const ListMember& member) {
    members_.push_back(member);
    return members_.size() < batch_ ? Result<>{} : flush();
}

Result<> ListImport::add(const ListDay& day) {
    days_.push_back(day);
    return days_.size() < batch_ ? Result<>{} : flush();
}

// The writer is held from the job's begin to the end of its commit; what comes before is waiting for others.
Result<> ListImport::flush() {
    using std::chrono::steady_clock;
    steady_clock::time_point begun;
    const TimePoint now = around_.clock();
    const Result<> kept = database_->write_now([&](Sql& sql) -> Result<> {
        begun = steady_clock::now();
        if (Result<> alive = note_life(sql, id_, now); !alive) return alive;
        for (const ListMember& one : members_) insert(sql, id_, one);
        for (const ListDay& one : days_) insert(sql, id_, one);
        return {};
    });
    if (!kept) return kept;
    const auto held = std::chrono::duration_cast<microseconds>(steady_clock::now() - begun);
    members_.clear();
    days_.clear();
    batch_ = next_batch(batch_, held);
    around_.rest(held * rest_factor);
    return {};
}

Result<> ListImport::publish(std::int64_t entries) {
    if (const Result<> kept = flush(); !kept) return kept;
    const TimePoint now = around_.clock();
    return database_->write_now([this, entries, now](Sql& sql) -> Result<> {
        if (Result<> alive = note_life(sql, id_, now); !alive) return alive;
        sql.run("UPDATE lists SET state = 'old' WHERE kind = ? AND programme = ? AND state = 'current'",
                name(about_.kind), about_.programme);
        sql.run("UPDATE lists SET state = 'current', entries = ? WHERE id = ?", entries, id_);
        Clerk clerk(sql, *keys_, now);
        append_event(clerk, {"list.imported", about_.by, std::nullopt,
                             Meta{}
                                 .add("kind", name(about_.kind))
                                 .add("programme", about_.programme)
                                 .add("as_of", about_.as_of)
                                 .add("entries", entries)
                                 .json()});
        return {};
    });
}

}  // namespace sambung::store

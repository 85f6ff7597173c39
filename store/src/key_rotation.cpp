#include "store/key_rotation.h"

#include "blob_file.h"
#include "events.h"
#include "migrate.h"
#include "root_keys.h"
#include "sessions_record.h"
#include "staff_names.h"
#include "store/anchors.h"
#include "wrapped_keys.h"

#include <memory>
#include <system_error>
#include <utility>
#include <vector>

namespace sambung::store {

namespace fs = std::filesystem;

namespace {

fs::path next_of(fs::path key_file) { return key_file += ".next"; }

void pass(const RotationPlan& plan, std::string_view moment) {
    if (plan.checkpoint) plan.checkpoint(moment);
}

// Alone with the database until it is closed: whoever has it open holds keys of before.
Result<std::unique_ptr<Sql>> open_alone(const std::string& database) {
    std::error_code error;
    if (!fs::is_regular_file(database, error)) return fail(Errc::not_found, "there is no case database at " + database);
    Result<std::unique_ptr<Sql>> sql = Sql::open(database, Sql::Mode::read_write);
    if (!sql) return sql;
    try {
        (*sql)->script("PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE; COMMIT");
    } catch (const SqlError& error) {
        if (error.code() != SQLITE_BUSY)
            return fail(Errc::unavailable, std::string{"the case database: "} + error.what());
        return fail(Errc::conflict, "somebody works on the database: stop the service and every other subcommand");
    }
    if (const Result<> migrated = migrate(**sql, known_migrations()); !migrated)
        return std::unexpected(migrated.error());
    return sql;
}

Result<> check_spool(const fs::path& spool) {
    std::error_code error;
    if (spool.empty() || !fs::exists(spool, error)) return {};
    for (const fs::directory_entry& one : fs::directory_iterator(spool, error))
        if (one.is_regular_file(error) && one.file_size(error) > 0)
            return fail(Errc::conflict,
                        "messages wait in the spool: start the service until sambung_spool_waiting is 0, then stop it");
    if (error) return fail(Errc::unavailable, "the spool cannot be read");
    return {};
}

// One that a run which was cut off left, if it is whole: nothing lies under it yet.
Result<Keys> next_key(const fs::path& file) {
    if (Result<Keys> left = Keys::load(file)) return left;
    std::error_code ignored;
    fs::remove(file, ignored);
    if (Result<> made = Keys::create(file); !made) return std::unexpected(std::move(made.error()));
    return Keys::load(file);
}

void seal_sessions_anew(Sql& sql, const Keys& before, const Keys& after) {
    std::vector<std::pair<PersonId, std::string>> anew;
    for (Query row = sql.query("SELECT person, revision, sealed FROM sessions"); row.next();) {
        const PersonId person = row.person(0);
        const StoredSession stored{static_cast<std::uint64_t>(row.integer(1)), std::string{row.blob(2)}, {}};
        const SessionRecord open = open_session(before, person, stored, {});
        anew.emplace_back(person, seal_session(after, person, stored.revision, open.body, open.reply));
    }
    for (const auto& [person, sealed] : anew)
        sql.run("UPDATE sessions SET sealed = ?2 WHERE person = ?1", person, Blob{sealed});
}

std::int64_t turn(Sql& sql, const RotationPlan& plan, const Keys& before, const Keys& after) {
    std::int64_t count = 0;
    for (const WrappedPlace& place : wrapped_places()) count += wrap_anew(sql, place, before, after);
    seal_sessions_anew(sql, before, after);
    note_replaced(sql, before, after, plan.by, plan.now);
    Clerk clerk(sql, after, plan.now);
    append_event(
        clerk,
        {"key.rotated", plan.by, std::nullopt,
         Meta{}.add("before", before.fingerprint()).add("after", after.fingerprint()).add("keys", count).json()});
    return count;
}

Result<std::int64_t> turn_at_once(Sql& sql, const RotationPlan& plan, const Keys& before, const Keys& after) {
    try {
        sql.script("BEGIN IMMEDIATE");
        const std::int64_t count = turn(sql, plan, before, after);
        pass(plan, "wrapped");
        sql.script("COMMIT");
        return count;
    } catch (const BrokenSeal& broken) {
        sql.script("ROLLBACK");
        return fail(Errc::not_authentic,
                    std::string{"a key in the database does not open under the root key, nothing was changed: "} +
                        broken.what());
    } catch (const SqlError& error) {
        if (sql.in_transaction()) sql.script("ROLLBACK");
        return fail(Errc::unavailable, std::string{"the database did not take it: "} + error.what());
    }
}

// The new key takes the old one's name, and the old one keeps its content under another.
Result<fs::path> place_next(const RotationPlan& plan, const std::string& before) {
    const fs::path folder = plan.key_file.has_parent_path() ? plan.key_file.parent_path() : ".";
    fs::path kept = plan.key_file;
    kept += "." + before;
    std::error_code error;
    if (!fs::exists(kept, error)) fs::create_hard_link(plan.key_file, kept, error);
    if (error) return fail(Errc::unavailable, "the old root key cannot be kept as " + kept.string() + ": run it again");
    if (Result<> flushed = flush_folder(folder); !flushed) return std::unexpected(std::move(flushed.error()));
    pass(plan, "kept");
    fs::rename(next_of(plan.key_file), plan.key_file, error);
    if (error) return fail(Errc::unavailable, "the new root key cannot be given its name: run it again");
    if (Result<> flushed = flush_folder(folder); !flushed) return std::unexpected(std::move(flushed.error()));
    pass(plan, "placed");
    return kept;
}

// What the last run left to do: the data lies under the new key, which has not got its name yet.
bool is_turned(Sql& sql, const fs::path& next) {
    const std::optional<RootInUse> in_use = root_in_use(sql);
    const Result<Keys> there = Keys::load(next);
    return in_use && there && there->fingerprint() == in_use->fingerprint;
}

Result<Rotated> rotate(Sql& sql, const RotationPlan& plan) {
    const Result<Keys> file = Keys::load(plan.key_file);
    if (!file) return std::unexpected(file.error());
    const fs::path next_file = next_of(plan.key_file);
    Rotated rotated{.before = file->fingerprint()};
    if (is_turned(sql, next_file)) {
        rotated.after = root_in_use(sql)->fingerprint;
    } else {
        const Result<Keys> before = fit(sql, *file);
        if (!before) return std::unexpected(before.error());
        if (Result<> empty = check_spool(plan.spool); !empty) return std::unexpected(std::move(empty.error()));
        const Result<Keys> made = next_key(next_file);
        if (!made) return std::unexpected(made.error());
        pass(plan, "made");
        const Keys after = made->following(*before, public_key(*before));
        const Result<std::int64_t> count = turn_at_once(sql, plan, *before, after);
        if (!count) return std::unexpected(count.error());
        rotated.after = after.fingerprint();
        rotated.keys = *count;
        pass(plan, "turned");
    }
    // Wrapped keys of before must not stay in the log.
    sql.script("PRAGMA wal_checkpoint(TRUNCATE)");
    Result<fs::path> kept = place_next(plan, rotated.before);
    if (!kept) return std::unexpected(std::move(kept.error()));
    rotated.kept_file = std::move(*kept);
    return rotated;
}

// Work on a read-only connection, whose errors become ours.
template <class Work, class Outcome = std::invoke_result_t<Work, Sql&>>
Outcome look_into(const std::string& database, Work work) {
    Result<std::unique_ptr<Sql>> sql = Sql::open(database, Sql::Mode::read_only);
    if (!sql) return std::unexpected(std::move(sql.error()));
    try {
        return work(**sql);
    } catch (const SqlError& error) {
        return fail(error.passing() ? Errc::unavailable : Errc::invalid_request,
                    std::string{"the case database cannot be read: "} + error.what());
    }
}

}  // namespace

Result<Keys> keys_for(const Keys& keys, const std::string& database) {
    std::error_code error;
    if (database == ":memory:" || !fs::exists(database, error)) return keys;
    Result<Keys> fitting = look_into(database, [&](Sql& sql) { return fit(sql, keys); });
    if (!fitting && fitting.error().code == Errc::invalid_request) return keys;
    return fitting;
}

Result<Keys> load_keys(const fs::path& key_file, const std::string& database) {
    const Result<Keys> keys = Keys::load(key_file);
    if (!keys) return keys;
    return keys_for(*keys, database);
}

Result<KeysStand> keys_stand(const fs::path& key_file, const std::string& database) {
    const Result<Keys> keys = Keys::load(key_file);
    if (!keys) return std::unexpected(keys.error());
    return look_into(database, [&](Sql& sql) -> Result<KeysStand> {
        KeysStand stand{.roots = roots_of(sql)};
        std::error_code error;
        stand.cut_off = fs::exists(next_of(key_file), error);
        if (stand.roots.empty())
            stand.roots.push_back({.fingerprint = keys->fingerprint(),
                                   .public_key = hex(public_key(*keys)),
                                   .by = {},
                                   .since = begun(sql),
                                   .until = {}});
        for (const WrappedPlace& place : wrapped_places())
            stand.wrapped.push_back({place.what, count_wrapped(sql, place)});
        Query sessions = sql.query("SELECT count(*) FROM sessions");
        stand.sessions = sessions.next() ? sessions.integer(0) : 0;
        if (stand.cut_off) return stand;
        if (const Result<Keys> fits = fit(sql, *keys); !fits) return std::unexpected(fits.error());
        return stand;
    });
}

Result<Rotated> rotate_root(const RotationPlan& plan) {
    if (Result<> good = check_staff_name(plan.by); !good) return std::unexpected(std::move(good.error()));
    const Result<std::unique_ptr<Sql>> sql = open_alone(plan.database);
    if (!sql) return std::unexpected(sql.error());
    try {
        return rotate(**sql, plan);
    } catch (const SqlError& error) {
        return fail(Errc::unavailable, std::string{"the database did not answer: "} + error.what());
    }
}

}  // namespace sambung::store

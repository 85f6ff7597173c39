#include "blob_file.h"
#include "clerk.h"
#include "events.h"
#include "signing.h"
#include "sql.h"
#include "store/anchors.h"
#include "store/backup.h"
#include "store/erasure.h"
#include "store/erasure_ledger.h"
#include "store/key_rotation.h"
#include "tar.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace sambung::store {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t longest_manifest = std::size_t{256} << 20U;

// While it is there, nobody serves: the folder that everything is unpacked into, beside its place.
fs::path staging_of(fs::path place) { return place += ".restoring"; }

Result<> check_empty(const Place& place) {
    std::error_code error;
    for (const char* tail : {"", "-wal", "-shm", "-journal"})
        if (fs::exists(place.database.string() + tail, error))
            return fail(Errc::conflict,
                        "there is a case database already: a backup is restored into an empty place only");
    for (const fs::path& folder : {place.media, place.anchors})
        if (!folder.empty() && fs::exists(folder, error) && !fs::is_empty(folder, error))
            return fail(Errc::conflict,
                        folder.string() + " is not empty: a backup is restored into an empty place only");
    return check_finished(place.database);
}

// Everything beside its place, to be renamed into it. Goes with all that is in it unless `keep` was called.
class Staging {
 public:
    explicit Staging(Place place) : place_(std::move(place)) {}
    ~Staging() {
        std::error_code ignored;
        for (const fs::path& folder : folders()) fs::remove_all(folder, ignored);
    }
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;

    [[nodiscard]] Result<> make() const {
        std::error_code error;
        for (const fs::path& folder : folders()) {
            fs::remove_all(folder, error);
            fs::create_directories(folder, error);
            if (!error) fs::permissions(folder, fs::perms::owner_all, error);
            if (error) return fail(Errc::unavailable, folder.string() + " cannot be made");
        }
        return {};
    }
    [[nodiscard]] fs::path database() const { return staging_of(place_.database) / "cases.db"; }
    [[nodiscard]] fs::path anchors() const { return staging_of(place_.anchors); }

    // Where a part goes; nothing if it has no place here, or a name that leads elsewhere.
    [[nodiscard]] std::optional<fs::path> path_of(const std::string& name) const {
        const fs::path path{name};
        if (path.is_absolute() || std::ranges::find(path, "..") != path.end()) return std::nullopt;
        if (name == "cases.db") return database();
        if (name.starts_with("media/") && !place_.media.empty())
            return staging_of(place_.media) / name.substr(std::string_view{"media/"}.size());
        if (name.starts_with("anchors/") && !place_.anchors.empty())
            return anchors() / name.substr(std::string_view{"anchors/"}.size());
        return std::nullopt;
    }

    // The database last, and its staging folder after it: until then it is half restored, and says so.
    [[nodiscard]] Result<> move_in() const {
        std::error_code error;
        for (const fs::path& folder : {place_.media, place_.anchors}) {
            if (folder.empty()) continue;
            fs::remove(folder, error);  // empty, or not there
            fs::rename(staging_of(folder), folder, error);
            if (error) return fail(Errc::unavailable, folder.string() + " cannot be given its name");
        }
        fs::rename(database(), place_.database, error);
        if (error) return fail(Errc::unavailable, "the case database cannot be given its name");
        return flush_folder(place_.database.has_parent_path() ? place_.database.parent_path() : ".");
    }

 private:
    [[nodiscard]] std::vector<fs::path> folders() const {
        std::vector<fs::path> all{staging_of(place_.database)};
        for (const fs::path& folder : {place_.media, place_.anchors})
            if (!folder.empty()) all.push_back(staging_of(folder));
        return all;
    }
    Place place_;
};

struct Unpacked {
    std::map<std::string, Packed> parts;
    std::string manifest;
};

Result<Unpacked> unpack(const fs::path& file, const Staging& staging) {
    Result<TarReader> tar = TarReader::open(file);
    if (!tar) return std::unexpected(std::move(tar.error()));
    Unpacked all;
    for (;;) {
        const Result<std::optional<std::string>> name = tar->next();
        if (!name) return std::unexpected(name.error());
        if (!*name) return all;
        if (**name == "manifest.txt") {
            Result<std::string> text = tar->text(longest_manifest);
            if (!text) return std::unexpected(std::move(text.error()));
            all.manifest = std::move(*text);
            continue;
        }
        const std::optional<fs::path> to = staging.path_of(**name);
        if (!to) return fail(Errc::not_authentic, "the backup holds a part that has no place here");
        std::error_code ignored;
        fs::create_directories(to->parent_path(), ignored);
        Result<Packed> packed = tar->unpack(*to);
        if (!packed) return std::unexpected(std::move(packed.error()));
        all.parts.emplace(**name, std::move(*packed));
    }
}

Result<BackupManifest> check_parts(const Unpacked& unpacked, const Keys& keys) {
    if (unpacked.manifest.empty()) return fail(Errc::not_authentic, "the backup has no manifest: it was cut off");
    Result<BackupManifest> manifest = read_manifest(unpacked.manifest, keys);
    if (!manifest) return manifest;
    for (const BackupPart& part : manifest->parts) {
        const auto found = unpacked.parts.find(part.name);
        if (found == unpacked.parts.end() || found->second.bytes != part.bytes || found->second.sha256 != part.sha256)
            return fail(Errc::not_authentic, "the backup is damaged: " + part.name);
    }
    if (unpacked.parts.size() != manifest->parts.size() || !unpacked.parts.contains("cases.db"))
        return fail(Errc::not_authentic, "the backup holds other parts than its manifest names");
    return manifest;
}

Result<> check_chain(const Staging& staging, const BackupManifest& manifest, const Keys& keys) {
    const Result<CheckedRecord> record =
        check_record({.database = staging.database(), .anchors = staging.anchors(), .keys = signers(keys)});
    if (!record) return std::unexpected(record.error());
    if (!record->clean() || record->events != manifest.events || record->hash != manifest.head)
        return fail(Errc::not_authentic, "the log in the backup does not fit its anchors or its manifest");
    return {};
}

// What the ledger has beyond the backup.
Result<std::vector<Erasure>> later_erasures(const RestorePlan& plan, const BackupManifest& manifest, const Keys& keys) {
    if (!plan.ledger) return std::vector<Erasure>{};
    std::vector<PublicKey> known = signers(keys);
    known.insert(known.end(), plan.keys.begin(), plan.keys.end());
    Result<std::vector<Erasure>> lines = read_ledger(*plan.ledger, known);
    if (!lines) return lines;
    const auto many = static_cast<std::int64_t>(lines->size());
    if (many < manifest.erasures)
        return fail(Errc::not_authentic, "the erasure ledger has " + std::to_string(many) +
                                             " lines, the backup knows " + std::to_string(manifest.erasures) +
                                             ": it is not the latest");
    lines->erase(lines->begin(), lines->begin() + manifest.erasures);
    return lines;
}

// Somebody who was erased since, and of whom something waits here that was answered then: staff decide.
int ask_about_the_rest(Clerk& clerk, const std::vector<Erasure>& later) {
    int asked = 0;
    for (const Erasure& one : later) {
        if (!one.person || !person_key(clerk.sql, clerk.keys, *one.person)) continue;
        asked += clerk.sql.run(
            "INSERT INTO erasures (person, reason, state, asked, actor) VALUES (?1, 'asked', 'asks_person', ?2, "
            "'system')"
            " ON CONFLICT DO NOTHING",
            *one.person, clerk.now);
    }
    return asked;
}

// What waited to be sent when the backup was made may have been sent since. An alarm goes again: one too many harms
// nobody. What is for a later day has not gone yet.
int leave_unknown(Clerk& clerk) {
    return clerk.sql.run(
        "UPDATE outbox SET state = 'unknown', code = 'restored', ready = NULL, payload = NULL, changed = ?1"
        " WHERE lane = 1 AND (state = 'sending' OR (state = 'queued' AND ready <= ?1))",
        clerk.now);
}

Result<> settle(Database& database, const RestorePlan& plan, const std::vector<Erasure>& later, const Keys& keys,
                Restored& restored) {
    const Result<int> again = replay_erasures(database, keys, later, plan.now);
    if (!again) return std::unexpected(again.error());
    restored.erased_again = *again;
    restored.later_erasures = static_cast<std::int64_t>(later.size());
    return database.write_now([&](Sql& sql) -> Result<> {
        Clerk clerk(sql, keys, plan.now);
        restored.asks_person = ask_about_the_rest(clerk, later);
        restored.left_unknown = leave_unknown(clerk);
        const std::int64_t lines = plan.ledger ? restored.manifest.erasures + restored.later_erasures : 0;
        sql.run("UPDATE erasures SET line = NULL WHERE line > ?", lines);
        if (plan.ledger)
            sql.run("UPDATE erasures SET line = ?1 WHERE state = 'done' AND line IS NULL AND done = ?2", lines,
                    plan.now);
        append_event(clerk, {"record.restored", "system", std::nullopt,
                             Meta{}
                                 .add("backup", to_millis(restored.manifest.at))
                                 .add("events", restored.manifest.events)
                                 .add("erased_again", restored.erased_again)
                                 .add("ledger", plan.ledger ? std::string_view{"given"} : "lost")
                                 .json()});
        return {};
    });
}

// As it is; signed anew if lines are signed with a key that came after the one restored under, which whoever serves
// then would not know.
Result<> take_ledger(const fs::path& ledger, const Staging& staging, const RestorePlan& plan, const Keys& keys) {
    const fs::path to = ledger_in(staging.anchors());
    if (read_ledger(ledger, signers(keys))) {
        std::error_code error;
        fs::copy_file(ledger, to, error);
        if (error) return fail(Errc::unavailable, "the erasure ledger cannot be copied");
        return {};
    }
    std::vector<PublicKey> known = signers(keys);
    known.insert(known.end(), plan.keys.begin(), plan.keys.end());
    Result<std::vector<Erasure>> lines = read_ledger(ledger, known);
    if (!lines) return std::unexpected(std::move(lines.error()));
    const Result<std::int64_t> told = tell_ledger(to, keys, {.told = 0, .erasures = std::move(*lines)});
    if (!told) return std::unexpected(told.error());
    return {};
}

Result<> bring_up_to_date(const Staging& staging, const RestorePlan& plan, const Keys& keys, Restored& restored) {
    const Result<std::vector<Erasure>> later = later_erasures(plan, restored.manifest, keys);
    if (!later) return std::unexpected(later.error());
    Result<std::unique_ptr<Database>> database = Database::open({.path = staging.database().string()});
    if (!database) return std::unexpected(std::move(database.error()));
    if (Result<> settled = settle(**database, plan, *later, keys, restored); !settled) return settled;
    database->reset();
    // What is in the log goes into the file, which then has one name.
    Result<std::unique_ptr<Sql>> sql = Sql::open(staging.database().string(), Sql::Mode::read_write);
    if (!sql) return std::unexpected(std::move(sql.error()));
    (*sql)->script("PRAGMA wal_checkpoint(TRUNCATE)");
    sql->reset();
    std::error_code error;
    if (const fs::path log = staging.database().string() + "-wal";
        fs::exists(log, error) && fs::file_size(log, error) > 0)
        return fail(Errc::unavailable, "the restored database could not be closed");
    if (plan.ledger && fs::exists(*plan.ledger, error))
        if (Result<> taken = take_ledger(*plan.ledger, staging, plan, keys); !taken) return taken;
    return flush_folder(staging.anchors());
}

}  // namespace

Result<Restored> restore_backup(const RestorePlan& plan, const Keys& keys) {
    if (plan.place.anchors.empty()) return fail(Errc::misconfigured, "a place without a folder for anchors");
    if (Result<> empty = check_empty(plan.place); !empty) return std::unexpected(std::move(empty.error()));
    std::error_code error;
    if (plan.ledger && !fs::is_regular_file(*plan.ledger, error))
        return fail(Errc::unavailable, "there is no erasure ledger at " + plan.ledger->string());
    const Staging staging(plan.place);
    if (Result<> made = staging.make(); !made) return std::unexpected(std::move(made.error()));
    const Result<Unpacked> unpacked = unpack(plan.file, staging);
    if (!unpacked) return std::unexpected(unpacked.error());
    Result<BackupManifest> manifest = check_parts(*unpacked, keys);
    if (!manifest) return std::unexpected(std::move(manifest.error()));
    Restored restored{.manifest = std::move(*manifest)};
    const Result<Keys> fitting = keys_for(keys, staging.database().string());
    if (!fitting) return std::unexpected(fitting.error());
    Result<> step = check_chain(staging, restored.manifest, *fitting);
    if (step) step = bring_up_to_date(staging, plan, *fitting, restored);
    if (step) step = staging.move_in();
    if (!step) return std::unexpected(std::move(step.error()));
    return restored;
}

Result<> check_finished(const fs::path& database) {
    std::error_code error;
    const fs::path staging = staging_of(database);
    if (!fs::exists(staging, error)) return {};
    return fail(Errc::misconfigured,
                "a restore goes on here or was cut off (" + staging.string() +
                    " is there): if none runs, empty the place and restore again (docs/runbook.md)");
}

}  // namespace sambung::store

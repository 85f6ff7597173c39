#include "store/backup.h"

#include "blob_file.h"
#include "chain.h"
#include "sql.h"
#include "store/anchors.h"
#include "tar.h"

#include <sodium.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <fcntl.h>
#include <thread>

namespace sambung::store {

namespace fs = std::filesystem;

namespace {

// A step reads 1 MiB; a write of the service between two steps makes SQLite begin anew. After so many beginnings the
// rest is read at once, from one snapshot: the writer is not held by it either, only its log grows meanwhile.
constexpr int pages_a_step = 256;
constexpr int most_beginnings = 5;
constexpr std::chrono::milliseconds between_steps{2};

// Removed when it goes, whatever became of it.
class Temporary {
 public:
    explicit Temporary(fs::path path) : path_(std::move(path)) {}
    ~Temporary() {
        std::error_code ignored;
        for (const char* tail : {"", "-wal", "-shm", "-journal"}) fs::remove(path_.string() + tail, ignored);
    }
    Temporary(const Temporary&) = delete;
    Temporary& operator=(const Temporary&) = delete;
    [[nodiscard]] const fs::path& path() const { return path_; }

 private:
    fs::path path_;
};

fs::path beside(const fs::path& file, std::string_view tail) {
    const fs::path folder = file.has_parent_path() ? file.parent_path() : ".";
    return folder / ("." + file.filename().string() + "." + std::to_string(randombytes_random()) + std::string{tail});
}

Result<> copy_steps(sqlite3_backup* copy) {
    int beginnings = 0;
    int remaining = 0;
    for (int code = SQLITE_OK; code != SQLITE_DONE;) {
        code = sqlite3_backup_step(copy, beginnings >= most_beginnings ? -1 : pages_a_step);
        if (code != SQLITE_OK && code != SQLITE_DONE && code != SQLITE_BUSY && code != SQLITE_LOCKED)
            return fail(Errc::unavailable, "the case database cannot be copied");
        const int now_remaining = sqlite3_backup_remaining(copy);
        if (now_remaining > remaining) ++beginnings;
        remaining = now_remaining;
        if (code != SQLITE_DONE) std::this_thread::sleep_for(between_steps);
    }
    return {};
}

Result<> copy_database(const fs::path& from, const fs::path& to) {
    std::error_code missing;
    if (!fs::exists(from, missing)) return fail(Errc::unavailable, "there is no case database");
    Result<BlobFile> made = BlobFile::create(to);  // for this user alone, before there is a byte in it
    if (!made) return std::unexpected(std::move(made.error()));
    const Result<std::unique_ptr<Sql>> source = Sql::open(from.string(), Sql::Mode::read_only);
    if (!source) return std::unexpected(source.error());
    sqlite3* raw = nullptr;
    const int opened = sqlite3_open_v2(to.c_str(), &raw, SQLITE_OPEN_READWRITE, nullptr);
    const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> target(raw, &sqlite3_close);
    if (opened != SQLITE_OK) return fail(Errc::unavailable, "a copy of the case database cannot be made");
    sqlite3_backup* copy = sqlite3_backup_init(raw, "main", (*source)->connection(), "main");
    if (copy == nullptr) return fail(Errc::unavailable, "the case database cannot be copied");
    Result<> copied = copy_steps(copy);
    const int finished = sqlite3_backup_finish(copy);
    if (!copied) return copied;
    // One file without a log beside it.
    if (finished != SQLITE_OK ||
        sqlite3_exec(raw, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr) != SQLITE_OK)
        return fail(Errc::unavailable, "the copy of the case database cannot be written");
    return {};
}

Result<BackupManifest> describe_copy(const fs::path& copy, const BackupPlan& plan) {
    const Result<CheckedRecord> record = check_record({.database = copy});
    if (!record) return std::unexpected(record.error());
    if (!record->wrong.empty()) return fail(Errc::conflict, "the log is not clean: " + record->wrong);
    BackupManifest manifest{.version = plan.version, .at = plan.at, .events = record->events, .head = record->hash};
    const Result<std::unique_ptr<Sql>> sql = Sql::open(copy.string(), Sql::Mode::read_only);
    if (!sql) return std::unexpected(sql.error());
    try {
        const auto number = [&](std::string_view query) {
            Query row = (*sql)->query(query);
            return row.next() ? row.integer(0) : 0;
        };
        manifest.schema = number("PRAGMA user_version");
        manifest.cases = number("SELECT count(*) FROM cases");
        manifest.erasures = number("SELECT coalesce(max(line), 0) FROM erasures");
    } catch (const SqlError&) {
        return fail(Errc::misconfigured, "the case database is older than this program: start the service once");
    }
    return manifest;
}

struct Source {
    std::string name;
    fs::path path;
    std::uint64_t bytes = 0;
};

// Anything that begins with a dot is not finished.
Result<> list_folder(const fs::path& folder, const std::string& prefix, std::vector<Source>& sources) {
    std::error_code error;
    if (folder.empty() || !fs::exists(folder, error)) return {};
    for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
        std::error_code gone;
        if (!entry->is_regular_file(gone) || entry->path().filename().string().starts_with('.')) continue;
        const std::uint64_t bytes = entry->file_size(gone);
        if (!gone)
            sources.push_back({prefix + entry->path().lexically_relative(folder).string(), entry->path(), bytes});
    }
    if (error) return fail(Errc::unavailable, "the folder " + folder.string() + " cannot be read");
    return {};
}

// Not of this backup: the erasure ledger, which must be younger than any backup, and anchors of events that came after
// the copy ("anchors/2026-11-24-1234.txt").
bool is_apart(const Source& source, std::int64_t events) {
    if (!source.name.starts_with("anchors/")) return false;
    if (source.path.extension() != ".txt") return true;
    const std::string stem = source.path.stem().string();
    std::int64_t anchored = 0;
    const char* digits = stem.data() + stem.rfind('-') + 1;
    std::from_chars(digits, stem.data() + stem.size(), anchored);
    return anchored > events;
}

// A file that went meanwhile was erased: its case is erased again at a restore.
Result<> pack(TarWriter& tar, const std::vector<Source>& sources, BackupManifest& manifest,
              const BackupProgress& progress) {
    std::uint64_t all = 0;
    std::uint64_t copied = 0;
    for (const Source& source : sources) all += source.bytes;
    for (const Source& source : sources) {
        const Result<Packed> packed = tar.add_file(source.name, source.path, [&](std::uint64_t bytes) {
            copied += bytes;
            if (progress) progress(copied, std::max(copied, all));
        });
        if (!packed && packed.error().code == Errc::not_found) continue;
        if (!packed) return std::unexpected(packed.error());
        manifest.parts.push_back({source.name, packed->bytes, packed->sha256});
    }
    return {};
}

Result<> name_it(const fs::path& part, const fs::path& file) {
    if (::renameat2(AT_FDCWD, part.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) != 0)
        return errno == EEXIST ? fail(Errc::conflict, "the backup's file is there already")
                               : fail(Errc::unavailable, "the backup cannot be given its name");
    return flush_folder(file.has_parent_path() ? file.parent_path() : ".");
}

}  // namespace

Result<BackupManifest> make_backup(const BackupPlan& plan, const Keys& keys) {
    std::error_code error;
    if (fs::exists(fs::symlink_status(plan.file, error)))
        return fail(Errc::conflict, "the backup's file is there already");
    const Temporary copy(beside(plan.file, ".db"));
    if (Result<> copied = copy_database(plan.place.database, copy.path()); !copied)
        return std::unexpected(std::move(copied.error()));
    Result<BackupManifest> manifest = describe_copy(copy.path(), plan);
    if (!manifest) return manifest;
    // The files after the database, so that none is missing that it knows of.
    std::vector<Source> sources{{"cases.db", copy.path(), fs::file_size(copy.path(), error)}};
    for (const auto& [folder, prefix] :
         {std::pair{plan.place.media, "media/"}, std::pair{plan.place.anchors, "anchors/"}})
        if (Result<> listed = list_folder(folder, prefix, sources); !listed)
            return std::unexpected(std::move(listed.error()));
    std::erase_if(sources, [&](const Source& one) { return is_apart(one, manifest->events); });
    const Temporary part(beside(plan.file, ".part"));
    Result<TarWriter> tar = TarWriter::create(part.path());
    if (!tar) return std::unexpected(std::move(tar.error()));
    Result<> done = pack(*tar, sources, *manifest, plan.progress);
    if (done) done = tar->add_text("manifest.txt", write_manifest(*manifest, keys));
    if (done) done = tar->finish();
    if (done) done = name_it(part.path(), plan.file);
    if (!done) return std::unexpected(std::move(done.error()));
    return manifest;
}

}  // namespace sambung::store

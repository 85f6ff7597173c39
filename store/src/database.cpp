#include "store/database.h"

#include "checkpoints.h"
#include "migrate.h"
#include "readers.h"
#include "sql.h"
#include "writer.h"

#include <algorithm>
#include <exception>
#include <new>
#include <optional>
#include <utility>
#include <vector>

namespace sambung::store {

namespace {

// A file: readers and checkpoints have connections of their own.
class FileDatabase final : public Database {
 public:
    FileDatabase(std::unique_ptr<Sql> writer, std::vector<std::unique_ptr<Sql>> readers, std::unique_ptr<Sql> log,
                 const DatabaseOptions& options)
        : writer_(std::move(writer), options.queue_limit, options.wal_cap_bytes),
          checkpoints_(std::move(log), options.wal_cap_bytes, [this] { writer_.ask_to_truncate(); }),
          readers_(std::in_place, std::move(readers), options.queue_limit) {
        writer_.start([this] { checkpoints_.hurry(); });
    }
    // The writer's last jobs may still tell the checkpoints to hurry, and those the writer to truncate: so the queue is
    // emptied while both live.
    ~FileDatabase() override {
        readers_.reset();
        writer_.close();
    }

    bool enqueue_write(Lane lane, Job job, Done done) override {
        return writer_.enqueue(lane, std::move(job), std::move(done));
    }
    bool enqueue_read(std::move_only_function<void(Sql&)> job) override { return readers_->enqueue(std::move(job)); }

 private:
    Writer writer_;
    Checkpoints checkpoints_;
    std::optional<Readers> readers_;
};

// ":memory:" exists for one connection only, so reads take their turn among the writes.
class MemoryDatabase final : public Database {
 public:
    MemoryDatabase(std::unique_ptr<Sql> sql, const DatabaseOptions& options)
        : writer_(std::move(sql), options.queue_limit, options.wal_cap_bytes) {
        writer_.start([] {});
    }

    bool enqueue_write(Lane lane, Job job, Done done) override {
        return writer_.enqueue(lane, std::move(job), std::move(done));
    }
    bool enqueue_read(std::move_only_function<void(Sql&)> job) override {
        return writer_.enqueue(Lane::ordinary, [job = std::move(job)](Sql& sql, bool&) mutable { job(sql); }, nullptr);
    }

 private:
    Writer writer_;
};

Result<std::unique_ptr<Database>> open_file(const DatabaseOptions& options, std::unique_ptr<Sql> writer) {
    std::vector<std::unique_ptr<Sql>> readers;
    for (int i = 0; i < std::max(1, options.readers); ++i) {
        Result<std::unique_ptr<Sql>> reader = Sql::open(options.path, Sql::Mode::read_only);
        if (!reader) return std::unexpected(std::move(reader.error()));
        readers.push_back(std::move(*reader));
    }
    Result<std::unique_ptr<Sql>> log = Sql::open(options.path, Sql::Mode::read_write);
    if (!log) return std::unexpected(std::move(log.error()));
    return std::make_unique<FileDatabase>(std::move(writer), std::move(readers), std::move(*log), options);
}

}  // namespace

namespace detail {

Error current_failure() {
    try {
        throw;
    } catch (const SqlError& error) {
        return fail(error.passing() ? Errc::unavailable : Errc::internal, error.what()).error();
    } catch (const BrokenSeal& error) {
        return fail(Errc::internal, error.what()).error();
    } catch (const std::bad_alloc&) {
        return fail(Errc::unavailable, "out of memory").error();
    } catch (...) {
        return fail(Errc::internal, "a store job threw").error();
    }
}

Error queue_full() { return fail(Errc::unavailable, "the case database has too much waiting").error(); }
Error not_committed() { return fail(Errc::unavailable, "the case database did not take the commit").error(); }

}  // namespace detail

Result<std::unique_ptr<Database>> Database::open(DatabaseOptions options) {
    Result<std::unique_ptr<Sql>> writer = Sql::open(options.path, Sql::Mode::read_write);
    if (!writer) return std::unexpected(std::move(writer.error()));
    const std::vector<Migration> migrations = known_migrations();
    if (Result<> migrated = migrate(**writer, migrations); !migrated)
        return std::unexpected(std::move(migrated.error()));
    if (options.path == ":memory:") return std::make_unique<MemoryDatabase>(std::move(*writer), options);
    return open_file(options, std::move(*writer));
}

}  // namespace sambung::store

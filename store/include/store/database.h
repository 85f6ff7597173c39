// The SQLite file that keeps what must never be lost: one writer thread with group commit, readers beside it, a
// checkpoint thread that caps the write-ahead log. WAL, synchronous=FULL, foreign keys, secure_delete. Any thread.
#pragma once

#include "model/error.h"
#include "store/task.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

namespace sambung::store {

class Sql;  // one connection on the thread that runs the job; see src/sql.h

// Filing goes before everything else that waits for the writer.
enum class Lane { filing, ordinary };

struct DatabaseOptions {
    std::string path;                // a file, or ":memory:" (then the readers run on the writer)
    int readers = 2;                 // at least one
    std::size_t queue_limit = 4096;  // jobs waiting; over it: Errc::unavailable at once
    std::uint64_t wal_cap_bytes = 64U << 20U;
};

class Database {
 public:
    // A job runs on the writer inside a savepoint of the group's transaction: its failure (an error or an exception)
    // undoes its own rows only, and so does setting `keep` (true at first) to false. `done` is called after the group's
    // commit is on disk, or with false if that failed and nothing of the group was kept; from the writer thread, so it
    // must be quick. It may be empty.
    using Job = std::move_only_function<void(Sql&, bool& keep)>;
    using Done = std::move_only_function<void(bool committed)>;

    // Opens, migrates forward, starts the threads. Errc::misconfigured if the file is newer than this program or not
    // ours; Errc::unavailable if it cannot be opened.
    [[nodiscard]] static Result<std::unique_ptr<Database>> open(DatabaseOptions options);
    // Finishes what is queued, then closes. An io_context whose coroutines wait here must live until they have been
    // resumed.
    virtual ~Database() = default;

    // False if the queue is full or the database is closing: then neither function is called.
    virtual bool enqueue_write(Lane lane, Job job, Done done) = 0;
    // On a reader's connection, within one snapshot of the data.
    virtual bool enqueue_read(std::move_only_function<void(Sql&)> job) = 0;

    // `work(Sql&) -> Result<T>` on the writer; resumes with its result after the commit is on disk.
    // Errc::unavailable if the queue is full or the commit failed: then nothing was written.
    template <class Work, class T = typename std::invoke_result_t<Work, Sql&>::value_type>
    Task<Result<T>> write(Lane lane, Work work);
    // `work(Sql&) -> Result<T>` on a reader; it must not take longer than a second.
    template <class Work, class T = typename std::invoke_result_t<Work, Sql&>::value_type>
    Task<Result<T>> read(Work work);

    // Blocks until the work is done; for start-up, subcommands and tests, never on a shard or inside a job.
    template <class Work>
    auto write_now(Work work) -> std::invoke_result_t<Work, Sql&>;
    template <class Work>
    auto read_now(Work work) -> std::invoke_result_t<Work, Sql&>;
};

}  // namespace sambung::store

#include "store/database_impl.h"

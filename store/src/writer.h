// The one thread that writes, with group commit: what waits is taken together, each job in a savepoint, one COMMIT for
// all.
#pragma once

#include "sql.h"
#include "store/database.h"

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace sambung::store {

inline constexpr std::uint64_t log_page_bytes = 4096 + 24;  // a page and its frame header in the write-ahead log

class Writer {
 public:
    // `over_cap` is called on the writer thread when the log has passed the cap, and again for each half cap that it
    // grows.
    Writer(std::unique_ptr<Sql> sql, std::size_t queue_limit, std::uint64_t wal_cap_bytes);
    ~Writer() { close(); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    void start(std::function<void()> over_cap);
    void close();  // finishes what is queued; nothing more is taken
    [[nodiscard]] bool enqueue(Lane lane, Database::Job job, Database::Done done);
    // Between two groups, start the log from its beginning, if no reader needs it just then.
    void ask_to_truncate();

 private:
    struct Item {
        Database::Job job;
        Database::Done done;
    };
    using Group = std::vector<Item>;

    void work();
    [[nodiscard]] bool wait();  // false: closing, and nothing is left
    [[nodiscard]] Group take_group();
    void commit(Group& group);
    [[nodiscard]] bool run(Group& group);
    [[nodiscard]] bool run_in_savepoint(Item& item);
    void truncate_if_asked();
    static int after_commit(void* self, sqlite3* connection, const char* schema, int pages);
    void note_log_size(std::uint64_t bytes);

    std::unique_ptr<Sql> sql_;
    const std::size_t queue_limit_;
    const std::uint64_t wal_cap_bytes_;
    std::uint64_t tell_at_bytes_;  // writer thread only
    std::function<void()> over_cap_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Item> filing_;
    std::deque<Item> ordinary_;
    bool truncate_ = false;
    bool closing_ = false;
    std::thread thread_;
};

}  // namespace sambung::store

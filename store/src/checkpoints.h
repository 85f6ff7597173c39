// Copies the write-ahead log into the database file, beside the writer. A writer that never pauses keeps the log from
// starting anew, and it grows without end; so when it has passed its cap, the writer is asked to stop for it.
#pragma once

#include "sql.h"

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

namespace sambung::store {

class Checkpoints {
 public:
    Checkpoints(std::unique_ptr<Sql> sql, std::uint64_t wal_cap_bytes, std::function<void()> ask_writer_to_truncate);
    ~Checkpoints();
    Checkpoints(const Checkpoints&) = delete;
    Checkpoints& operator=(const Checkpoints&) = delete;

    void hurry();  // now, without waiting for the second to end

 private:
    void work();
    [[nodiscard]] bool over_cap_after_copying();

    std::unique_ptr<Sql> sql_;
    const std::uint64_t wal_cap_bytes_;
    std::function<void()> ask_writer_to_truncate_;
    std::mutex mutex_;
    std::condition_variable wake_;
    bool hurry_ = false;
    bool closing_ = false;
    std::thread thread_;
};

}  // namespace sambung::store

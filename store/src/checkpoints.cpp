#include "checkpoints.h"

#include "writer.h"

#include <chrono>
#include <utility>

namespace sambung::store {

namespace {
constexpr std::chrono::seconds every{1};
}  // namespace

Checkpoints::Checkpoints(std::unique_ptr<Sql> sql, std::uint64_t wal_cap_bytes,
                         std::function<void()> ask_writer_to_truncate)
    : sql_(std::move(sql)),
      wal_cap_bytes_(wal_cap_bytes),
      ask_writer_to_truncate_(std::move(ask_writer_to_truncate)),
      thread_([this] { work(); }) {}

Checkpoints::~Checkpoints() {
    {
        const std::scoped_lock lock(mutex_);
        closing_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void Checkpoints::hurry() {
    {
        const std::scoped_lock lock(mutex_);
        hurry_ = true;
    }
    wake_.notify_one();
}

void Checkpoints::work() {
    std::unique_lock lock(mutex_);
    while (!closing_) {
        wake_.wait_for(lock, every, [this] { return closing_ || hurry_; });
        if (closing_) return;
        hurry_ = false;
        lock.unlock();
        if (over_cap_after_copying()) ask_writer_to_truncate_();
        lock.lock();
    }
}

bool Checkpoints::over_cap_after_copying() {
    int pages = 0;
    // Busy means that another checkpoint runs; then the next second will do.
    const int code = sqlite3_wal_checkpoint_v2(sql_->connection(), nullptr, SQLITE_CHECKPOINT_PASSIVE, &pages, nullptr);
    return code == SQLITE_OK && pages > 0 && static_cast<std::uint64_t>(pages) * log_page_bytes > wal_cap_bytes_;
}

}  // namespace sambung::store

#include "readers.h"

#include <utility>

namespace sambung::store {

namespace {

// A job that throws has told its caller by then, or has nobody to tell; the snapshot ends in any case.
void run_on_snapshot(Sql& sql, Readers::Job& job) {
    try {
        sql.run("BEGIN");
        job(sql);
        sql.run("COMMIT");
    } catch (...) {
        if (sql.in_transaction()) sqlite3_exec(sql.connection(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
}

}  // namespace

Readers::Readers(std::vector<std::unique_ptr<Sql>> connections, std::size_t queue_limit)
    : queue_limit_(queue_limit), connections_(std::move(connections)) {
    for (const auto& sql : connections_) threads_.emplace_back([this, &sql = *sql] { work(sql); });
}

Readers::~Readers() {
    {
        const std::scoped_lock lock(mutex_);
        closing_ = true;
    }
    wake_.notify_all();
    for (std::thread& thread : threads_) thread.join();
}

bool Readers::enqueue(Job job) {
    {
        const std::scoped_lock lock(mutex_);
        if (closing_ || jobs_.size() >= queue_limit_) return false;
        jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
    return true;
}

Readers::Job Readers::take() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return closing_ || !jobs_.empty(); });
    if (jobs_.empty()) return {};
    Job job = std::move(jobs_.front());
    jobs_.pop_front();
    return job;
}

void Readers::work(Sql& sql) {
    for (Job job = take(); job; job = take()) run_on_snapshot(sql, job);
}

}  // namespace sambung::store

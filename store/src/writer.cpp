#include "writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sambung::store {

namespace {

// A group stays short enough that what arrives meanwhile does not wait long; some of it is always for the ordinary
// lane, so that a flood of filings cannot stop replies from leaving.
constexpr std::size_t group_limit = 512;
constexpr std::size_t ordinary_share = 64;

// How long the log's restart waits for readers; they never need it for long, and the next try is near.
constexpr int truncate_wait_ms = 20;
constexpr int busy_timeout_ms = 5000;

template <class Items>
void move_some(Items& from, std::size_t most, auto& to) {
    const auto count = static_cast<std::ptrdiff_t>(std::min(most, from.size()));
    std::move(from.begin(), from.begin() + count, std::back_inserter(to));
    from.erase(from.begin(), from.begin() + count);
}

}  // namespace

Writer::Writer(std::unique_ptr<Sql> sql, std::size_t queue_limit, std::uint64_t wal_cap_bytes)
    : sql_(std::move(sql)), queue_limit_(queue_limit), wal_cap_bytes_(wal_cap_bytes), tell_at_bytes_(wal_cap_bytes) {}

void Writer::start(std::function<void()> over_cap) {
    over_cap_ = std::move(over_cap);
    sqlite3_wal_hook(sql_->connection(), &Writer::after_commit, this);
    thread_ = std::thread([this] { work(); });
}

void Writer::close() {
    {
        const std::scoped_lock lock(mutex_);
        closing_ = true;
    }
    wake_.notify_one();
    if (thread_.joinable()) thread_.join();
}

bool Writer::enqueue(Lane lane, Database::Job job, Database::Done done) {
    {
        const std::scoped_lock lock(mutex_);
        if (closing_ || filing_.size() + ordinary_.size() >= queue_limit_) return false;
        std::deque<Item>& queue = lane == Lane::filing ? filing_ : ordinary_;
        queue.push_back({std::move(job), std::move(done)});
    }
    wake_.notify_one();
    return true;
}

void Writer::ask_to_truncate() {
    {
        const std::scoped_lock lock(mutex_);
        truncate_ = true;
    }
    wake_.notify_one();
}

void Writer::work() {
    while (wait()) {
        truncate_if_asked();
        Group group = take_group();
        if (!group.empty()) commit(group);
    }
}

bool Writer::wait() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return closing_ || truncate_ || !filing_.empty() || !ordinary_.empty(); });
    return !closing_ || !filing_.empty() || !ordinary_.empty();
}

Writer::Group Writer::take_group() {
    const std::scoped_lock lock(mutex_);
    Group group;
    group.reserve(std::min(group_limit, filing_.size() + ordinary_.size()));
    move_some(filing_, group_limit - std::min(ordinary_share, ordinary_.size()), group);
    move_some(ordinary_, group_limit - group.size(), group);
    return group;
}

void Writer::commit(Group& group) {
    bool committed = false;
    try {
        sql_->run("BEGIN IMMEDIATE");
        committed = run(group);
        if (committed) sql_->run("COMMIT");
    } catch (const SqlError&) {
        committed = false;
    }
    if (sql_->in_transaction()) {
        try {
            sql_->run("ROLLBACK");
        } catch (const SqlError&) {
            committed = false;  // SQLite has undone it already
        }
    }
    for (Item& item : group) {
        item.job = nullptr;
        if (item.done) item.done(committed);
    }
}

bool Writer::run(Group& group) {
    return std::ranges::all_of(group, [this](Item& item) { return run_in_savepoint(item); });
}

// False if SQLite gave up the whole transaction (full disk, I/O error): then the group is lost.
bool Writer::run_in_savepoint(Item& item) {
    sql_->run("SAVEPOINT job");
    bool keep = true;
    try {
        item.job(*sql_, keep);
    } catch (...) {
        keep = false;  // its own rows only; who enqueued it learns of it by what the job did not leave behind
    }
    if (!sql_->in_transaction()) return false;
    if (!keep) sql_->run("ROLLBACK TO job");
    sql_->run("RELEASE job");
    return true;
}

void Writer::truncate_if_asked() {
    {
        const std::scoped_lock lock(mutex_);
        if (!std::exchange(truncate_, false)) return;
    }
    sqlite3_busy_timeout(sql_->connection(), truncate_wait_ms);
    const int code =
        sqlite3_wal_checkpoint_v2(sql_->connection(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    sqlite3_busy_timeout(sql_->connection(), busy_timeout_ms);
    if (code == SQLITE_OK) tell_at_bytes_ = wal_cap_bytes_;
}

int Writer::after_commit(void* self, sqlite3*, const char*, int pages) {
    static_cast<Writer*>(self)->note_log_size(static_cast<std::uint64_t>(pages) * log_page_bytes);
    return SQLITE_OK;
}

void Writer::note_log_size(std::uint64_t bytes) {
    if (bytes < wal_cap_bytes_) tell_at_bytes_ = wal_cap_bytes_;
    if (bytes < tell_at_bytes_) return;
    tell_at_bytes_ = bytes + wal_cap_bytes_ / 2;
    over_cap_();
}

}  // namespace sambung::store

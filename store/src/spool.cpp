#include "store/spool.h"

#include "spool_file.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>

namespace sambung::store {

namespace fs = std::filesystem;

namespace {

template <class T>
using Done = std::move_only_function<void(T)>;

// Resumes the coroutine on its own executor with what another thread found. `start` is called with the function that
// tells it.
template <class T, class Start>
Task<T> answered_elsewhere(Start start) {
    const Executor executor = co_await boost::asio::this_coro::executor;
    T answer = co_await boost::asio::async_initiate<decltype(use_task), void(T)>(
        [executor](auto handler, Start begin) {
            auto guard = boost::asio::make_work_guard(executor);
            begin(Done<T>([handler = std::move(handler), guard = std::move(guard)](T found) mutable {
                boost::asio::post(guard.get_executor(),
                                  [handler = std::move(handler), found = std::move(found)]() mutable {
                                      std::move(handler)(std::move(found));
                                  });
                guard.reset();
            }));
        },
        use_task, std::move(start));
    co_return answer;
}

// One thread does all that touches the disk: what is to be kept goes first and shares one write and one sync.
class SpoolFolder final : public Spool {
 public:
    SpoolFolder(fs::path folder, const SecretKey& key, SpoolLimits limits)
        : folder_(std::move(folder)), key_(key), limits_(limits) {}
    ~SpoolFolder() override {
        {
            const std::scoped_lock lock(mutex_);
            closing_ = true;
        }
        wake_.notify_one();
        if (thread_.joinable()) thread_.join();
    }
    Result<> begin() {
        std::error_code failed;
        fs::create_directories(folder_, failed);
        if (failed || ::access(folder_.c_str(), R_OK | W_OK | X_OK) != 0)
            return fail(Errc::misconfigured, "the spool " + folder_.string() + " cannot be used");
        adopt_files();
        thread_ = std::thread([this] { work(); });
        return {};
    }

    Task<Result<>> keep(std::vector<std::string> records) override {
        waiting_ += records.size();  // from now on, so that whatever comes after it goes the same way
        co_return co_await answered_elsewhere<Result<>>(
            [this, records = std::move(records)](Done<Result<>> done) mutable {
                {
                    const std::scoped_lock lock(mutex_);
                    arrived_.push_back({std::move(records), std::move(done)});
                }
                wake_.notify_one();
            });
    }
    [[nodiscard]] std::size_t waiting() const override { return waiting_; }
    Task<Oldest> oldest(std::size_t most) override {
        co_return co_await on_thread<Oldest>([this, most] { return read_oldest(most); });
    }
    Task<> taken(Rest rest) override {
        co_await on_thread<bool>([this, rest] {
            pass(rest);
            return true;
        });
    }
    Task<std::size_t> adopt() override {
        co_return co_await on_thread<std::size_t>([this] { return adopt_files(); });
    }

 private:
    struct Arrival {
        std::vector<std::string> records;
        Done<Result<>> done;
    };

    template <class T, class Work>
    Task<T> on_thread(Work work) {
        co_return co_await answered_elsewhere<T>([this, work = std::move(work)](Done<T> done) mutable {
            {
                const std::scoped_lock lock(mutex_);
                chores_.push_back([work = std::move(work), done = std::move(done)]() mutable { done(work()); });
            }
            wake_.notify_one();
        });
    }

    void work() {
        std::unique_lock lock(mutex_);
        while (true) {
            wake_.wait(lock, [this] { return closing_ || !arrived_.empty() || !chores_.empty(); });
            if (arrived_.empty() && chores_.empty()) return;
            std::vector<Arrival> arrived = std::exchange(arrived_, {});
            std::vector<std::move_only_function<void()>> chores = std::exchange(chores_, {});
            lock.unlock();
            if (!arrived.empty()) write(arrived);
            for (auto& chore : chores) chore();
            lock.lock();
        }
    }

    void write(std::vector<Arrival>& arrived) {
        std::vector<std::string> records;
        for (Arrival& one : arrived) std::ranges::move(one.records, std::back_inserter(records));
        const std::size_t count = records.size();
        const Result<> kept = append(records);
        if (!kept) waiting_ -= count;
        for (Arrival& one : arrived) one.done(kept);
    }

    Result<> append(const std::vector<std::string>& records) {
        std::uint64_t held = 0;
        for (const auto& file : files_) held += file->bytes();
        for (const std::string& record : records) held += record.size() + sealing_overhead;
        if (held > limits_.bytes) return fail(Errc::unavailable, "the spool is full");
        if (files_.empty() || !files_.back()->writable() || files_.back()->bytes() >= limits_.file_bytes) {
            Result<std::unique_ptr<SpoolFile>> file = SpoolFile::create(folder_, ++number_, key_);
            if (!file) return std::unexpected(file.error());
            files_.push_back(std::move(*file));
        }
        return files_.back()->append(records);
    }

    Oldest read_oldest(std::size_t most) {
        while (!files_.empty() && files_.front()->waiting() == 0) drop_first();
        if (files_.empty()) return {};
        SpoolFile& first = *files_.front();
        SpoolFile::Records records = first.next(most);
        if (records.count == 0) return {.records = {}, .lost = first.waiting()};  // the disk does not give them
        return {std::move(records.opened), records.lost};
    }

    // A file that cannot be read to its end, or gave nothing, goes too: it would stand before all others for good.
    void pass(Rest rest) {
        if (files_.empty()) return;
        SpoolFile& first = *files_.front();
        if (rest == Rest::keep_file) first.keep_for_a_person();
        const std::size_t before = first.waiting();
        first.pass();
        const std::size_t passed = before - first.waiting();
        if (passed == 0) first.keep_for_a_person();
        waiting_ -= passed == 0 ? before : passed;
        if (passed == 0 || first.waiting() == 0) drop_first();
    }

    void drop_first() {
        files_.front()->remove();
        files_.pop_front();
    }

    std::size_t adopt_files() {
        std::vector<fs::path> left;
        std::error_code failed;
        for (fs::directory_iterator entry(folder_, failed), end; !failed && entry != end; entry.increment(failed)) {
            number_ = std::max(number_, SpoolFile::number_of(entry->path()));
            if (entry->path().extension() == SpoolFile::suffix) left.push_back(entry->path());
        }
        std::ranges::sort(left);
        std::size_t found = 0;
        for (const fs::path& path : left) {
            std::unique_ptr<SpoolFile> file = SpoolFile::adopt(path, key_);
            if (!file) continue;
            found += file->waiting();
            files_.push_back(std::move(file));
        }
        waiting_ += found;
        return found;
    }

    const fs::path folder_;
    const SecretKey key_;
    const SpoolLimits limits_;
    std::deque<std::unique_ptr<SpoolFile>> files_;  // oldest first; on the thread, once it runs
    std::uint64_t number_ = 0;
    std::atomic<std::size_t> waiting_{0};

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Arrival> arrived_;
    std::vector<std::move_only_function<void()>> chores_;
    bool closing_ = false;
    std::thread thread_;
};

}  // namespace

Result<std::unique_ptr<Spool>> Spool::open(const fs::path& folder, const Keys& keys, SpoolLimits limits) {
    auto spool = std::make_unique<SpoolFolder>(folder, keys.spool_key(), limits);
    const Result<> begun = spool->begin();
    if (!begun) return std::unexpected(begun.error());
    return spool;
}

}  // namespace sambung::store

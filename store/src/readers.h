// Threads that read, each with its own connection. A job sees one snapshot.
#pragma once

#include "sql.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace sambung::store {

class Readers {
 public:
    using Job = std::move_only_function<void(Sql&)>;

    Readers(std::vector<std::unique_ptr<Sql>> connections, std::size_t queue_limit);
    ~Readers();  // finishes what is queued
    Readers(const Readers&) = delete;
    Readers& operator=(const Readers&) = delete;

    [[nodiscard]] bool enqueue(Job job);  // false: full, or closing

 private:
    void work(Sql& sql);
    [[nodiscard]] Job take();  // empty: closing, and nothing is left

    const std::size_t queue_limit_;
    std::vector<std::unique_ptr<Sql>> connections_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Job> jobs_;
    bool closing_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace sambung::store

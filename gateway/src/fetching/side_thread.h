// A thread for work that would hold up a shard: decoding photos, waiting for a disk. One thing after the other.
#pragma once

#include "store/task.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <thread>
#include <type_traits>
#include <utility>

namespace sambung::gateway {

class SideThread {
 public:
    SideThread() : work_(io_.get_executor()), thread_([this] { io_.run(); }) {}
    ~SideThread() {
        work_.reset();
        thread_.join();
    }
    SideThread(const SideThread&) = delete;
    SideThread& operator=(const SideThread&) = delete;

    // Runs `work` there; resumes where it was awaited. What it refers to outlives the task.
    template <class Work>
    Task<std::invoke_result_t<Work>> run(Work work) {
        co_return co_await boost::asio::co_spawn(io_.get_executor(), done(std::move(work)), use_task);
    }

 private:
    template <class Work>
    static Task<std::invoke_result_t<Work>> done(Work work) {
        co_return work();
    }

    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<Executor> work_;
    std::thread thread_;
};

}  // namespace sambung::gateway

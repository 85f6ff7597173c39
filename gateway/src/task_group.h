// Work that nobody waits for at once, but that must end before the process does.
#pragma once

#include "store/task.h"

#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <spdlog/spdlog.h>

#include <exception>

namespace sambung::gateway {

// Of one io_context, on its thread only.
class TaskGroup {
 public:
    explicit TaskGroup(boost::asio::io_context& io) : io_(io), idle_(io.get_executor(), Timer::time_point::max()) {}

    void spawn(Task<> task) {
        ++running_;
        boost::asio::co_spawn(io_.get_executor(), std::move(task),
                              [this](const std::exception_ptr& error) { ended(error); });
    }
    // Returns when nothing runs any more.
    Task<> wait() {
        boost::system::error_code cancelled;
        while (running_ > 0) co_await idle_.async_wait(boost::asio::redirect_error(use_task, cancelled));
    }
    [[nodiscard]] int running() const { return running_; }

 private:
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

    void ended(const std::exception_ptr& error) {
        if (error) spdlog::error("event=task_threw");
        if (--running_ == 0) idle_.cancel();
    }

    boost::asio::io_context& io_;
    Timer idle_;
    int running_ = 0;
};

}  // namespace sambung::gateway

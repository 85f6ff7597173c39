// How a coroutine or a thread waits for the database; included by database.h only.
#pragma once

#include "store/database.h"

#include <boost/asio/async_result.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>

#include <future>
#include <optional>

namespace sambung::store {

namespace detail {

[[nodiscard]] Error current_failure();  // what the exception being handled means to a caller
[[nodiscard]] Error queue_full();
[[nodiscard]] Error not_committed();

template <class Work, class Outcome = std::invoke_result_t<Work, Sql&>>
Outcome attempt(Work& work, Sql& sql) {
    try {
        return work(sql);
    } catch (...) {
        return std::unexpected(current_failure());
    }
}

// Work on its way through the database, and the coroutine that waits for it. The guard keeps its io_context running.
template <class Work, class Handler>
struct Pending {
    using Outcome = std::invoke_result_t<Work, Sql&>;

    Pending(Work the_work, Handler the_handler, Executor executor)
        : work(std::move(the_work)), handler(std::move(the_handler)), guard(executor) {}

    void run(Sql& sql) { outcome.emplace(attempt(work, sql)); }
    void fail_with(Error error) { outcome.emplace(std::unexpected(std::move(error))); }
    // On the executor of the coroutine; once. Nothing of this object is needed afterwards.
    void resume() {
        auto go_on = [handler = std::move(handler), outcome = std::move(*outcome)]() mutable {
            std::move(handler)(std::move(outcome));
        };
        boost::asio::post(guard.get_executor(), std::move(go_on));
        guard.reset();
    }

    Work work;
    Handler handler;
    boost::asio::executor_work_guard<Executor> guard;
    std::optional<Outcome> outcome;
};

// Starts a write for a waiting coroutine.
struct InitiateWrite {
    template <class Handler, class Work>
    void operator()(Handler handler, Database* database, Executor executor, Lane lane, Work work) const {
        auto pending = std::make_shared<Pending<Work, Handler>>(std::move(work), std::move(handler), executor);
        const bool taken = database->enqueue_write(
            lane,
            [pending](Sql& sql, bool& keep) {
                pending->run(sql);
                keep = pending->outcome->has_value();
            },
            [pending](bool committed) {
                if (!committed) pending->fail_with(not_committed());
                pending->resume();
            });
        if (taken) return;
        pending->fail_with(queue_full());
        pending->resume();
    }
};

struct InitiateRead {
    template <class Handler, class Work>
    void operator()(Handler handler, Database* database, Executor executor, Work work) const {
        auto pending = std::make_shared<Pending<Work, Handler>>(std::move(work), std::move(handler), executor);
        const bool taken = database->enqueue_read([pending](Sql& sql) {
            pending->run(sql);
            pending->resume();
        });
        if (taken) return;
        pending->fail_with(queue_full());
        pending->resume();
    }
};

}  // namespace detail

template <class Work, class T>
Task<Result<T>> Database::write(Lane lane, Work work) {
    const Executor executor = co_await boost::asio::this_coro::executor;
    Result<T> outcome = co_await boost::asio::async_initiate<decltype(use_task), void(Result<T>)>(
        detail::InitiateWrite{}, use_task, this, executor, lane, std::move(work));
    co_return outcome;
}

template <class Work, class T>
Task<Result<T>> Database::read(Work work) {
    const Executor executor = co_await boost::asio::this_coro::executor;
    Result<T> outcome = co_await boost::asio::async_initiate<decltype(use_task), void(Result<T>)>(
        detail::InitiateRead{}, use_task, this, executor, std::move(work));
    co_return outcome;
}

// The promise is shared with the job: the waiting thread may be gone with its half before the other thread has let go
// of it.
template <class Work>
auto Database::write_now(Work work) -> std::invoke_result_t<Work, Sql&> {
    using Outcome = std::invoke_result_t<Work, Sql&>;
    struct Waiting {
        std::promise<Outcome> promise;
        std::optional<Outcome> outcome;
    };
    auto waiting = std::make_shared<Waiting>();
    std::future<Outcome> future = waiting->promise.get_future();
    const bool taken = enqueue_write(
        Lane::ordinary,
        [waiting, &work](Sql& sql, bool& keep) {
            waiting->outcome.emplace(detail::attempt(work, sql));
            keep = waiting->outcome->has_value();
        },
        [waiting](bool committed) {
            if (committed)
                waiting->promise.set_value(std::move(*waiting->outcome));
            else
                waiting->promise.set_value(std::unexpected(detail::not_committed()));
        });
    if (!taken) return std::unexpected(detail::queue_full());
    return future.get();
}

template <class Work>
auto Database::read_now(Work work) -> std::invoke_result_t<Work, Sql&> {
    using Outcome = std::invoke_result_t<Work, Sql&>;
    auto promise = std::make_shared<std::promise<Outcome>>();
    std::future<Outcome> future = promise->get_future();
    const bool taken = enqueue_read([promise, &work](Sql& sql) { promise->set_value(detail::attempt(work, sql)); });
    if (!taken) return std::unexpected(detail::queue_full());
    return future.get();
}

}  // namespace sambung::store

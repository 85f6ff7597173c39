// A task's result, for subcommands, which have nothing else to do meanwhile. Blocks.
#pragma once

#include "store/task.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>

#include <utility>

namespace sambung::gateway {

template <class T>
T await_here(Task<T> task) {
    boost::asio::io_context io{1};
    auto done = boost::asio::co_spawn(io.get_executor(), std::move(task), boost::asio::use_future);
    io.run();
    return done.get();
}

}  // namespace sambung::gateway

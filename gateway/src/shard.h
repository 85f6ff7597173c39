// One thread with all that its turns need: io_context, session store, HTTP client, turns. A person belongs to one shard
// by hash.
#pragma once

#include "dialogs/flow_set.h"
#include "http/http_client.h"
#include "http/listener.h"
#include "http/timer_wheel.h"
#include "reception.h"
#include "store/session_store.h"
#include "task_group.h"
#include "turns.h"
#include "wishes.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace sambung::gateway {

struct Shard {
    Shard() : io(1), work(boost::asio::make_work_guard(io)), running(io), wheel(io.get_executor()) {}

    boost::asio::io_context io;
    boost::asio::executor_work_guard<Executor> work;
    TaskGroup running;  // turns that go on after their webhook was answered
    TimerWheel wheel;
    std::shared_ptr<const dialogs::FlowSet> flows;  // replaced on this thread, so that a turn takes it without a lock
    std::unique_ptr<store::SessionStore> sessions;
    std::unique_ptr<HttpClient> client;
    std::unique_ptr<Wishes> wishes;
    std::unique_ptr<Turns> turns;
    std::unique_ptr<Registrar> registrar;
    std::unique_ptr<Reception> reception;
    std::unique_ptr<Listener> public_listener, desk_listener;
    std::thread thread;
};

}  // namespace sambung::gateway

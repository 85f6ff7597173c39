#include "person_order.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gtest/gtest.h>

#include <string>

namespace sambung::gateway {
namespace {

namespace asio = boost::asio;

Task<> turn(PersonOrder& order, PersonId person, std::string name, std::string& log, asio::io_context& io) {
    const auto place = co_await order.enter(person);
    log += name + "(";
    co_await asio::post(io.get_executor(), use_task);
    co_await asio::post(io.get_executor(), use_task);
    log += name + ")";
}

TEST(PersonOrder, OnePersonsTurnsRunOneAfterTheOtherInTheOrderOfArrival) {
    asio::io_context io(1);
    PersonOrder order;
    std::string log;
    for (const char* name : {"a", "b", "c"}) asio::co_spawn(io, turn(order, {7}, name, log, io), asio::detached);
    io.run();
    EXPECT_EQ(log, "a(a)b(b)c(c)");
}

TEST(PersonOrder, DifferentPersonsTurnsRunSideBySide) {
    asio::io_context io(1);
    PersonOrder order;
    std::string log;
    asio::co_spawn(io, turn(order, {7}, "a", log, io), asio::detached);
    asio::co_spawn(io, turn(order, {8}, "b", log, io), asio::detached);
    io.run();
    EXPECT_EQ(log, "a(b(a)b)");
}

TEST(PersonOrder, AnEndedLineCanBeEnteredAnew) {
    asio::io_context io(1);
    PersonOrder order;
    std::string log;
    for (const char* name : {"a", "b"}) {
        asio::co_spawn(io, turn(order, {7}, name, log, io), asio::detached);
        io.run();
        io.restart();
    }
    EXPECT_EQ(log, "a(a)b(b)");
}

}  // namespace
}  // namespace sambung::gateway

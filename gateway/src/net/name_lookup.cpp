#include "net/name_lookup.h"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>

#include <utility>

namespace sambung::gateway {

namespace {

constexpr auto use_tuple = boost::asio::as_tuple(use_task);

}  // namespace

LookupThread::LookupThread() : work_(io_.get_executor()), thread_([this] { io_.run(); }) {}

LookupThread::~LookupThread() {
    work_.reset();
    io_.stop();
    thread_.join();
}

Task<Result<NameLookup::Endpoints>> NameLookup::find(std::string host, std::uint16_t port) {
    using Resolver = decltype(resolver_);
    const auto self = shared_from_this();
    if (given_up_) co_return found_;
    boost::system::error_code named;
    const auto address = boost::asio::ip::make_address(host, named);
    if (!named) co_return Endpoints(1, boost::asio::ip::tcp::endpoint{address, port});
    resolver_.async_resolve(host, std::to_string(port),
                            [self](const boost::system::error_code& error, const Resolver::results_type& results) {
                                Result<Endpoints> found = fail(Errc::unavailable, "name: " + error.message());
                                if (!error) found = Endpoints(results.begin(), results.end());
                                boost::asio::post(self->gate_.get_executor(), [self, found = std::move(found)] {
                                    self->found_ = found;
                                    self->gate_.cancel();
                                });
                            });
    co_await gate_.async_wait(use_tuple);
    co_return found_;
}

void NameLookup::give_up() {
    given_up_ = true;
    gate_.cancel();
}

}  // namespace sambung::gateway

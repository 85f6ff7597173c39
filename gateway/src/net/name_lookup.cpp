#include "net/name_lookup.h"

#include <boost/asio/as_tuple.hpp>

namespace sambung::gateway {

namespace {

constexpr auto use_tuple = boost::asio::as_tuple(use_task);

}  // namespace

Task<Result<NameLookup::Endpoints>> NameLookup::find(std::string host, std::uint16_t port) {
    using Resolver = decltype(resolver_);
    const auto self = shared_from_this();
    if (given_up_) co_return found_;
    boost::system::error_code named;
    const auto address = boost::asio::ip::make_address(host, named);
    if (!named) co_return Endpoints(1, boost::asio::ip::tcp::endpoint{address, port});
    resolver_.async_resolve(host, std::to_string(port),
                            [self](const boost::system::error_code& error, const Resolver::results_type& results) {
                                if (error) self->found_ = fail(Errc::unavailable, "name: " + error.message());
                                if (!error) self->found_ = Endpoints(results.begin(), results.end());
                                self->gate_.cancel();
                            });
    co_await gate_.async_wait(use_tuple);
    co_return found_;
}

void NameLookup::give_up() {
    given_up_ = true;
    gate_.cancel();
}

}  // namespace sambung::gateway

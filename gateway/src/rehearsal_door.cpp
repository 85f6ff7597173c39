#include "rehearsal_door.h"

#include "http/pooled_http_client.h"
#include "provider_calls.h"

namespace sambung::gateway {

namespace {

constexpr milliseconds patience{10'000};

}  // namespace

Result<std::unique_ptr<RehearsalDoor>> RehearsalDoor::open(Executor executor, HttpHandler handler) {
    std::unique_ptr<RehearsalDoor> door{new RehearsalDoor(executor)};
    ListenerSettings settings;
    settings.address = {boost::asio::ip::address_v4::loopback(), 0};
    Result<std::unique_ptr<Listener>> listener = Listener::open(executor, door->wheel_, std::move(handler), settings);
    if (!listener) return std::unexpected(listener.error());
    door->listener_ = std::move(*listener);
    door->origin_ = "http://127.0.0.1:" + std::to_string(door->listener_->port());
    Result<std::unique_ptr<HttpClient>> client = make_http_client(executor, door->wheel_, {});
    if (!client) return std::unexpected(client.error());
    door->providers_ = std::move(*client);
    return door;
}

Task<Result<HttpReply>> RehearsalDoor::hand_over(const Channel& channel, Inbound message, TimePoint now) {
    HttpCall call = provider_call(channel.config, channel.kind(), origin_, message, now);
    co_return co_await providers_->exchange(std::move(call), patience);
}

Task<std::size_t> RehearsalDoor::close() { co_return co_await listener_->stop(patience); }

}  // namespace sambung::gateway

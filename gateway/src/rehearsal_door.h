// The public door of a rehearsed service: a listener on loopback, and the providers' end of each webhook.
#pragma once

#include "channel.h"
#include "http/http_client.h"
#include "http/listener.h"
#include "http/timer_wheel.h"
#include "model/message.h"

#include <memory>
#include <string>

namespace sambung::gateway {

class RehearsalDoor {
 public:
    // Errc::misconfigured if loopback cannot be listened on.
    [[nodiscard]] static Result<std::unique_ptr<RehearsalDoor>> open(Executor executor, HttpHandler handler);

    // The provider hands the message over; what we answered. As HttpClient::exchange.
    [[nodiscard]] Task<Result<HttpReply>> hand_over(const Channel& channel, Inbound message, TimePoint now);
    // Before it is destroyed, while its executor still runs.
    [[nodiscard]] Task<std::size_t> close();

 private:
    explicit RehearsalDoor(Executor executor) : wheel_(executor) {}

    TimerWheel wheel_;
    std::unique_ptr<Listener> listener_;
    std::unique_ptr<HttpClient> providers_;
    std::string origin_;
};

}  // namespace sambung::gateway

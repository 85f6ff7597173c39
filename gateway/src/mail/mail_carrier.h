// Sends letters by SMTP. libcurl's easy interface blocks, so it has a thread of its own, one letter after the other.
#pragma once

#include "adapters/letters.h"
#include "carrier.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <thread>

namespace sambung::gateway {

// What a failed sending means. `code`: the server's last answer, 0 if there was none; `all_written`: the whole letter
// was with the server when it broke. Pure.
struct MailEnd {
    bool refused_login = false;
    bool bad_tls = false;
    long code = 0;
    bool all_written = false;
};
[[nodiscard]] adapters::Sent judged(const MailEnd& end);

// Of one channel, on one shard's thread, which outlives it.
class MailCarrier final : public Carrier {
 public:
    explicit MailCarrier(adapters::MailSettings settings);
    MailCarrier(const MailCarrier&) = delete;
    MailCarrier& operator=(const MailCarrier&) = delete;
    ~MailCarrier() override;  // when nobody waits for a letter any more

    [[nodiscard]] bool ready() const override { return true; }
    [[nodiscard]] int places() const override { return 2; }  // one is sent, an urgent one is next
    [[nodiscard]] int kept_for_alarms() const override { return 1; }
    Task<adapters::Sent> send(Outbound message) override;

 private:
    using Steady = std::chrono::steady_clock;
    Task<adapters::Sent> deliver(Outbound message, Steady::time_point asked);

    const adapters::MailSettings settings_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<Executor> work_;
    std::thread thread_;
};

}  // namespace sambung::gateway

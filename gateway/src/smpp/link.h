// A channel by SMPP: its one or two connections, what is sent over them and what arrives. In order: a message is told
// as sent when the centre answered with its id; what was not answered is unknown, and goes again only where it is urgent.
#pragma once

#include "adapters/smpp_settings.h"
#include "carrier.h"
#include "channel.h"
#include "metrics.h"
#include "reception.h"
#include "smpp/intake.h"
#include "smpp/line.h"
#include "smpp/receipts.h"
#include "task_group.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sambung::gateway {

// On one shard's thread, but for `bound`.
class SmppLink final : public Carrier {
 public:
    struct Parts {
        boost::asio::io_context& io;
        const Channel& channel;
        store::CaseStore& cases;
        Reception& reception;
        Metrics& metrics;
        Clock clock;
        std::function<void()> ready_again;  // the link can send
    };
    // Errc::misconfigured: a key of the channel, or the file of authorities.
    [[nodiscard]] static Result<std::unique_ptr<SmppLink>> make(Parts parts);

    // Until `stop` has run its course, at most about 20 s after it.
    Task<> run();
    // Takes nothing new, finishes what is under way, unbinds.
    void stop();

    [[nodiscard]] bool ready() const override;
    Task<adapters::Sent> send(Outbound message) override;

    [[nodiscard]] const Channel& channel() const { return parts_.channel; }
    [[nodiscard]] bool bound() const { return bound_; }  // every connection; any thread

 private:
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
    struct Waiting;

    SmppLink(Parts parts, adapters::smpp::LinkSettings settings, std::shared_ptr<boost::asio::ssl::context> tls);
    void add_line(adapters::smpp::Command bind, const std::shared_ptr<boost::asio::ssl::context>& tls);
    void hear(std::size_t line, SmppLine::News news);
    void bound_changed();
    void arrived(std::size_t line, adapters::smpp::Pdu pdu);
    void settled(adapters::smpp::Settled settled);
    void lost(std::size_t line, const SmppLine::Lost& lost);
    void remember_unanswered(const std::vector<adapters::smpp::Settled>& parts, const std::string& ref);
    Task<std::vector<adapters::smpp::Settled>> submit(std::vector<adapters::smpp::ShortMessage> parts, std::string ref,
                                                      milliseconds within);
    void expect_receipts(const Waiting& waiting);
    Task<bool> show(adapters::smpp::ShortMessage screen);
    Task<> look_after();
    Task<> wind_down();
    SmppLine& sender() { return *lines_.front(); }
    [[nodiscard]] bool receives(std::size_t line) const { return line + 1 == lines_.size(); }

    Parts parts_;
    const adapters::smpp::LinkSettings settings_;
    SmppReceipts receipts_;
    SmppIntake intake_;
    std::vector<std::unique_ptr<SmppLine>> lines_;  // the first sends; of a pair, the second receives
    TaskGroup running_;                             // the lines
    TaskGroup taking_;                              // what arrived
    TaskGroup chores_;
    Timer bell_;
    std::map<std::uint64_t, std::shared_ptr<Waiting>> waiting_;  // by token
    std::map<std::uint64_t, std::string> unanswered_;            // token -> our ref, for answers that come late
    std::uint64_t tokens_ = 0;
    std::atomic<bool> bound_{false};
    bool stopping_ = false;
    bool over_ = false;
};

}  // namespace sambung::gateway

// One connection to a message centre that is kept up: connect, bind, talk, and after a break again, ever later and
// never at the same moment as everybody else. What is said on it is adapters::smpp::Session's business.
#pragma once

#include "adapters/smpp_session.h"
#include "adapters/smpp_settings.h"
#include "smpp/wire.h"
#include "task_group.h"

#include <boost/asio/basic_waitable_timer.hpp>

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sambung::gateway {

// How long to wait before the n-th further try: a second, doubling to a minute, and a minute at once if the centre
// refused our account; plus up to a quarter by `chance`, 0 to 1. Pure.
[[nodiscard]] milliseconds reconnect_pause(int failures, bool refused, double chance);

// On one shard's thread.
class SmppLine {
 public:
    // The connection that was is gone; the centre was last heard of then, by the line's own clock.
    struct Lost {
        TimePoint heard;
        bool was_bound = false;
        bool refused = false;  // our account: a person must act
        std::string why;
    };
    using News = std::variant<adapters::smpp::Bound, adapters::smpp::Arrived, adapters::smpp::Settled, Lost>;

    struct Parts {
        boost::asio::io_context& io;
        std::string host;
        std::uint16_t port = 2775;
        std::shared_ptr<boost::asio::ssl::context> tls;  // null: plain TCP
        adapters::smpp::Session::Settings session;
        std::function<void(News)> tell;  // may call back into the line
    };
    explicit SmppLine(Parts parts);

    // Until `stop` has run its course.
    Task<> run();
    // Unbinds, waiting for what is on its way.
    void stop();

    [[nodiscard]] bool bound() const { return session_ && session_->bound(); }
    // Changes with every connection: an answer belongs on the one that its request came by.
    [[nodiscard]] int connection() const { return connection_; }

    // Settled comes in any case.
    void submit(std::uint64_t token, adapters::smpp::ShortMessage message, milliseconds within);
    // Nothing happens if that connection is gone.
    void answer(int connection, const adapters::smpp::Pdu& request, std::uint32_t status);

    // The clock of lines: it never goes back. For durations only.
    [[nodiscard]] static TimePoint now();

 private:
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;

    Task<> serve(Lost& lost);
    Task<> talk(Lost& lost);
    void tell_end(Lost& lost) const;
    Task<> keep_time();
    Task<> write_out();
    Task<> pause(milliseconds span);
    void follow();
    void wind_up(const adapters::smpp::Closed& closed);

    Parts parts_;
    TaskGroup helpers_;
    Timer bell_;
    std::unique_ptr<SmppWire> wire_;
    std::optional<adapters::smpp::Session> session_;
    std::optional<adapters::smpp::Closed> closed_;
    TimePoint cut_at_ = TimePoint::max();  // of an opening that takes too long, or an ending
    TimePoint heard_{};
    std::string outgoing_;
    bool writing_ = false;
    bool serving_ = false;
    bool stopping_ = false;
    int connection_ = 0;
};

}  // namespace sambung::gateway

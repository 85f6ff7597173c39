// What a listener and its connections share. On the shard's thread, but for the counts.
#pragma once

#include "http/http_handler.h"
#include "http/http_limits.h"
#include "http/reply_writer.h"
#include "http/timer_wheel.h"
#include "http/trusted_proxies.h"

#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/intrusive/list.hpp>

#include <atomic>
#include <cstdint>
#include <functional>
#include <string_view>

namespace sambung::gateway {

using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

// Written by the shard, read by anybody.
struct HttpCounts {
    using Count = std::atomic<std::uint64_t>;
    Count open{0};         // connections now
    Count accepted{0};     // connections since the start
    Count turned_away{0};  // connections over the limit
    Count requests{0};     // that reached the handler
    Count refused{0};      // requests that did not, for what they were
    Count timed_out{0};    // requests, replies and handshakes that took too long
    Count failed{0};       // handlers that threw or gave a reply that cannot be sent
};

inline void count(HttpCounts::Count& counter) { counter.fetch_add(1, std::memory_order_relaxed); }

// A connection, as far as its listener sees it.
class HttpSession
    : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
    HttpSession() = default;
    HttpSession(const HttpSession&) = delete;
    HttpSession& operator=(const HttpSession&) = delete;

    // The listener is stopping: an idle connection closes now, another one after its reply.
    virtual void finish() = 0;
    // Closes now, whatever is under way.
    virtual void cut() = 0;

 protected:
    ~HttpSession() = default;
};

struct HttpService {
    using Timer = boost::asio::basic_waitable_timer<std::chrono::steady_clock,
                                                    boost::asio::wait_traits<std::chrono::steady_clock>, Executor>;
    using Sessions = boost::intrusive::list<HttpSession, boost::intrusive::constant_time_size<false>>;

    HttpService(Executor executor, TimerWheel& timers) : wheel(timers), emptied(executor, Timer::time_point::max()) {}

    HttpHandler handler;
    HttpLimits limits;
    TrustedProxies proxies;
    std::function<void(std::string_view what)> report_bug;  // may be empty
    TimerWheel& wheel;

    HttpCounts counts;
    HttpDate date;
    Sessions sessions;
    std::size_t bodies_held = 0;  // bytes
    bool stopping = false;
    Timer emptied;  // never expires; cancelled when the last session ends
};

}  // namespace sambung::gateway

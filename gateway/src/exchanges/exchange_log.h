// Keeps what providers and we told each other, masked, for a set number of days. Masking and writing have their own
// thread, behind a bounded queue: a slow or full disk costs lines of this log and nothing else.
#pragma once

#include "adapters/adapter.h"
#include "exchanges/exchange.h"
#include "exchanges/exchange_files.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace sambung::gateway {

class ExchangeLog {
 public:
    struct Parts {
        ExchangeFileSettings files;
        std::vector<adapters::ChannelSettings> channels;
        Mask::Fingerprint fingerprint;                           // called on the log's thread
        std::function<TimePoint()> clock;                        // any thread
        std::function<void()> dropped;                           // a line was lost; any thread
        std::function<void(std::string_view)> warn;              // at most once an hour; on the log's thread
        std::size_t most_waiting = 1'000;                        // exchanges
        std::size_t most_bytes = std::size_t{16} * 1024 * 1024;  // that they hold
    };
    // Deletes what is too old, now and at each change of the day.
    explicit ExchangeLog(Parts parts);
    ~ExchangeLog();
    ExchangeLog(const ExchangeLog&) = delete;
    ExchangeLog& operator=(const ExchangeLog&) = delete;

    // Any thread; does not wait for the disk. What is over the bounds, of an unknown channel or after `stop` is
    // dropped.
    void keep(Exchange exchange);

    // Writes what waits, then returns. Once or more, from one thread.
    void stop();

    [[nodiscard]] TimePoint now() const { return parts_.clock(); }

 private:
    void run();
    void write(const Exchange& exchange);
    void lose(std::string_view why);
    void forget_once_a_day();

    Parts parts_;
    ExchangeFiles files_;
    std::map<std::string, Mask, std::less<>> masks_;
    std::string swept_;                // the day; of the log's thread, as is the next
    std::optional<TimePoint> warned_;  // when last

    std::mutex mutex_;
    std::condition_variable wake_;
    std::vector<Exchange> waiting_;
    std::size_t bytes_ = 0;  // of those that wait
    bool stopping_ = false;
    std::thread thread_;
};

}  // namespace sambung::gateway

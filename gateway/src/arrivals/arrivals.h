// Where what came in goes before it is acknowledged: into the books, or while those cannot take it, into the spool on
// the local disk. While anything waits in the spool all goes there, so that order holds.
#pragma once

#include "metrics.h"
#include "model/message.h"
#include "store/case_store.h"
#include "store/spool.h"
#include "store/task.h"
#include "turns.h"

#include <atomic>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace sambung::gateway {

// Of one shard; its thread only.
class Arrivals {
 public:
    struct Parts {
        store::CaseStore& cases;
        store::Spool* spool = nullptr;  // null: the books or nothing
        Metrics& metrics;
        Clock clock;
        std::function<void(Task<>)> spawn;
        std::function<void(const std::string& channel, std::vector<store::InboxItem> news, std::size_t repeated)> kept;
        milliseconds lease;            // of what is kept in the books
        milliseconds patience{2'000};  // with the books; providers wait little longer
    };
    explicit Arrivals(Parts parts) : parts_(std::move(parts)) {}

    enum class Place : std::uint8_t { books, spool };
    // All of one channel. What the books take is told by `kept`, late or in time; what they know already is not taken
    // twice. Errc::unavailable: neither took it.
    Task<Result<Place>> keep(std::string channel, std::vector<store::NewInbound> batch);
    // A report about a message of ours. Errc::unavailable: neither took it.
    Task<Result<>> note(std::string channel, StatusUpdate update);

    // True while all goes through the spool.
    [[nodiscard]] bool spooling() const { return parts_.spool != nullptr && parts_.spool->holds(); }

 private:
    Task<Result<>> put(std::string channel, std::vector<store::NewInbound> batch, store::GivenUp given_up);
    Task<Result<>> record(std::string channel, StatusUpdate update);
    // `given_up` is set when the work has taken too long.
    Task<Result<>> in_time(Task<Result<>> work, std::shared_ptr<std::atomic<bool>> given_up);
    Task<Result<>> spool(std::vector<std::string> records);

    Parts parts_;
};

}  // namespace sambung::gateway

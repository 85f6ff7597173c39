// Brings what waits in the spool into the books as soon as they take it, oldest first, and gives each new message its
// turn.
#pragma once

#include "arrivals/spooled.h"
#include "dispatcher.h"
#include "metrics.h"
#include "store/case_store.h"
#include "store/spool.h"
#include "task_group.h"

#include <functional>
#include <vector>

namespace sambung::gateway {

// Of one shard; its thread only.
class SpoolDrain {
 public:
    struct Parts {
        boost::asio::io_context& io;
        store::Spool& spool;
        store::CaseStore& cases;
        Metrics& metrics;
        Clock clock;
        std::function<Task<>(store::InboxItem)> answer;
        milliseconds lease;
    };
    explicit SpoolDrain(Parts parts) : parts_(std::move(parts)), answers_(parts_.io), bell_(parts_.io.get_executor()) {}

    Task<> run();  // until stop
    void stop();
    // The oldest that wait. False if none was moved: there are none, or the books do not take them yet.
    Task<bool> round();

 private:
    struct Batch {
        std::vector<store::NewInbound> messages;
        std::vector<Report> reports;
        std::size_t lost = 0;
    };
    [[nodiscard]] static Batch sorted(store::Spool::Oldest oldest);
    Task<Result<>> bring(Batch batch);
    Task<Result<>> put(std::vector<store::NewInbound> messages);
    Task<Result<>> put_one_by_one(std::vector<store::NewInbound> messages);

    Parts parts_;
    TaskGroup answers_;
    Bell bell_;
    bool stopping_ = false;
    TimePoint look_again_{};
};

}  // namespace sambung::gateway

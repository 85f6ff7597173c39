// What becomes of messages that a centre took: a message of several parts is delivered when all of them are, and a
// receipt that comes before we know the id that it names waits for a while.
#pragma once

#include "adapters/smpp_receipt.h"
#include "metrics.h"
#include "store/case_store.h"
#include "turns.h"

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace sambung::gateway {

// Whose receipts are awaited: the messages that a centre took lately, with all their parts. Of one id it goes before
// the books, which know a message's id a moment later, and which may know an older one by the same id: some centres
// count anew after a restart. Kept in memory only: after ours, the receipt of a message's last part, whose id stands in
// the books, counts for all of them. Pure.
class PartTally {
 public:
    // The parts of one message, by the ids that their answers gave. Without an id for each there is nothing to count
    // by: the books know the last one.
    void expect(const std::string& ref, std::vector<std::string> ids);

    class Counted;
    // What a receipt of that id says. If it decides the whole message, nothing is counted until `recorded`: it may come
    // again. Empty if no part has the id.
    [[nodiscard]] std::optional<Counted> count(const std::string& id, const adapters::smpp::Receipt& receipt);

    [[nodiscard]] std::size_t remembered() const { return parts_.size(); }

 private:
    struct Message {
        std::string ref;
        std::vector<std::string> ids;
        std::set<std::string> missing;
        bool done = false;
    };
    static constexpr std::size_t most = 20'000;  // parts

    void forget_oldest();

    std::map<std::string, std::shared_ptr<Message>> parts_;  // by id
    std::deque<std::shared_ptr<Message>> order_;             // oldest first
    std::size_t size_ = 0;                                   // parts in `order_`
};

class PartTally::Counted {
 public:
    // Of the whole message, if this decides it.
    [[nodiscard]] const std::optional<StatusUpdate>& update() const { return update_; }
    // The update stands in the books; the message is decided and says nothing more.
    void recorded() const { message_->done = true; }

 private:
    friend class PartTally;
    Counted(std::shared_ptr<Message> message, std::optional<StatusUpdate> update)
        : message_(std::move(message)), update_(std::move(update)) {}

    std::shared_ptr<Message> message_;
    std::optional<StatusUpdate> update_;
};

// Of one link, on its shard's thread.
class SmppReceipts {
 public:
    struct Parts {
        store::CaseStore& cases;
        Metrics& metrics;
        std::string channel;
        Clock clock;
    };
    explicit SmppReceipts(Parts parts) : parts_(std::move(parts)) {}

    // The centre took a message, and gave its parts these ids.
    void expect(const std::string& ref, std::vector<std::string> ids) { tally_.expect(ref, std::move(ids)); }
    // Errc::unavailable: it was not taken, so let the centre send it again.
    Task<Result<>> take(adapters::smpp::Receipt receipt);
    // An answer that came after we had given up on it: the message need not be sent again.
    Task<> sent_after_all(std::string ref, std::string id);
    // Tries those whose message was not known; to be called now and then.
    Task<> try_again();

    static constexpr std::size_t most_held = 1'000;

 private:
    struct Held {
        adapters::smpp::Receipt receipt;
        TimePoint until;
    };
    void hold(Held held);
    // False if the message is not known (yet).
    Task<Result<bool>> record(const adapters::smpp::Receipt& receipt);
    Task<Result<bool>> record_id(std::string id, const adapters::smpp::Receipt& receipt);
    Task<Result<bool>> record_one(StatusUpdate update);

    Parts parts_;
    PartTally tally_;
    std::deque<Held> held_;
};

}  // namespace sambung::gateway

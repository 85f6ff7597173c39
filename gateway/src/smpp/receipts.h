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
#include <string>
#include <vector>

namespace sambung::gateway {

// Whose receipts are awaited: the messages that a centre took lately, with all their parts. It goes before the books,
// which know a message's id a moment later, and which may know an older one by the same id: some centres count anew
// after a restart. Kept in memory only: after ours, the receipt of a message's last part, whose id stands in the books,
// counts for all of them. Pure.
class PartTally {
 public:
    // The parts of one message, by the ids that their answers gave.
    void expect(const std::string& ref, const std::vector<std::string>& ids);

    struct Counted {
        std::optional<StatusUpdate> update;  // of the whole message, if this decides it
    };
    // Empty if none of the receipt's ids is a part's.
    [[nodiscard]] std::optional<Counted> count(const adapters::smpp::Receipt& receipt);

 private:
    struct Message {
        std::string ref;
        std::size_t left = 0;
        bool failed = false;
    };
    static constexpr std::size_t most = 10'000;

    std::map<std::string, std::shared_ptr<Message>> parts_;                            // by id
    std::deque<std::pair<std::vector<std::string>, std::shared_ptr<Message>>> order_;  // oldest first, with its ids
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
    void expect(const std::string& ref, const std::vector<std::string>& ids) { tally_.expect(ref, ids); }
    // Errc::unavailable: it was not taken, so let the centre send it again.
    Task<Result<>> take(adapters::smpp::Receipt receipt);
    // An answer that came after we had given up on it: the message need not be sent again.
    Task<> sent_after_all(std::string ref, std::string id);
    // Tries those whose message was not known; to be called now and then.
    Task<> try_again();

 private:
    struct Held {
        adapters::smpp::Receipt receipt;
        TimePoint until;
    };
    // False if the message is not known (yet).
    Task<Result<bool>> record(const adapters::smpp::Receipt& receipt);
    Task<Result<bool>> record_one(StatusUpdate update);

    Parts parts_;
    PartTally tally_;
    std::deque<Held> held_;
};

}  // namespace sambung::gateway

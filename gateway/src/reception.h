// Where webhooks become turns. SMS and WhatsApp: kept in the inbox, then 200, then the turn, whose reply goes to the
// outbox in the transaction that finishes the inbox row. USSD: the turn runs at once and its screen is the HTTP reply.
#pragma once

#include "arrivals/arrivals.h"
#include "channel.h"
#include "checkpoint.h"
#include "metrics.h"
#include "model/http.h"
#include "store/case_store.h"
#include "store/keys.h"
#include "store/task.h"
#include "turns.h"

#include <functional>
#include <string>
#include <vector>

namespace sambung::gateway {

// True for what a machine answers even while staff speak with that person: danger, and STOP.
[[nodiscard]] bool breaks_silence(std::string_view text);

// Of one shard; its thread only.
class Reception {
 public:
    struct Parts {
        store::CaseStore& cases;
        const store::Keys& keys;
        const Channels& channels;
        Metrics& metrics;
        Clock clock;
        // Runs a turn on the shard that the person belongs to.
        std::function<Task<Turns::Said>(Heard)> turn;
        std::function<void(Task<>)> spawn;    // work that goes on after the reply; awaited at shutdown
        std::function<void()> outbox_filled;  // wakes the dispatcher
        Checkpoint checkpoint;
        store::Spool* spool = nullptr;  // where messages go while the books cannot take them
    };
    explicit Reception(Parts parts);

    // The whole of /hooks/<channel>[/status].
    Task<HttpReply> receive(const Channel* channel, adapters::Hook hook, HttpRequest request);

    // Keeps the messages; each that is new gets its turn, once the books have it. Errc::unavailable: none was kept.
    Task<Result<>> take_in(const Channel& channel, std::vector<Inbound> messages);
    // Keeps one part of a message until the rest has come, and gives its row; nothing if it was kept before. A part
    // that nobody joined when its lease is over is answered as a message of its own. Errc::unavailable: it was not
    // kept.
    Task<Result<std::optional<std::int64_t>>> keep_part(const Channel& channel, Inbound part, milliseconds lease);
    // Keeps the message that these parts make in their place, and it gets its turn. Errc::unavailable: the parts are as
    // they were.
    Task<Result<>> join(const Channel& channel, Inbound whole, std::vector<std::int64_t> parts);
    // The turn of a kept message, again or for the first time. While staff have the conversation, it is a note for
    // them.
    Task<> answer(store::InboxItem item);
    // One USSD hop.
    Task<Content> hear(const Channel& channel, Inbound message);

    static constexpr milliseconds inbox_lease{10'000};

 private:
    Task<> keep_for_staff(store::InboxItem item, const Inbound& message);
    [[nodiscard]] store::NewInbound to_keep(const Channel& channel, Inbound message) const;
    [[nodiscard]] Heard heard(const Channel& channel, Inbound message) const;
    Task<Result<>> note(const Channel& channel, std::vector<Item>& items, std::vector<Inbound>& messages);

    void take_up(const Channel& channel, std::vector<store::InboxItem> news, std::size_t repeated);

    Parts parts_;
    Arrivals arrivals_;
};

}  // namespace sambung::gateway

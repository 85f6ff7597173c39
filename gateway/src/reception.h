// Where webhooks become turns. SMS and WhatsApp: kept in the inbox, then 200, then the turn, whose reply goes to the
// outbox in the transaction that finishes the inbox row. USSD: the turn runs at once and its screen is the HTTP reply.
#pragma once

#include "arrivals/arrivals.h"
#include "channel.h"
#include "checkpoint.h"
#include "drop_offs.h"
#include "flood_guard.h"
#include "metrics.h"
#include "model/http.h"
#include "registrar.h"
#include "store/case_store.h"
#include "store/keys.h"
#include "store/task.h"
#include "turns.h"

#include <functional>
#include <string>
#include <vector>

namespace sambung::gateway {

// True for what a machine answers even while staff speak with that person: danger, and STOP.
[[nodiscard]] bool breaks_silence(const Inbound& message);

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
        FloodGuard* guard = nullptr;    // null: nobody writes too many
        std::function<bool(PersonId)> is_helper{};
        std::function<std::vector<std::string>(PersonId)> units_of{};  // that a number is on duty for; empty: nobody is
        std::function<store::Herald()> herald{};    // with units_of: the words of what is done, as of now
        std::function<std::string()> held_words{};  // with a guard: what is said once a day to whoever is held back
        Registrar* registrar = nullptr;             // with units_of: keeps the outreach register; null: nobody does
        DropOffs* drop_offs = nullptr;              // null: nobody counts the ends of USSD sessions
        std::function<std::string()> today{};       // with drop_offs: on the office's clock, "2026-11-22"
        // With drop_offs: where a person's USSD session stands.
        std::function<Task<Standpoint>(PersonId, std::string session)> standpoint{};
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
    // Keeps one part of a long message, which gets its turn when the rest has come. Errc::unavailable: it was not kept.
    Task<Result<>> take_part(const Channel& channel, Inbound part);
    // Keeps the message that these parts make in their place, and it gets its turn. Errc::unavailable: the parts are as
    // they were.
    Task<Result<>> join(const Channel& channel, Inbound whole, std::vector<std::int64_t> parts);
    // The turn of a kept message, again or for the first time. While staff have the conversation, it is a note for
    // them.
    Task<> answer(store::InboxItem item);
    // A USSD session is over, by our last screen or otherwise.
    Task<> ended(const Channel& channel, SessionEnd end);
    // One USSD hop.
    Task<Content> hear(const Channel& channel, Inbound message);

    static constexpr milliseconds inbox_lease{10'000};
    static constexpr milliseconds part_wait{6 * 60 * 1000};  // for the rest of a message; then each is answered alone

 private:
    // True: it was an officer's answer to a task, and is done.
    Task<Result<bool>> obeyed(const store::InboxItem& item, const Inbound& message);
    // True: it was lines for the register, and is done.
    Task<Result<bool>> registered(const store::InboxItem& item, const Inbound& message, std::vector<std::string> units);
    Task<> quarantine(const store::InboxItem& item, const Inbound& message, Flood flood);
    [[nodiscard]] Flood flood(const store::InboxItem& item, const Inbound& message) const;
    Task<> keep_for_staff(store::InboxItem item, const Inbound& message);
    [[nodiscard]] store::NewInbound to_keep(const Channel& channel, Inbound message) const;
    [[nodiscard]] Heard heard(const Channel& channel, Inbound message) const;
    Task<Result<>> note(const Channel& channel, std::vector<Item>& items, std::vector<Inbound>& messages);

    void take_up(const Channel& channel, std::vector<store::InboxItem> news, std::size_t repeated);

    Parts parts_;
    Arrivals arrivals_;
};

}  // namespace sambung::gateway

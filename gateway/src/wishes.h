// Grants what a conversation asks for: translates the flow's words into the store's acts, and the outcome back into the
// flow's words. Filing, cancelling and ringing are granted once per wish key; look-ups are charged before they are
// made.
#pragma once

#include "cases/office.h"
#include "channel.h"
#include "checkpoint.h"
#include "dialogs/dialog.h"
#include "metrics.h"
#include "store/case_store.h"
#include "store/duplicates.h"
#include "store/session_store.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sambung::gateway {

// Whose wish it is, and where answers go.
struct Asker {
    const Channel* channel = nullptr;
    std::string address;
    EventId event;
    PersonId person;
    Language language = Language::id;
};

// Belongs to one shard; its thread only.
class Wishes {
 public:
    struct Parts {
        store::CaseStore& cases;
        store::Duplicates& duplicates;
        store::Database& database;  // of the lists
        store::SessionStore& sessions;
        const store::Keys& keys;
        const Channels& channels;
        Metrics& metrics;
        std::function<std::shared_ptr<const cases::Office>()> office;
        std::function<std::shared_ptr<const dialogs::FlowSet>()> flows;
        std::function<void()> outbox_filled;  // wakes the dispatcher
        int lookups_per_hour;
        int cases_per_day;
        Checkpoint checkpoint;
        // Told of every wish and what came of it, of a repeated one again; empty but in rehearsals.
        std::function<void(EventId event, const dialogs::Wish& wish, const dialogs::WishOutcome& outcome)> granted{};
        // What comes of a wish without its being granted; none: it is granted. Empty but in rehearsals.
        std::function<std::optional<dialogs::WishOutcome>(EventId event, const dialogs::Wish& wish)> instead{};
    };
    explicit Wishes(Parts parts) : parts_(std::move(parts)) {}

    // Never fails: what cannot be had is the result "error", which every flow wires.
    // `resume` is the session as it stands, kept with the grant so that a crash after it loses nothing.
    Task<dialogs::WishOutcome> grant(Asker asker, dialogs::Wish wish, DraftId draft, std::string resume, TimePoint now);

    // What was granted to this event before, if anything: the wish's outcome and the session at that time.
    struct Recalled {
        dialogs::Wish wish;
        dialogs::WishOutcome outcome;
        std::string resume;
    };
    Task<std::optional<Recalled>> recall(EventId event, PersonId person, TimePoint now);

    // "1", "2" or "3" to the question whether it helped: what is said to it. Nothing if that person was not asked, or
    // it is another text. Once an event.
    // What a citizen writes while a question to them is open: the words that thank for it. Nothing if none is.
    Task<std::optional<std::string>> answer(Asker asker, const Inbound& message, TimePoint now);
    Task<std::optional<std::string>> rate(Asker asker, std::string text, TimePoint now);

    // The last words of a USSD session also by the channel that carries its notices; once an event.
    Task<> send_also(Asker asker, std::string text, TimePoint now);

    // What follows the last words, such as the papers to bring, by the person's own channel or its notices; once an
    // event.
    Task<> send_further(Asker asker, std::string text, TimePoint now);

    // Words that answer no message: a reminder, the next question. By the same channel, or by the one that carries a
    // USSD channel's notices; once an event.
    Task<> push(Asker asker, Content content, TimePoint now);

    [[nodiscard]] const Channel* channel(std::string_view id) const { return parts_.channels.find(id); }

    // Fills in whether the office is open now, and when it opens.
    void office_hours(TimePoint now, dialogs::Env& env);

    // True for the wishes that may be shed under load.
    [[nodiscard]] static bool is_lookup(const dialogs::Wish& wish);

 private:
    Task<dialogs::WishOutcome> grant_now(Asker asker, dialogs::Wish wish, DraftId draft, std::string resume,
                                         TimePoint now);
    Task<dialogs::WishOutcome> file(Asker asker, dialogs::Wish wish, DraftId draft, std::string resume, TimePoint now);
    Task<dialogs::WishOutcome> note_for_person(Asker asker, dialogs::Wish wish, DraftId draft, TimePoint now);
    Task<dialogs::WishOutcome> listed(Asker asker, dialogs::Wish wish, TimePoint now);
    Task<dialogs::WishOutcome> compare(Asker asker, dialogs::Wish wish, TimePoint now);
    Task<dialogs::WishOutcome> list(Asker asker, TimePoint now);
    Task<dialogs::WishOutcome> status(Asker asker, dialogs::Wish wish, TimePoint now);
    Task<bool> reopen(const Asker& asker, const dialogs::Wish& wish, TimePoint now);
    Task<Result<store::Outcome>> grant_beside(const Asker& asker, store::Wish act, int ordinal, TimePoint now,
                                              std::vector<store::MediaReference> media = {});
    Task<bool> charge(PersonId person, TimePoint now);
    dialogs::WishOutcome told(const store::Outcome& outcome, std::string_view action, TimePoint now) const;

    // Offices open and close on whole minutes, so one answer holds for a minute of turns.
    struct Hours {
        std::chrono::sys_time<std::chrono::minutes> minute{};
        bool open = false;
        std::string opens_at;
        std::chrono::sys_days today{};
    };

    Parts parts_;
    Hours hours_;
};

}  // namespace sambung::gateway

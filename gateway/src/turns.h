// One message through the conversation: load, step, grant, render, commit, in the person's own order. See
// docs/architecture.md, "The path of one message". A crash anywhere leads to a retry with the same keys, which files
// nothing twice.
#pragma once

#include "checkpoint.h"
#include "dialogs/dialog.h"
#include "drop_offs.h"
#include "metrics.h"
#include "model/error.h"
#include "model/ids.h"
#include "model/message.h"
#include "person_order.h"
#include "store/keys.h"
#include "store/session_store.h"
#include "store/task.h"
#include "wishes.h"

#include <functional>
#include <memory>
#include <string>

namespace sambung::gateway {

using Clock = std::function<TimePoint()>;

// A message with the keys that it is known by.
struct Heard {
    const Channel* channel = nullptr;
    Inbound message;
    EventId event;
    PersonId person;
};

// Belongs to one shard and is called on its thread only. The references outlive it.
class Turns {
 public:
    struct Parts {
        store::SessionStore& sessions;
        Wishes& wishes;
        const store::Keys& keys;
        Metrics& metrics;
        Clock clock;
        std::function<std::shared_ptr<const dialogs::FlowSet>()> flows;
        std::function<bool(PersonId)> is_helper;
        UssdScreens ussd;
        milliseconds session_life;
        int in_flight_limit;
        Checkpoint checkpoint;
        std::function<void(const dialogs::Trace& trace)> traced{};  // told of every message's turn; for rehearsals
        dialogs::Passages* passages = nullptr;                      // where ways taken are noted, if anywhere
    };
    explicit Turns(Parts parts) : parts_(std::move(parts)) {}

    // Never fails and is never silent: when nothing works, the screen says so with the emergency numbers.
    // `final` is false if the turn should be tried again later (no store took it); only chat channels can.
    struct Said {
        Content content;
        bool final = true;
    };
    Task<Said> run(Heard heard);

    // The session's timer rang: pieces of a text are taken as whole, a person is reminded, a form that nobody goes on
    // with is handed to a person, or the session is put away; see dialogs::timer_rang.
    Task<> timer_rang(PersonId person);

    // Where that person's USSD session stands; nothing of another session, of one that is over, or if it cannot be
    // read.
    Task<Standpoint> standpoint(PersonId person, std::string session);

    [[nodiscard]] int in_flight() const { return in_flight_; }

 private:
    struct Attempt;
    Task<Said> attempt(const Heard& heard, Attempt& state);
    Task<Said> without_session(const Heard& heard, Attempt& state);
    Task<> settle_left(const Heard& heard, Attempt& state);
    Task<dialogs::Turn> converse(const Heard& heard, Attempt& state);
    Task<dialogs::Turn> grant_wishes(const Heard& heard, Attempt& state, dialogs::Turn turn);
    Task<> push(const Heard& heard, const dialogs::Turn& turn, TimePoint now);
    [[nodiscard]] dialogs::Env env_of(const Heard& heard, const Attempt& state);
    [[nodiscard]] dialogs::RenderLimits limits_for(const Inbound& message) const {
        return {.ussd = parts_.ussd.on(message.ussd ? message.ussd->network : std::string_view{}), .sms_segments = 2};
    }
    Task<bool> recall_grant(const Heard& heard, Attempt& state);

    Parts parts_;
    PersonOrder order_;
    int in_flight_ = 0;
};

}  // namespace sambung::gateway

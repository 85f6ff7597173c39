// What waits in the books to be answered and to be sent.
#pragma once

#include "model/ids.h"
#include "model/ticket.h"
#include "model/time.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

// ---- inbox
// ---------------------------------------------------------------------------------------------------------------

struct NewInbound {
    std::string channel;
    EventId event;
    PersonId person;
    std::string payload;  // the encoded Inbound; sealed under the person's key, gone when the turn is done
    std::optional<TimePoint> received = {};  // if it came in before it is put here
    // Who the same provider says is the same person, by another address: from now on one, also for what that address
    // brought before.
    std::optional<PersonId> alias = {};
};
// One of the parts that a long message comes in.
struct NewPart {
    NewInbound inbound;
    Key128 whole;    // the same for all its parts
    int number = 1;  // 1 to `of`
    int of = 1;
};
// Makes a message of its parts' payloads, in order. Pure and quick; runs on the writer.
using JoinParts = std::function<NewInbound(std::vector<std::string> payloads)>;
struct InboxItem {
    std::int64_t id = 0;
    std::string channel;
    EventId event;
    PersonId person;
    std::string payload;
    TimePoint received;
    bool silent = false;  // staff have taken the conversation over
    bool again = false;   // claimed, not just put: it was looked at before
};
// One answer an item, in order: the stored item (leased to the caller), or nothing if (channel, event) was there
// before.
using PutResult = std::vector<std::optional<InboxItem>>;

// Messages of one person on one channel that wait for staff, since there were too many at once.
struct HeldMessages {
    PersonId person;
    std::string channel;
    std::int64_t messages = 0;
    TimePoint first{}, last{};  // when they came in
};
// Which of them; neither: all.
struct HeldChoice {
    std::optional<PersonId> person = {};
    std::optional<std::string> channel = {};
    std::optional<TimePoint> since = {};  // held then or before
};

// ---- outbox
// --------------------------------------------------------------------------------------------------------------

enum class Lanes : std::uint8_t { urgent, ordinary };  // P0/P1 first

// An answer and an alarm always go: direct. A notice is dropped, as failed with code "not_wanted", if its receiver has
// opted out or wants no contact when its turn comes, or the case that it is about is to be quiet. A reminder also if
// that case is open no more.
enum class Purpose : std::uint8_t { direct, notice, reminder };
[[nodiscard]] std::string_view name(Purpose purpose);

struct NewOutbound {
    Key128 key;  // unique: the same key enqueues once ("reply:<event>", "ticket:<case>", …, hashed)
    std::string channel;
    PersonId person;      // order is kept per person and channel
    std::string payload;  // the encoded Outbound with its address; sealed under the person's key
    Lanes lane = Lanes::ordinary;
    Purpose purpose = Purpose::direct;
    std::optional<Ticket> about = {};          // of a case that is there when this is enqueued
    std::optional<TimePoint> not_before = {};  // until then it holds nothing else back and is not counted as waiting
};
struct OutboxItem {
    std::int64_t id = 0;
    std::string ref;  // 32 hex digits: what the provider may give back
    std::string channel;
    PersonId person;
    std::string payload;
    int attempts = 0;  // before this one
    Lanes lane = Lanes::ordinary;
    Purpose purpose = Purpose::direct;
    std::optional<TimePoint> heard = {};  // when that person last wrote on this channel; only where the lease asks
};
struct OutboxLease {
    std::string channel;
    milliseconds lease{60'000};
    int most = 32;
    std::optional<int> most_ordinary{};  // of these, not urgent; none: all
    bool with_heard = false;             // OutboxItem::heard is wanted
    std::string fallback{};              // goes on with news and alarms that fail before they are settled
    std::optional<TimePoint> hush = {};  // it is quiet time until then: news that are not urgent wait for it
    bool goes_again = false;             // what was leased and never settled is due again, urgent or not
};
struct OutboxLeased {
    std::vector<OutboxItem> items;
    int passed_over = 0;  // messages that were due and wait for morning or are not wanted any more
    int unknown = 0;      // messages whose lease ran out: whether they were sent, nobody knows
    bool paused = false;  // the office sends nothing on this channel for now
    bool gone = false;    // paused, since its receiver wants nothing more
};
enum class OutboxState : std::uint8_t { queued, sending, sent, delivered, read, failed, unknown };
[[nodiscard]] std::string_view name(OutboxState state);
struct Settlement {
    std::int64_t id = 0;
    OutboxState state = OutboxState::sent;  // queued: try again at `next`
    std::string provider_id;
    std::string code;
    std::optional<TimePoint> next;
    std::string channel{};  // on which it was sent; a message that moved on meanwhile is left alone. With units: needed
    std::string moved_to{};     // with queued: another channel goes on with it
    std::string fallback{};     // with sent: the channel that goes on with it if this one reports that it failed
    int units = 0;              // with sent: what the provider counts
    int parts = 0;              // with sent: that the provider will report one by one; 0: it reports the whole
    std::string month{};        // with units: "2026-11"
    bool ends_channel = false;  // with queued and `channel`: its receiver wants nothing more (gone_channels.h)
};
// A report about a message that is not in the books, or not yet under that id.
enum class IfUnknown : std::uint8_t { keep, drop };
// Where USSD sessions of a day ended: the question that they stood at, both empty if they stood at none or it is not
// known.
struct UssdEnds {
    std::string day;  // "2026-11-22"
    std::string channel, flow, state;
    bool completed = false;  // by our last screen; otherwise the network or the citizen cut it
    std::int64_t sessions = 0, hops = 0, ms = 0;
};
// What was sent on a channel in a month.
struct LedgerRow {
    std::string month, channel;
    std::int64_t messages = 0, units = 0;
};

}  // namespace sambung::store

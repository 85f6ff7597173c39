// Where conversations wait between two messages. One session a person, shared by channels; here it is opaque bytes,
// sealed whole with the person and the revision as associated data. Real in Redis, in memory and in SQL; all three pass
// the same contract suite. Every function belongs to one shard's io_context and is called from its thread only.
#pragma once

#include "model/error.h"
#include "model/ids.h"
#include "model/time.h"
#include "store/task.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

// Body and reply together. The aim is under 300 bytes; this is the bound on a mistake.
inline constexpr std::size_t largest_session = 256UZ * 1024;

struct SessionRecord {
    std::uint64_t revision = 0;  // 0: there is no session
    std::string body;
    std::string reply;  // what was rendered at that revision; a repeat of its event gets these bytes
    bool seen = false;  // the event asked for is among the last eight of this session
};

struct SessionWrite {
    PersonId person;
    std::uint64_t expected = 0;  // revision as loaded; 0 for none
    // The revision to write: expected + 1, or for a new session the time in milliseconds, so that revisions never
    // repeat after expiry.
    std::uint64_t revision = 0;
    EventId event;
    std::string body;
    std::string reply;
    milliseconds ttl{0};
    std::optional<TimePoint> due;  // the session's timer; none clears it
};

enum class Committed { written, seen, conflict };

class SessionStore {
 public:
    virtual ~SessionStore() = default;

    // A session that has expired is no session. Errc::unavailable or timeout if the store does not answer.
    // A session that cannot be unsealed (another key, changed, put under another person) comes with its revision, no
    // body, no reply and `seen == false`, so that a commit replaces it; the caller tells it by revision > 0 with an
    // empty body, and logs it.
    virtual Task<Result<SessionRecord>> load(PersonId person, EventId event) = 0;

    // All or nothing: seen if the event is among the last eight; conflict if the revision is not the expected one; else
    // body, reply, event and timer are written together and the ttl begins anew. Events are told apart by their first 8
    // bytes. Errc::unavailable: nothing was written. Errc::timeout: it may have been written; a retry with the same
    // event tells. Errc::invalid_request: over largest_session, a revision that does not rise, or a ttl that is not
    // positive.
    virtual Task<Result<Committed>> commit(SessionWrite write) = 0;

    // Persons whose timer is due, each leased until `now + lease`: whoever dies with the lease leaves it to the next
    // caller. A commit moves or clears the timer; a session that expires takes it along. At most `most`; more may be
    // due.
    virtual Task<Result<std::vector<PersonId>>> claim_due(TimePoint now, milliseconds lease, int most) = 0;

    // Charges one use of `what` to the person before it is tried. False if `limit` uses within the window are used up.
    // Windows lie end to end since 1970 (`now` rounded down to a multiple of `window`), so every process counts in the
    // same one.
    virtual Task<Result<bool>> charge(PersonId person, std::string_view what, int limit, seconds window,
                                      TimePoint now) = 0;

    // Errc::unavailable if the store cannot take a write now. For /readyz.
    virtual Task<Result<>> ping() = 0;
};

}  // namespace sambung::store

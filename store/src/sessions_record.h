// What all session stores have in common: how body and reply become one sealed blob, how the last events are
// remembered, and what a write must look like.
#pragma once

#include "model/error.h"
#include "model/ids.h"
#include "model/time.h"
#include "store/keys.h"
#include "store/session_store.h"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sambung::store {

// The first 8 bytes of an event id: 64 bits of a keyed hash are plenty to tell eight events of one person apart.
[[nodiscard]] std::string_view short_key(const EventId& event);

// The last eight events of a session, 8 bytes each, oldest first.
class EventRing {
 public:
    EventRing() = default;
    explicit EventRing(std::string_view bytes);  // a trailing part of a key is left out
    [[nodiscard]] bool holds(const EventId& event) const;
    void add(const EventId& event);
    [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
    std::string bytes_;
};

// A session as it lies in Redis or SQL.
struct StoredSession {
    std::uint64_t revision = 0;
    std::string sealed;
    EventRing events;
};

// Body and reply in one blob, sealed; the person and the revision are the associated data, so it cannot be put under
// another person or pass for another revision. Redis and SQL hold the same bytes.
[[nodiscard]] std::string seal_session(const Keys& keys, PersonId person, std::uint64_t revision, std::string_view body,
                                       std::string_view reply);
// What load() says of a stored session: with an empty body if it cannot be unsealed.
[[nodiscard]] SessionRecord open_session(const Keys& keys, PersonId person, const StoredSession& stored,
                                         const EventId& event);

// Errc::invalid_request if body and reply are over `largest_session` together, the revision does not rise, or the ttl
// is not positive.
[[nodiscard]] Result<> check(const SessionWrite& write);

// The start of the window that `now` is in. Windows are counted from 1970, so that every store and process agrees on
// them.
[[nodiscard]] TimePoint window_start(TimePoint now, seconds window);

[[nodiscard]] std::string hex(PersonId person);  // 16 digits

}  // namespace sambung::store

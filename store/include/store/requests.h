// Reports that other systems file (docs/open311.md): whose they are, how a repeat is known, and what became of them.
// Nothing that a citizen said is read here.
//
// `database` and `keys` outlive every task. Any thread's io_context may await.
#pragma once

#include "cases/report.h"
#include "model/error.h"
#include "model/ids.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/task.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace sambung::store {

inline constexpr std::chrono::hours request_memory{24};  // so long a repeat under one Idempotency-Key is known

struct NewRequest {
    std::string partner;
    std::optional<Key128> key;  // keyed hash of partner and Idempotency-Key
    Key128 wanted;              // keyed hash of all that was posted
    std::string service;
    EventId event;  // fresh
};
// By which it is to be filed: of a repeat, those of the first time.
struct RequestIds {
    EventId event;
    DraftId draft;
};
// Errc::conflict: that key came with another request within a day.
[[nodiscard]] Task<Result<RequestIds>> note_request(Database& database, const Keys& keys, NewRequest request,
                                                    TimePoint now);

enum class Half : std::uint8_t {
    all,
    open,
    closed
};  // closed: finished for good; what was resolved is open for a while

// Whose requests, and which: those that meet all of it, the newest first.
struct RequestsWanted {
    std::string partner;
    std::vector<Ticket> tickets;  // none: any
    std::vector<std::string> services;
    Half half = Half::all;
    TimePoint from{}, to{};                                       // filed in [from, to)
    std::optional<TimePoint> updated_from = {}, updated_to = {};  // likewise
    int skip = 0;
    int most = 0;
};
struct Request {
    Ticket ticket;
    std::string service;
    cases::Kind kind{};
    std::string category;
    std::string area;
    std::string unit;
    cases::Status status{};
    std::optional<cases::Ending> ending;
    bool restricted = false;
    TimePoint filed{}, changed{}, due{};
};
// Errc::unavailable.
[[nodiscard]] Task<Result<std::vector<Request>>> requests_of(Database& database, RequestsWanted wanted);

}  // namespace sambung::store

// Reports of one need, told by one person twice or by several: found, shown to whoever decides, merged only by an
// officer. Every reporter keeps their own ticket and hears of their own case. Rules and points: cases/duplicates.h.
#pragma once

#include "cases/duplicates.h"
#include "cases/office.h"
#include "cases/report.h"
#include "model/error.h"
#include "model/ids.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/referrals.h"
#include "store/task.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sambung::store {

struct LikeCase {  // an open case that a report is probably about
    Ticket ticket;
    cases::Status status;
    cases::Score score;
};

enum class Verdict : std::uint8_t { open, same, different };
[[nodiscard]] std::string_view name(Verdict verdict);  // as stored

struct DupLink {
    Ticket older, younger;
    double score = 0;
    std::string why;
    Verdict verdict = Verdict::open;
    std::string by;  // "system", or the staff account that decided
    TimePoint at{};
};

struct NewIncident {
    std::string name;                     // the office's own word; never a citizen's
    std::string area;                     // code: that area and all in it
    std::vector<std::string> categories;  // empty: any
    std::string by;                       // staff account
};
struct Incident {
    std::int64_t id = 0;
    NewIncident about;
    TimePoint opened{};
    std::optional<TimePoint> closed;
    std::int64_t cases = 0;
};

// Works on the readers where it can. A look-up costs one walk of a short index range for each key that the report has,
// and one row for each candidate, of which there are at most cases::most_candidates; a candidate that could still reach
// the score costs the unwrapping of its case key and the unsealing of one to three short texts, some 2 us each. At a
// million cases half of all look-ups take well under a millisecond (docs/performance.md). Any thread's io_context may
// await; what blocks says so.
//
// A restricted case is neither found nor compared, nor one that was erased, closed or merged. Errc::unavailable as
// ever.
class Duplicates {
 public:
    // All but the office outlive it.
    Duplicates(Database& database, const Keys& keys, std::shared_ptr<const cases::Office> office)
        : database_(database), keys_(keys), office_(std::move(office)) {}

    // Another office, from the next call on. Any thread.
    void use_office(std::shared_ptr<const cases::Office> office);

    // The person's own open cases that this report is probably news of, the likeliest first, at most three; on a
    // reader, before filing. None for P0 and P1, which wait for no question, and none if the same words were told
    // within a day: filing itself answers that.
    Task<Result<std::vector<LikeCase>>> own_like(PersonId person, cases::Report report, TimePoint now);

    // Compares cases that were filed since, the newest first, `most` at a time: links those that are perhaps the same
    // (of each the few likeliest), and adds them to the incident that is open there. A burst opens an incident of its
    // own, with all that belongs to it, and the city desk is told. How many were looked at. What was looked at twice,
    // by two processes or after a crash, is linked once; what changed meanwhile is looked at again.
    Task<Result<int>> look(int most, Herald herald, TimePoint now);

    // What an officer says of two cases. `same`: the younger one becomes merged (DIGABUNG) and points to the older one;
    // its reporter is told so, and hears from then on what the other one hears. Its units need not come for it, and
    // those of the older one hear that there is more. `different`: the pair is never proposed again. `open`: as if
    // nothing had been said; a merged case is triaged anew, and its reporter hears that.
    // Errc::not_found if either ticket is unknown; Errc::invalid_request if they are one; Errc::conflict if the two may
    // not be merged (told in confidence, erased, not open), if the younger is the more urgent one, or if a merged pair
    // is called different before it was opened, or the younger was erased or merged into a third. Then nothing was
    // changed.
    Task<Result<>> link_cases(Ticket a, Ticket b, Verdict verdict, std::string by, Herald herald, TimePoint now);

    // All of a case; and those that nobody has decided though they still could be merged. The likeliest first.
    Task<Result<std::vector<DupLink>>> links_of(Ticket ticket);
    Task<Result<std::vector<DupLink>>> undecided(int most);
    // How many other people told of it: of linked cases that are the same or probably so.
    Task<Result<int>> interest(Ticket ticket);

    // These three block; for subcommands, beside the running service. Errc::not_found and Errc::conflict if there is no
    // such incident, or it was closed before.
    Result<std::int64_t> open_incident(const NewIncident& incident, TimePoint now);
    Result<> close_incident(std::int64_t id, const std::string& by, TimePoint now);
    Result<std::vector<Incident>> incidents();  // the newest first

 private:
    Database& database_;
    const Keys& keys_;
    [[nodiscard]] std::shared_ptr<const cases::Office> office() const;

    mutable std::mutex mutex_;
    std::shared_ptr<const cases::Office> office_;  // under the mutex
};

}  // namespace sambung::store

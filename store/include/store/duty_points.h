// A duty phone that is another one for some hours, beside the units document: it was lost tonight, and an alarm cannot
// wait for a second person. That person looks at it afterwards.
//
// `database` and `keys` outlive every task. Any thread's io_context may await.
#pragma once

#include "cases/duty_point.h"
#include "model/error.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/task.h"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace sambung::store {

inline constexpr std::chrono::hours longest_point{24};

struct DutyPoint {
    std::int64_t id = 0;
    cases::DutyPoint to;
    std::string author;    // a staff account
    std::string reviewer;  // empty: nobody yet
    TimePoint made{};
    TimePoint until{};  // not included
};

// From now on alarms of that unit on that channel go there. Its id. Errc::invalid_request for a name that is nobody's
// (office_documents.h) or a time that is not 1 to 24 h. Whether unit, channel and address fit is for the caller to
// know.
[[nodiscard]] Task<Result<std::int64_t>> point_duty(Database& database, const Keys& keys, cases::DutyPoint to,
                                                    std::chrono::hours hours, std::string by, TimePoint now);
// A second person has looked at it; it holds as long as it held. Errc::not_found; Errc::conflict by whoever made it, or
// if it was looked at before; Errc::invalid_request as above.
[[nodiscard]] Task<Result<>> review_point(Database& database, const Keys& keys, std::int64_t id, std::string by,
                                          TimePoint now);
// Those that hold, the oldest first: of two for one unit and channel the later one counts.
[[nodiscard]] Task<Result<std::vector<DutyPoint>>> points_in_force(Database& database, const Keys& keys, TimePoint now);
// Those and whatever nobody has looked at, the newest first.
[[nodiscard]] Task<Result<std::vector<DutyPoint>>> points_to_show(Database& database, const Keys& keys, TimePoint now);

}  // namespace sambung::store

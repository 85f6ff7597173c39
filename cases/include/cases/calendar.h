// When the office works, and when an answer is due. Time zones come from the system's tz database (date-tz).
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "model/error.h"
#include "model/time.h"
#include "model/urgency.h"

namespace sambung::cases {

// Immutable; any thread.
class Calendar {
  public:
    struct Hours {
        int weekday = 1;          // ISO: 1 Monday … 7 Sunday
        std::chrono::minutes opens{0};   // since local midnight
        std::chrono::minutes closes{0};
    };
    // Errc::invalid_request for an unknown zone, hours that end before they begin, or no hours at all.
    [[nodiscard]] static Result<Calendar> make(std::string zone, std::vector<Hours> hours, std::vector<std::chrono::year_month_day> holidays);

    [[nodiscard]] bool open(TimePoint at) const;
    [[nodiscard]] TimePoint next_opening(TimePoint at) const;              // `at` itself if open
    [[nodiscard]] TimePoint add_working_days(TimePoint at, int days) const;  // the same hour, or closing time, that many working days on
    // When the first human answer is due (domain.md 2.1): P0 1 min, P1 15 min, P2 24 h, P3 3 working days, P4 at once.
    [[nodiscard]] TimePoint answer_due(Urgency urgency, TimePoint filed) const;

    // "21 Nov 14.00": how citizens are told a time; "hari ini 14.00" within today. Months in Indonesian; GSM-7.
    [[nodiscard]] std::string tell(TimePoint at) const;
    [[nodiscard]] std::string tell_hour(TimePoint at) const;  // "Sen 08.00"

  private:
    std::string zone_;
    std::vector<Hours> hours_;
    std::vector<std::chrono::year_month_day> holidays_;
};

}  // namespace sambung::cases

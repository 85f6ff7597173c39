// When the office works, and when an answer is due. Time zones come from the system's tz database (date-tz).
#pragma once

#include "model/error.h"
#include "model/time.h"
#include "model/urgency.h"

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

// Immutable, cheap to copy; any thread. Each call costs about a microsecond: the zone is looked up once, in make().
class Calendar {
 public:
    // A weekday may have several, such as before and after the noon prayer.
    struct Hours {
        int weekday = 1;                 // ISO: 1 Monday … 7 Sunday
        std::chrono::minutes opens{0};   // since local midnight
        std::chrono::minutes closes{0};  // not included; at most 24 h
    };

    // UTC and never open: what an Office holds before it is given its own.
    Calendar();

    // Errc::invalid_request for an unknown zone, a weekday or date that does not exist, hours that end before they
    // begin or overlap, or no hours at all.
    [[nodiscard]] static Result<Calendar> make(std::string_view zone, std::vector<Hours> hours,
                                               std::vector<std::chrono::year_month_day> holidays);

    [[nodiscard]] bool open(TimePoint at) const;
    // `at` itself if open; also `at` if nothing opens within two years, which only a calendar full of holidays does.
    [[nodiscard]] TimePoint next_opening(TimePoint at) const;
    // The same hour that many working days on. The day of `at` does not count, nor do weekends and holidays. An hour
    // outside that day's work moves to its next opening, or back to its closing time if there is none.
    [[nodiscard]] TimePoint add_working_days(TimePoint at, int days) const;
    // Time of work between two moments; zero if `to` is not after `from`. Costs a microsecond or so a day.
    [[nodiscard]] milliseconds open_time(TimePoint from, TimePoint to) const;
    // The earliest moment by which that much time of work has passed, which may be a closing time; `at` itself for
    // none. `at` + span if nothing opens within two years.
    [[nodiscard]] TimePoint add_open_time(TimePoint at, milliseconds span) const;
    // When a person's first answer is due: P0 1 min, P1 15 min, P2 24 h, P3 3 working days; P4 is answered at once.
    [[nodiscard]] TimePoint answer_due(Urgency urgency, TimePoint filed) const;

    // That time of that day on the office's clock.
    [[nodiscard]] TimePoint at(std::chrono::year_month_day day, std::chrono::minutes since_midnight) const;

    [[nodiscard]] std::chrono::sys_days day_of(TimePoint at) const;  // the date on the office's clock
    [[nodiscard]] bool dark(TimePoint at) const;                     // 18.00 to 06.00: near the equator all the year

    [[nodiscard]] std::string date_of(TimePoint at) const;   // "2026-11-22", on the office's clock
    [[nodiscard]] std::string month_of(TimePoint at) const;  // "2026-11", on the office's clock

    // How citizens are told a time: "21 Nov 14.00", and "hari ini 14.00" if `now` is the same local day. Months in
    // Indonesian; GSM-7.
    [[nodiscard]] std::string tell(TimePoint at) const;
    [[nodiscard]] std::string tell(TimePoint at, TimePoint now) const;
    [[nodiscard]] std::string tell_hour(TimePoint at) const;  // "Sen 08.00"

 private:
    struct Days;  // the zone, the hours of each weekday, the holidays
    explicit Calendar(std::shared_ptr<const Days> days);
    std::shared_ptr<const Days> days_;
};

// As calendar.yaml writes them. Errc::invalid_request says what is wrong; whether hours overlap is for Calendar::make.
// A day "senin" … "minggu" and its hours, "07.30-16.00" or "07.30-12.00, 13.00-16.00".
[[nodiscard]] Result<std::vector<Calendar::Hours>> hours_from(std::string_view day, std::string_view spans);
// "07.30"; "24.00" is the end of the day.
[[nodiscard]] std::optional<std::chrono::minutes> time_of_day(std::string_view text);
// "2026-08-17".
[[nodiscard]] Result<std::chrono::year_month_day> date_from(std::string_view text);

}  // namespace sambung::cases

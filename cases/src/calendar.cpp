#include "cases/calendar.h"

#include <date/tz.h>

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

namespace sambung::cases {

using std::chrono::days;
using std::chrono::minutes;

namespace {

constexpr minutes midnight{24 * 60};
constexpr int horizon = 2 * 366;  // days that a search looks ahead

constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                                                     "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};
constexpr std::array<std::string_view, 7> weekdays = {"Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"};

struct Span {
    minutes opens;
    minutes closes;
};

struct Work {
    TimePoint begins;
    TimePoint ends;
};

// A moment on the wall clock of the office.
struct Local {
    date::local_days day;
    milliseconds time;  // since local midnight
};

std::size_t iso_weekday(date::local_days day) { return date::weekday{day}.iso_encoding(); }

// Of zones that turn their clocks: the first of two equal readings, and the end of a gap.
TimePoint on_the_clock(const date::time_zone& zone, Local local) {
    const date::local_time<milliseconds> reading{local.day + local.time};
    return zone.to_sys(reading, date::choose::earliest);
}

Local reading_of(const date::time_zone& zone, TimePoint at) {
    const auto reading = zone.to_local(at);
    const auto day = date::floor<date::days>(reading);
    return {day, reading - day};
}

// The time of work nearest to `time` within a day: itself, the next opening, or the last closing.
milliseconds within(const std::vector<Span>& spans, milliseconds time) {
    for (const Span& span : spans) {
        if (time < span.opens) return span.opens;
        if (time <= span.closes) return time;
    }
    return spans.back().closes;
}

void append_two_digits(std::string& out, long number) {
    out += static_cast<char>('0' + number / 10);
    out += static_cast<char>('0' + number % 10);
}

std::string hour(milliseconds time) {
    const auto since_midnight = std::chrono::floor<minutes>(time).count();
    std::string out;
    append_two_digits(out, since_midnight / 60);
    out += '.';
    append_two_digits(out, since_midnight % 60);
    return out;
}

const date::time_zone* zone_named(std::string_view name) {
    try {
        return date::locate_zone(name);
    } catch (const std::runtime_error&) {
        return nullptr;
    }
}

}  // namespace

struct Calendar::Days {
    const date::time_zone* zone = nullptr;
    std::array<std::vector<Span>, 7> week;  // Monday first; each by opening time
    std::vector<date::local_days> holidays;

    // None on a day without work.
    [[nodiscard]] const std::vector<Span>* work_on(date::local_days day) const {
        const auto& spans = week[iso_weekday(day) - 1];
        const bool holiday = std::ranges::binary_search(holidays, day);
        return spans.empty() || holiday ? nullptr : &spans;
    }

    // The same as moments; where clocks are turned, as long as they really last.
    [[nodiscard]] std::vector<Work> moments_on(date::local_days day) const {
        std::vector<Work> out;
        if (const auto* spans = work_on(day))
            for (const Span& span : *spans)
                out.push_back({on_the_clock(*zone, {day, span.opens}), on_the_clock(*zone, {day, span.closes})});
        return out;
    }

    [[nodiscard]] bool at_work(Local local) const {
        const auto* spans = work_on(local.day);
        return spans != nullptr && std::ranges::any_of(*spans, [&](const Span& span) {
                   return span.opens <= local.time && local.time < span.closes;
               });
    }

    [[nodiscard]] std::optional<minutes> next_opening_on(date::local_days day, milliseconds from) const {
        const auto* spans = work_on(day);
        if (spans == nullptr) return std::nullopt;
        const auto next = std::ranges::find_if(*spans, [&](const Span& span) { return span.opens >= from; });
        if (next == spans->end()) return std::nullopt;
        return next->opens;
    }
};

Calendar::Calendar(std::shared_ptr<const Days> days) : days_(std::move(days)) {}

Calendar::Calendar() {
    Days none;
    none.zone = date::locate_zone("UTC");
    days_ = std::make_shared<const Days>(std::move(none));
}

Result<Calendar> Calendar::make(std::string_view zone, std::vector<Hours> hours,
                                std::vector<std::chrono::year_month_day> holidays) {
    Days made;
    made.zone = zone_named(zone);
    if (made.zone == nullptr) return fail(Errc::invalid_request, "time zone '" + std::string{zone} + "' is not known");
    if (hours.empty()) return fail(Errc::invalid_request, "an office needs hours");
    std::ranges::sort(hours, {}, &Hours::opens);
    for (const Hours& one : hours) {
        if (one.weekday < 1 || one.weekday > 7) return fail(Errc::invalid_request, "weekdays are 1 to 7");
        if (one.opens < minutes{0} || one.closes > midnight || one.closes <= one.opens)
            return fail(Errc::invalid_request, "hours must open before they close, within one day");
        auto& spans = made.week[static_cast<std::size_t>(one.weekday) - 1];
        if (!spans.empty() && one.opens < spans.back().closes)
            return fail(Errc::invalid_request, "hours of one weekday overlap");
        spans.push_back({one.opens, one.closes});
    }
    for (const auto& holiday : holidays) {
        if (!holiday.ok()) return fail(Errc::invalid_request, "a holiday is on a date that does not exist");
        made.holidays.emplace_back(std::chrono::sys_days{holiday}.time_since_epoch());
    }
    std::ranges::sort(made.holidays);
    return Calendar{std::make_shared<const Days>(std::move(made))};
}

bool Calendar::open(TimePoint at) const { return days_->at_work(reading_of(*days_->zone, at)); }

bool Calendar::dark(TimePoint at) const {
    const auto since_midnight = reading_of(*days_->zone, at).time;
    return since_midnight < minutes{6 * 60} || since_midnight >= minutes{18 * 60};
}

std::chrono::sys_days Calendar::day_of(TimePoint at) const {
    const date::local_days day = reading_of(*days_->zone, at).day;
    return std::chrono::sys_days{std::chrono::days{day.time_since_epoch().count()}};
}

std::string Calendar::date_of(TimePoint at) const {
    const std::chrono::year_month_day date{day_of(at)};
    const auto two_digits = [](unsigned number) { return (number < 10 ? "-0" : "-") + std::to_string(number); };
    return std::to_string(static_cast<int>(date.year())) + two_digits(static_cast<unsigned>(date.month())) +
           two_digits(static_cast<unsigned>(date.day()));
}

std::string Calendar::month_of(TimePoint at) const { return date_of(at).substr(0, std::string_view{"2026-11"}.size()); }

TimePoint Calendar::at(std::chrono::year_month_day day, minutes since_midnight) const {
    const date::local_days local{date::days{std::chrono::sys_days{day}.time_since_epoch().count()}};
    return on_the_clock(*days_->zone, {local, since_midnight});
}

TimePoint Calendar::next_opening(TimePoint at) const {
    const Local now = reading_of(*days_->zone, at);
    if (days_->at_work(now)) return at;
    for (int ahead = 0; ahead < horizon; ++ahead) {
        const auto day = now.day + date::days{ahead};
        const auto opens = days_->next_opening_on(day, ahead == 0 ? now.time : milliseconds{0});
        if (opens) return on_the_clock(*days_->zone, {day, *opens});
    }
    return at;
}

TimePoint Calendar::add_working_days(TimePoint at, int days) const {
    const Local from = reading_of(*days_->zone, at);
    int left = days;
    for (int ahead = 1; left > 0 && ahead < horizon; ++ahead) {
        const auto day = from.day + date::days{ahead};
        const auto* spans = days_->work_on(day);
        if (spans != nullptr && --left == 0) return on_the_clock(*days_->zone, {day, within(*spans, from.time)});
    }
    return at;
}

milliseconds Calendar::open_time(TimePoint from, TimePoint to) const {
    milliseconds open{0};
    if (to <= from) return open;
    const date::local_days last = reading_of(*days_->zone, to).day;
    for (auto day = reading_of(*days_->zone, from).day; day <= last; day += date::days{1})
        for (const Work& work : days_->moments_on(day))
            if (work.begins < to && from < work.ends) open += std::min(to, work.ends) - std::max(from, work.begins);
    return open;
}

TimePoint Calendar::add_open_time(TimePoint at, milliseconds span) const {
    if (span <= milliseconds{0}) return at;
    milliseconds left = span;
    date::local_days day = reading_of(*days_->zone, at).day;
    for (int idle = 0; idle < horizon; ++idle, day += date::days{1}) {
        for (const Work& work : days_->moments_on(day)) {
            const TimePoint begins = std::max(at, work.begins);
            if (begins >= work.ends) continue;
            if (left <= work.ends - begins) return begins + left;
            left -= work.ends - begins;
            idle = 0;
        }
    }
    return at + span;
}

TimePoint Calendar::answer_due(Urgency urgency, TimePoint filed) const {
    switch (urgency) {
        case Urgency::p0:
            return filed + minutes{1};
        case Urgency::p1:
            return filed + minutes{15};
        case Urgency::p2:
            return filed + std::chrono::hours{24};
        case Urgency::p3:
            return add_working_days(filed, 3);
        case Urgency::p4:
            return filed;
    }
    return filed;
}

std::string Calendar::tell(TimePoint at) const {
    const Local local = reading_of(*days_->zone, at);
    const date::year_month_day date{local.day};
    std::string out = std::to_string(static_cast<unsigned>(date.day()));
    out += ' ';
    out += months[static_cast<unsigned>(date.month()) - 1];
    return out + ' ' + hour(local.time);
}

std::string Calendar::tell(TimePoint at, TimePoint now) const {
    const Local local = reading_of(*days_->zone, at);
    if (local.day != reading_of(*days_->zone, now).day) return tell(at);
    return "hari ini " + hour(local.time);
}

std::string Calendar::tell_hour(TimePoint at) const {
    const Local local = reading_of(*days_->zone, at);
    return std::string{weekdays[iso_weekday(local.day) - 1]} + ' ' + hour(local.time);
}

}  // namespace sambung::cases

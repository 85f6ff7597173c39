#include "reminders.h"

#include <spdlog/spdlog.h>

namespace sambung::gateway {

namespace {

constexpr std::chrono::hours morning{9};
constexpr std::chrono::days longest_wait{2 * 366};

std::optional<TimePoint> moment_of(const Slots& slots, const cases::Calendar& calendar, TimePoint now) {
    const std::string date = slot(slots, "remind_at");
    if (date.empty()) return std::nullopt;
    const auto day = cases::date_from(date);
    const std::optional<TimePoint> at = day ? std::optional{calendar.at(*day, morning)} : std::nullopt;
    if (at && *at > now && *at < now + longest_wait) return at;
    spdlog::warn("event=reminder_without_a_day text={}", slot(slots, "remind_text"));
    return std::nullopt;
}

}  // namespace

std::optional<store::NewOutbound> reminder(const Announcer& announcer, const Channel& channel,
                                           const std::string& address, Language language, const Slots& slots,
                                           const store::Outcome& outcome, TimePoint now) {
    if (!outcome.ticket || outcome.quiet) return std::nullopt;
    const std::optional<TimePoint> at = moment_of(slots, announcer.office->calendar, now);
    if (!at) return std::nullopt;
    const cases::Unit* unit = announcer.office->unit(outcome.unit);
    const std::string key = slot(slots, "remind_text");
    std::string text = dialogs::notice(
        *announcer.flows, language, key,
        {{"tiket", outcome.ticket->spaced()}, {"unit", unit != nullptr ? unit->name : announcer.office->city}});
    if (text.empty()) {
        spdlog::error("event=reminder_without_a_text text={}", key);
        return std::nullopt;
    }
    const std::optional<std::string> by = channel.carries_news();
    if (!by) return std::nullopt;
    store::NewOutbound one = announcer.message("remind:" + outcome.ticket->digits(), *by, address, std::move(text));
    one.purpose = store::Purpose::reminder;
    one.about = outcome.ticket;
    one.not_before = at;
    return one;
}

}  // namespace sambung::gateway

#include "announcements.h"

#include "cases/clock.h"
#include "cases/on_duty.h"
#include "payload.h"
#include "slots.h"
#include "tidings.h"
#include "unit_events.h"

namespace sambung::gateway {

using store::NewOutbound;

namespace {

std::string_view urgency_word(Urgency urgency) {
    if (urgency == Urgency::p0) return " DARURAT ";
    return urgency == Urgency::p1 ? " SEGERA " : " ";
}

Key128 key_of(const store::Keys& keys, std::string_view about, const std::string& channel, const std::string& address) {
    return keys.index("outbox", std::string{about} + '\x1f' + channel + '\x1f' + address);
}

}  // namespace

NewOutbound Announcer::message(std::string_view about, const std::string& channel, const std::string& address,
                               std::string text) const {
    return message(
        about, channel, address,
        Content{.text = std::move(text), .buttons = {}, .rows = {}, .rows_button = {}, .ends_session = false});
}

NewOutbound Announcer::message(std::string_view about, const std::string& channel, const std::string& address,
                               Content content) const {
    Outbound outbound{.ref = {}, .to = address, .content = std::move(content), .reply_to = {}};
    return {.key = key_of(*keys, about, channel, address),
            .channel = channel,
            .person = keys->person(channel, address),
            .payload = encode_outbound(outbound),
            .lane = store::Lanes::ordinary};
}

NewOutbound Announcer::to_duty(std::string_view about, const cases::DutyAddress& duty, const std::string& words,
                               const UnitEvent& event, TimePoint now) const {
    const Channel& channel = *channels->find(duty.channel);
    std::string text = words;
    switch (channel.adapter->carries()) {
        case adapters::Carries::talk:
            break;
        case adapters::Carries::events:
            text = cloud_event(*this, event, key_of(*keys, about, duty.channel, duty.address),
                               channel.config.settings.public_url, now);
            break;
        case adapters::Carries::letters:
            text += "\n\nEmail ini tidak dibaca. Jawab lewat SMS atau WhatsApp dari nomor piket.";
            break;
    }
    return message(about, duty.channel, duty.address, std::move(text));
}

NewOutbound Announcer::notice(std::string_view about, const std::string& channel, const std::string& address,
                              std::string text) const {
    NewOutbound one = message(about, channel, address, std::move(text));
    one.purpose = store::Purpose::notice;
    return one;
}

std::vector<NewOutbound> Announcer::ticket(const Channel& channel, const std::string& address, Language language,
                                           const store::Outcome& outcome, TimePoint now) const {
    if (channel.config.notices.empty() || !outcome.ticket || outcome.check_digits.empty() || outcome.quiet) return {};
    const std::map<std::string, std::string, std::less<>> values{{"tiket", outcome.ticket->spaced()},
                                                                 {"cek", in_threes(outcome.check_digits)},
                                                                 {"batas", office->calendar.tell(outcome.due, now)}};
    std::string text = dialogs::notice(*flows, language, "notice.ticket_sms", values);
    NewOutbound one = notice("ticket:" + outcome.ticket->digits(), channel.config.notices, address, std::move(text));
    one.about = outcome.ticket;
    return {std::move(one)};
}

std::string Announcer::alarm_text(const cases::Report& report, const store::Outcome& outcome, TimePoint now) const {
    std::string text = outcome.task == 0 ? std::string{} : cases::task_name(outcome.task) + " ";
    text += name(outcome.urgency);
    text += urgency_word(outcome.urgency);
    text += outcome.ticket->spaced() + ".";
    const bool restricted = outcome.restricted || report.restricted || office->is_sensitive(report);
    const bool place_told = !restricted || slot(report.intake, "visit") == "yes";
    if (!restricted && !report.category.empty())
        text += " " + dialogs::notice(*flows, Language::id, "category." + report.category, {}) + ".";
    if (const Area* area = place_told ? office->areas.find(report.area) : nullptr) text += " " + area->name + ".";
    if (place_told) text += report.place.empty() ? " Tempat belum disebut." : " Tempat: " + report.place + ".";
    text += restricted ? " Hubungi lewat meja." : " Masuk " + office->calendar.tell(now, now) + ".";
    return outcome.task == 0 ? text : text + " " + how_to_answer(outcome.task);
}

std::vector<NewOutbound> Announcer::alarm(const cases::Report& report, const store::Outcome& outcome,
                                          std::string_view occasion, TimePoint now) const {
    const cases::Unit* unit = office->unit(outcome.unit);
    if (unit == nullptr || !outcome.ticket || (!rings(outcome.urgency) && outcome.task == 0)) return {};
    const std::string text = alarm_text(report, outcome, now);
    UnitEvent event{.type = "sent",
                    .unit = unit->code,
                    .task = outcome.task,
                    .ticket = *outcome.ticket,
                    .urgency = outcome.urgency,
                    .report = report,
                    .restricted = outcome.restricted || report.restricted || office->is_sensitive(report)};
    if (const auto target = cases::target_of(cases::ClockKind::ack, outcome.urgency, *unit);
        target && outcome.task != 0)
        event.ack_due = cases::start(cases::ClockKind::ack, *target, office->calendar, now).due;
    // A case that is raised rings anew, even where the same officers were rung for less.
    const std::string about =
        std::string{occasion} + ":" + std::string{name(outcome.urgency)} + ":" + outcome.ticket->digits();
    std::vector<NewOutbound> out;
    for (const cases::DutyAddress& duty : cases::on_duty(*unit, office->calendar, now)) {
        if (channels->find(duty.channel) == nullptr) continue;
        NewOutbound one = to_duty(about, duty, text, event, now);
        one.about = outcome.ticket;
        if (rings(outcome.urgency))
            one.lane = store::Lanes::urgent;
        else if (!unit->open_24h && !office->calendar.open(now))
            one.not_before = office->calendar.next_opening(now);
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace sambung::gateway

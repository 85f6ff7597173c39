#include "announcements.h"

#include "payload.h"

namespace sambung::gateway {

using store::NewOutbound;

NewOutbound Announcer::message(std::string_view about, const std::string& channel, const std::string& address,
                               std::string text) const {
    return message(
        about, channel, address,
        Content{.text = std::move(text), .buttons = {}, .rows = {}, .rows_button = {}, .ends_session = false});
}

NewOutbound Announcer::message(std::string_view about, const std::string& channel, const std::string& address,
                               Content content) const {
    Outbound outbound{.ref = {}, .to = address, .content = std::move(content), .reply_to = {}};
    return {.key = keys->index("outbox", std::string{about} + '\x1f' + channel + '\x1f' + address),
            .channel = channel,
            .person = keys->person(channel, address),
            .payload = encode_outbound(outbound),
            .lane = store::Lanes::ordinary};
}

std::vector<NewOutbound> Announcer::ticket(const Channel& channel, const std::string& address, Language language,
                                           const store::Outcome& outcome, TimePoint now) const {
    if (channel.config.notices.empty() || !outcome.ticket || outcome.check_digits.empty()) return {};
    const std::map<std::string, std::string, std::less<>> values{{"tiket", outcome.ticket->spaced()},
                                                                 {"cek", in_threes(outcome.check_digits)},
                                                                 {"batas", office->calendar.tell(outcome.due, now)}};
    std::string text = dialogs::notice(*flows, language, "notice.ticket_sms", values);
    return {message("ticket:" + outcome.ticket->digits(), channel.config.notices, address, std::move(text))};
}

std::vector<NewOutbound> Announcer::alarm(const cases::Report& report, const store::Outcome& outcome, bool completing,
                                          TimePoint now) const {
    const cases::Unit* unit = office->unit(outcome.unit);
    if (unit == nullptr || !outcome.ticket || !rings(outcome.urgency)) return {};
    std::string text = std::string{name(outcome.urgency)} +
                       (outcome.urgency == Urgency::p0 ? " DARURAT " : " SEGERA ") + outcome.ticket->spaced() + ".";
    if (!report.category.empty())
        text += " " + dialogs::notice(*flows, Language::id, "category." + report.category, {}) + ".";
    if (const Area* area = office->areas.find(report.area)) text += " " + area->name + ".";
    text += report.place.empty() ? " Tempat belum disebut." : " Tempat: " + report.place + ".";
    text += " Masuk " + office->calendar.tell(now, now) + ".";
    std::vector<NewOutbound> out;
    for (const cases::DutyAddress& duty : unit->duty) {
        if (channels->find(duty.channel) == nullptr) continue;
        NewOutbound one =
            message((completing ? "alarm2:" : "alarm:") + outcome.ticket->digits(), duty.channel, duty.address, text);
        one.lane = store::Lanes::urgent;
        out.push_back(std::move(one));
    }
    return out;
}

}  // namespace sambung::gateway

#include "filing_news.h"

#include "model/ticket.h"

#include <algorithm>

namespace sambung::gateway {

const Channel* sms_channel(const Channels& channels) {
    const auto found = std::ranges::find_if(channels.all(), [](const std::unique_ptr<Channel>& one) {
        return one->kind() == ChannelKind::sms && one->carries_news() == one->id() &&
               one->adapter->carries() == adapters::Carries::talk;
    });
    return found == channels.all().end() ? nullptr : found->get();
}

std::vector<store::NewOutbound> news_of_filing(const Announcer& announcer, const cases::Report& report,
                                               const std::string& phone, const Channel* sms, const EventId& event,
                                               const store::Outcome& outcome, TimePoint now) {
    using enum store::Granted;
    std::vector<store::NewOutbound> out;
    if (outcome.granted == ok && sms != nullptr && !report.quiet && outcome.ticket && !outcome.check_digits.empty()) {
        out.push_back(
            announcer.notice("ticket:" + outcome.ticket->digits(), sms->id(), phone,
                             dialogs::notice(*announcer.flows, Language::id, "notice.ticket_sms",
                                             {{"tiket", outcome.ticket->spaced()},
                                              {"cek", in_threes(outcome.check_digits)},
                                              {"batas", announcer.office->calendar.tell(outcome.due, now)}})));
        out.back().about = outcome.ticket;
    }
    const std::string occasion = outcome.granted == attached ? "again-" + event.hex() : "alarm";
    if (outcome.granted == ok || outcome.granted == attached)
        for (auto& one : announcer.alarm(report, outcome, occasion, now)) out.push_back(std::move(one));
    return out;
}

}  // namespace sambung::gateway

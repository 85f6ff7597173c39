#include "merge_news.h"

namespace sambung::gateway {

std::optional<store::NewOutbound> merge_news(const Announcer& announcer, const store::Applicant& reporter,
                                             TimePoint merged) {
    const Channel* channel = announcer.channels->find(reporter.channel);
    const std::optional<std::string> by = channel == nullptr ? std::nullopt : channel->carries_news();
    if (!by) return std::nullopt;
    std::string text =
        dialogs::notice(*announcer.flows, reporter.language, "notice.merged", {{"tiket", reporter.ticket.spaced()}});
    const std::string about = "merged:" + reporter.ticket.digits() + ":" + std::to_string(to_millis(merged));
    return announcer.notice(about, *by, reporter.address, std::move(text));
}

}  // namespace sambung::gateway

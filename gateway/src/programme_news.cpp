#include "programme_news.h"

#include <spdlog/spdlog.h>

namespace sambung::gateway {

std::vector<store::ProgrammeStanding> standing_of(const dialogs::FlowSet& flows) {
    std::vector<store::ProgrammeStanding> standing;
    for (const dialogs::Programme& programme : dialogs::programmes_of(flows))
        standing.push_back({.code = programme.code, .state = std::string{dialogs::name(programme.state)}});
    return standing;
}

std::optional<store::NewOutbound> programme_news(const Announcer& announcer, const store::ProgrammeChange& change,
                                                 const store::Applicant& applicant) {
    const Channel* channel = announcer.channels->find(applicant.channel);
    const std::optional<std::string> by = channel == nullptr ? std::nullopt : channel->carries_news();
    if (!by) return std::nullopt;
    std::string text =
        dialogs::notice(*announcer.flows, applicant.language, "notice.programme_" + change.now.state,
                        {{"tiket", applicant.ticket.spaced()},
                         {"layanan", dialogs::office_word(*announcer.flows, change.now.code + "_nama")}});
    const std::string about =
        "programme:" + change.now.code + ":" + std::to_string(to_millis(change.at)) + ":" + applicant.ticket.digits();
    return announcer.notice(about, *by, applicant.address, std::move(text));
}

Task<> ProgrammeTeller::tell(TimePoint now) {
    if (now < next_) co_return;
    next_ = now + between;
    const Announcer announcer = announcer_();
    if (!announcer.office->calendar.open(now)) co_return;
    auto news = [announcer](const store::ProgrammeChange& change, const store::Applicant& applicant) {
        return programme_news(announcer, change, applicant);
    };
    const Result<int> told = co_await cases_.tell_of_programmes(now, grace, most_at_once, std::move(news));
    if (!told) spdlog::error("event=programmes_not_told why={}", describe(told.error()));
    if (told && *told > 0) spdlog::info("event=programmes_told requests={}", *told);
}

}  // namespace sambung::gateway

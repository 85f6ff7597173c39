#include "programme_news.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace sambung::gateway {

namespace {

std::string name_of(const dialogs::OfficeWords& words, const std::string& code) {
    const auto found = std::ranges::find(words, code + "_nama", &dialogs::OfficeWords::value_type::first);
    return found == words.end() ? code : found->second;
}

}  // namespace

std::optional<store::NewOutbound> programme_news(const Announcer& announcer, const dialogs::OfficeWords& words,
                                                 const store::ProgrammeChange& change,
                                                 const store::Applicant& applicant) {
    const Channel* channel = announcer.channels->find(applicant.channel);
    if (channel == nullptr) return std::nullopt;
    const bool own_channel = channel->config.notices.empty();
    if (own_channel && channel->adapter->replies_inline()) return std::nullopt;
    std::string text =
        dialogs::notice(*announcer.flows, applicant.language, "notice.programme_" + change.now.state,
                        {{"tiket", applicant.ticket.spaced()}, {"layanan", name_of(words, change.now.code)}});
    const std::string about =
        "programme:" + change.now.code + ":" + std::to_string(to_millis(change.at)) + ":" + applicant.ticket.digits();
    return announcer.notice(about, own_channel ? channel->id() : channel->config.notices, applicant.address,
                            std::move(text));
}

void tell_programmes(store::CaseStore& cases, const Announcer& announcer, const dialogs::FlowSetInput& files,
                     TimePoint now) {
    std::vector<store::ProgrammeStanding> standing;
    for (const dialogs::Programme& programme : files.programmes)
        standing.push_back({.code = programme.code, .state = std::string{dialogs::name(programme.state)}});
    const auto news = [&](const store::ProgrammeChange& change, const store::Applicant& applicant) {
        return programme_news(announcer, files.words, change, applicant);
    };
    const Result<int> told = cases.note_programmes(standing, now, news);
    if (!told) spdlog::error("event=programmes_not_told why={}", describe(told.error()));
    if (told && *told > 0) spdlog::info("event=programmes_told messages={}", *told);
}

}  // namespace sambung::gateway

#include "answer_plan.h"

#include "model/gsm7.h"

#include <algorithm>
#include <string_view>

namespace sambung::gateway {

namespace {

constexpr std::size_t most_samples = 3;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::string words_of(const Announcer& announcer, const AnswerRow& row, Language language) {
    if (row.key.empty()) return answer_text(announcer.office->city, row.ticket, row.text);
    return dialogs::notice(*announcer.flows, language, "notice.answer_" + row.key, {{"tiket", row.ticket.spaced()}});
}

std::optional<std::string> news_channel(const Announcer& announcer, const store::Applicant& to) {
    const Channel* channel = announcer.channels->find(to.channel);
    return channel == nullptr ? std::nullopt : channel->carries_news();
}

std::string without_digits(std::string text) {
    std::ranges::replace_if(text, is_digit, '*');
    return text;
}

void AnswerPlan::add(const Announcer& announcer, const AnswerRow& row, const store::Answerable& to) {
    const std::optional<std::string> channel = to ? news_channel(announcer, *to) : std::nullopt;
    if (!channel) {
        const std::string why{name(to ? store::NoAnswer::unreachable : to.error())};
        ++refused[why];
        return left_out.add(row.at, "Q020", "left out: " + why);
    }
    std::string text = words_of(announcer, row, to->language);
    Load& load = channels[*channel];
    ++load.messages;
    load.parts += sms_segments(text).parts.size();
    if (samples.size() < most_samples) samples.push_back(without_digits(text));
    answers.push_back({row.number, row.ticket, std::move(text)});
}

}  // namespace sambung::gateway

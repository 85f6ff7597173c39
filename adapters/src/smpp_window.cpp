#include "adapters/smpp_window.h"

#include "adapters/smpp_status.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters::smpp {

namespace {

constexpr int longest_pause = 4;  // times the first

Settled::How unsent(bool throttled) { return throttled ? Settled::How::throttled : Settled::How::unsent; }

}  // namespace

void Window::put(std::uint64_t token, ShortMessage message, TimePoint until) {
    waiting_.emplace(token, Message{token, std::move(message), until, until, false});
}

const ShortMessage* Window::next(std::uint32_t sequence, TimePoint now) {
    if (paused_until_ && now < *paused_until_) return nullptr;
    paused_until_.reset();
    if (waiting_.empty() || sent_.size() >= limits_.size || waiting_.begin()->second.leave_until < now) return nullptr;
    Message message = std::move(waiting_.extract(waiting_.begin()).mapped());
    message.until = now + limits_.answer_within;
    return &sent_.insert_or_assign(sequence, std::move(message)).first->second.message;
}

void Window::throttle(Message message, TimePoint now) {
    const bool already_paused = paused_until_.has_value();
    paused_until_ = now + pause_;
    // Answers to what left before the pause say nothing new about the pace.
    if (!already_paused) pause_ = std::min(pause_ * 2, limits_.pause * longest_pause);
    message.throttled = true;
    message.until = message.leave_until;
    const std::uint64_t token = message.token;
    waiting_.emplace(token, std::move(message));
}

std::optional<Settled> Window::answered(std::uint32_t sequence, std::uint32_t status, std::string message_id,
                                        TimePoint now) {
    if (const auto late = late_.extract(sequence))
        return Settled{late.mapped(), Settled::How::late, status, std::move(message_id)};
    auto sent = sent_.extract(sequence);
    if (!sent) return std::nullopt;
    if (status::slows_down(status)) {
        throttle(std::move(sent.mapped()), now);
        return std::nullopt;
    }
    if (status == status::ok) pause_ = limits_.pause;
    return Settled{sent.mapped().token, Settled::How::answered, status, std::move(message_id)};
}

std::vector<Settled> Window::overdue(TimePoint now) {
    std::vector<Settled> settled;
    std::erase_if(waiting_, [&](const auto& entry) {
        const Message& message = entry.second;
        if (message.leave_until >= now) return false;
        settled.push_back({message.token, unsent(message.throttled), 0, {}});
        return true;
    });
    std::erase_if(sent_, [&](const auto& entry) {
        if (entry.second.until > now) return false;
        settled.push_back({entry.second.token, Settled::How::unanswered, 0, {}});
        late_[entry.first] = entry.second.token;
        return true;
    });
    while (late_.size() > most_late) late_.erase(late_.begin());
    return settled;
}

std::vector<Settled> Window::forget_waiting() {
    std::vector<Settled> settled;
    for (const auto& [token, message] : std::exchange(waiting_, {}))
        settled.push_back({token, unsent(message.throttled), 0, {}});
    return settled;
}

std::vector<Settled> Window::lost() {
    std::vector<Settled> settled = forget_waiting();
    for (const auto& [sequence, message] : std::exchange(sent_, {}))
        settled.push_back({message.token, Settled::How::lost, 0, {}});
    late_.clear();
    return settled;
}

std::optional<TimePoint> Window::due() const {
    std::optional<TimePoint> first;
    const auto consider = [&first](TimePoint at) { first = first ? std::min(*first, at) : at; };
    for (const auto& [token, message] : waiting_) consider(message.leave_until + milliseconds{1});
    for (const auto& [sequence, message] : sent_) consider(message.until);
    if (paused_until_ && !waiting_.empty()) consider(*paused_until_);
    return first;
}

}  // namespace sambung::adapters::smpp

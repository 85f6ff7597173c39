// How a citizen's messages reach the stage, and what comes back to the phone.
#include "dialogs/dialog.h"
#include "provider_calls.h"
#include "rehearsal_stage.h"

#include <boost/asio/co_spawn.hpp>

namespace sambung::gateway {

namespace {

constexpr milliseconds between_messages{5'000};
constexpr int http_ok = 200;

}  // namespace

std::optional<Content> Stage::newest(Handset& phone) {
    std::optional<Content> answer;
    for (Sink::Shown& shown : sink_.messages(phone.number, phone.seen)) {
        phone.seen = shown.seq;
        if (shown.channel == phone.channel->id()) answer = std::move(shown.message.content);
    }
    return answer;
}

Task<HttpReply> Stage::answer_webhook(HttpRequest request) {
    constexpr std::string_view hooks = "/hooks/";
    const std::string id{request.path().substr(std::min(hooks.size(), request.path().size()))};
    try {
        co_return co_await reception_->receive(channels_.find(id), adapters::Hook::message, std::move(request));
    } catch (const Crash&) {
        crashed_ = true;
    }
    co_return HttpReply{.status = 500, .content_type = {}, .body = {}, .headers = {}};
}

Task<std::optional<Content>> Stage::hear(const Channel& channel, Inbound hop) {
    if (!door_) co_return co_await reception_->hear(channel, std::move(hop));
    const Result<HttpReply> reply = co_await door_->hand_over(channel, std::move(hop), now_);
    if (!reply || reply->status != http_ok) co_return std::nullopt;
    co_return ussd_screen(*reply);
}

Task<bool> Stage::take_in(const Channel& channel, Inbound message) {
    if (door_) {
        const Result<HttpReply> reply = co_await door_->hand_over(channel, std::move(message), now_);
        co_return reply && reply->status == http_ok;
    }
    std::vector<Inbound> batch;
    batch.push_back(std::move(message));
    const Result<> kept = co_await reception_->take_in(channel, std::move(batch));
    co_return kept.has_value();
}

std::optional<Content> Stage::deliver_hop(Handset& phone, Inbound message) {
    std::optional<Content> screen;
    try {
        screen = run(hear(*phone.channel, std::move(message)));
    } catch (const Crash&) {
        crashed_ = true;
    }
    if (crashed_) return std::nullopt;
    settle_down();
    if (!screen || screen->ends_session) phone.session.clear();
    return screen;
}

std::optional<Content> Stage::deliver(Handset& phone, Inbound message) {
    phone.last = message;
    crashed_ = false;
    if (phone.kind == ChannelKind::ussd) return deliver_hop(phone, std::move(message));
    try {
        const bool kept = run(take_in(*phone.channel, std::move(message)));
        if (!kept && !crashed_) return std::nullopt;
    } catch (const Crash&) {
        crashed_ = true;
    }
    settle_down();
    if (!crashed_) return newest(phone);
    // The process starts again: what nobody finished is taken up when its lease has run out.
    now_ += Reception::inbox_lease + milliseconds{1};
    Result<std::vector<store::InboxItem>> left = run(cases_->claim_inbox(now_, Reception::inbox_lease, 100));
    if (left)
        for (store::InboxItem& item : *left) run(reception_->answer(std::move(item)));
    settle_down();
    return newest(phone);
}

Inbound Stage::composed(Handset& phone, const Spoken& spoken) {
    now_ += between_messages;
    ++messages_;
    Inbound message{.provider_id = "m" + std::to_string(messages_),
                    .from = phone.number,
                    .to = "demo",
                    .text = spoken.text,
                    .option_id = spoken.option,
                    .reply_to = {},
                    .sent_at = now_ - spoken.age,
                    .ussd = std::nullopt,
                    .media = {},
                    .location = spoken.pin};
    if (!spoken.photo.empty())
        message.media.push_back({.id = spoken.photo, .mime = "image/jpeg", .sha256 = {}, .voice = false});
    if (spoken.voice.count() > 0)
        message.media.push_back(
            {.id = "voice" + std::to_string(messages_), .mime = "audio/ogg", .sha256 = {}, .voice = true});
    if (phone.kind != ChannelKind::ussd) return message;
    if (phone.session.empty()) {
        phone.session = "session" + std::to_string(messages_);
        phone.path.clear();
    } else {
        phone.path += (phone.path.empty() ? "" : "*") + spoken.text;
    }
    message.text = phone.path;
    message.provider_id = phone.session + '\x1f' + phone.path;
    message.ussd = UssdHop{phone.session, true};
    return message;
}

std::optional<Content> Stage::say(Handset& phone, const Spoken& spoken) {
    std::optional<Content> answer = deliver(phone, composed(phone, spoken));
    if (answer) phone.prompts.push_back(*answer);
    return answer;
}

std::optional<Content> Stage::repeat(Handset& phone) {
    const Inbound again = phone.last;
    return deliver(phone, again);
}

std::vector<std::optional<Content>> Stage::say_together(const std::vector<std::pair<Handset*, Spoken>>& messages) {
    std::vector<std::optional<Content>> answers(messages.size());
    auto answer = answers.begin();
    for (const auto& [phone, spoken] : messages) {
        phone->last = composed(*phone, spoken);
        ++spawned_;
        const auto done = [this](const std::exception_ptr&, bool) { --spawned_; };
        const auto shown = [this, answer](const std::exception_ptr& error, std::optional<Content> screen) {
            if (!error) *answer = std::move(screen);
            --spawned_;
        };
        if (phone->kind == ChannelKind::ussd)
            boost::asio::co_spawn(io_, hear(*phone->channel, phone->last), shown);
        else
            boost::asio::co_spawn(io_, take_in(*phone->channel, phone->last), done);
        ++answer;
    }
    settle_down();
    for (std::size_t i = 0; i < messages.size(); ++i) {
        Handset& phone = *messages[i].first;
        if (phone.kind != ChannelKind::ussd) answers[i] = newest(phone);
        if (!answers[i]) continue;
        if (answers[i]->ends_session) phone.session.clear();
        phone.prompts.push_back(*answers[i]);
    }
    return answers;
}

Result<> Stage::speak(const Handset& phone, Language language) {
    dialogs::Session session = session_of(phone).value_or(dialogs::Session{});
    session.language = language;
    const PersonId person = keys_.person(phone.channel->id(), phone.number);
    const EventId event = keys_.event("rehearsal", "language of " + phone.number + " at " + std::to_string(messages_));
    const Result<store::SessionRecord> record = run(sessions_->load(person, event));
    if (!record) return std::unexpected(record.error());
    const auto begun = static_cast<std::uint64_t>(to_millis(now_));
    store::SessionWrite write{.person = person,
                              .expected = record->revision,
                              .revision = record->revision == 0 ? begun : record->revision + 1,
                              .event = event,
                              .body = dialogs::encode(session),
                              .reply = {},
                              .ttl = Limits{}.session_life,
                              .due = std::nullopt};
    const Result<store::Committed> kept = run(sessions_->commit(std::move(write)));
    if (!kept) return std::unexpected(kept.error());
    return {};
}

}  // namespace sambung::gateway

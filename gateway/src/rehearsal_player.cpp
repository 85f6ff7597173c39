#include "rehearsal_player.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace sambung::gateway {

using enum TranscriptLine::Kind;

namespace {

std::string marked(const TranscriptLine& line) {
    constexpr std::string_view marks = "@><!:";
    return std::string{marks.substr(static_cast<std::size_t>(line.kind), 1)} + " " + line.text;
}

// Which question stands, area levels and all.
std::string place_of(const dialogs::Session& session) {
    const auto inside = session.slots.find(".at");
    return session.flow + "." + session.state + (inside == session.slots.end() ? "" : "/" + inside->second);
}

// Names that the plain conversation gave to tickets, for words in another language.
void capture_by_shape(const std::string& expected, const std::string& actual, const Captures& plain,
                      Captures& captures) {
    Captures found;
    for (const std::string_view line : lines_of(actual)) std::ignore = rewritten(unwritten, line, found);
    auto next = found.begin();
    for (const auto& [name, value] : plain) {
        if (captures.contains(name) || expected.find("{" + name + "}") == std::string::npos) continue;
        while (next != found.end() && next->second.size() != value.size()) ++next;
        if (next == found.end()) return;
        captures[name] = next->second;
        ++next;
    }
}

}  // namespace

Rehearsed Player::play() {
    for (const TranscriptLine& line : transcript_.lines) play(line);
    if (together_) complain(transcript_.lines.back(), "} after :parallel {", "the end of the transcript");
    result_.filed = stage_.filed();
    result_.captures = std::move(captures_);
    result_.passages = stage_.passages();
    return std::move(result_);
}

void Player::play(const TranscriptLine& line) {
    if (line.kind == speaker) return introduce(line);
    if (phone_ == nullptr) return complain(line, "a speaker first: @ussd, @sms or @whatsapp", line.text);
    const bool message = line.kind == says || is_message(line);
    if (message && !together_) return disturb(line);
    if (together_ && !message && line.text != "}")
        return complain(line, "only speakers and messages within :parallel { }", line.text);
    perform(line);
}

void Player::perform(const TranscriptLine& line) {
    if (manner_.tell && line.kind != expects && line.kind != asserts) result_.conversation.push_back(marked(line));
    switch (line.kind) {
        case speaker:
            break;
        case says:
            say({.text = with_captures(line.text, captures_)});
            break;
        case expects:
            compare(line);
            break;
        case asserts:
            if (manner_.variant) break;
            ++result_.assertions;
            check(line);
            break;
        case event:
            happen(line);
            break;
    }
}

void Player::introduce(const TranscriptLine& line) {
    const Words words = words_of(line.text);
    const auto kind = words.empty() ? std::nullopt : channel_kind_from(words.front().second);
    std::string number = "+6281200000001";
    std::optional<Language> language;
    for (const auto& [key, value] : words) {
        if (key == "from") number = value;
        if (key == "lang") language = language_from(value);
        if (key == "lang" && !language) return complain(line, "a language: id, jv, su, bjn, bew or en", line.text);
    }
    if (!kind) return complain(line, "@ussd, @sms or @whatsapp", line.text);
    const auto [found, first_time] = phones_.try_emplace(words.front().second + number);
    Handset& phone = found->second;
    phone.kind = *kind;
    phone.channel = stage_.channel(*kind);
    phone.number = number;
    phone_ = &phone;
    if (std::ranges::find(words, "helper", &Words::value_type::second) != words.end()) stage_.make_helper(phone);
    if (manner_.variant && manner_.variant->language && first_time) {
        language = manner_.variant->language;
        ++result_.disturbances;
    }
    if (!language) return;
    const Result<> spoken = stage_.speak(phone, *language);
    if (!spoken) complain(line, "a session in that language", describe(spoken.error()));
}

// A message of the transcript, with what a variant puts around it.
void Player::disturb(const TranscriptLine& line) {
    result_.messages.push_back({.line = line.line, .answered = false, .wrong = false});
    const int number = static_cast<int>(result_.messages.size());
    const bool here = manner_.variant && (manner_.variant->message == 0 || manner_.variant->message == number);
    Moment moment = moment_of(line);
    if (here && !stage_.crash_awaits()) add(lines_before(*manner_.variant, moment));
    if (here && manner_.variant->kind == VariantKind::wrong && moment.asked) spoiled_ = place_of(moment.before);
    perform(line);
    if (stage_.crashed() && !reply_ && here && phone_->kind == ChannelKind::ussd) {
        const TranscriptLine retry{.kind = event, .line = line.line, .last = line.line, .text = "dup"};
        if (manner_.variant->kind == VariantKind::crash) add({retry});
    }
    stage_.crash_at({});
    note_message();
    if (!here) return;
    const std::optional<Content> own = reply_;
    moment.answered = reply_.has_value() && (phone_->kind != ChannelKind::ussd || !phone_->session.empty());
    if (manner_.variant->kind == VariantKind::dup) moment.answered = reply_.has_value();
    moment.after = session().value_or(dialogs::Session{});
    moment.asks = dialogs::question_of(stage_.flows(), moment.after);
    add(lines_after(*manner_.variant, moment));
    reply_ = own;
}

Moment Player::moment_of(const TranscriptLine& line) const {
    Moment moment{.channel = phone_->kind, .kind = line.kind, .text = line.text};
    if (!manner_.variant) return moment;
    moment.before = session().value_or(dialogs::Session{});
    moment.asked = dialogs::question_of(stage_.flows(), moment.before);
    const std::size_t index = result_.messages.size() - 1;
    moment.was_wrong = manner_.plain != nullptr && manner_.plain->messages[index].wrong;
    moment.spoiled = !spoiled_.empty() && spoiled_ == place_of(moment.before);
    // A dial answers no question.
    if (phone_->kind == ChannelKind::ussd && phone_->session.empty()) moment.asked.reset();
    return moment;
}

void Player::add(const Lines& lines) {
    for (TranscriptLine line : lines) {
        ++result_.disturbances;
        if (result_.messages.empty()) continue;
        line.line = result_.messages.back().line;
        perform(line);
    }
}

// What is known of the message once it was answered, or not.
void Player::note_message() {
    PlayedMessage& message = result_.messages.back();
    message.answered = reply_.has_value();
    message.wrong = stage_.last_outcome() == "invalid";
    if (!manner_.variant || reply_ || manner_.plain == nullptr) return;
    if (!manner_.plain->messages[result_.messages.size() - 1].answered) return;
    complain({.kind = says, .line = message.line, .last = 0, .text = {}}, "an answer", "silence");
}

std::optional<dialogs::Session> Player::session() const { return stage_.session_of(*phone_); }

void Player::hear(std::optional<Content> answer) {
    before_ = std::move(reply_);
    reply_ = std::move(answer);
    if (manner_.tell) result_.conversation.push_back("< " + shown());
    if (!manner_.variant || !reply_) return;
    const std::string broken = over_limits(phone_->kind, *reply_);
    if (broken.empty()) return;
    const int line = result_.messages.empty() ? 0 : result_.messages.back().line;
    complain({.kind = says, .line = line, .last = 0, .text = {}}, "a reply within the limits of its channel",
             broken + ":\n" + shown());
}

void Player::compare(const TranscriptLine& line) {
    if (manner_.variant) {
        if (!reply_ || matches(line.text, reply_->text, captures_) || manner_.plain == nullptr) return;
        return capture_by_shape(line.text, reply_->text, manner_.plain->captures, captures_);
    }
    ++result_.replies;
    if (line.text != unwritten && reply_ && matches(line.text, reply_->text, captures_)) return;
    if (manner_.differences == Differences::are_rewritten && reply_) {
        result_.rewrites.push_back({line.line, line.last, rewritten(line.text, reply_->text, captures_)});
        return;
    }
    complain(line, line.text == unwritten ? "an answer; --update writes it" : with_captures(line.text, captures_),
             shown());
}

void Player::complain(const TranscriptLine& line, std::string expected, std::string got) {
    std::string where = transcript_.name + ":" + std::to_string(line.line);
    if (manner_.variant && !result_.messages.empty()) where += " message " + std::to_string(result_.messages.size());
    result_.failures.push_back({std::move(where), std::move(expected), std::move(got)});
}

}  // namespace sambung::gateway

#include "rehearsal.h"

#include "model/gsm7.h"
#include "rehearsal_stage.h"

#include <charconv>
#include <map>

namespace sambung::gateway {

namespace {

std::optional<milliseconds> duration_of(std::string_view text) {
    long long number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (error != std::errc{}) return std::nullopt;
    if (unit == "s") return seconds{number};
    if (unit == "m") return std::chrono::minutes{number};
    if (unit == "h") return std::chrono::hours{number};
    if (unit == "d") return std::chrono::hours{24 * number};
    return std::nullopt;
}

// One transcript on one stage.
class Player {
 public:
    Player(const Transcript& transcript, Stage& stage) : transcript_(transcript), stage_(stage) {}

    Rehearsed play() {
        for (const TranscriptLine& line : transcript_.lines) play(line);
        return std::move(result_);
    }

 private:
    void play(const TranscriptLine& line);
    void introduce(const TranscriptLine& line);
    void happen(const TranscriptLine& line);
    void check(const TranscriptLine& line);
    void check_sent(const TranscriptLine& line, const std::vector<std::pair<std::string, std::string>>& words);
    void check_count(const TranscriptLine& line, std::string_view wanted, std::int64_t got);
    void complain(const TranscriptLine& line, std::string expected, std::string got) {
        result_.failures.push_back(
            {transcript_.name + ":" + std::to_string(line.line), std::move(expected), std::move(got)});
    }
    void hear(std::optional<Content> answer) {
        before_ = std::move(reply_);
        reply_ = std::move(answer);
    }
    [[nodiscard]] std::string shown() const { return reply_ ? reply_->text : "(no reply)"; }

    const Transcript& transcript_;
    Stage& stage_;
    Rehearsed result_;
    std::map<std::string, Handset> phones_;
    Handset* phone_ = nullptr;
    std::optional<Content> reply_, before_;
    Captures captures_;
};

void Player::introduce(const TranscriptLine& line) {
    const auto words = words_of(line.text);
    const auto kind = words.empty() ? std::nullopt : channel_kind_from(words.front().second);
    std::string number = "+6281200000001";
    for (const auto& [key, value] : words)
        if (key == "from") number = value;
    if (!kind) return complain(line, "@ussd, @sms or @whatsapp", line.text);
    Handset& phone = phones_[words.front().second + number];
    phone.kind = *kind;
    phone.channel = stage_.channel(*kind);
    phone.number = number;
    phone_ = &phone;
}

void Player::play(const TranscriptLine& line) {
    using enum TranscriptLine::Kind;
    if (line.kind == speaker) return introduce(line);
    if (phone_ == nullptr) return complain(line, "a speaker first: @ussd, @sms or @whatsapp", line.text);
    switch (line.kind) {
        case speaker:
            break;
        case says:
            hear(stage_.say(*phone_, with_captures(line.text, captures_), ""));
            break;
        case expects:
            ++result_.replies;
            if (!reply_ || !matches(line.text, reply_->text, captures_))
                complain(line, with_captures(line.text, captures_), shown());
            break;
        case asserts:
            ++result_.assertions;
            check(line);
            break;
        case event:
            happen(line);
            break;
    }
}

void Player::happen(const TranscriptLine& line) {
    const auto words = words_of(line.text);
    const std::string& what = words.front().second;
    if (what == "drop") {
        phone_->session.clear();
    } else if (what == "dup") {
        hear(stage_.repeat(*phone_));
    } else if (what == "wait" && words.size() == 2 && duration_of(words[1].second)) {
        stage_.wait(*duration_of(words[1].second));
    } else if (what == "tap" && words.size() == 2) {
        hear(stage_.say(*phone_, "", words[1].second));
    } else if (what == "empty-sessions") {
        stage_.empty_sessions();
    } else if (what == "crash" && words.size() == 2 && words[1].first == "after") {
        stage_.crash_at(words[1].second);
    } else {
        complain(line, ":drop, :dup, :wait 4m, :tap ID, :empty-sessions or :crash after=MOMENT", line.text);
    }
}

void Player::check_count(const TranscriptLine& line, std::string_view wanted, std::int64_t got) {
    if (std::to_string(got) != wanted) complain(line, line.text, std::to_string(got));
}

void Player::check_sent(const TranscriptLine& line, const std::vector<std::pair<std::string, std::string>>& words) {
    // `sms to=+62… contains WORDS`: a message to that number on that channel has those words.
    const std::string text = with_captures(line.text, captures_);
    const auto at = text.find(" contains ");
    const std::string wanted = at == std::string::npos ? "" : text.substr(at + 10);
    std::string got;
    for (const Sink::Shown& shown : stage_.sent_to(words.size() > 1 ? words[1].second : phone_->number)) {
        if (shown.channel != words.front().second && shown.channel != "wa") continue;
        if (shown.message.content.text.find(wanted) != std::string::npos) return;
        got += shown.message.content.text + "\n";
    }
    complain(line, text, got.empty() ? "(nothing was sent)" : got);
}

void Player::check(const TranscriptLine& line) {
    const auto words = words_of(line.text);
    const std::string& what = words.front().second;
    if (what == "len" && words.size() == 2) {
        const auto length = septets(shown());
        const std::string limit = words[1].second.substr(words[1].second.starts_with("<=") ? 2 : 0);
        if (!length || std::to_string(*length).size() > limit.size() ||
            (std::to_string(*length).size() == limit.size() && std::to_string(*length) > limit))
            complain(line, line.text, length ? std::to_string(*length) : "outside GSM-7");
    } else if (what == "same-reply") {
        if (!reply_ || !before_ || reply_->text != before_->text)
            complain(line, before_ ? before_->text : "(no reply)", shown());
    } else if (what == "none") {
        if (reply_) complain(line, "no reply", shown());
    } else if (what == "ends") {
        if (!reply_ || !reply_->ends_session) complain(line, "the USSD session ends", shown());
    } else if (what == "cases" && words.size() == 2) {
        check_count(line, words[1].second, stage_.cases_filed());
    } else if (what == "sms" || what == "wa") {
        check_sent(line, words);
    } else if (what == "state" && words.size() == 2) {
        const auto session = stage_.session_of(*phone_);
        const std::string got = !session || session->flow.empty() ? "end" : session->flow + "." + session->state;
        if (got != words[1].second) complain(line, line.text, got);
    } else if (what == "segments" && words.size() == 2) {
        check_count(line, words[1].second, static_cast<std::int64_t>(sms_segments(shown()).parts.size()));
    } else {
        complain(line, "!len, !same-reply, !none, !ends, !cases, !sms, !wa, !state or !segments", line.text);
    }
}

}  // namespace

Result<Rehearsed> rehearse(const Transcript& transcript, const Pack& pack, StoreKind kind,
                           const std::string& redis_url) {
    Stage stage(pack, kind, redis_url);
    const Result<> opened = stage.open();
    if (!opened) return std::unexpected(opened.error());
    return Player(transcript, stage).play();
}

}  // namespace sambung::gateway

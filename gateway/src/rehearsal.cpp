#include "rehearsal.h"

#include <unistd.h>

#include <charconv>
#include <exception>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/json.hpp>

#include "channel.h"
#include "http/scripted_http_client.h"
#include "dispatcher.h"
#include "model/gsm7.h"
#include "reception.h"
#include "sink.h"
#include "store/sessions.h"
#include "turns.h"
#include "wishes.h"

namespace sambung::gateway {

namespace {

constexpr TimePoint opening_scene{milliseconds{1'795'399'200'000}};  // Mon 23 Nov 2026 09.00 in Jakarta
constexpr milliseconds between_messages{5'000};

struct Crash {};  // thrown at a checkpoint: the process "dies" there

// A citizen's phone on one channel.
struct Handset {
    ChannelKind kind = ChannelKind::ussd;
    const Channel* channel = nullptr;
    std::string number;
    std::string session;    // USSD: provider session, empty when none is open
    std::string path;       // USSD: what was typed since the dial, joined by '*'
    Inbound last;
    std::uint64_t seen = 0;  // of the sink
};

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

// Every store and room of one service, for one transcript.
class Stage {
  public:
    Stage(const Pack& pack, StoreKind kind, std::string redis_url);
    Result<> open();

    // The answer, or nothing if nobody answered.
    std::optional<Content> say(Handset& phone, std::string_view text, std::string_view option);
    std::optional<Content> repeat(Handset& phone);
    void wait(milliseconds span) { now_ += span; }
    void crash_at(std::string moment) { crash_at_ = std::move(moment); }
    void empty_sessions();
    [[nodiscard]] const Channel* channel(ChannelKind kind) const;
    [[nodiscard]] std::vector<Sink::Shown> sent_to(std::string_view number) const { return sink_.messages(number, 0); }
    std::int64_t cases_filed();
    std::optional<dialogs::Session> session_of(const Handset& phone);

  private:
    template <class T>
    T run(Task<T> task);
    void run(Task<> task);
    void settle_down();
    std::optional<Content> deliver(Handset& phone, Inbound message);
    std::optional<Content> newest(Handset& phone);
    void build();

    const Pack& pack_;
    StoreKind kind_;
    std::string redis_url_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<Executor> work_{boost::asio::make_work_guard(io_)};
    store::Keys keys_{store::SecretKey{1}};
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<store::CaseStore> cases_;
    std::unique_ptr<store::SessionStore> sessions_;
    Channels channels_;
    Metrics metrics_;
    Sink sink_;
    std::unique_ptr<Wishes> wishes_;
    std::unique_ptr<Turns> turns_;
    std::unique_ptr<Reception> reception_;
    TimePoint now_ = opening_scene;
    std::string crash_at_;
    int spawned_ = 0;
    bool crashed_ = false;
    std::uint64_t messages_ = 0;
    int emptied_ = 0;
};

Stage::Stage(const Pack& pack, StoreKind kind, std::string redis_url) : pack_(pack), kind_(kind), redis_url_(std::move(redis_url)) {}

Result<> Stage::open() {
    Result<Channels> channels = Channels::make(plain_config({}).channels);
    if (!channels) return std::unexpected(channels.error());
    channels_ = std::move(*channels);
    Result<std::unique_ptr<store::Database>> database = store::Database::open({.path = ":memory:"});
    if (!database) return std::unexpected(database.error());
    database_ = std::move(*database);
    cases_ = store::make_sqlite_cases(*database_, keys_, pack_.office);
    empty_sessions();
    if (!sessions_) return fail(Errc::misconfigured, "the session store cannot be made");
    
    build();
    return {};
}

void Stage::empty_sessions() {
    if (kind_ == StoreKind::memory) sessions_ = store::make_memory_sessions();
    if (kind_ == StoreKind::sql) sessions_ = store::make_sql_sessions(*database_, keys_);
    if (kind_ == StoreKind::redis) {
        store::RedisOptions options{.url = redis_url_};
        options.prefix = "rehearsal:" + std::to_string(::getpid()) + ":" + std::to_string(++emptied_) + ":" + std::to_string(reinterpret_cast<std::uintptr_t>(this)) + ":";
        Result<std::unique_ptr<store::SessionStore>> made = store::make_redis_sessions(io_, keys_, std::move(options));
        sessions_ = made ? std::move(*made) : nullptr;
    }
    if (turns_ != nullptr && sessions_) build();
}

void Stage::build() {
    const auto checkpoint = [this](std::string_view moment) {
        if (moment != crash_at_) return;
        crash_at_.clear();
        throw Crash{};
    };
    const auto spawn = [this](Task<> task) {
        ++spawned_;
        boost::asio::co_spawn(io_, std::move(task), [this](const std::exception_ptr& error) {
            crashed_ = crashed_ || error;
            --spawned_;
        });
    };
    wishes_ = std::make_unique<Wishes>(Wishes::Parts{.cases = *cases_, .sessions = *sessions_, .keys = keys_, .channels = channels_, .metrics = metrics_,
                                                     .office = [this] { return pack_.office; }, .flows = [this] { return pack_.flows; },
                                                     .outbox_filled = [] {}, .lookups_per_hour = Limits{}.lookups_per_hour, .checkpoint = checkpoint});
    turns_ = std::make_unique<Turns>(Turns::Parts{.sessions = *sessions_, .wishes = *wishes_, .keys = keys_, .metrics = metrics_, .clock = [this] { return now_; },
                                                  .flows = [this] { return pack_.flows; }, .limits = {}, .session_life = Limits{}.session_life,
                                                  .in_flight_limit = Limits{}.turns_in_flight, .checkpoint = checkpoint});
    reception_ = std::make_unique<Reception>(Reception::Parts{.cases = *cases_, .keys = keys_, .channels = channels_, .metrics = metrics_, .clock = [this] { return now_; },
                                                              .turn = [this](Heard heard) { return turns_->run(std::move(heard)); },
                                                              .spawn = spawn, .outbox_filled = [] {}, .checkpoint = checkpoint});
}

template <class T>
T Stage::run(Task<T> task) {
    std::optional<T> result;
    std::exception_ptr error;
    bool done = false;
    boost::asio::co_spawn(io_, std::move(task), [&](std::exception_ptr thrown, T value) {
        error = std::move(thrown);
        if (!error) result = std::move(value);
        done = true;
    });
    while (!done) io_.run_one();
    if (error) std::rethrow_exception(error);
    return std::move(*result);
}

void Stage::run(Task<> task) {
    std::exception_ptr error;
    bool done = false;
    boost::asio::co_spawn(io_, std::move(task), [&](std::exception_ptr thrown) {
        error = std::move(thrown);
        done = true;
    });
    while (!done) io_.run_one();
    if (error) std::rethrow_exception(error);
}

// Until no turn runs any more and everything sent has been shown.
void Stage::settle_down() {
    while (spawned_ > 0) io_.run_one();
    for (const auto& channel : channels_.all()) {
        if (channel->adapter->replies_inline()) continue;
        ScriptedHttpClient nobody({}, {});  // every channel of a rehearsal sends to the sink
        Dispatcher dispatcher({.io = io_, .cases = *cases_, .channel = *channel, .client = nobody, .metrics = metrics_, .sink = &sink_, .clock = [this] { return now_; }, .checkpoint = {}});
        while (run(dispatcher.send_due()) > 0) {}
    }
}

const Channel* Stage::channel(ChannelKind kind) const {
    for (const auto& one : channels_.all())
        if (one->kind() == kind) return one.get();
    return nullptr;
}

std::optional<Content> Stage::newest(Handset& phone) {
    std::optional<Content> answer;
    for (Sink::Shown& shown : sink_.messages(phone.number, phone.seen)) {
        phone.seen = shown.seq;
        if (shown.channel == phone.channel->id()) answer = std::move(shown.message.content);
    }
    return answer;
}

std::optional<Content> Stage::deliver(Handset& phone, Inbound message) {
    phone.last = message;
    crashed_ = false;
    if (phone.kind == ChannelKind::ussd) {
        std::optional<Content> screen;
        try {
            screen = run(reception_->hear(*phone.channel, std::move(message)));
        } catch (const Crash&) {
            return std::nullopt;
        }
        settle_down();
        if (screen->ends_session) phone.session.clear();
        return screen;
    }
    std::vector<Inbound> batch;
    batch.push_back(std::move(message));
    try {
        const Result<> kept = run(reception_->take_in(*phone.channel, std::move(batch)));
        if (!kept) return std::nullopt;
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

std::optional<Content> Stage::say(Handset& phone, std::string_view text, std::string_view option) {
    now_ += between_messages;
    ++messages_;
    Inbound message{.provider_id = "m" + std::to_string(messages_), .from = phone.number, .to = "demo", .text = std::string{text}, .option_id = std::string{option},
                    .reply_to = {}, .sent_at = now_, .ussd = std::nullopt, .media = {}, .location = std::nullopt};
    if (phone.kind == ChannelKind::ussd) {
        if (phone.session.empty()) {
            phone.session = "session" + std::to_string(messages_);
            phone.path.clear();
        } else {
            phone.path += (phone.path.empty() ? "" : "*") + std::string{text};
        }
        message.text = phone.path;
        message.provider_id = phone.session + '\x1f' + phone.path;
        message.ussd = UssdHop{phone.session, true};
    }
    return deliver(phone, std::move(message));
}

std::optional<Content> Stage::repeat(Handset& phone) {
    const Inbound again = phone.last;
    return deliver(phone, again);
}

std::int64_t Stage::cases_filed() {
    std::int64_t count = 0;
    const Result<> walked = cases_->for_each_case([&](const store::ExportedCase&) { ++count; });
    return walked ? count : -1;
}

std::optional<dialogs::Session> Stage::session_of(const Handset& phone) {
    const Result<store::SessionRecord> record = run(sessions_->load(keys_.person(phone.channel->id(), phone.number), {}));
    if (!record || record->body.empty()) return std::nullopt;
    Result<dialogs::Session> session = dialogs::decode(record->body);
    return session ? std::optional{std::move(*session)} : std::nullopt;
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
        result_.failures.push_back({transcript_.name + ":" + std::to_string(line.line), std::move(expected), std::move(got)});
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
        case speaker: break;
        case says: hear(stage_.say(*phone_, with_captures(line.text, captures_), "")); break;
        case expects:
            ++result_.replies;
            if (!reply_ || !matches(line.text, reply_->text, captures_)) complain(line, with_captures(line.text, captures_), shown());
            break;
        case asserts:
            ++result_.assertions;
            check(line);
            break;
        case event: happen(line); break;
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
        if (!length || std::to_string(*length).size() > limit.size() || (std::to_string(*length).size() == limit.size() && std::to_string(*length) > limit))
            complain(line, line.text, length ? std::to_string(*length) : "outside GSM-7");
    } else if (what == "same-reply") {
        if (!reply_ || !before_ || reply_->text != before_->text) complain(line, before_ ? before_->text : "(no reply)", shown());
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

Result<Rehearsed> rehearse(const Transcript& transcript, const Pack& pack, StoreKind kind, const std::string& redis_url) {
    Stage stage(pack, kind, redis_url);
    const Result<> opened = stage.open();
    if (!opened) return std::unexpected(opened.error());
    return Player(transcript, stage).play();
}

}  // namespace sambung::gateway

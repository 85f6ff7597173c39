#include "rehearsal_stage.h"

#include "dispatcher.h"
#include "http/scripted_http_client.h"

#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <unistd.h>

namespace sambung::gateway {

namespace {

constexpr milliseconds between_messages{5'000};

struct Crash {};  // thrown at a checkpoint: the process "dies" there

}  // namespace

Stage::Stage(const Pack& pack, StoreKind kind, std::string redis_url)
    : pack_(pack), kind_(kind), redis_url_(std::move(redis_url)) {}

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
        options.prefix = "rehearsal:" + std::to_string(::getpid()) + ":" + std::to_string(++emptied_) + ":" +
                         std::to_string(reinterpret_cast<std::uintptr_t>(this)) + ":";
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
    wishes_ = std::make_unique<Wishes>(Wishes::Parts{.cases = *cases_,
                                                     .sessions = *sessions_,
                                                     .keys = keys_,
                                                     .channels = channels_,
                                                     .metrics = metrics_,
                                                     .office = [this] { return pack_.office; },
                                                     .flows = [this] { return pack_.flows; },
                                                     .outbox_filled = [] {},
                                                     .lookups_per_hour = Limits{}.lookups_per_hour,
                                                     .cases_per_day = Limits{}.cases_per_day,
                                                     .checkpoint = checkpoint});
    turns_ = std::make_unique<Turns>(Turns::Parts{.sessions = *sessions_,
                                                  .wishes = *wishes_,
                                                  .keys = keys_,
                                                  .metrics = metrics_,
                                                  .clock = [this] { return now_; },
                                                  .flows = [this] { return pack_.flows; },
                                                  .is_helper = [](PersonId) { return false; },
                                                  .limits = {},
                                                  .session_life = Limits{}.session_life,
                                                  .in_flight_limit = Limits{}.turns_in_flight,
                                                  .checkpoint = checkpoint});
    reception_ = std::make_unique<Reception>(
        Reception::Parts{.cases = *cases_,
                         .keys = keys_,
                         .channels = channels_,
                         .metrics = metrics_,
                         .clock = [this] { return now_; },
                         .turn = [this](Heard heard) { return turns_->run(std::move(heard)); },
                         .spawn = spawn,
                         .outbox_filled = [] {},
                         .checkpoint = checkpoint});
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
        Dispatcher dispatcher({.io = io_,
                               .cases = *cases_,
                               .channel = *channel,
                               .client = nobody,
                               .metrics = metrics_,
                               .sink = &sink_,
                               .clock = [this] { return now_; },
                               .checkpoint = {}});
        while (run(dispatcher.send_due()) > 0) {
        }
    }
}

void Stage::wait(milliseconds span) {
    now_ += span;
    constexpr int most_alarms = 8;  // of one session, one after the other: each sets the next
    for (int round = 0; round < most_alarms; ++round) {
        const Result<std::vector<PersonId>> due = run(sessions_->claim_due(now_, milliseconds{60'000}, 100));
        if (!due || due->empty()) break;
        for (const PersonId person : *due) run(turns_->timer_rang(person));
    }
    settle_down();
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
    Inbound message{.provider_id = "m" + std::to_string(messages_),
                    .from = phone.number,
                    .to = "demo",
                    .text = std::string{text},
                    .option_id = std::string{option},
                    .reply_to = {},
                    .sent_at = now_,
                    .ussd = std::nullopt,
                    .media = {},
                    .location = std::nullopt};
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
    const Result<store::SessionRecord> record =
        run(sessions_->load(keys_.person(phone.channel->id(), phone.number), {}));
    if (!record || record->body.empty()) return std::nullopt;
    Result<dialogs::Session> session = dialogs::decode(record->body);
    return session ? std::optional{std::move(*session)} : std::nullopt;
}

}  // namespace sambung::gateway

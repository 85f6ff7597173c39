#include "rehearsal_stage.h"

#include "dialogs/made_up_office.h"
#include "dispatcher.h"
#include "house_words.h"
#include "http/scripted_http_client.h"
#include "tidings.h"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <exception>
#include <unistd.h>

namespace sambung::gateway {

namespace {

// Sessions in Redis as long as nobody takes it down.
class BreakableSessions : public store::SessionStore {
 public:
    BreakableSessions(std::unique_ptr<store::SessionStore> inner, std::shared_ptr<bool> down)
        : inner_(std::move(inner)), down_(std::move(down)) {}

    Task<Result<store::SessionRecord>> load(PersonId person, EventId event) override {
        if (*down_) co_return away();
        co_return co_await inner_->load(person, event);
    }
    Task<Result<store::Committed>> commit(store::SessionWrite write) override {
        if (*down_) co_return away();
        co_return co_await inner_->commit(std::move(write));
    }
    Task<Result<std::vector<PersonId>>> claim_due(TimePoint now, milliseconds lease, int most) override {
        if (*down_) co_return away();
        co_return co_await inner_->claim_due(now, lease, most);
    }
    Task<Result<bool>> charge(PersonId person, std::string_view what, int limit, seconds window,
                              TimePoint now) override {
        if (*down_) co_return away();
        co_return co_await inner_->charge(person, what, limit, window, now);
    }
    Task<Result<>> ping() override {
        if (*down_) co_return away();
        co_return co_await inner_->ping();
    }

 private:
    static std::unexpected<Error> away() { return fail(Errc::unavailable, "Redis was taken down"); }

    std::unique_ptr<store::SessionStore> inner_;
    std::shared_ptr<bool> down_;
};

constexpr store::FailoverTimes at_once{
    .give_up_after = milliseconds{0}, .reread_every = milliseconds{1}, .probe_every = milliseconds{1}};

}  // namespace

Stage::Stage(const Pack& pack, Venue venue, RedisCan redis)
    : pack_(pack), flows_(pack.flows), flow_files_(pack.flow_files), venue_(std::move(venue)), redis_(redis) {}

Stage::~Stage() {
    if (door_) run(door_->close());
}

Result<> Stage::open() {
    Result<Channels> channels = Channels::make(plain_config({}).channels);
    if (!channels) return std::unexpected(channels.error());
    channels_ = std::move(*channels);
    Result<std::unique_ptr<store::Database>> database = store::Database::open({.path = ":memory:"});
    if (!database) return std::unexpected(database.error());
    database_ = std::move(*database);
    cases_ = store::make_sqlite_cases(*database_, keys_, pack_.office);
    duty_ = DutyBook{*pack_.office, keys_};
    duplicates_ = std::make_unique<store::Duplicates>(*database_, keys_, pack_.office);
    empty_sessions();
    if (!sessions_) return fail(Errc::misconfigured, "the session store cannot be made");

    build();
    if (!venue_.http) return {};
    auto door = RehearsalDoor::open(io_.get_executor(),
                                    [this](HttpRequest request) { return answer_webhook(std::move(request)); });
    if (!door) return std::unexpected(door.error());
    door_ = std::move(*door);
    return {};
}

std::unique_ptr<store::SessionStore> Stage::make_sessions() {
    // A service that keeps its sessions in SQL has no Redis to lose; one in memory stands in for it.
    const bool stand_in = venue_.store == StoreKind::sql && redis_ == RedisCan::fail;
    switch (stand_in ? StoreKind::memory : venue_.store) {
        case StoreKind::memory:
            return store::make_memory_sessions();
        case StoreKind::sql:
            return store::make_sql_sessions(*database_, keys_);
        case StoreKind::redis:
            break;
    }
    store::RedisOptions options{.url = venue_.redis_url};
    // No two stages of any process share a key.
    options.prefix = "rehearsal:" + std::to_string(::getpid()) + ":" +
                     std::to_string(began_.time_since_epoch().count()) + ":" + std::to_string(++emptied_) + ":";
    Result<std::unique_ptr<store::SessionStore>> made = store::make_redis_sessions(io_, keys_, std::move(options));
    return made ? std::move(*made) : nullptr;
}

void Stage::empty_sessions() {
    sessions_ = make_sessions();
    if (sessions_ && redis_ == RedisCan::fail)
        sessions_ = store::make_failover_sessions(
            io_, std::make_unique<BreakableSessions>(std::move(sessions_), redis_down_), *database_, keys_,
            [this](bool on_sql) { on_sql_ = on_sql; }, at_once);
    if (turns_ != nullptr && sessions_) build();
}

std::string Stage::deploy(const std::filesystem::path& folder) {
    if (!std::filesystem::is_directory(folder)) return folder.string() + " is no folder";
    dialogs::FlowSetInput files = flow_files_;
    files.previous = dialogs::flows_to_remember(flow_files_);
    lay_over(files, folder);
    dialogs::FlowSetLoaded loaded = dialogs::load_flows(files);
    const auto wrong = std::ranges::find_if(loaded.findings, &dialogs::Finding::error);
    if (wrong != loaded.findings.end()) return wrong->text();
    flow_files_ = std::move(files);
    flows_ = std::move(loaded.flows);
    return {};
}

void Stage::take_redis_down() { *redis_down_ = true; }

void Stage::bring_redis_up() {
    constexpr seconds patience{2};
    *redis_down_ = false;
    const auto latest = std::chrono::steady_clock::now() + patience;
    while (on_sql_ && std::chrono::steady_clock::now() < latest) io_.run_one_for(milliseconds{10});
}

Wishes::Parts Stage::wishes_parts(Checkpoint checkpoint) {
    return {.cases = *cases_,
            .duplicates = *duplicates_,
            .database = *database_,
            .sessions = *sessions_,
            .keys = keys_,
            .channels = channels_,
            .metrics = metrics_,
            .office = [this] { return pack_.office; },
            .flows = [this] { return flows_; },
            .outbox_filled = [] {},
            .lookups_per_hour = Limits{}.lookups_per_hour,
            .cases_per_day = Limits{}.cases_per_day,
            .checkpoint = std::move(checkpoint),
            .granted = [this](EventId event, const dialogs::Wish& wish,
                              const dialogs::WishOutcome& outcome) { note_wish(event, wish, outcome); },
            .instead = [this](EventId event, const dialogs::Wish& wish) { return decided_for(event, wish); }};
}

// A turn that runs again hears again what it heard.
std::optional<dialogs::WishOutcome> Stage::decided_for(EventId event, const dialogs::Wish& wish) {
    const auto [place, is_new] = outcomes_.try_emplace(event.hex() + ":" + std::to_string(wish.ordinal));
    std::deque<std::string>& waiting = decided_[wish.action];
    if (is_new && !waiting.empty()) {
        place->second = dialogs::made_up_outcome(wish.action, waiting.front());
        waiting.pop_front();
    }
    return place->second;
}

// A turn that runs again after a crash wishes again.
void Stage::note_wish(EventId event, const dialogs::Wish& wish, const dialogs::WishOutcome& outcome) {
    if (known_wishes_.insert(event.hex() + ":" + std::to_string(wish.ordinal)).second)
        granted_.push_back({wish.action, wish.slots, outcome.result});
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
    wishes_ = std::make_unique<Wishes>(wishes_parts(checkpoint));
    turns_ =
        std::make_unique<Turns>(Turns::Parts{.sessions = *sessions_,
                                             .wishes = *wishes_,
                                             .keys = keys_,
                                             .metrics = metrics_,
                                             .clock = [this] { return now_; },
                                             .flows = [this] { return flows_; },
                                             .is_helper = [this](PersonId person) { return helpers_.contains(person); },
                                             .ussd = {},
                                             .session_life = Limits{}.session_life,
                                             .in_flight_limit = Limits{}.turns_in_flight,
                                             .checkpoint = checkpoint,
                                             .traced = [this](const auto& t) { last_outcome_ = t.outcome; },
                                             .passages = &passages_});
    registrar_ = std::make_unique<Registrar>(*database_, keys_,
                                             [this] { return Announcer{&keys_, &channels_, pack_.office, flows_}; });
    reception_ = std::make_unique<Reception>(
        Reception::Parts{.cases = *cases_,
                         .keys = keys_,
                         .channels = channels_,
                         .metrics = metrics_,
                         .clock = [this] { return now_; },
                         .turn = [this](Heard heard) { return turns_->run(std::move(heard)); },
                         .spawn = spawn,
                         .outbox_filled = [] {},
                         .checkpoint = checkpoint,
                         .units_of = [this](PersonId person) { return duty_.units_of(person); },
                         .herald = [this] { return herald(); },
                         .registrar = registrar_.get()});
}

store::Herald Stage::herald() const { return herald_of({&keys_, &channels_, pack_.office, flows_}, now_); }

// Clocks that set others going ring one after the other.
void Stage::ring_clocks() {
    constexpr int most_rounds = 8;
    for (int round = 0; round < most_rounds; ++round) {
        const Result<int> rang = run(cases_->ring_clocks(100, herald(), now_));
        if (!rang || *rang == 0) break;
    }
    for (int round = 0; round < most_rounds; ++round) {
        const Result<int> rang = run(registrar_->ring(now_));
        if (!rang || *rang == 0) return;
    }
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
                               .checkpoint = {},
                               .office = pack_.office});
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
    ring_clocks();
    settle_down();
}

std::string Stage::say_same(const Ticket& one, const Ticket& other) {
    const Result<> said = run(duplicates_->link_cases(one, other, store::Verdict::same, "petugas", herald(), now_));
    settle_down();
    return said ? std::string{} : describe(said.error());
}

namespace {

// One house, which every unit of the office may pay for.
store::PoolDraft pool_of(const cases::Office& office, const Ticket& ticket, TimePoint now) {
    constexpr std::chrono::days two_weeks{14};
    store::PoolDraft draft{.pool = {.code = ticket.digits(),
                                    .programme = "rtlh",
                                    .period = "naskah",
                                    .total = 1,
                                    .stages = {{1, now}},
                                    .funders = {}},
                           .hold = two_weeks,
                           .by = "petugas"};
    for (const cases::Unit& unit : office.units) draft.pool.funders.push_back({unit.code, 1, 1});
    return draft;
}

}  // namespace

// Nothing: it has none yet.
std::optional<cases::HouseCode> Stage::house_of(const Ticket& ticket) {
    auto houses = run(store::houses_of_pool(*database_, ticket.digits()));
    return houses && !houses->empty() ? std::optional{houses->front().code} : std::nullopt;
}

Result<> Stage::list_house(const Ticket& ticket) {
    if (const Result<> drafted = run(store::draft_pool(*database_, keys_, pool_of(*pack_.office, ticket, now_), now_));
        !drafted)
        return drafted;
    const store::NewHouse house{.line = 2,
                                .area = pack_.office->areas.all().front().code,
                                .estimate = 1,
                                .owner = "pemilik",
                                .address = ticket.digits(),
                                .ticket = ticket};
    const auto listed = store::take_over_houses(*database_, keys_,
                                                {.pool = ticket.digits(),
                                                 .file = keys_.index("house.file", ticket.digits()),
                                                 .by = "petugas",
                                                 .houses = {house}},
                                                now_);
    if (!listed) return std::unexpected(listed.error());
    return run(store::open_pool(*database_, keys_, ticket.digits(), "penyelia", now_));
}

std::string Stage::fund(const Ticket& ticket, const std::string& unit, cases::HouseMove move) {
    if (!house_of(ticket))
        if (const Result<> listed = list_house(ticket); !listed) return describe(listed.error());
    const auto done = run(store::move_house(*database_, keys_,
                                            {.house = house_of(ticket).value_or(cases::HouseCode{}),
                                             .move = move,
                                             .hand = cases::HouseHand::funder,
                                             .funder = unit,
                                             .by = "unit"},
                                            house_voice({&keys_, &channels_, pack_.office, flows_}, now_), now_));
    settle_down();
    return done ? std::string{} : describe(done.error());
}

const Channel* Stage::channel(ChannelKind kind) const {
    for (const auto& one : channels_.all())
        if (one->kind() == kind) return one.get();
    return nullptr;
}

std::vector<std::string> Stage::filed() {
    std::vector<std::string> cases;
    const Result<> walked =
        cases_->for_each_case([&](const store::ExportedCase& one) { cases.push_back(one.kind + " " + one.category); });
    if (!walked) cases.push_back(describe(walked.error()));
    std::ranges::sort(cases);
    return cases;
}

std::int64_t Stage::cases_filed() { return static_cast<std::int64_t>(filed().size()); }

std::optional<dialogs::Session> Stage::session_of(const Handset& phone) {
    const Result<store::SessionRecord> record =
        run(sessions_->load(keys_.person(phone.channel->id(), phone.number), {}));
    if (!record || record->body.empty()) return std::nullopt;
    Result<dialogs::Session> session = dialogs::decode(record->body);
    return session ? std::optional{std::move(*session)} : std::nullopt;
}

}  // namespace sambung::gateway

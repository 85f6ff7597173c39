#include "service.h"

#include "duty_channels.h"
#include "http/pooled_http_client.h"
#include "rules.h"
#include "store/backup.h"
#include "store/key_rotation.h"
#include "store/sessions.h"
#include "tidings.h"
#include "times.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/use_future.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <future>

namespace sambung::gateway {

namespace fs = std::filesystem;

namespace {

constexpr milliseconds stop_within{10'000};

// A key is made only for an empty store: with data there, a missing key is a loss that a person must know of.
Result<store::Keys> open_keys(const Config& config) {
    if (config.root_key.empty()) return store::Keys(store::Keys::fresh());
    std::error_code ignored;
    if (!fs::exists(config.root_key)) {
        if (config.cases != ":memory:" && fs::exists(config.cases))
            return fail(Errc::misconfigured, "the root key " + config.root_key.string() + " is gone but " +
                                                 config.cases + " is there: put the key back (docs/security.md)");
        fs::create_directories(config.root_key.parent_path(), ignored);
        const Result<> created = store::Keys::create(config.root_key);
        if (!created) return std::unexpected(created.error());
        spdlog::info("event=root_key_created file={}", config.root_key.string());
    }
    return store::load_keys(config.root_key, config.cases);
}

std::size_t shard_count(const Config& config) {
    if (config.shards > 0) return config.shards;
    return std::max(2U, std::thread::hardware_concurrency()) - 1;
}

}  // namespace

Service::Service(Config config, Pack pack, Checkpoint checkpoint)
    : config_(std::move(config)),
      pack_(std::move(pack)),
      checkpoint_(std::move(checkpoint)),
      flood_guard_(config_.limits.inbound) {}

Service::~Service() { stop(); }

Result<std::unique_ptr<Service>> Service::start(Config config, Pack pack, Checkpoint checkpoint) {
    std::unique_ptr<Service> service(new Service(std::move(config), std::move(pack), std::move(checkpoint)));
    Result<> step = service->open_stores();
    if (step) step = service->make_shards();
    if (step) step = service->make_links();
    if (!step) return std::unexpected(step.error());
    service->begin_exchange_log();
    step = service->make_fetcher();
    if (!step) return std::unexpected(step.error());
    service->start_background();
    service->run_threads();
    service->note_programmes(*service->pack_.flows);
    return service;
}

Result<> Service::open_stores() {
    if (Result<> whole = store::check_finished(config_.cases); !whole) return whole;
    Result<store::Keys> keys = open_keys(config_);
    if (!keys) return std::unexpected(keys.error());
    keys_ = *keys;
    Result<Channels> channels = Channels::make(config_.channels);
    if (!channels) return std::unexpected(channels.error());
    channels_ = std::move(*channels);
    std::error_code ignored;
    if (config_.cases != ":memory:" && fs::path{config_.cases}.has_parent_path())
        fs::create_directories(fs::path{config_.cases}.parent_path(), ignored);
    Result<std::unique_ptr<store::Database>> database = store::Database::open({.path = config_.cases});
    if (!database) return std::unexpected(database.error());
    database_ = std::move(*database);
    if (const Result<> begun = begin_office(); !begun) return begun;
    cases_ = store::make_sqlite_cases(*database_, *keys_, office_->office());
    duplicates_ = std::make_unique<store::Duplicates>(*database_, *keys_, office_->office());
    partner_keys_ = std::make_unique<PartnerKeys>(*keys_, config_.partners);
    partner_door_ = std::make_unique<PartnerDoor>(*partner_keys_);
    partner_api_ = std::make_unique<PartnerApi>(PartnerApi::Parts{
        .cases = *cases_, .keys = *keys_, .door = *partner_door_, .clock = now, .outbox_filled = [this] {
            wake_dispatchers();
        }});
    funder_api_ = std::make_unique<FunderApi>(FunderApi::Parts{
        .database = *database_, .keys = *keys_, .door = *partner_door_, .clock = now, .outbox_filled = [this] {
            wake_dispatchers();
        }});
    open311_ =
        std::make_unique<open311::Open311>(open311::Open311::Parts{.database = *database_,
                                                                   .cases = *cases_,
                                                                   .keys = *keys_,
                                                                   .partners = *partner_keys_,
                                                                   .metrics = metrics_,
                                                                   .public_url = config_.public_url,
                                                                   .clock = now,
                                                                   .outbox_filled = [this] { wake_dispatchers(); }});
    for (PartnerConfig& partner : config_.partners) partner.key.clear();
    if (const Result<> spool = open_spool(); !spool) return spool;
    reloads_ = std::make_unique<Reloads>(Reloads::Parts{.pack = config_.pack,
                                                        .overrides = config_.flows,
                                                        .cases = *cases_,
                                                        .metrics = metrics_,
                                                        .clock = now,
                                                        .keep = config_.limits.session_life,
                                                        .ussd = config_.limits.ussd.smallest(),
                                                        .lenient = config_.demo});
    Result<std::shared_ptr<const dialogs::FlowSet>> flows = reloads_->begin(pack_);
    if (!flows) return std::unexpected(flows.error());
    pack_.flows = std::move(*flows);
    return {};
}

Result<> Service::begin_office() {
    office_ = std::make_unique<OfficeWatch>(OfficeWatch::Parts{.database = *database_,
                                                               .keys = *keys_,
                                                               .ground = {*pack_.ground, config_, channels_},
                                                               .metrics = metrics_,
                                                               .clock = now});
    if (const Result<> begun = office_->begin(); !begun) return begun;
    for (const std::string& gap : duty_gaps(*office_->office(), channels_).channels)
        spdlog::warn("event=duty_not_rung what='{}'", gap);
    office_->on_change([this](const std::shared_ptr<const cases::Office>& office) { use_office(office); });
    return {};
}

void Service::use_office(const std::shared_ptr<const cases::Office>& office) {
    cases_->use_office(office);
    duplicates_->use_office(office);
    for (const auto& dispatcher : dispatchers_) dispatcher->use_office(office);
}

Result<> Service::open_spool() {
    if (config_.spool.empty()) return {};
    Result<std::unique_ptr<store::Spool>> spool = store::Spool::open(config_.spool, *keys_, {});
    if (!spool) return std::unexpected(spool.error());
    spool_ = std::move(*spool);
    if (spool_->holds()) spdlog::warn("event=spool_found records={}", spool_->waiting());
    return {};
}

// An editor saves many times; what is to be approved is offered by a signal or a start.
void Service::offer_office(std::string_view why) {
    if (!office_->files_changed()) return;
    if (why != "signal") {
        spdlog::warn("event=office_files_changed what=\"a reload by signal makes them drafts; see `sambung office`\"");
        return;
    }
    const Result<> offered = office_->offer();
    if (!offered) spdlog::error("event=office_not_drafted why={}", describe(offered.error()));
}

void Service::reload(std::string_view why) {
    offer_office(why);
    const std::shared_ptr<const dialogs::FlowSet> flows = reloads_->reload(why);
    if (flows == nullptr) return;
    for (auto& shard : shards_) boost::asio::post(shard->io, [&shard = *shard, flows] { shard.flows = flows; });
    note_programmes(*flows);
}

// Those who wait are told by the scheduler.
void Service::note_programmes(const dialogs::FlowSet& flows) {
    const Result<> noted = cases_->note_programmes(standing_of(flows), now());
    if (!noted) spdlog::error("event=programmes_not_noted why={}", describe(noted.error()));
}

Result<std::unique_ptr<store::SessionStore>> Service::make_sessions(boost::asio::io_context& io) {
    if (config_.sessions == "memory:") return store::make_memory_sessions();
    if (config_.sessions == "sql:") return store::make_sql_sessions(*database_, *keys_);
    Result<std::unique_ptr<store::SessionStore>> redis =
        store::make_redis_sessions(io, *keys_, {.url = config_.sessions});
    if (!redis) return std::unexpected(redis.error());
    const auto on_switch = [this](bool on_sql) {
        if (on_sql_.exchange(on_sql) != on_sql) spdlog::warn("event=sessions_switched on_sql={}", on_sql);
        metrics_.sessions_on_sql(on_sql);
    };
    return store::make_failover_sessions(io, std::move(*redis), *database_, *keys_, on_switch);
}

Result<> Service::make_shards() {
    for (std::size_t i = 0; i < shard_count(config_); ++i) {
        shards_.push_back(std::make_unique<Shard>());
        Result<> step = make_rooms(*shards_.back());
        if (step) step = listen(*shards_.back());
        if (!step) return step;
    }
    return {};
}

Result<> Service::make_rooms(Shard& shard) {
    Result<std::unique_ptr<store::SessionStore>> sessions = make_sessions(shard.io);
    if (!sessions) return std::unexpected(sessions.error());
    shard.sessions = std::move(*sessions);
    shard.flows = pack_.flows;
    Result<std::unique_ptr<HttpClient>> client = make_http_client(shard.io.get_executor(), shard.wheel, {});
    if (!client) return std::unexpected(client.error());
    shard.client = std::move(*client);
    const auto wake = [this] { wake_dispatchers(); };
    shard.wishes = std::make_unique<Wishes>(Wishes::Parts{.cases = *cases_,
                                                          .duplicates = *duplicates_,
                                                          .database = *database_,
                                                          .sessions = *shard.sessions,
                                                          .keys = *keys_,
                                                          .channels = channels_,
                                                          .metrics = metrics_,
                                                          .office = [this] { return office_->office(); },
                                                          .flows = [&shard] { return shard.flows; },
                                                          .outbox_filled = wake,
                                                          .lookups_per_hour = config_.limits.lookups_per_hour,
                                                          .cases_per_day = config_.limits.cases_per_day,
                                                          .checkpoint = checkpoint_});
    shard.turns =
        std::make_unique<Turns>(Turns::Parts{.sessions = *shard.sessions,
                                             .wishes = *shard.wishes,
                                             .keys = *keys_,
                                             .metrics = metrics_,
                                             .clock = now,
                                             .flows = [&shard] { return shard.flows; },
                                             .is_helper = [this](PersonId person) { return helpers_.contains(person); },
                                             .ussd = config_.limits.ussd,
                                             .session_life = config_.limits.session_life,
                                             .in_flight_limit = config_.limits.turns_in_flight,
                                             .checkpoint = checkpoint_});
    shard.registrar = std::make_unique<Registrar>(*database_, *keys_, [this, &shard] { return announcer(shard); });
    shard.reception = std::make_unique<Reception>(Reception::Parts{
        .cases = *cases_,
        .keys = *keys_,
        .channels = channels_,
        .metrics = metrics_,
        .clock = now,
        .turn = [this, &shard](Heard heard) { return turn(shard, std::move(heard)); },
        .spawn = [&shard](Task<> task) { shard.running.spawn(std::move(task)); },
        .outbox_filled = wake,
        .checkpoint = checkpoint_,
        .spool = spool_.get(),
        .guard = &flood_guard_,
        .is_helper = [this](PersonId person) { return helpers_.contains(person); },
        .units_of = [this](PersonId person) { return office_->duty()->units_of(person); },
        .herald = [this, &shard] { return herald(shard); },
        .held_words = [&shard] { return dialogs::held(*shard.flows, Language::id); },
        .registrar = shard.registrar.get(),
        .drop_offs = &drop_offs_,
        .today = [this] { return office_->office()->calendar.date_of(now()); },
        .standpoint = [this](PersonId person, std::string session) { return standpoint(person, std::move(session)); }});
    return {};
}

// On that shard's thread, since its flows may be replaced.
Announcer Service::announcer(const Shard& shard) const { return {&*keys_, &channels_, office_->office(), shard.flows}; }

store::Herald Service::herald(const Shard& shard) const { return herald_of(announcer(shard), now()); }

Task<Turns::Said> Service::turn_on(Shard& shard, Heard heard) { co_return co_await shard.turns->run(std::move(heard)); }

// A message that landed on another shard's listener hops once.
Task<Turns::Said> Service::turn(Shard& here, Heard heard) {
    Shard& home = shard_of(heard.person);
    if (&home == &here) co_return co_await here.turns->run(std::move(heard));
    co_return co_await boost::asio::co_spawn(home.io.get_executor(), turn_on(home, std::move(heard)), use_task);
}

Task<Standpoint> Service::standpoint_on(Shard& shard, PersonId person, std::string session) {
    co_return co_await shard.turns->standpoint(person, std::move(session));
}

Task<Standpoint> Service::standpoint(PersonId person, std::string session) {
    Shard& home = shard_of(person);
    co_return co_await boost::asio::co_spawn(home.io.get_executor(), standpoint_on(home, person, std::move(session)),
                                             use_task);
}

Task<> Service::timer_rang_on(Shard& shard, PersonId person) { co_await shard.turns->timer_rang(person); }

Task<> Service::timer_rang(PersonId person) {
    Shard& home = shard_of(person);
    co_await boost::asio::co_spawn(home.io.get_executor(), timer_rang_on(home, person), use_task);
}

Result<> Service::listen(Shard& shard) {
    const auto open = [&](const ListenConfig& config, HttpHandler handler) -> Result<std::unique_ptr<Listener>> {
        ListenerSettings settings;
        const auto address = parse_endpoint(config.address);
        if (!address) return std::unexpected(address.error());
        Result<TrustedProxies> proxies = TrustedProxies::parse(config_.trusted_proxies);
        if (!proxies) return std::unexpected(proxies.error());
        settings.address = *address;
        settings.limits.connections = config_.limits.connections;
        settings.proxies = std::move(*proxies);
        settings.report_bug = [](std::string_view what) { spdlog::error("event=http_bug what={}", what); };
        if (!config.certificate.empty()) {
            auto tls = TlsServer::load({config.certificate, config.key});
            if (!tls) return std::unexpected(tls.error());
            settings.tls = std::move(*tls);
        }
        return Listener::open(shard.io.get_executor(), shard.wheel, std::move(handler), std::move(settings));
    };
    auto outer = open(config_.public_listen,
                      [this, &shard](HttpRequest request) { return answer_public(shard, std::move(request)); });
    if (!outer) return std::unexpected(outer.error());
    auto desk = open(config_.desk_listen,
                     [this, &shard](HttpRequest request) { return answer_desk(shard, std::move(request)); });
    if (!desk) return std::unexpected(desk.error());
    shard.public_listener = std::move(*outer);
    shard.desk_listener = std::move(*desk);
    return {};
}

// A channel whose messages stay here needs no connection.
void Service::run_threads() {
    for (auto& shard : shards_) shard->thread = std::thread([&io = shard->io] { io.run(); });
}

void Service::wake_dispatchers() {
    boost::asio::post(shards_.front()->io, [this] {
        for (auto& dispatcher : dispatchers_) dispatcher->wake();
    });
}

Task<> Service::stop_listening(Shard& shard) {
    const std::size_t cut_public = co_await shard.public_listener->stop(stop_within);
    const std::size_t cut_desk = co_await shard.desk_listener->stop(stop_within);
    if (cut_public + cut_desk > 0) spdlog::warn("event=connections_cut count={}", cut_public + cut_desk);
    if (&shard == shards_.front().get()) {
        for (auto& dispatcher : dispatchers_) dispatcher->stop();
        for (auto& link : links_) link->stop();
        if (fetcher_) fetcher_->stop();
        if (scheduler_) scheduler_->stop();
        if (drain_) drain_->stop();
    }
    co_await shard.running.wait();
}

void Service::stop() {
    if (std::exchange(stopped_, true)) return;
    for (auto& shard : shards_) {
        if (!shard->thread.joinable() || !shard->desk_listener) continue;
        boost::asio::co_spawn(shard->io.get_executor(), stop_listening(*shard), boost::asio::use_future).wait();
    }
    for (auto& shard : shards_) {
        shard->work.reset();
        shard->io.stop();
        if (shard->thread.joinable()) shard->thread.join();
    }
    if (exchanges_) exchanges_->stop();
    dispatchers_.clear();
    fetcher_.reset();
    recorders_.clear();
    links_.clear();
    mail_.clear();
    scheduler_.reset();
    record_.reset();
    drain_.reset();
    programmes_.reset();
    database_.reset();  // after its last writes
    spool_.reset();
    shards_.clear();
}

std::uint16_t Service::public_port() const { return shards_.front()->public_listener->port(); }
std::uint16_t Service::desk_port() const { return shards_.front()->desk_listener->port(); }

}  // namespace sambung::gateway

// The whole service in one process: stores, shards, listeners, dispatchers, scheduler. Start, serve, stop in order.
#pragma once

#include "arrivals/spool_drain.h"
#include "channel.h"
#include "checkpoint.h"
#include "config.h"
#include "dispatcher.h"
#include "exchanges/exchange_log.h"
#include "exchanges/exchange_recorder.h"
#include "fetching/media_fetcher.h"
#include "funder_api.h"
#include "helper_list.h"
#include "http/listener.h"
#include "mail/mail_carrier.h"
#include "metrics.h"
#include "office_watch.h"
#include "open311/open311.h"
#include "pack.h"
#include "partner_api.h"
#include "reloads.h"
#include "scheduler.h"
#include "shard.h"
#include "sink.h"
#include "smpp/link.h"
#include "store/case_store.h"
#include "store/duplicates.h"
#include "store/keys.h"

#include <atomic>
#include <memory>
#include <string>
#include <vector>

namespace sambung::gateway {

class Service {
 public:
    // Everything that can be wrong at start is an Errc::misconfigured or unavailable here, in words for the person who
    // starts it.
    [[nodiscard]] static Result<std::unique_ptr<Service>> start(Config config, Pack pack, Checkpoint checkpoint);
    ~Service();

    // Stops accepting, finishes what is under way, flushes, returns. From any thread but a shard's.
    void stop();

    // Reads the pack's flows, texts and words anew; what was in use stays if anything is wrong. From the thread that
    // started the service.
    void reload(std::string_view why);

    [[nodiscard]] std::uint16_t public_port() const;
    [[nodiscard]] std::uint16_t desk_port() const;

 private:
    Service(Config config, Pack pack, Checkpoint checkpoint);
    Result<> open_stores();
    Result<> open_spool();
    Result<> make_shards();
    Result<std::unique_ptr<store::SessionStore>> make_sessions(boost::asio::io_context& io);
    Result<> make_rooms(Shard& shard);
    Result<> listen(Shard& shard);
    Result<> make_links();
    void begin_exchange_log();
    HttpClient& client_of(const Channel& channel);  // on the first shard
    Result<> make_fetcher();
    void start_background();
    void run_threads();
    void note_programmes(const dialogs::FlowSet& flows);
    Result<> begin_office();
    void offer_office(std::string_view why);
    void use_office(const std::shared_ptr<const cases::Office>& office);  // on the first shard
    Shard& shard_of(PersonId person) { return *shards_[person.value % shards_.size()]; }
    [[nodiscard]] Announcer announcer(const Shard& shard) const;  // the words as of now
    [[nodiscard]] store::Herald herald(const Shard& shard) const;
    static Task<Turns::Said> turn_on(Shard& shard, Heard heard);
    Task<Turns::Said> turn(Shard& here, Heard heard);
    static Task<Standpoint> standpoint_on(Shard& shard, PersonId person, std::string session);
    Task<Standpoint> standpoint(PersonId person, std::string session);
    static Task<> timer_rang_on(Shard& shard, PersonId person);
    Task<> timer_rang(PersonId person);
    void wake_dispatchers();
    SmppLink* link_of(const Channel& channel);    // null: the channel is not by SMPP
    Carrier* carrier_of(const Channel& channel);  // null: the channel sends by HTTP

    Task<HttpReply> take_call(Shard& shard, const Channel& channel, adapters::Hook hook, HttpRequest request);
    Task<HttpReply> answer_public(Shard& shard, HttpRequest request);
    Task<HttpReply> answer_desk(Shard& shard, HttpRequest request);
    Task<HttpReply> readiness(Shard& shard);
    Task<> stop_listening(Shard& shard);

    Config config_;
    Pack pack_;
    Checkpoint checkpoint_;
    std::optional<store::Keys> keys_;
    Channels channels_;
    Metrics metrics_;
    Sink sink_;
    HelperList helpers_;
    FloodGuard flood_guard_;
    DropOffs drop_offs_{metrics_};
    std::atomic<bool> on_sql_{false};
    std::unique_ptr<ExchangeLog> exchanges_;  // null: none is kept
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<store::CaseStore> cases_;
    std::unique_ptr<store::Duplicates> duplicates_;
    std::unique_ptr<PartnerKeys> partner_keys_;
    std::unique_ptr<PartnerDoor> partner_door_;
    std::unique_ptr<PartnerApi> partner_api_;
    std::unique_ptr<FunderApi> funder_api_;
    std::unique_ptr<open311::Open311> open311_;
    std::unique_ptr<store::Spool> spool_;  // null: none
    std::unique_ptr<Reloads> reloads_;
    std::unique_ptr<OfficeWatch> office_;
    std::vector<std::unique_ptr<Shard>> shards_;
    std::vector<std::unique_ptr<SmppLink>> links_;                               // on the first shard
    std::vector<std::pair<const Channel*, std::unique_ptr<MailCarrier>>> mail_;  // on the first shard
    std::vector<std::unique_ptr<ExchangeRecorder>> recorders_;                   // on the first shard
    std::vector<std::unique_ptr<Dispatcher>> dispatchers_;                       // on the first shard
    std::unique_ptr<MediaFetcher> fetcher_;        // on the first shard; null: media are not fetched
    std::unique_ptr<ProgrammeTeller> programmes_;  // on the first shard
    std::unique_ptr<SpoolDrain> drain_;            // on the first shard; null without a spool
    std::unique_ptr<RecordKeeper> record_;         // on the first shard
    std::unique_ptr<Scheduler> scheduler_;         // on the first shard
    bool stopped_ = false;
};

}  // namespace sambung::gateway

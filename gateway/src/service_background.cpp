// What runs without being asked: links to message centres, senders, the fetcher, the scheduler, the spool's drain.
#include "house_words.h"
#include "programme_news.h"
#include "service.h"
#include "times.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace sambung::gateway {
namespace {

milliseconds elapsed() {
    return std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

std::vector<std::string> ring_nobody(const Channels& channels) {
    std::vector<std::string> ids;
    for (const auto& channel : channels.all())
        if (channel->adapter->carries() != adapters::Carries::talk) ids.push_back(channel->id());
    return ids;
}

}  // namespace

Result<> Service::make_links() {
    Shard& first = *shards_.front();
    for (const auto& channel : channels_.all()) {
        if (channel->config.adapter != "smpp" || (config_.demo && channel->config.sink)) continue;
        auto link = SmppLink::make({.io = first.io,
                                    .channel = *channel,
                                    .cases = *cases_,
                                    .reception = *first.reception,
                                    .metrics = metrics_,
                                    .clock = now,
                                    .ready_again = [this] { wake_dispatchers(); }});
        if (!link) return fail(link.error().code, "channel \"" + channel->id() + "\": " + link.error().detail);
        links_.push_back(*std::move(link));
    }
    for (const auto& channel : channels_.all()) {
        if (channel->adapter->carries() != adapters::Carries::letters || (config_.demo && channel->config.sink))
            continue;
        Result<adapters::MailSettings> settings = adapters::mail_settings(channel->config.settings);
        if (!settings) return std::unexpected(settings.error());
        mail_.emplace_back(channel.get(), std::make_unique<MailCarrier>(*std::move(settings)));
    }
    return {};
}

SmppLink* Service::link_of(const Channel& channel) {
    for (const auto& link : links_)
        if (&link->channel() == &channel) return link.get();
    return nullptr;
}

Carrier* Service::carrier_of(const Channel& channel) {
    if (SmppLink* link = link_of(channel)) return link;
    const auto mail = std::ranges::find(mail_, &channel, [](const auto& one) { return one.first; });
    return mail == mail_.end() ? nullptr : mail->second.get();
}

void Service::begin_exchange_log() {
    if (config_.exchanges.folder.empty()) return;
    std::vector<adapters::ChannelSettings> settings;
    for (const auto& channel : channels_.all()) settings.push_back(channel->config.settings);
    const auto warn = [](std::string_view why) { spdlog::warn("event=exchange_not_written why=\"{}\"", why); };
    exchanges_ = std::make_unique<ExchangeLog>(ExchangeLog::Parts{
        .files = {.folder = config_.exchanges.folder, .days = config_.exchanges.days},
        .channels = std::move(settings),
        .fingerprint = [this](std::string_view id) { return keys_->index("exchange", id).hex().substr(0, 8); },
        .clock = now,
        .dropped = [this] { metrics_.exchange_dropped(); },
        .warn = warn});
}

HttpClient& Service::client_of(const Channel& channel) {
    HttpClient& plain = *shards_.front()->client;
    if (!exchanges_) return plain;
    recorders_.push_back(std::make_unique<ExchangeRecorder>(plain, *exchanges_, channel.id()));
    return *recorders_.back();
}

Result<> Service::make_fetcher() {
    if (config_.media.empty()) return {};
    Result<store::BlobStore> blobs = store::BlobStore::open(config_.media);
    if (!blobs) return fail(blobs.error().code, config_.media.string() + ": " + blobs.error().detail);
    std::vector<MediaFetcher::Source> sources;
    for (const auto& channel : channels_.all())
        if (!channel->adapter->replies_inline()) sources.push_back({channel.get(), &client_of(*channel)});
    fetcher_ = std::make_unique<MediaFetcher>(MediaFetcher::Parts{.io = shards_.front()->io,
                                                                  .cases = *cases_,
                                                                  .blobs = std::move(*blobs),
                                                                  .sources = std::move(sources),
                                                                  .metrics = metrics_,
                                                                  .clock = now,
                                                                  .checkpoint = checkpoint_});
    return {};
}

void Service::start_background() {
    Shard& first = *shards_.front();
    if (fetcher_) first.running.spawn(fetcher_->run());
    for (const auto& link : links_) first.running.spawn(link->run());
    for (const auto& channel : channels_.all()) {
        if (channel->adapter->replies_inline()) continue;
        dispatchers_.push_back(std::make_unique<Dispatcher>(Dispatcher::Parts{.io = first.io,
                                                                              .cases = *cases_,
                                                                              .channel = *channel,
                                                                              .client = client_of(*channel),
                                                                              .metrics = metrics_,
                                                                              .sink = config_.demo ? &sink_ : nullptr,
                                                                              .clock = now,
                                                                              .checkpoint = checkpoint_,
                                                                              .carrier = carrier_of(*channel),
                                                                              .office = office_->office(),
                                                                              .quiet = config_.limits.quiet,
                                                                              .limits = config_.limits.outbound}));
        first.running.spawn(dispatchers_.back()->run());
    }
    programmes_ = std::make_unique<ProgrammeTeller>(*cases_, [this, &first] { return announcer(first); });
    record_ = std::make_unique<RecordKeeper>(
        RecordKeeper::Parts{.database = *database_,
                            .keys = *keys_,
                            .metrics = metrics_,
                            .anchors = config_.anchors,
                            .retention = config_.retention,
                            .calendar = office_->office()->calendar,
                            .began = now(),
                            .elapsed = elapsed,
                            .spawn = [&first](Task<> task) { first.running.spawn(std::move(task)); }});
    scheduler_ = std::make_unique<Scheduler>(
        Scheduler::Parts{.io = first.io,
                         .database = *database_,
                         .keys = *keys_,
                         .cases = *cases_,
                         .duplicates = *duplicates_,
                         .sessions = *first.sessions,
                         .reception = *first.reception,
                         .timer_rang = [this](PersonId person) { return timer_rang(person); },
                         .metrics = metrics_,
                         .helpers = helpers_,
                         .programmes = *programmes_,
                         .drop_offs = drop_offs_,
                         .record = *record_,
                         .office = *office_,
                         .clock = now,
                         .herald = [this, &first] { return herald(first); },
                         .ring_nobody = ring_nobody(channels_),
                         .registrar = first.registrar.get(),
                         .houses = [this, &first] { return house_voice(announcer(first), now()); },
                         .outbox_filled = [this] { wake_dispatchers(); }});
    first.running.spawn(scheduler_->run());
    if (!spool_) return;
    drain_ = std::make_unique<SpoolDrain>(SpoolDrain::Parts{
        .io = first.io,
        .spool = *spool_,
        .cases = *cases_,
        .metrics = metrics_,
        .clock = now,
        .answer = [&first](store::InboxItem item) { return first.reception->answer(std::move(item)); },
        .lease = Reception::inbox_lease});
    first.running.spawn(drain_->run());
}

}  // namespace sambung::gateway

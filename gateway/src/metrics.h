// What /metrics tells (Prometheus text). Counters are atomic; any thread.
#pragma once

#include "channel_health.h"
#include "model/message.h"
#include "model/urgency.h"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <array>
#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace sambung::gateway {

class Metrics {
 public:
    Metrics();

    void turn(ChannelKind kind, std::chrono::nanoseconds took);
    void turn_failed(ChannelKind kind);  // answered with the sorry screen
    void repeated(ChannelKind kind);     // an event seen before
    void conflict();
    void shed();  // a look-up refused honestly for load
    void filed(Urgency urgency);
    void refused(std::string_view channel);  // not authentic
    void malformed(std::string_view channel);
    void sent(std::string_view channel, std::string_view verdict, int messages = 1);
    void held_back(std::string_view channel, std::string_view code);  // not sent, for its cost
    void flood(std::string_view channel, std::string_view limit);     // a message kept for staff
    void held(double messages);                                       // that wait for staff
    void units(std::string_view channel, int units);                  // what the provider counts: segments
    void health(std::string_view channel, Health health);
    void delivery(std::string_view channel, std::string_view state);
    void ussd_ended(bool completed);
    void ussd_dropped(std::string_view flow, std::string_view state);  // cut at that question
    void sessions_on_sql(bool on);
    void depths(double inbox, double outbox, double oldest_outbox_seconds);
    void reload(bool swapped);
    void link_bound(std::string_view channel, bool bound);           // every connection of an SMPP channel
    void link_lost(std::string_view channel, std::string_view how);  // "lost", "refused", "not_bound"
    void spooled(std::size_t records);
    void danger_spooled(int messages);
    void spool_waiting(double records);
    void exchange_dropped();  // a line of the exchange log
    void media(std::string_view channel, std::string_view result,
               std::string_view code);                        // "kept", "refused", "lost", "failed"
    void media_waiting(double media, double oldest_seconds);  // not fetched yet
    void anchored();                                          // an anchor of the log was written
    void anchors_failing(bool failing);
    void ledger_failing(bool failing);
    void erased(std::string_view reason, int count);  // cases and persons; "asked", "retention"
    void alarm_unsent(double alarms);                 // P0 alarms that no channel has taken
    void clocks_failing(bool failing);
    void office_unfit(bool unfit);  // what is active does not fit together, so that the last that did decides
    void duty_points(double pointed, double unreviewed);  // duty phones that are others for some hours
    void rules_unfit(bool unfit);           // the active rule set does not fit the units, so that another one decides
    void shifts_unopened(double shifts);    // of units whose shift nobody opened with SIAP
    void incidents_open(double incidents);  // a flood, a fire
    void calls_due(double cases);           // that nobody answered: a person must telephone

    [[nodiscard]] std::string text() const;  // the exposition format

 private:
    void name_turns(prometheus::Registry& registry);
    void name_channels(prometheus::Registry& registry);
    void name_queues(prometheus::Registry& registry);
    void name_record(prometheus::Registry& registry);

    struct OfKind {
        prometheus::Counter* turns = nullptr;
        prometheus::Counter* failed = nullptr;
        prometheus::Counter* repeated = nullptr;
        prometheus::Histogram* seconds = nullptr;
    };
    std::shared_ptr<prometheus::Registry> registry_;
    std::array<OfKind, 3> kinds_{};
    std::array<prometheus::Counter*, 5> filed_{};
    std::array<prometheus::Counter*, 2> reloads_{};  // kept, swapped
    prometheus::Counter* conflicts_ = nullptr;
    prometheus::Counter* shed_ = nullptr;
    prometheus::Counter* exchanges_dropped_ = nullptr;
    prometheus::Family<prometheus::Counter>* refused_ = nullptr;
    prometheus::Family<prometheus::Counter>* malformed_ = nullptr;
    prometheus::Family<prometheus::Counter>* sent_ = nullptr;
    prometheus::Family<prometheus::Counter>* units_ = nullptr;
    prometheus::Family<prometheus::Gauge>* health_ = nullptr;
    prometheus::Family<prometheus::Counter>* deliveries_ = nullptr;
    prometheus::Family<prometheus::Counter>* ussd_ended_ = nullptr;
    prometheus::Family<prometheus::Counter>* ussd_dropped_ = nullptr;
    prometheus::Family<prometheus::Gauge>* links_bound_ = nullptr;
    prometheus::Family<prometheus::Counter>* links_lost_ = nullptr;
    prometheus::Family<prometheus::Counter>* media_ = nullptr;
    prometheus::Gauge* media_waiting_ = nullptr;
    prometheus::Gauge* oldest_media_ = nullptr;
    prometheus::Gauge* on_sql_ = nullptr;
    prometheus::Gauge* inbox_ = nullptr;
    prometheus::Gauge* outbox_ = nullptr;
    prometheus::Gauge* oldest_outbox_ = nullptr;
    prometheus::Gauge* alarms_unsent_ = nullptr;
    prometheus::Gauge* calls_due_ = nullptr;
    prometheus::Gauge* shifts_unopened_ = nullptr;
    prometheus::Gauge* incidents_open_ = nullptr;
    prometheus::Gauge* clocks_failing_ = nullptr;
    prometheus::Gauge* rules_unfit_ = nullptr;
    prometheus::Gauge* office_unfit_ = nullptr;
    prometheus::Gauge* duty_points_ = nullptr;
    prometheus::Gauge* duty_unreviewed_ = nullptr;
    prometheus::Gauge* spool_waiting_ = nullptr;
    prometheus::Counter* anchored_ = nullptr;
    prometheus::Gauge* anchors_failing_ = nullptr;
    prometheus::Gauge* ledger_failing_ = nullptr;
    prometheus::Family<prometheus::Counter>* erased_ = nullptr;
    prometheus::Gauge* held_ = nullptr;
    prometheus::Family<prometheus::Counter>* floods_ = nullptr;
    prometheus::Family<prometheus::Counter>* held_back_ = nullptr;
    prometheus::Counter* spooled_ = nullptr;
    prometheus::Counter* dangers_spooled_ = nullptr;
};

}  // namespace sambung::gateway

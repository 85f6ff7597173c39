#include "metrics.h"

#include <prometheus/text_serializer.h>

namespace sambung::gateway {

namespace {

using Counters = prometheus::Family<prometheus::Counter>;
using Gauges = prometheus::Family<prometheus::Gauge>;

Counters& counters(prometheus::Registry& registry, const std::string& name, const std::string& help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry);
}

prometheus::Gauge& gauge(prometheus::Registry& registry, const std::string& name, const std::string& help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

std::string word(std::string_view text) { return std::string{text}; }

}  // namespace

Metrics::Metrics() : registry_(std::make_shared<prometheus::Registry>()) {
    name_turns(*registry_);
    name_channels(*registry_);
    name_queues(*registry_);
    name_record(*registry_);
}

void Metrics::name_turns(prometheus::Registry& registry) {
    Counters& turns = counters(registry, "sambung_turns_total", "Turns answered, by channel kind");
    Counters& failed = counters(registry, "sambung_turns_failed_total", "Turns that ended with the sorry screen");
    Counters& repeated = counters(registry, "sambung_turns_repeated_total", "Events that were seen before");
    auto& seconds =
        prometheus::BuildHistogram().Name("sambung_turn_seconds").Help("From message to reply").Register(registry);
    const prometheus::Histogram::BucketBoundaries bounds{0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0};
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        const prometheus::Labels labels{{"channel", word(name(static_cast<ChannelKind>(i)))}};
        kinds_[i] = {&turns.Add(labels), &failed.Add(labels), &repeated.Add(labels), &seconds.Add(labels, bounds)};
    }
    Counters& filed = counters(registry, "sambung_cases_filed_total", "Cases filed, by urgency");
    for (std::size_t i = 0; i < filed_.size(); ++i)
        filed_[i] = &filed.Add({{"urgency", word(name(static_cast<Urgency>(i)))}});
    Counters& reloads = counters(registry, "sambung_reloads_total", "Reloads of flows and texts, by result");
    reloads_ = {&reloads.Add({{"result", "kept"}}), &reloads.Add({{"result", "swapped"}})};
    conflicts_ =
        &counters(registry, "sambung_session_conflicts_total", "Turns run again since the session had moved on")
             .Add({});
    shed_ =
        &counters(registry, "sambung_lookups_shed_total", "Look-ups refused for load, with an honest screen").Add({});
    on_sql_ = &gauge(registry, "sambung_sessions_on_sql", "1 while Redis is away and SQL keeps the sessions");
}

void Metrics::name_channels(prometheus::Registry& registry) {
    exchanges_dropped_ = &counters(registry, "sambung_exchanges_dropped_total",
                                   "Exchanges with providers that are not in the exchange log")
                              .Add({});
    refused_ = &counters(registry, "sambung_webhooks_refused_total", "Webhooks that were not authentic");
    malformed_ = &counters(registry, "sambung_webhook_items_malformed_total", "Items that could not be understood");
    sent_ = &counters(registry, "sambung_messages_sent_total", "Messages given to a provider, by its verdict");
    units_ = &counters(registry, "sambung_units_sent_total", "What providers count of messages sent: segments of SMS");
    health_ = &prometheus::BuildGauge()
                   .Name("sambung_channel_health")
                   .Help("1 at the state that each channel is in: ok, degraded, down, suspended, gone")
                   .Register(registry);
    deliveries_ = &counters(registry, "sambung_delivery_reports_total", "Delivery reports, by state");
    ussd_ended_ =
        &counters(registry, "sambung_ussd_sessions_ended_total", "USSD sessions that the network told the end of");
    ussd_dropped_ = &counters(registry, "sambung_ussd_dropped_total",
                              "USSD sessions that were cut, by the question that they stood at");
    links_bound_ = &prometheus::BuildGauge()
                        .Name("sambung_smpp_bound")
                        .Help("1 while every connection of the channel is bound")
                        .Register(registry);
    links_lost_ = &counters(registry, "sambung_smpp_lost_total", "Connections to message centres that ended, by how");
}

void Metrics::name_queues(prometheus::Registry& registry) {
    media_ = &counters(registry, "sambung_media_total", "Photos and voice notes, by what became of them and why");
    media_waiting_ = &gauge(registry, "sambung_media_waiting", "Photos and voice notes that are still to be fetched");
    oldest_media_ =
        &gauge(registry, "sambung_media_oldest_seconds", "Age of the oldest photo or voice note still to be fetched");
    inbox_ = &gauge(registry, "sambung_inbox_waiting", "Messages taken in and not yet answered");
    outbox_ = &gauge(registry, "sambung_outbox_waiting", "Messages waiting to be sent");
    oldest_outbox_ = &gauge(registry, "sambung_outbox_oldest_seconds", "Age of the oldest message waiting to be sent");
    held_back_ =
        &counters(registry, "sambung_messages_held_back_total",
                  "Messages not sent for now or at all: a budget is used up, or SMS does not go to that country");
    floods_ = &counters(registry, "sambung_messages_quarantined_total",
                        "Messages kept for staff since there were too many, by the limit that they are over");
    held_ = &gauge(registry, "sambung_quarantine_waiting", "Messages that wait there");
    spooled_ = &counters(registry, "sambung_spooled_total",
                         "Messages and reports kept on the local disk since the database could not take them")
                    .Add({});
    dangers_spooled_ =
        &counters(registry, "sambung_dangers_spooled_total", "Of these, messages that tell of danger to somebody")
             .Add({});
    spool_waiting_ = &gauge(registry, "sambung_spool_waiting", "Messages and reports that wait there");
    alarms_unsent_ = &gauge(registry, "sambung_alarms_unsent",
                            "Urgent messages that no channel has taken in 45 s, or that were given up within a day");
    clocks_failing_ = &gauge(registry, "sambung_clocks_failing", "1 while units cannot be chased");
    incidents_open_ =
        &gauge(registry, "sambung_incidents_open", "Events that many report, opened by the office or suspected");
    rules_unfit_ = &gauge(registry, "sambung_rules_unfit",
                          "1 while the active rule set does not fit the units, so that another one decides");
    office_unfit_ = &gauge(registry, "sambung_office_unfit",
                           "1 while active rules, units and calendar do not fit together, so that others decide");
    duty_points_ = &gauge(registry, "sambung_duty_points", "Duty phones that are others for some hours");
    duty_unreviewed_ = &gauge(registry, "sambung_duty_points_unreviewed", "Of these, now or before, not reviewed yet");
    calls_due_ = &gauge(registry, "sambung_calls_due", "Cases that no unit answered: a person must telephone");
    shifts_unopened_ = &gauge(registry, "sambung_shifts_unopened", "Shifts that nobody opened with SIAP in 15 minutes");
}

void Metrics::name_record(prometheus::Registry& registry) {
    anchored_ = &counters(registry, "sambung_anchors_total", "Anchors of the log that were written").Add({});
    anchors_failing_ =
        &gauge(registry, "sambung_anchors_failing", "1 while the log cannot be anchored, or is shorter than it was");
    ledger_failing_ = &gauge(registry, "sambung_erasure_ledger_failing",
                             "1 while erasures cannot be told outside the database, or the ledger was lost");
    erased_ = &counters(registry, "sambung_erased_total", "Erasures that were due, of cases and persons, by reason");
}

void Metrics::turn(ChannelKind kind, std::chrono::nanoseconds took) {
    OfKind& of = kinds_[static_cast<std::size_t>(kind)];
    of.turns->Increment();
    of.seconds->Observe(std::chrono::duration<double>(took).count());
}

void Metrics::turn_failed(ChannelKind kind) { kinds_[static_cast<std::size_t>(kind)].failed->Increment(); }
void Metrics::repeated(ChannelKind kind) { kinds_[static_cast<std::size_t>(kind)].repeated->Increment(); }
void Metrics::conflict() { conflicts_->Increment(); }
void Metrics::shed() { shed_->Increment(); }
void Metrics::filed(Urgency urgency) { filed_[static_cast<std::size_t>(urgency)]->Increment(); }
void Metrics::refused(std::string_view channel) { refused_->Add({{"channel", word(channel)}}).Increment(); }
void Metrics::malformed(std::string_view channel) { malformed_->Add({{"channel", word(channel)}}).Increment(); }

void Metrics::sent(std::string_view channel, std::string_view verdict, int messages) {
    sent_->Add({{"channel", word(channel)}, {"verdict", word(verdict)}}).Increment(messages);
}

void Metrics::units(std::string_view channel, int units) { units_->Add({{"channel", word(channel)}}).Increment(units); }

void Metrics::health(std::string_view channel, Health health) {
    for (const Health one : {Health::ok, Health::degraded, Health::down, Health::suspended, Health::gone})
        health_->Add({{"channel", word(channel)}, {"state", word(name(one))}}).Set(one == health ? 1 : 0);
}

void Metrics::delivery(std::string_view channel, std::string_view state) {
    deliveries_->Add({{"channel", word(channel)}, {"state", word(state)}}).Increment();
}

void Metrics::ussd_ended(bool completed) { ussd_ended_->Add({{"how", completed ? "completed" : "cut"}}).Increment(); }
void Metrics::ussd_dropped(std::string_view flow, std::string_view state) {
    ussd_dropped_->Add({{"flow", word(flow)}, {"state", word(state)}}).Increment();
}
void Metrics::sessions_on_sql(bool on) { on_sql_->Set(on ? 1 : 0); }

void Metrics::link_bound(std::string_view channel, bool bound) {
    links_bound_->Add({{"channel", word(channel)}}).Set(bound ? 1 : 0);
}

void Metrics::link_lost(std::string_view channel, std::string_view how) {
    links_lost_->Add({{"channel", word(channel)}, {"how", word(how)}}).Increment();
}

void Metrics::depths(double inbox, double outbox, double oldest_outbox_seconds) {
    inbox_->Set(inbox);
    outbox_->Set(outbox);
    oldest_outbox_->Set(oldest_outbox_seconds);
}

void Metrics::held_back(std::string_view channel, std::string_view code) {
    held_back_->Add({{"channel", word(channel)}, {"code", word(code)}}).Increment();
}
void Metrics::flood(std::string_view channel, std::string_view limit) {
    floods_->Add({{"channel", word(channel)}, {"limit", word(limit)}}).Increment();
}
void Metrics::held(double messages) { held_->Set(messages); }
void Metrics::spooled(std::size_t records) { spooled_->Increment(static_cast<double>(records)); }
void Metrics::danger_spooled(int messages) { dangers_spooled_->Increment(messages); }
void Metrics::spool_waiting(double records) { spool_waiting_->Set(records); }
void Metrics::media(std::string_view channel, std::string_view result, std::string_view code) {
    media_->Add({{"channel", word(channel)}, {"result", word(result)}, {"code", word(code)}}).Increment();
}

void Metrics::media_waiting(double media, double oldest_seconds) {
    media_waiting_->Set(media);
    oldest_media_->Set(oldest_seconds);
}

void Metrics::anchored() { anchored_->Increment(); }
void Metrics::anchors_failing(bool failing) { anchors_failing_->Set(failing ? 1 : 0); }
void Metrics::ledger_failing(bool failing) { ledger_failing_->Set(failing ? 1 : 0); }
void Metrics::erased(std::string_view reason, int count) { erased_->Add({{"reason", word(reason)}}).Increment(count); }

void Metrics::exchange_dropped() { exchanges_dropped_->Increment(); }

void Metrics::alarm_unsent(double alarms) { alarms_unsent_->Set(alarms); }

void Metrics::clocks_failing(bool failing) { clocks_failing_->Set(failing ? 1 : 0); }
void Metrics::incidents_open(double incidents) { incidents_open_->Set(incidents); }
void Metrics::rules_unfit(bool unfit) { rules_unfit_->Set(unfit ? 1 : 0); }
void Metrics::office_unfit(bool unfit) { office_unfit_->Set(unfit ? 1 : 0); }
void Metrics::duty_points(double pointed, double unreviewed) {
    duty_points_->Set(pointed);
    duty_unreviewed_->Set(unreviewed);
}
void Metrics::calls_due(double cases) { calls_due_->Set(cases); }

void Metrics::shifts_unopened(double shifts) { shifts_unopened_->Set(shifts); }

void Metrics::reload(bool swapped) { reloads_[swapped ? 1 : 0]->Increment(); }

std::string Metrics::text() const { return prometheus::TextSerializer().Serialize(registry_->Collect()); }

}  // namespace sambung::gateway

// What happens without anybody writing: messages that were kept but not answered get their turn, forms that nobody
// goes on with are put away, units that do not answer are chased, depths and overdue alarms are measured, who is a
// helper is read anew, who waits for a programme hears of its changes, new cases are compared with others, the record
// is anchored and what is due erased. Every task claims a lease first, so two processes on one store do no work twice.
#pragma once

#include "checkpoint.h"
#include "dispatcher.h"
#include "drop_offs.h"
#include "helper_list.h"
#include "metrics.h"
#include "office_watch.h"
#include "programme_news.h"
#include "reception.h"
#include "record_keeper.h"
#include "store/allocation.h"
#include "store/case_store.h"
#include "store/duplicates.h"
#include "store/session_store.h"

#include <functional>

namespace sambung::gateway {

// Of one shard; its thread only.
class Scheduler {
 public:
    struct Parts {
        boost::asio::io_context& io;
        store::Database& database;
        const store::Keys& keys;
        store::CaseStore& cases;
        store::Duplicates& duplicates;
        store::SessionStore& sessions;
        Reception& reception;
        std::function<Task<>(PersonId)> timer_rang;  // on the shard that the person belongs to
        Metrics& metrics;
        HelperList& helpers;
        ProgrammeTeller& programmes;
        DropOffs& drop_offs;
        RecordKeeper& record;
        OfficeWatch& office;
        Clock clock;
        std::function<store::Herald()> herald{};      // the words of what clocks ask for, as of now; none: none is rung
        std::vector<std::string> ring_nobody{};       // channels that carry letters or events, not talk
        Registrar* registrar = nullptr;               // what the outreach register reminds of; null: of nothing
        std::function<store::HouseVoice()> houses{};  // the words of houses whose reservation is over; none: none ends
        std::function<void()> outbox_filled{};        // with herald: wakes the dispatcher
    };
    explicit Scheduler(Parts parts) : parts_(std::move(parts)), bell_(parts_.io.get_executor()) {}

    Task<> run();  // a round a second, until stop
    void stop();
    Task<> round();

 private:
    Task<> take_up_unanswered();
    Task<> ring_timers();
    Task<> measure();
    Task<> sweep_lists();
    void look_at_rules();
    Task<> refresh_helpers();
    Task<> bring_drop_offs();
    Task<> release_quarantine();
    Task<> ring_clocks();
    Task<> note_unsent_alarms();
    Task<> pass_by_gone_channels();
    Task<> ring_register();
    Task<> ring_houses();
    Task<> compare_cases();

    Parts parts_;
    Bell bell_;
    bool stopping_ = false;
    TimePoint helpers_due_{};
    std::int64_t unfit_rules_ = -1;  // as the store said last
    TimePoint drop_offs_due_{};
};

}  // namespace sambung::gateway

// What a rehearsal plays on: every store and room of one service in memory, without sockets, with a clock that the
// script moves.
#pragma once

#include "channel.h"
#include "dialogs/dialog.h"
#include "metrics.h"
#include "pack.h"
#include "reception.h"
#include "rehearsal.h"
#include "sink.h"
#include "store/sessions.h"
#include "turns.h"
#include "wishes.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

// A citizen's phone on one channel.
struct Handset {
    ChannelKind kind = ChannelKind::ussd;
    const Channel* channel = nullptr;
    std::string number;
    std::string session;  // USSD: provider session, empty when none is open
    std::string path;     // USSD: what was typed since the dial, joined by '*'
    Inbound last;
    std::uint64_t seen = 0;  // of the sink
};

// Every store and room of one service, for one transcript.
class Stage {
 public:
    Stage(const Pack& pack, StoreKind kind, std::string redis_url);
    Result<> open();

    // The answer, or nothing if nobody answered.
    std::optional<Content> say(Handset& phone, std::string_view text, std::string_view option);
    std::optional<Content> repeat(Handset& phone);
    void wait(milliseconds span);  // and what is due by then happens
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
    TimePoint now_{milliseconds{1'795'399'200'000}};  // Mon 23 Nov 2026 09.00 in Jakarta
    std::string crash_at_;
    int spawned_ = 0;
    bool crashed_ = false;
    std::uint64_t messages_ = 0;
    int emptied_ = 0;
};

}  // namespace sambung::gateway

// What a rehearsal plays on: every store and room of one service in memory, without sockets, with a clock that the
// script moves.
#pragma once

#include "cases/allocation.h"
#include "channel.h"
#include "dialogs/dialog.h"
#include "duty_book.h"
#include "metrics.h"
#include "pack.h"
#include "reception.h"
#include "registrar.h"
#include "rehearsal.h"
#include "rehearsal_door.h"
#include "sink.h"
#include "store/sessions.h"
#include "turns.h"
#include "wishes.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <deque>
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

struct Crash {};  // thrown at a checkpoint: the process "dies" there

enum class RedisCan : std::uint8_t { only_work, fail };

// A citizen's phone on one channel.
struct Handset {
    ChannelKind kind = ChannelKind::ussd;
    const Channel* channel = nullptr;
    std::string number;
    std::string session;  // USSD: provider session, empty when none is open
    std::string path;     // USSD: what was typed since the dial, joined by '*'
    Inbound last;
    std::uint64_t seen = 0;        // of the sink
    std::vector<Content> prompts;  // what it was shown, oldest first
};

// What a citizen does with a phone, once.
struct Spoken {
    std::string text{};
    std::string option{};  // of a tapped button or row
    std::string photo{};   // a picture of this name
    seconds voice{0};      // a voice note so long
    milliseconds age{0};   // the network kept it so long
    std::optional<Location> pin{};
};

// What was wished so far, each once.
struct GrantedWish {
    std::string action;
    std::map<std::string, std::string, std::less<>> slots;
    std::string result;
};

// Every store and room of one service, for one transcript.
class Stage {
 public:
    // If it can fail, the sessions are behind the fail-over that the service has, and Redis can be taken down.
    Stage(const Pack& pack, Venue venue, RedisCan redis);
    ~Stage();
    Stage(const Stage&) = delete;
    Stage& operator=(const Stage&) = delete;
    Result<> open();

    // The answer, or nothing if nobody answered.
    std::optional<Content> say(Handset& phone, const Spoken& spoken);
    std::optional<Content> repeat(Handset& phone);
    // All at the same time; the answers in that order.
    std::vector<std::optional<Content>> say_together(const std::vector<std::pair<Handset*, Spoken>>& messages);
    // The person behind the phone has chosen that language before.
    Result<> speak(const Handset& phone, Language language);
    // An officer merges two cases; why not, or nothing.
    std::string say_same(const Ticket& one, const Ticket& other);
    // A funder's step about the house of a case, which stands in a pool of its own; why not, or nothing.
    std::string fund(const Ticket& ticket, const std::string& unit, cases::HouseMove move);
    void wait(milliseconds span);  // and what is due by then happens
    void crash_at(std::string moment) { crash_at_ = std::move(moment); }
    [[nodiscard]] bool crash_awaits() const { return !crash_at_.empty(); }
    [[nodiscard]] bool crashed() const { return crashed_; }
    // The next wish of that action has that result, whatever the store would say, and nothing is done about it.
    void decide(std::string action, std::string result) { decided_[std::move(action)].push_back(std::move(result)); }
    void make_helper(const Handset& phone) { helpers_.insert(keys_.person(phone.channel->id(), phone.number)); }
    // The folder's flows and texts are taken up; whoever is in a conversation stays in the version that it began in.
    // Empty, or what is wrong with them: then the old ones stay.
    std::string deploy(const std::filesystem::path& folder);
    [[nodiscard]] const dialogs::FlowSet& flows() const { return *flows_; }
    void empty_sessions();
    void take_redis_down();
    void bring_redis_up();
    [[nodiscard]] const Channel* channel(ChannelKind kind) const;
    [[nodiscard]] std::vector<Sink::Shown> sent_to(std::string_view number) const { return sink_.messages(number, 0); }
    std::int64_t cases_filed();
    // "kind category" of each case, sorted.
    std::vector<std::string> filed();
    [[nodiscard]] const std::vector<GrantedWish>& granted() const { return granted_; }
    [[nodiscard]] const std::string& last_outcome() const { return last_outcome_; }  // of the last message's turn
    [[nodiscard]] const dialogs::Passages& passages() const { return passages_; }
    [[nodiscard]] const Pack& pack() const { return pack_; }
    std::optional<dialogs::Session> session_of(const Handset& phone);

 private:
    template <class T>
    T run(Task<T> task);
    void run(Task<> task);
    void settle_down();
    void ring_clocks();
    std::optional<cases::HouseCode> house_of(const Ticket& ticket);
    Result<> list_house(const Ticket& ticket);
    [[nodiscard]] store::Herald herald() const;
    Inbound composed(Handset& phone, const Spoken& spoken);
    std::optional<Content> deliver(Handset& phone, Inbound message);
    std::optional<Content> deliver_hop(Handset& phone, Inbound message);
    Task<HttpReply> answer_webhook(HttpRequest request);
    // How the reception gets a USSD hop, or messages: straight, or by their provider's webhook.
    Task<std::optional<Content>> hear(const Channel& channel, Inbound hop);
    Task<bool> take_in(const Channel& channel, Inbound message);
    std::optional<Content> newest(Handset& phone);
    std::unique_ptr<store::SessionStore> make_sessions();
    void build();
    Wishes::Parts wishes_parts(Checkpoint checkpoint);
    [[nodiscard]] std::optional<dialogs::WishOutcome> decided_for(EventId event, const dialogs::Wish& wish);
    void note_wish(EventId event, const dialogs::Wish& wish, const dialogs::WishOutcome& outcome);

    const Pack& pack_;
    std::shared_ptr<const dialogs::FlowSet> flows_;
    dialogs::FlowSetInput flow_files_;
    Venue venue_;
    RedisCan redis_;
    boost::asio::io_context io_{1};
    boost::asio::executor_work_guard<Executor> work_{boost::asio::make_work_guard(io_)};
    store::Keys keys_{store::SecretKey{1}};
    std::unique_ptr<store::Database> database_;
    std::unique_ptr<store::CaseStore> cases_;
    std::unique_ptr<store::Duplicates> duplicates_;
    std::unique_ptr<store::SessionStore> sessions_;
    DutyBook duty_;
    Channels channels_;
    Metrics metrics_;
    Sink sink_;
    std::unique_ptr<Wishes> wishes_;
    std::unique_ptr<Turns> turns_;
    std::unique_ptr<Registrar> registrar_;
    std::unique_ptr<Reception> reception_;
    std::unique_ptr<RehearsalDoor> door_;             // none: words go straight to the reception
    TimePoint now_{milliseconds{1'795'399'200'000}};  // Mon 23 Nov 2026 09.00 in Jakarta
    std::string crash_at_;
    int spawned_ = 0;
    bool crashed_ = false;
    std::uint64_t messages_ = 0;
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
    int emptied_ = 0;
    std::shared_ptr<bool> redis_down_ = std::make_shared<bool>(false);
    bool on_sql_ = false;  // the fail-over has gone over to SQL
    std::set<std::string> known_wishes_;
    std::vector<GrantedWish> granted_;
    std::map<std::string, std::deque<std::string>> decided_;               // by action
    std::map<std::string, std::optional<dialogs::WishOutcome>> outcomes_;  // of wishes that were made, decided or not
    std::set<PersonId> helpers_;
    std::string last_outcome_;
    dialogs::Passages passages_;
};

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
    while (!done) io_.run_one();  // NOLINT(bugprone-infinite-loop): the handler sets it
    if (error) std::rethrow_exception(error);
    return std::move(*result);
}

}  // namespace sambung::gateway

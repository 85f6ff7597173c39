#include "turns.h"

#include "dialogs/danger.h"
#include "dialogs/plain_words.h"
#include "fetching/media_references.h"
#include "hash.h"
#include "payload.h"
#include "slots.h"

#include <spdlog/spdlog.h>

namespace sambung::gateway {

using dialogs::Session;
using dialogs::Turn;
using store::Committed;
using store::SessionRecord;

namespace {

constexpr int most_rounds = 4;     // wishes a turn
constexpr int most_conflicts = 4;  // times that a session may move on under a turn

// What of an accumulated USSD text is new: the whole text is "1*3*Jl. Melati 5", and '*' within an answer is not
// escaped. If the session does not remember what came before (it was lost, or the gateway shortened it), the last part
// is taken.
std::string_view new_input(const Session& session, const Inbound& message) {
    std::string_view text = message.text;
    if (!message.ussd || !message.ussd->accumulates) return text;
    const bool remembered =
        session.ussd_length <= text.size() && fnv1a(text.substr(0, session.ussd_length)) == session.ussd_text;
    if (remembered) {
        text.remove_prefix(session.ussd_length);
        if (session.ussd_length > 0 && text.starts_with('*')) text.remove_prefix(1);
        return text;
    }
    const auto star = text.rfind('*');
    return star == std::string_view::npos ? text : text.substr(star + 1);
}

std::string_view last_part(const Inbound& message) {
    const std::string_view text = message.text;
    if (!message.ussd || !message.ussd->accumulates) return text;
    const auto star = text.rfind('*');
    return star == std::string_view::npos ? text : text.substr(star + 1);
}

dialogs::Event event_of(const Session& session, const Heard& heard, bool danger) {
    const Inbound& message = heard.message;
    dialogs::Event event{.channel = heard.channel->kind(),
                         .text = {},
                         .option_id = message.option_id,
                         .new_dial = message.ussd && fnv1a(message.ussd->session) != session.ussd_session,
                         .media = with_channel(heard.channel->id(), message.media),
                         .pin = message.location,
                         .sent_at = message.sent_at};
    // A dial carries no answer: after a lost session its text is a path of old ones. Words of danger count even then.
    if (!event.new_dial)
        event.text = new_input(session, message);
    else if (danger)
        event.text = last_part(message);
    return event;
}

void remember_hop(Session& session, const Inbound& message) {
    if (!message.ussd) return;
    session.ussd_session = fnv1a(message.ussd->session);
    session.ussd_length = static_cast<std::uint32_t>(message.text.size());
    session.ussd_text = fnv1a(message.text);
}

// A timer has no message to answer, so it must know where its words go. Menus have no timer that speaks.
void remember_way(Turn& turn, const Heard& heard) {
    const bool speaks = turn.due && (turn.session.draft != DraftId{} || heard.channel->kind() != ChannelKind::ussd);
    turn.session.via = speaks ? heard.channel->id() : std::string{};
    turn.session.address = speaks ? heard.message.from : std::string{};
}

Session session_of(const SessionRecord& record) {
    if (record.body.empty()) return {};
    Result<Session> session = dialogs::decode(record.body);
    if (session) return std::move(*session);
    spdlog::error("event=session_unreadable revision={}", record.revision);  // the form begins anew
    return {};
}

Asker asker_of(const Heard& heard, const Session& session) {
    return {heard.channel, heard.message.from, heard.event, heard.person, session.language.value_or(Language::id)};
}

// A digit alone, where no conversation is open that it could answer.
bool may_rate(const Heard& heard, const Session& session) {
    const std::string& text = heard.message.text;
    return !heard.message.ussd && session.flow.empty() && text.size() == 1 && text >= "1" && text <= "3";
}

// Nothing that means something else by itself: no danger, no command, no button, and no conversation is open.
bool may_answer(const Heard& heard, const Session& session, const dialogs::FlowSet& flows) {
    const Inbound& message = heard.message;
    if (message.ussd || !session.flow.empty() || !message.option_id.empty()) return false;
    if (message.text.empty()) return !message.media.empty();
    return dialogs::is_plain_words(flows, message.text, heard.channel->kind());
}

Turn answered(const Session& session, std::string text) {
    Turn turn;
    turn.session = session;
    turn.prompt.text = std::move(text);
    turn.trace.outcome = "rated";
    return turn;
}

// On a first dial nothing can have been granted, so the hot path makes no look-up in SQL.
bool may_have_grant(const Heard& heard) { return !heard.message.ussd || !heard.message.text.empty(); }

// Counts a turn while it runs.
class InFlight {
 public:
    explicit InFlight(int& count) : count_(count) { ++count_; }
    InFlight(const InFlight&) = delete;
    InFlight& operator=(const InFlight&) = delete;
    ~InFlight() { --count_; }

 private:
    int& count_;
};

}  // namespace

// What one turn gathers while it runs.
struct Turns::Attempt {
    std::shared_ptr<const dialogs::FlowSet> flows;
    TimePoint now{};
    bool danger = false;
    SessionRecord record;
    Session session;
    dialogs::Event event;
    dialogs::Env env;
    std::optional<Wishes::Recalled> recalled;
    bool noticed = false;  // the filing's own notice goes out
    bool quiet = false;    // what is said here must not be repeated by SMS
    dialogs::Trace trace;
};

Task<Turns::Said> Turns::run(Heard heard) {
    const auto place = co_await order_.enter(heard.person);
    const auto began = std::chrono::steady_clock::now();
    const InFlight counted(in_flight_);
    Attempt state;
    state.flows = parts_.flows();
    state.now = parts_.clock();
    state.danger = dialogs::tells_danger(last_part(heard.message));
    Said said = co_await attempt(heard, state);
    const auto took = std::chrono::steady_clock::now() - began;
    parts_.metrics.turn(heard.channel->kind(), took);
    spdlog::info("event=turn channel={} flow={} state={} ms={:.1f} outcome={}", heard.channel->id(), state.trace.flow,
                 state.trace.state, std::chrono::duration<double, std::milli>(took).count(), state.trace.outcome);
    if (parts_.traced) parts_.traced(state.trace);
    co_return said;
}

Task<Turns::Said> Turns::attempt(const Heard& heard, Attempt& state) {
    for (int round = 0; round < most_conflicts; ++round) {
        Result<SessionRecord> loaded = co_await parts_.sessions.load(heard.person, heard.event);
        if (!loaded) co_return co_await without_session(heard, state);
        state.record = std::move(*loaded);
        if (state.record.seen) {
            parts_.metrics.repeated(heard.channel->kind());
            state.trace.outcome = "repeated";
            co_return Said{decode_content(state.record.reply)};
        }
        state.recalled.reset();
        if (round > 0 || (state.record.revision == 0 && may_have_grant(heard))) co_await recall_grant(heard, state);
        state.session = session_of(state.record);
        state.env = env_of(heard, state);
        state.event = event_of(state.session, heard, state.danger);
        co_await settle_left(heard, state);
        Turn turn = co_await converse(heard, state);
        remember_hop(turn.session, heard.message);
        remember_way(turn, heard);
        Content content = dialogs::render(turn.prompt, heard.channel->kind(), limits_for(heard.message));
        state.trace = turn.trace;
        pass(parts_.checkpoint, "rendered");
        store::SessionWrite write{.person = heard.person,
                                  .expected = state.record.revision,
                                  .revision = state.env.revision,
                                  .event = heard.event,
                                  .body = dialogs::encode(turn.session),
                                  .reply = encode_content(content),
                                  .ttl = parts_.session_life,
                                  .due = turn.due};
        const Result<Committed> committed = co_await parts_.sessions.commit(std::move(write));
        pass(parts_.checkpoint, "committed");
        // A session that could not be kept costs the citizen a step of the form, never what was granted.
        if (!committed) co_return Said{std::move(content)};
        if (*committed == Committed::written) {
            if (!turn.also_sms.empty() && !state.noticed && !state.quiet)
                co_await parts_.wishes.send_also(asker_of(heard, turn.session), turn.also_sms, state.now);
            if (!turn.send.empty() && !state.quiet)
                co_await parts_.wishes.send_further(asker_of(heard, turn.session), turn.send, state.now);
            co_return Said{std::move(content)};
        }
        if (*committed == Committed::conflict) parts_.metrics.conflict();
    }
    state.trace.outcome = "contended";
    parts_.metrics.turn_failed(heard.channel->kind());
    co_return Said{{.text = dialogs::busy(*state.flows, Language::id),
                    .buttons = {},
                    .rows = {},
                    .rows_button = {},
                    .ends_session = true},
                   false};
}

Task<bool> Turns::recall_grant(const Heard& heard, Attempt& state) {
    state.recalled = co_await parts_.wishes.recall(heard.event, heard.person, state.now);
    co_return state.recalled.has_value();
}

dialogs::Env Turns::env_of(const Heard& heard, const Attempt& state) {
    dialogs::Env env{.now = state.now,
                     .fresh_draft = parts_.keys.draft(heard.event),
                     .revision = state.record.revision != 0 ? state.record.revision + 1
                                                            : static_cast<std::uint64_t>(to_millis(state.now)),
                     .office_open = true,
                     .opens_at = {},
                     .danger = state.danger,
                     .helper = parts_.is_helper(heard.person),
                     .passages = parts_.passages};
    parts_.wishes.office_hours(state.now, env);
    return env;
}

// What was told before and would be lost is filed first, under keys of its own: the event's are for what it asks for.
Task<> Turns::settle_left(const Heard& heard, Attempt& state) {
    std::optional<Turn> left = dialogs::left_behind(*state.flows, state.session, state.event, state.env);
    if (!left) co_return;
    Heard before = heard;
    before.event = parts_.keys.event("left", heard.event.hex());
    Attempt settled = state;
    Turn turn = co_await grant_wishes(before, settled, std::move(*left));
    if (!settled.noticed || heard.channel->kind() != ChannelKind::ussd) co_await push(before, turn, state.now);
    spdlog::info("event=left flow={} state={} outcome={}", turn.trace.flow, turn.trace.state, turn.trace.outcome);
    state.session = std::move(turn.session);
}

Task<Turn> Turns::converse(const Heard& heard, Attempt& state) {
    if (may_rate(heard, state.session)) {
        std::optional<std::string> said =
            co_await parts_.wishes.rate(asker_of(heard, state.session), heard.message.text, state.now);
        if (said) co_return answered(state.session, *std::move(said));
    }
    if (!state.danger && may_answer(heard, state.session, *state.flows)) {
        std::optional<std::string> said =
            co_await parts_.wishes.answer(asker_of(heard, state.session), heard.message, state.now);
        if (said) co_return answered(state.session, *std::move(said));
    }
    Turn turn;
    if (state.recalled) {
        Result<Session> kept = dialogs::decode(state.recalled->resume);
        if (kept) state.session = std::move(*kept);
        state.quiet = is_quiet(state.session.slots);
        turn = dialogs::resume(*state.flows, state.session, state.event, state.recalled->wish, state.recalled->outcome,
                               state.env);
    } else {
        turn = dialogs::step(*state.flows, state.session, state.event, state.env);
    }
    co_return co_await grant_wishes(heard, state, std::move(turn));
}

// Until nothing is wished any more; each outcome goes back to the conversation.
Task<Turn> Turns::grant_wishes(const Heard& heard, Attempt& state, Turn turn) {
    for (int round = 0; turn.wish && round < most_rounds; ++round) {
        dialogs::Wish wish = std::move(*turn.wish);
        state.quiet = state.quiet || is_quiet(wish.slots);
        if (Wishes::is_lookup(wish) && in_flight_ > parts_.in_flight_limit) {
            parts_.metrics.shed();
            dialogs::Trace trace = turn.trace;
            turn = {};
            turn.session = state.session;
            turn.trace = std::move(trace);
            turn.prompt.text = dialogs::busy(*state.flows, turn.session.language.value_or(Language::id));
            turn.prompt.ends = true;
            turn.trace.outcome = "shed";
            break;
        }
        Session session = std::move(turn.session);
        Asker asker = asker_of(heard, session);
        Session kept = session;
        remember_hop(kept, heard.message);
        dialogs::WishOutcome outcome =
            co_await parts_.wishes.grant(std::move(asker), wish, session.draft, dialogs::encode(kept), state.now);
        state.noticed = state.noticed || outcome.values.contains("cek");
        turn = dialogs::resume(*state.flows, std::move(session), state.event, wish, outcome, state.env);
    }
    if (turn.wish) {  // a flow that wishes on and on; the loader's limits make it unlikely, silence is not an answer
        spdlog::error("event=too_many_wishes flow={} state={}", turn.trace.flow, turn.trace.state);
        turn.prompt.text = dialogs::sorry(*state.flows, turn.session.language.value_or(Language::id));
        turn.prompt.ends = true;
    }
    co_return turn;
}

Task<> Turns::timer_rang(PersonId person) {
    const auto place = co_await order_.enter(person);
    Attempt state;
    state.flows = parts_.flows();
    state.now = parts_.clock();
    Heard heard{
        .channel = nullptr,
        .message = {},
        .event = parts_.keys.event("timer", std::to_string(person.value) + "@" + std::to_string(to_millis(state.now))),
        .person = person};
    Result<SessionRecord> record = co_await parts_.sessions.load(person, heard.event);
    if (!record || record->revision == 0) co_return;
    state.record = std::move(*record);
    state.session = session_of(state.record);
    heard.channel = parts_.wishes.channel(state.session.via);
    heard.message.from = state.session.address;
    state.env = env_of(heard, state);
    state.event.channel = state.session.channel;
    Turn turn = dialogs::timer_rang(*state.flows, state.session, state.env);
    const bool for_staff = turn.trace.outcome == "incomplete";
    if (turn.wish && heard.channel == nullptr) co_return;  // a channel that was taken out of the configuration
    if (turn.wish && for_staff) {
        Asker asker = asker_of(heard, turn.session);
        co_await parts_.wishes.grant(std::move(asker), *turn.wish, turn.session.draft, {}, state.now);
    } else if (turn.wish) {
        turn = co_await grant_wishes(heard, state, std::move(turn));
    }
    store::SessionWrite write{.person = person,
                              .expected = state.record.revision,
                              .revision = state.env.revision,
                              .event = heard.event,
                              .body = dialogs::encode(turn.session),
                              .reply = {},
                              .ttl = parts_.session_life,
                              .due = turn.due};
    const Result<Committed> committed = co_await parts_.sessions.commit(std::move(write));
    if (!committed || *committed != Committed::written) co_return;
    if (heard.channel != nullptr) co_await push(heard, turn, state.now);
    spdlog::info("event=timer flow={} state={} outcome={}", turn.trace.flow, turn.trace.state, turn.trace.outcome);
}

Task<Standpoint> Turns::standpoint(PersonId person, std::string session) {
    const Result<SessionRecord> record = co_await parts_.sessions.load(person, {});
    if (!record || record->revision == 0) co_return Standpoint{};
    const Session at = session_of(*record);
    if (at.ussd_session != fnv1a(session)) co_return Standpoint{};
    co_return Standpoint{at.flow, at.state, at.flow.empty()};
}

Task<> Turns::push(const Heard& heard, const Turn& turn, TimePoint now) {
    Asker asker = asker_of(heard, turn.session);
    if (!turn.also_sms.empty()) co_await parts_.wishes.send_also(asker, turn.also_sms, now);
    if (!turn.send.empty()) co_await parts_.wishes.send_further(asker, turn.send, now);
    if (turn.prompt.text.empty()) co_return;
    Content content = dialogs::render(turn.prompt, heard.channel->kind(), limits_for(heard.message));
    co_await parts_.wishes.push(std::move(asker), std::move(content), now);
}

// No store can give the session. A danger sign still rings; everybody else is told the truth.
Task<Turns::Said> Turns::without_session(const Heard& heard, Attempt& state) {
    parts_.metrics.turn_failed(heard.channel->kind());
    state.trace.outcome = "no_session";
    Content content{.text = dialogs::sorry(*state.flows, Language::id),
                    .buttons = {},
                    .rows = {},
                    .rows_button = {},
                    .ends_session = true};
    if (!state.danger) co_return Said{std::move(content), false};
    dialogs::Wish wish{
        .action = "ring", .slots = {{"kind", "lapor"}, {"story", std::string{last_part(heard.message)}}}, .ordinal = 0};
    Asker asker{heard.channel, heard.message.from, heard.event, heard.person, Language::id};
    const dialogs::WishOutcome outcome =
        co_await parts_.wishes.grant(std::move(asker), std::move(wish), parts_.keys.draft(heard.event), {}, state.now);
    const auto ticket = outcome.values.find("tiket");
    const bool rung = outcome.result == "ok" && ticket != outcome.values.end();
    content.text =
        dialogs::emergency(*state.flows, Language::id, rung ? std::string_view{ticket->second} : std::string_view{});
    co_return Said{std::move(content), rung};
}

}  // namespace sambung::gateway

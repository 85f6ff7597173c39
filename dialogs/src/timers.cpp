#include "timers.h"

#include "common_texts.h"
#include "migration.h"
#include "model/gsm7.h"
#include "sent_media.h"
#include "walk.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

// A dropped USSD session: the network is back by then, and the form is still in mind.
constexpr std::chrono::minutes ussd_reminder{10};
// A form that somebody began yesterday and could be acted on: a person calls.
constexpr std::chrono::hours incomplete_after{24};

std::string_view slot_of(const Session& session, std::string_view name) {
    const auto found = session.slots.find(name);
    return found == session.slots.end() ? std::string_view{} : std::string_view{found->second};
}

bool filled(const Session& session, std::string_view name) {
    const auto filled_in = [name](const auto& slots) {
        const auto found = slots.find(name);
        return found != slots.end() && !found->second.empty();
    };
    return filled_in(session.slots) ||
           std::ranges::any_of(session.stack, [&](const Frame& frame) { return filled_in(frame.slots); });
}

// What and where: a person could act on it.
bool could_be_acted_on(const Session& session) {
    return (filled(session, "category") || filled(session, slot_story)) &&
           (filled(session, "area") || filled(session, "place"));
}

bool in_draft(const Flow& flow, const Session& session) {
    return !flow.quiet && session.draft != DraftId{} && (flow.opens_draft || !session.stack.empty());
}

// Here and in the flows that wait for this one.
bool nothing_answered(const Session& session) {
    return session.history.empty() &&
           std::ranges::all_of(session.stack, [](const Frame& frame) { return frame.history.empty(); });
}

bool chats(const Session& session) { return session.channel != ChannelKind::ussd; }

milliseconds delay_of(Alarm alarm, const Flow& flow, const State& state, const Session& session) {
    switch (alarm) {
        case Alarm::gathered:
            return state.collect && chats(session) && filled(session, state.slot) ? state.collect->idle
                                                                                  : milliseconds{0};
        case Alarm::silence:
            return state.retry ? state.retry->silence : milliseconds{0};
        case Alarm::remind:
            if (flow.quiet || nothing_answered(session)) return milliseconds{0};
            if (chats(session)) return flow.remind;
            return in_draft(flow, session) && could_be_acted_on(session) ? ussd_reminder : milliseconds{0};
        case Alarm::call_back:
            return in_draft(flow, session) && could_be_acted_on(session) && flow.idle > incomplete_after
                       ? incomplete_after
                       : milliseconds{0};
        case Alarm::idle:
            return flow.idle;
    }
    return milliseconds{0};
}

Turn silent(Session session, std::string_view outcome) {
    Turn turn;
    turn.trace = {.flow = session.flow, .state = session.state, .outcome = std::string{outcome}};
    turn.session = std::move(session);
    return turn;
}

Turn go_on(const FlowSet& flows, Session session, const Env& env, const Next& next, std::string_view outcome) {
    const Event nobody{.channel = session.channel, .text = {}, .option_id = {}, .media = {}, .pin = {}, .sent_at = {}};
    Walk walk{flows, std::move(session), nobody, env};
    walk.answered(next);
    walk.call_it(outcome);
    return walk.finish();
}

Turn remind(const FlowSet& flows, Session session, const Env& env) {
    if (!chats(session)) {
        Turn turn = silent(std::move(session), "reminded");
        turn.also_sms = notice(flows, turn.session.language.value_or(Language::id), text_cut_off, {});
        return turn;
    }
    const TimePoint prompted = session.prompted;
    const Event nobody{.channel = session.channel, .text = {}, .option_id = {}, .media = {}, .pin = {}, .sent_at = {}};
    Walk walk{flows, std::move(session), nobody, env};
    walk.say(text_reminder);
    walk.call_it("reminded");
    Turn turn = walk.finish();
    turn.session.prompted = prompted;  // the other alarms count from the question, not from the reminder
    return turn;
}

Turn call_back(const FlowSet& flows, Session session) {
    Wish wish{.action = "handover", .slots = {{"reason", "incomplete"}}, .ordinal = 0};
    const auto take = [&wish](const auto& slots) {
        for (const auto& [name, value] : slots)
            if (!engines_own(name)) wish.slots.emplace(name, value);
    };
    take(session.slots);
    for (const Frame& waiting : session.stack) take(waiting.slots);
    wish.media = sent_media(flows, session);
    Turn turn = silent(std::move(session), "incomplete");
    turn.wish = std::move(wish);
    return turn;
}

}  // namespace

std::optional<Turn> left_behind(const FlowSet& flows, const Session& session, const Event& event, const Env& env) {
    const Flow* asks = flows.pinned(session);
    const State* state = asks == nullptr ? nullptr : asks->state(session.state);
    if (state == nullptr || !state->retry || state->retry->silence == milliseconds{0}) return std::nullopt;
    Env looking = env;
    looking.passages = nullptr;
    if (step(flows, session, event, looking).session.draft == session.draft) return std::nullopt;
    return go_on(flows, session, env, {Branch{.when = {}, .to = state->retry->then}}, "left");
}

std::optional<Timer> next_timer(const Flow& flow, const State& state, const Session& session) {
    const std::string_view rang = slot_of(session, slot_rang);
    std::optional<Timer> next;
    for (const Alarm alarm : {Alarm::gathered, Alarm::silence, Alarm::remind, Alarm::call_back, Alarm::idle}) {
        const milliseconds delay = delay_of(alarm, flow, state, session);
        if (delay == milliseconds{0} || rang.contains(static_cast<char>(alarm))) continue;
        if (!next || session.prompted + delay < next->at) next = Timer{.alarm = alarm, .at = session.prompted + delay};
    }
    return next;
}

std::string rang_again(std::string_view rang) {
    std::string kept{rang};
    std::erase(kept, static_cast<char>(Alarm::gathered));
    std::erase(kept, static_cast<char>(Alarm::silence));
    return kept;
}

Turn timer_rang(const FlowSet& flows, Session session, const Env& env) {
    if (flows.moves) migrate(flows, session);
    const Flow* asks = flows.pinned(session);
    const Flow* flow = session.stack.empty() ? asks : flows.pinned(session.stack.front());
    const State* state = asks == nullptr ? nullptr : asks->state(session.state);
    if (state == nullptr || flow == nullptr) return silent(at_rest(session), "put_away");
    const auto timer = next_timer(*flow, *state, session);
    if (!timer || timer->at > env.now) {
        Turn turn = silent(std::move(session), "answered");  // an answer came meanwhile and set a new timer
        if (timer) turn.due = timer->at;
        return turn;
    }
    if (timer->alarm == Alarm::idle) return silent(at_rest(session), "put_away");
    session.slots[std::string{slot_rang}] += static_cast<char>(timer->alarm);
    Turn turn;
    switch (timer->alarm) {
        case Alarm::gathered:
            return go_on(flows, std::move(session), env, state->next, "gathered");
        case Alarm::silence:
            return go_on(flows, std::move(session), env, {Branch{.when = {}, .to = state->retry->then}}, "unanswered");
        case Alarm::remind:
            turn = remind(flows, std::move(session), env);
            break;
        case Alarm::call_back:
            turn = call_back(flows, std::move(session));
            break;
        case Alarm::idle:
            break;
    }
    if (const auto next = next_timer(*flow, *state, turn.session)) turn.due = next->at;
    return turn;
}

}  // namespace sambung::dialogs

// How a walk ends: with a prompt, with a wish, or with the last words.
#include "common_texts.h"
#include "meaning.h"
#include "model/gsm7.h"
#include "sent_media.h"
#include "timers.h"
#include "walk.h"

#include <ranges>
#include <utility>

namespace sambung::dialogs {

namespace {

constexpr int most_transitions = 50;

std::string under(std::string lines, std::string_view words) {
    if (!lines.empty() && !words.empty()) lines += '\n';
    lines += words;
    return lines;
}

// What is left when a conversation is over: the language, and what the host keeps for USSD.
Session at_rest(const Session& session, ChannelKind channel) {
    Session rest;
    rest.language = session.language;
    rest.channel = channel;
    rest.ussd_session = session.ussd_session;
    rest.ussd_length = session.ussd_length;
    rest.ussd_text = session.ussd_text;
    return rest;
}

}  // namespace

Offers Walk::offers() const {
    Offers offers = step().offers(*this);
    if (state_->skip && !session_.offered_resume)
        offers.push_back({.id = "skip",
                          .label = text(state_->skip->label_key),
                          .label_key = state_->skip->label_key,
                          .number = skip_number,
                          .aliases = {}});
    return offers;
}

bool Walk::asked_here() const {
    if (!state_->asked_on(event_.channel)) return false;
    const bool no_areas = !flows_.areas || flows_.areas->all().size() < 2;
    return state_->type != StateType::area || !no_areas;
}

bool Walk::passes() {
    if (state_->type == StateType::call) {
        call();
        return true;
    }
    const bool message = state_->type == StateType::message;
    if (asked_here() && !message) return false;
    if (message && asked_here()) {
        for (const auto& [slot, value] : state_->set) put(slot, value);
        say(state_->say.on(event_.channel));
    }
    follow(state_->next);
    return true;
}

// A session must stay readable: `decode` takes no more than 8 KB.
bool Walk::too_large() const {
    constexpr std::size_t most_bytes = 6000;  // of answers; names of states and numbers come on top
    std::size_t bytes = 0;
    const auto add = [&bytes](const auto& slots) {
        for (const auto& [slot, value] : slots) bytes += slot.size() + value.size();
    };
    add(session_.slots);
    for (const Frame& waiting : session_.stack) add(waiting.slots);
    return bytes > most_bytes;
}

Turn Walk::finish() {
    if (flow_ != nullptr && !in(staff_flow) && !in(danger_flow) && too_large()) {
        call_it("limit");
        call_person("limit");
    }
    for (int transitions = 0; state_ != nullptr && passes();) {
        if (++transitions < most_transitions) continue;
        if (std::exchange(limited_, true)) return give_up();
        transitions = 0;
        call_it("limit");
        call_person("limit");
    }
    if (state_ == nullptr) return give_up();
    if (session_.offered_resume || takes_input(state_->type)) return ask();
    return state_->type == StateType::action ? wish() : end();
}

Turn Walk::turn(std::string_view outcome) {
    Turn turn;
    turn.trace = {
        .flow = session_.flow, .state = session_.state, .outcome = outcome_.empty() ? std::string{outcome} : outcome_};
    return turn;
}

Prompt Walk::prompt() const {
    Prompt prompt;
    prompt.text = under(said_, step().question(*this));
    for (Offer& offer : offers())
        prompt.options.push_back({.id = std::move(offer.id), .label = std::move(offer.label), .number = offer.number});
    const bool at_menu = in(menu_flow) && session_.history.empty() && slot(slot_inside).empty();
    if (!at_menu && !session_.offered_resume) prompt.nav = {{"0", text(text_back)}, {"00", text(text_home)}};
    prompt.page = session_.page;
    prompt.first_screen = event_.channel == ChannelKind::ussd && event_.new_dial;
    prompt.list_button = text(text_choose);
    prompt.more_label = text(text_next_page);
    prompt.option_prefix = session_.flow + '@' + std::to_string(session_.version) + ':' + session_.state + ':' +
                           std::to_string(env_.revision) + ':';
    return prompt;
}

Turn Walk::ask() {
    session_.prompted = env_.now;
    session_.channel = event_.channel;
    put(slot_said, said_.empty() ? "" : "1");
    Turn turn = this->turn("asked");
    turn.prompt = prompt();
    put(slot_rang, rang_again(slot(slot_rang)));
    if (const auto next = next_timer(*outermost(), *state_, session_)) turn.due = next->at;
    turn.session = std::move(session_);
    return turn;
}

Turn Walk::wish() {
    for (const auto& [slot, value] : state_->set) put(slot, value);
    Turn turn = this->turn("wish:" + state_->action);
    Wish wish{.action = state_->action, .slots = {}, .ordinal = ordinal_};
    const auto take = [&wish](const auto& slots) {
        for (const auto& [slot, value] : slots)
            if (!engines_own(slot)) wish.slots.emplace(slot, value);
    };
    take(session_.slots);
    std::string_view kind = flow_->kind;
    for (const Frame& waiting : session_.stack | std::views::reverse) {  // a called flow acts for its caller
        take(waiting.slots);
        if (const Flow* caller = flows_.pinned(waiting); caller != nullptr && kind.empty()) kind = caller->kind;
    }
    if (!kind.empty()) wish.slots.insert_or_assign("kind", std::string{kind});
    if (session_.rung || in(danger_flow)) wish.slots.insert_or_assign("danger", "1");
    if (const std::string_view reason = slot(slot_reason); !reason.empty())
        wish.slots.insert_or_assign("reason", std::string{reason});
    wish.media = sent_media(flows_, session_);
    turn.wish = std::move(wish);
    turn.session = std::move(session_);
    return turn;
}

Turn Walk::end() {
    Turn turn = this->turn("ended");
    turn.prompt.text = under(said_, text(state_->say.on(event_.channel)));
    turn.prompt.ends = true;
    turn.prompt.first_screen = event_.channel == ChannelKind::ussd && event_.new_dial;
    if (!state_->send.empty()) turn.send = to_gsm7_text(text(state_->send));
    if (state_->also_sms && event_.channel == ChannelKind::ussd) turn.also_sms = to_gsm7_text(turn.prompt.text);
    turn.session = at_rest(session_, event_.channel);
    return turn;
}

// Only if the flows themselves are broken: the loader refuses such a set, so this is for a set built by hand.
Turn Walk::give_up() {
    Turn turn = this->turn("gave_up");
    turn.prompt.text = sorry(flows_, language());
    turn.prompt.ends = true;
    turn.session = at_rest(session_, event_.channel);
    return turn;
}

}  // namespace sambung::dialogs

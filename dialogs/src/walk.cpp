#include "walk.h"

#include "common_texts.h"
#include "migration.h"

#include <algorithm>
#include <utility>

namespace sambung::dialogs {

namespace {

constexpr std::size_t longest_history = 20;
constexpr std::uint16_t most_turns = 200;
constexpr int most_offers_of_resume = 2;

}  // namespace

Walk::Walk(const FlowSet& flows, Session session, const Event& event, const Env& env)
    : flows_(flows), session_(std::move(session)), event_(event), env_(env) {
    if (session_.flow.empty()) return;
    if (flows_.moves && migrate(flows_, session_)) {
        migrated_ = true;
        call_it("migrated");
    }
    flow_ = flows_.pinned(session_);
    if (flow_ != nullptr) state_ = flow_->state(session_.state);
    if (state_ == nullptr) flow_ = nullptr;
}

const Step& Walk::step() const { return session_.offered_resume ? resume_step : step_of(state_->type); }

std::string_view Walk::slot(std::string_view name) const {
    const auto found = session_.slots.find(name);
    return found == session_.slots.end() ? std::string_view{} : std::string_view{found->second};
}

void Walk::put(std::string_view slot, std::string_view value) {
    const auto found = session_.slots.find(slot);
    if (value.empty()) {
        if (found != session_.slots.end()) session_.slots.erase(found);
    } else if (found != session_.slots.end()) {
        found->second = value;
    } else {
        session_.slots.emplace(slot, value);
    }
}

void Walk::enter(std::string_view flow, Keep keep) {
    const Flow* next = flows_.flow(flow);
    if (next == nullptr && flow != staff_flow) return call_person("limit");  // an older version led to what is gone
    if (next == nullptr || next->state(next->entry) == nullptr) {
        flow_ = nullptr;
        state_ = nullptr;
        return;
    }
    if (session_.flow.empty() || flow == menu_flow) keep = Keep::nothing;
    for (Frame& waiting : session_.stack) session_.slots.merge(waiting.slots);
    session_.stack.clear();
    trim_slots(*next, keep);
    if (keep == Keep::nothing || (next->opens_draft && session_.draft == DraftId{})) {
        session_.draft = next->opens_draft ? env_.fresh_draft : DraftId{};
        session_.rung = false;
    }
    session_.history.clear();
    session_.turns = 0;
    session_.started = env_.now;
    session_.offered_resume = false;
    arrive(*next, *next->state(next->entry));
}

void Walk::trim_slots(const Flow& next, Keep keep) {
    // Where a person goes on, what was told goes along, whether the flow asks for such a thing or not.
    const bool to_a_person = next.name == staff_flow || next.name == danger_flow;
    std::erase_if(session_.slots, [&](const auto& slot) {
        if (keep == Keep::nothing || engines_own(slot.first)) return true;
        return !to_a_person && !next.slots.contains(slot.first);
    });
}

void Walk::arrive(const Flow& flow, const State& state) {
    flow_ = &flow;
    state_ = &state;
    session_.flow = flow.name;
    session_.version = flow.version;
    session_.structure = flow.structure;
    session_.state = state.name;
    session_.tries = 0;
    session_.page = 0;
    note_state(flow, state);
    put(slot_inside, {});
    if (slot(slot_return) == state.name) put(slot_return, {});
}

void Walk::to(const State& state) { arrive(*flow_, state); }

void Walk::note_state(const Flow& flow, const State& state) {
    if (env_.passages == nullptr) return;
    env_.passages->push_back(
        {.language = language(), .flow = flow.name, .state = state.name, .answer = {}, .way = std::nullopt});
}

void Walk::note_way(const Target& target) {
    if (env_.passages == nullptr || flow_ == nullptr) return;
    env_.passages->push_back({.language = language(),
                              .flow = flow_->name,
                              .state = state_->name,
                              .answer = std::string{std::exchange(answer_, {})},
                              .way = target.at});
}

void Walk::go(const Target& target) {
    note_way(target);
    if (target.back()) return back();
    if (target.returns()) return return_to_caller();
    if (!target.flow.empty()) enter(target.flow, Keep::declared);
    if (flow_ == nullptr || target.state.empty()) return;
    const State* state = flow_->state(target.state);
    if (state == nullptr) return call_person("limit");
    to(*state);
}

void Walk::follow(const Next& next) {
    const auto branch = std::ranges::find_if(next, [this](const Branch& each) { return holds(each.when); });
    if (branch == next.end()) return call_person("limit");
    go(branch->to);
}

void Walk::remember(const std::string& state) {
    if (session_.history.size() == longest_history) session_.history.erase(session_.history.begin());
    session_.history.push_back(state);
}

void Walk::answered(const Next& next) {
    session_.tries = 0;
    session_.page = 0;
    record_answer(next);
}

void Walk::record_answer(const Next& next) {
    const State* confirm = flow_->state(slot(slot_return));
    const auto branch = std::ranges::find_if(next, [this](const Branch& each) { return holds(each.when); });
    if (branch != next.end() && branch->to.back()) return go(branch->to);
    if (confirm != nullptr && (branch == next.end() || branch->to.flow.empty())) {
        if (!session_.history.empty() && session_.history.back() == confirm->name) session_.history.pop_back();
        answer_ = {};
        return to(*confirm);
    }
    remember(state_->name);
    follow(next);
}

void Walk::edit(const State& state) {
    const std::string confirm = state_->name;
    remember(confirm);
    put(slot_return, confirm);
    to(state);
}

void Walk::inside(std::string_view where) {
    put(slot_inside, where);
    session_.tries = 0;
    session_.page = 0;
}

void Walk::back() {
    if (session_.page > 0) {
        --session_.page;
    } else if (!slot(slot_inside).empty()) {
        inside({});
    } else if (!session_.history.empty()) {
        const State* before = flow_->state(session_.history.back());
        session_.history.pop_back();
        if (before != nullptr) return to(*before);
        enter(menu_flow, Keep::nothing);
    } else if (session_.stack.empty() || !leave_called_flow()) {
        enter(menu_flow, Keep::nothing);
    } else {
        back();
    }
}

// Lines above the prompt are said once, and without them more fits on a page: its first page again, so that nothing is
// passed over.
void Walk::turn_page() {
    if (slot(slot_said).empty()) ++session_.page;
}

void Walk::refuse(Refusal why) {
    call_it("invalid");
    const bool retries = state_->retry.has_value() && !session_.offered_resume;
    const int allowed = retries ? state_->retry->max : most_offers_of_resume;
    if (++session_.tries <= allowed) return say(why);
    session_.tries = 0;
    if (retries) {
        go(state_->retry->then);
        if (in(staff_flow)) put(slot_reason, "stuck");
    } else {
        enter(menu_flow, Keep::nothing);
    }
}

void Walk::call_person(std::string_view reason) {
    enter(staff_flow, Keep::declared);
    put(slot_reason, reason);
}

void Walk::offer_resume() {
    session_.offered_resume = true;
    session_.tries = 0;
    session_.page = 0;
}

void Walk::resume_where_it_was() {
    session_.offered_resume = false;
    session_.tries = 0;
    session_.page = 0;
}

bool Walk::count_turn() { return flow_ == nullptr || ++session_.turns <= most_turns; }

}  // namespace sambung::dialogs

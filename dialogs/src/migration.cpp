#include "migration.h"

#include "walk.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

using Slots = std::map<std::string, std::string, std::less<>>;
using Names = std::map<std::string, std::string, std::less<>>;

const std::string& mapped(const Names& names, const std::string& name) {
    const auto found = names.find(name);
    return found == names.end() ? name : found->second;
}

// The flow that this place moves to; nullptr if it stays. `at` is a Session or a Frame.
const Flow* way_from(const FlowSet& flows, const auto& at) {
    const Flow* newest = flows.flow(at.flow);
    if (newest == nullptr || !newest->migrate ||
        std::ranges::find(newest->migrate->from, at.version) == newest->migrate->from.end())
        return nullptr;
    const Flow* own = flows.pinned(at);
    if (own == nullptr) return newest;
    const State* state = own->state(at.state);
    const bool wishing = state != nullptr && state->type == StateType::action;
    return own != newest && newest->migrate->force && !wishing ? newest : nullptr;
}

bool still_valid(const Flow& flow, std::string_view slot, std::string_view value) {
    const auto type = flow.slots.find(slot);
    return type == flow.slots.end() || type->second.kind != SlotType::Kind::choice ||
           std::ranges::find(type->second.values, value) != type->second.values.end();
}

Slots moved_slots(const Flow& to, const Slots& slots) {
    Slots moved;
    for (const auto& [name, value] : slots) {
        const std::string& now = mapped(to.migrate->slots, name);
        const bool dropped = std::ranges::find(to.migrate->drop, name) != to.migrate->drop.end();
        if (!dropped && name != slot_inside && still_valid(to, now, value)) moved.insert_or_assign(now, value);
    }
    const auto confirm = moved.find(slot_return);
    if (confirm == moved.end()) return moved;
    confirm->second = mapped(to.migrate->states, confirm->second);
    if (!may_stand(to.state(confirm->second))) moved.erase(confirm);
    return moved;
}

// False if neither the state nor one before it is there any more: then it is the entry.
bool move(const Flow& to, auto& at) {
    const auto stands = [&to](const std::string& name) { return may_stand(to.state(name)); };
    at.flow = to.name;
    at.version = to.version;
    at.structure = to.structure;
    at.slots = moved_slots(to, at.slots);
    for (std::string& before : at.history) before = mapped(to.migrate->states, before);
    std::erase_if(at.history, [&](const std::string& before) { return !stands(before); });
    at.state = mapped(to.migrate->states, at.state);
    if (stands(at.state)) return true;
    const bool earlier = !at.history.empty();
    at.state = earlier ? at.history.back() : to.entry;
    if (earlier) at.history.pop_back();
    return earlier;
}

void ask_whether_to_go_on(Session& session) {
    session.history.clear();
    session.offered_resume = true;
}

// What the called flows gathered would come back to a state that is gone, so the caller alone goes on.
void fall_back_to(std::size_t waiting, Session& session) {
    Frame frame = std::move(session.stack[waiting]);
    session.stack.resize(waiting);
    session.flow = std::move(frame.flow);
    session.version = frame.version;
    session.structure = frame.structure;
    session.state = std::move(frame.state);
    session.slots = std::move(frame.slots);
    ask_whether_to_go_on(session);
}

}  // namespace

bool may_stand(const State* state) {
    return state != nullptr && state->type != StateType::action && state->type != StateType::end;
}

bool migrate(const FlowSet& flows, Session& session) {
    bool any = false;
    for (std::size_t i = 0; i < session.stack.size(); ++i) {
        const Flow* to = way_from(flows, session.stack[i]);
        if (to == nullptr) continue;
        any = true;
        if (!move(*to, session.stack[i])) fall_back_to(i, session);
    }
    if (const Flow* to = session.flow.empty() ? nullptr : way_from(flows, session)) {
        any = true;
        session.offered_resume = false;
        if (!move(*to, session)) ask_whether_to_go_on(session);
    }
    if (!any) return false;
    session.tries = 0;
    session.page = 0;
    return true;
}

}  // namespace sambung::dialogs

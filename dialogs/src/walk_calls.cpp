// One flow asks its questions for another: what is given to it, and what comes back.
#include "sent_media.h"
#include "walk.h"

#include <ranges>
#include <utility>

namespace sambung::dialogs {

namespace {

constexpr std::size_t deepest_stack = 4;

}  // namespace

void Walk::call() {
    const Flow* called = flows_.flow(state_->calls);
    const State* entry = called == nullptr ? nullptr : called->state(called->entry);
    if (entry == nullptr || session_.stack.size() == deepest_stack) return call_person("limit");
    for (const auto& [slot, value] : state_->set) put(slot, value);
    std::map<std::string, std::string, std::less<>> given;
    for (const auto& [theirs, ours] : state_->in)
        if (const std::string_view value = slot(ours); !value.empty()) given.emplace(theirs, value);
    session_.stack.push_back({.flow = flow_->name,
                              .version = flow_->version,
                              .structure = flow_->structure,
                              .state = state_->name,
                              .slots = std::exchange(session_.slots, std::move(given)),
                              .history = std::exchange(session_.history, {})});
    arrive(*called, *entry);
}

// Back in the caller, at its call. False if the caller is no longer kept.
bool Walk::leave_called_flow() {
    Frame frame = std::move(session_.stack.back());
    session_.stack.pop_back();
    const Flow* caller = flows_.pinned(frame);
    const State* at = caller == nullptr ? nullptr : caller->state(frame.state);
    if (at == nullptr) return false;
    session_.slots = std::move(frame.slots);
    session_.history = std::move(frame.history);
    const std::string editing{slot(slot_return)};
    arrive(*caller, *at);
    put(slot_return, editing);
    return true;
}

void Walk::leave_calls() {
    while (!session_.stack.empty() && leave_called_flow()) {
    }
}

void Walk::return_to_caller() {
    if (session_.stack.empty()) return call_person("limit");
    const auto found = std::exchange(session_.slots, {});
    if (!leave_called_flow()) return call_person("limit");
    for (const auto& [name, value] : found)
        if (name.starts_with(shown_mark)) put(name, value);  // the office's answer is shown by whoever asked for it
    if (state_->type != StateType::call) return;             // the caller was moved to a question before the call
    for (const auto& [ours, theirs] : state_->out) {
        const auto value = found.find(theirs);
        put(ours, value == found.end() ? std::string_view{} : std::string_view{value->second});
    }
    answered(state_->next);
}

const Flow* Walk::outermost() const { return session_.stack.empty() ? flow_ : flows_.pinned(session_.stack.front()); }

std::size_t Walk::answers_given() const {
    std::size_t answers = session_.history.size();
    for (const Frame& waiting : session_.stack) answers += waiting.history.size();
    return answers;
}

namespace {

Frame* frame_with(const FlowSet& flows, std::vector<Frame>& stack, std::string_view slot) {
    for (Frame& waiting : stack | std::views::reverse)
        if (const Flow* flow = flows.pinned(waiting); flow != nullptr && flow->slots.contains(slot)) return &waiting;
    return nullptr;
}

}  // namespace

bool Walk::keep(std::string_view slot, std::string_view value) {
    if (flow_ == nullptr) return false;
    if (flow_->slots.contains(slot)) {
        put(slot, value);
        return true;
    }
    Frame* frame = frame_with(flows_, session_.stack, slot);
    if (frame != nullptr) frame->slots.insert_or_assign(std::string{slot}, std::string{value});
    return frame != nullptr;
}

std::string_view Walk::kept(std::string_view name) const {
    if (const std::string_view own = slot(name); !own.empty()) return own;
    for (const Frame& waiting : session_.stack | std::views::reverse)
        if (const auto found = waiting.slots.find(name); found != waiting.slots.end()) return found->second;
    return {};
}

bool Walk::keep_media() {
    constexpr std::size_t most_bytes = 1'600;  // five of the longest
    constexpr std::size_t most_things = 20;
    const std::vector<std::string> known = sent_media(flows_, session_);
    std::size_t things = known.size();
    std::string ids{kept(slot_media)};
    bool there = false;
    bool took = false;
    for (const Media& media : event_.media) {
        if (std::ranges::find(known, media.id) != known.end()) {
            there = true;
            continue;
        }
        if (media.id.size() > longest_media_id || ids.size() + media.id.size() >= most_bytes || things == most_things)
            continue;
        ids += (ids.empty() ? "" : " ") + media.id;
        took = true;
        ++things;
    }
    return took ? keep(slot_media, ids) : there;
}

}  // namespace sambung::dialogs

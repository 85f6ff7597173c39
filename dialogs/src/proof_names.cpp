// Everything that a flow names is there and is of the right kind.
#include "flow_graph.h"
#include "proof.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace sambung::dialogs {

std::vector<std::string_view> slot_names(const Flow& flow) {
    std::vector<std::string_view> names;
    for (const auto& [name, type] : flow.slots) names.push_back(name);
    for (const State& state : flow.states)
        for (const auto& [name, value] : state.set) names.push_back(name);
    return names;
}

namespace {

std::vector<std::string_view> state_names(const Flow& flow) {
    std::vector<std::string_view> names;
    for (const State& state : flow.states) names.push_back(state.name);
    return names;
}

std::vector<std::string_view> flow_names(const FlowSet& set) {
    std::vector<std::string_view> names;
    for (const auto& [name, flow] : set.flows) names.push_back(name);
    return names;
}

void prove_state_of(const Flow& flow, std::string_view state, Mark at, const std::string& what, Report& report) {
    if (state.empty() || flow.state(state) != nullptr) return;
    report.find(at, "E010",
                what + ": there is no state " + quoted(state) + " in " + flow.name + "." +
                    report.maybe(state, state_names(flow)));
}

void prove_target(const Subject& subject, const Flow& flow, const NamedTarget& named, Report& report) {
    const Target& target = *named.target;
    if (target.back()) {
        if (!named.may_go_back)
            report.find(target.at, "E010", named.what + ": \"back\" may only stand in skip and if_no");
        return;
    }
    if (target.returns()) {
        if (!flow.called)
            report.find(target.at, "E019", named.what + ": \"return\" ends a flow that is called; this one is not");
        return;
    }
    if (const Flow* other = subject.set.flow(target.flow); other != nullptr && other->called)
        report.find(target.at, "E019",
                    named.what + ": flow " + quoted(target.flow) + " is only called; use a state of type call");
    if (target.flow.empty()) return prove_state_of(flow, target.state, target.at, named.what, report);
    if (const Flow* other = subject.set.flow(target.flow))
        prove_state_of(*other, target.state, target.at, named.what, report);
    else if (!subject.unread.contains(target.flow))
        report.find(target.at, "E010",
                    named.what + ": there is no flow " + quoted(target.flow) + "." +
                        report.maybe(target.flow, flow_names(subject.set)));
}

void prove_slot(const Flow& flow, std::string_view slot, Mark at, const std::string& what, Report& report) {
    const auto names = slot_names(flow);
    if (slot.empty() || std::ranges::find(names, slot) != names.end()) return;
    report.find(at, "E015", what + ": there is no slot " + quoted(slot) + "." + report.maybe(slot, names));
}

void prove_guard(const Flow& flow, const NamedGuard& named, Report& report) {
    for (const std::string& slot : named.guard->has) prove_slot(flow, slot, named.at, named.what, report);
    for (const std::string& slot : named.guard->lacks) prove_slot(flow, slot, named.at, named.what, report);
    for (const auto& [slot, least] : named.guard->count) prove_slot(flow, slot, named.at, named.what, report);
    for (const auto& [slot, values] : named.guard->slot_is) {
        prove_slot(flow, slot, named.at, named.what, report);
        const auto declared = flow.slots.find(slot);
        if (declared == flow.slots.end() || declared->second.kind != SlotType::Kind::choice) continue;
        const std::vector<std::string_view> known{declared->second.values.begin(), declared->second.values.end()};
        for (const std::string& value : values)
            if (std::ranges::find(known, value) == known.end())
                report.find(named.at, "E016",
                            named.what + ": slot " + quoted(slot) + " is never " + quoted(value) + "." +
                                report.maybe(value, known));
    }
}

struct Filled {
    StateType state;
    SlotType::Kind slot;
    std::string_view name;
};
constexpr std::array<Filled, 12> fillings = {{{StateType::choice, SlotType::Kind::choice, "choice"},
                                              {StateType::yesno, SlotType::Kind::choice, "choice"},
                                              {StateType::text, SlotType::Kind::text, "text"},
                                              {StateType::area, SlotType::Kind::area, "area"},
                                              {StateType::ticket, SlotType::Kind::ticket, "ticket"},
                                              {StateType::report, SlotType::Kind::ticket, "ticket"},
                                              {StateType::nik, SlotType::Kind::nik, "nik"},
                                              {StateType::phone, SlotType::Kind::phone, "phone"},
                                              {StateType::date, SlotType::Kind::date, "date"},
                                              {StateType::photo, SlotType::Kind::media, "media"},
                                              {StateType::voice, SlotType::Kind::media, "media"},
                                              {StateType::location, SlotType::Kind::pin, "pin"}}};

void prove_options(const State& state, const SlotType& slot, Report& report) {
    const std::vector<std::string_view> known{slot.values.begin(), slot.values.end()};
    for (const Option& option : state.options)
        if (option.next.empty() && std::ranges::find(known, option.id) == known.end())
            report.find(option.at, "E016",
                        "state " + quoted(state.name) + ", option " + quoted(option.id) + ": slot " +
                            quoted(state.slot) + " has no such value, and the option no \"next\" of its own." +
                            report.maybe(option.id, known));
}

void prove_filling(const Flow& flow, const State& state, Report& report) {
    if (state.slot.empty()) return;
    const std::string what = "state " + quoted(state.name) + ", slot";
    prove_slot(flow, state.slot, state.at, what, report);
    const auto slot = flow.slots.find(state.slot);
    const auto* const filling = std::ranges::find(fillings, state.type, &Filled::state);
    if (slot == flow.slots.end() || filling == fillings.end()) return;
    if (slot->second.kind != filling->slot)
        report.find(
            state.at, "E016",
            what + ": a " + std::string{name(state.type)} + " needs a slot of type " + std::string{filling->name});
    else if (state.type == StateType::choice)
        prove_options(state, slot->second, report);
    else if (state.type == StateType::text && state.max_length > slot->second.max)
        report.find(state.at, "E016",
                    what + ": takes " + std::to_string(state.max_length) + " characters, and the slot holds " +
                        std::to_string(slot->second.max));
}

void prove_read_back(const Flow& flow, const State& state, Report& report) {
    const std::string what = "state " + quoted(state.name);
    for (const std::string& slot : state.show) prove_slot(flow, slot, state.at, what + ", show", report);
    for (const std::string& slot : state.edit) {
        prove_slot(flow, slot, state.at, what + ", edit", report);
        const auto asks = [&](const State& each) {
            return each.slot == slot ||
                   std::ranges::any_of(each.out, [&](const auto& brought) { return brought.first == slot; });
        };
        if (flow.slots.contains(slot) && std::ranges::none_of(flow.states, asks))
            report.find(state.at, "E017", what + ", edit: no state asks for slot " + quoted(slot));
    }
}

void prove_call(const Subject& subject, const Flow& flow, const State& state, Report& report) {
    if (state.type != StateType::call || state.calls.empty()) return;
    const std::string what = "state " + quoted(state.name) + ", call";
    const Flow* called = subject.set.flow(state.calls);
    if (called == nullptr) {
        if (!subject.unread.contains(state.calls))
            report.find(state.at, "E010",
                        what + ": there is no flow " + quoted(state.calls) + "." +
                            report.maybe(state.calls, flow_names(subject.set)));
        return;
    }
    if (!called->called)
        report.find(state.at, "E019", what + ": flow " + quoted(state.calls) + " is not made for it (called: true)");
    for (const auto& [theirs, ours] : state.in) {
        prove_slot(*called, theirs, state.at, what + ", in", report);
        prove_slot(flow, ours, state.at, what + ", in", report);
    }
    for (const auto& [ours, theirs] : state.out) {
        prove_slot(flow, ours, state.at, what + ", out", report);
        prove_slot(*called, theirs, state.at, what + ", out", report);
    }
}

void prove_flow_names(const Subject& subject, const Flow& flow, Report& report) {
    prove_state_of(flow, flow.entry, flow.entry_at, "entry", report);
    for (const NamedTarget& target : targets(flow)) prove_target(subject, flow, target, report);
    for (const NamedGuard& guard : guards(flow)) prove_guard(flow, guard, report);
    for (const Trigger& trigger : flow.triggers) prove_slot(flow, trigger.slot, trigger.at, "trigger", report);
    for (const State& state : flow.states) {
        prove_filling(flow, state, report);
        prove_call(subject, flow, state, report);
        prove_read_back(flow, state, report);
    }
}

}  // namespace

Findings prove_names(const Subject& subject) {
    Findings found = for_each_flow(subject, prove_flow_names);
    Report report{"flows"};
    for (const std::string_view needed : {menu_flow, danger_flow, staff_flow, stop_flow})
        if (subject.set.flow(needed) == nullptr && !subject.unread.contains(needed))
            report.find({}, "E018", "the flow " + quoted(needed) + " is missing; the engine leads there by itself");
    std::ranges::move(report.take(), std::back_inserter(found));
    return found;
}

}  // namespace sambung::dialogs

#include "structure.h"

#include "texts.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

// Writes the structure out in one fixed way. Order of states in the file does not count; order of options does, since
// it gives their numbers.
class Outline {
 public:
    std::string of(const Flow& flow) {
        word(flow.name), word(flow.entry), word(flow.kind), word(flow.opens_draft ? "draft" : "");
        flag(flow.called), flag(flow.quiet);
        for (const auto& [name, slot] : flow.slots) {
            word(name), number(static_cast<int>(slot.kind)), number(slot.max);
            words(slot.values);
        }
        std::vector<const State*> states;
        for (const State& each : flow.states) states.push_back(&each);
        std::ranges::sort(states, {}, &State::name);
        for (const State* each : states) state(*each);
        return std::move(out_);
    }

 private:
    // Lengths first, so that no two outlines run together.
    void word(std::string_view text) { out_ += std::to_string(text.size()) + ":" + std::string{text}; }
    void number(int value) { word(std::to_string(value)); }
    void words(const std::vector<std::string>& all) {
        number(static_cast<int>(all.size()));
        for (const std::string& each : all) word(each);
    }
    void channels(const std::vector<ChannelKind>& all) {
        for (const ChannelKind each : all) word(name(each));
        word("");
    }
    void target(const Target& to) { word(to.flow), word(to.state); }

    void flag(std::optional<bool> value) { word(!value ? "" : *value ? "yes" : "no"); }
    void pairs(const std::vector<std::pair<std::string, std::string>>& all) {
        number(static_cast<int>(all.size()));
        for (const auto& [first, second] : all) word(first), word(second);
    }

    void guard(const Guard& when) {
        words(when.has), words(when.lacks), channels(when.channels), words(when.offers);
        for (const auto& [slot, values] : when.slot_is) word(slot), words(values);
        for (const auto& [slot, least] : when.count) word(slot), number(least);
        for (const Language language : when.languages) word(code(language));
        for (const auto& [programme, states] : when.programmes) {
            word(programme);
            for (const ProgrammeState state : states) number(static_cast<int>(state));
        }
        flag(when.office_open), flag(when.helper);
        for (const std::vector<Guard>* list : {&when.any, &when.none}) {
            number(static_cast<int>(list->size()));
            for (const Guard& each : *list) guard(each);
        }
    }

    void next(const Next& branches) {
        number(static_cast<int>(branches.size()));
        for (const Branch& branch : branches) guard(branch.when), target(branch.to);
    }

    void state(const State& state) {
        word(state.name), word(name(state.type)), word(state.slot), word(state.action), channels(state.channels);
        for (const Option& option : state.options)
            word(option.id), word(option.key.value_or("")), guard(option.when), next(option.next);
        next(state.next), next(state.if_yes), next(state.if_no), next(state.if_unsure);
        words(state.edit), words(state.show);
        for (const auto& [result, to] : state.results) word(result), next(to);
        pairs(state.set), word(state.calls), pairs(state.in), pairs(state.out);
        if (state.retry) number(state.retry->max), target(state.retry->then);
        if (state.skip) next(state.skip->next);
        number(state.min_length), number(state.max_length), number(state.earliest), number(state.latest);
        flag(state.collect.has_value()), flag(state.outside), number(state.remind ? state.remind->after : 0);
    }

    std::string out_;
};

}  // namespace

std::uint32_t structure_hash(const Flow& flow) { return fnv1a(Outline{}.of(flow)); }

}  // namespace sambung::dialogs

// One answer means one thing: in a state, between the words of all flows, and beside the digits that always mean the
// same.
#include "flow_graph.h"
#include "fold.h"
#include "meaning.h"
#include "proof.h"
#include "screen.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>

namespace sambung::dialogs {

namespace {

bool digits(std::string_view word) {
    return !word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

bool moves(std::string_view word) {
    switch (way_meant(word)) {
        case Way::back:
        case Way::home:
        case Way::more:
        case Way::skip:
            return true;
        case Way::none:
        case Way::danger:
        case Way::staff:
            return false;
    }
    return false;
}

std::string option_of(const State& state, const Option& option) {
    return "state " + quoted(state.name) + ", option " + quoted(option.id);
}

// A word that may be said for an option; aliases are of no language.
struct Said {
    std::string word;
    std::optional<Language> language;
};

// Its labels in every offered language, and its aliases.
std::vector<Said> said_for(const FlowSet& set, const Option& option) {
    std::vector<Said> words;
    for (const std::string& alias : option.aliases) words.push_back({.word = fold(alias), .language = std::nullopt});
    for (const Language language : set.languages)
        if (const std::string_view label = set.text(language, option.label_key); !label.empty())
            words.push_back({.word = fold(label), .language = language});
    std::erase_if(words, [](const Said& said) { return said.word.empty(); });
    return words;
}

struct Owner {
    const Option* option;
    std::optional<Language> language;
};

// Labels of two languages that are one word: told where the later of the two stands.
void tell_clash(const Subject& subject, const std::string& what, const Option& option, Language language,
                Language other, Report& report) {
    const std::string sentence = what + " in " + std::string{code(other)} + ", and people mix languages";
    const Text* text = own_text(subject, language, option.label_key);
    if (text == nullptr) return report.find(option.at, "E061", sentence);
    report.find_in(text->file, text->at, "E061", sentence);
}

void prove_apart(const Subject& subject, const State& state, Report& report) {
    std::map<std::string, Owner> owners;
    std::set<std::pair<const Option*, std::string>> told;
    for (const Option& option : state.options)
        for (const Said& said : said_for(subject.set, option)) {
            const auto [first, fresh] = owners.emplace(said.word, Owner{.option = &option, .language = said.language});
            if (fresh || first->second.option->id == option.id || !told.emplace(&option, said.word).second) continue;
            const auto& other = first->second.language;
            const std::string what = option_of(state, option) + ": " + quoted(said.word) + " already means option " +
                                     quoted(first->second.option->id);
            if (said.language && other && *said.language != *other)
                tell_clash(subject, what, option, *said.language, *other, report);
            else
                report.find(option.at, "E060", what);
        }
}

void prove_keys(const State& state, Report& report) {
    const Option* danger = nullptr;
    for (const Option& option : state.options) {
        for (const std::string& alias : option.aliases)
            if (const std::string word = fold(alias); digits(word) || moves(word) || means_stop(word))
                report.find(option.at, "E063",
                            option_of(state, option) + ": alias " + quoted(alias) +
                                " is a number or already moves through the flow");
        if (!option.key) continue;
        if (*option.key != std::to_string(danger_number))
            report.find(option.at, "E063",
                        option_of(state, option) + ": key " + quoted(*option.key) +
                            " is taken; only \"9\", for the emergency, may be fixed");
        else if (danger != nullptr)
            report.find(option.at, "E063",
                        option_of(state, option) + ": key \"9\" already means option " + quoted(danger->id));
        danger = &option;
    }
}

void prove_flow_answers(const Subject& subject, const Flow& flow, Report& report) {
    for (const State& state : flow.states) {
        prove_apart(subject, state, report);
        prove_keys(state, report);
    }
}

// Words and commands share one space: "cek" alone and the command CEK would be told apart by nobody.
using Claims = std::map<std::pair<ChannelKind, std::string>, const Flow*>;

void prove_claim(Claims& claims, const Flow& flow, const Trigger& trigger, const std::string& word, Report& report) {
    if (digits(word)) report.find(trigger.at, "E063", "trigger " + quoted(word) + ": a number answers a question");
    if (means_stop(word) && flow.name != stop_flow)
        report.find(trigger.at, "E063", "trigger " + quoted(word) + ": always ends all messages, whatever flow is on");
    for (const ChannelKind channel : all_channels) {
        if (!trigger.heard_on(channel)) continue;
        const auto [first, fresh] = claims.emplace(std::pair{channel, word}, &flow);
        if (!fresh && first->second != &flow) {
            report.find(
                trigger.at, "E062",
                "trigger " + quoted(word) + ": flow " + quoted(first->second->name) + " already begins with it");
            return;
        }
    }
}

Findings prove_triggers(const Subject& subject) {
    Claims claims;
    return for_each_flow(subject, [&](const Subject&, const Flow& flow, Report& report) {
        for (const Trigger& trigger : flow.triggers) {
            for (const std::string& word : trigger.words) prove_claim(claims, flow, trigger, word, report);
            if (!trigger.command.empty()) prove_claim(claims, flow, trigger, trigger.command, report);
        }
    });
}

}  // namespace

Findings prove_answers(const Subject& subject) {
    Findings found = for_each_flow(subject, prove_flow_answers);
    std::ranges::move(prove_triggers(subject), std::back_inserter(found));
    return found;
}

}  // namespace sambung::dialogs

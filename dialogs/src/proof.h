// What must hold before a flow meets a citizen. Each proof looks at the whole set and gives all that it found; none of
// them stops at the first, and none needs another one to have passed.
#pragma once

#include "dialogs/strict_yaml.h"
#include "flow.h"
#include "texts.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::dialogs {

struct Subject {
    const FlowSet& set;      // flows, office words, languages, areas; its texts are those of `texts`
    const TextTable& texts;  // with the places they stand at
    std::set<std::string, std::less<>>
        replaced_keys;                          // text keys of flows that a later file replaced: known, and of no use
    std::set<std::string, std::less<>> unread;  // flows that are there but could not be read; going there is no mistake
    const std::vector<FlowVersion>& previous;   // versions in which conversations may still stand
};

[[nodiscard]] Findings prove_names(const Subject& subject);           // E010 E015 E016 E017 E018 E019
[[nodiscard]] Findings prove_wiring(const Subject& subject);          // E020 E021 E023 W024 E030 E031
[[nodiscard]] Findings prove_ways(const Subject& subject);            // E012 E013 W012
[[nodiscard]] Findings prove_loops(const Subject& subject);           // E014
[[nodiscard]] Findings prove_slots(const Subject& subject);           // E022
[[nodiscard]] Findings prove_filing(const Subject& subject);          // E023 E040
[[nodiscard]] Findings prove_notice(const Subject& subject);          // E041
[[nodiscard]] Findings prove_ease(const Subject& subject);            // W064 W080 W081 W082 W083
[[nodiscard]] Findings prove_answers(const Subject& subject);         // E060 E061 E062 E063
[[nodiscard]] Findings prove_screens(const Subject& subject);         // E051 E052 E053 E054
[[nodiscard]] Findings prove_common_screens(const Subject& subject);  // the same of the engine's own texts
[[nodiscard]] Findings prove_alphabet(const Subject& subject);        // E055
[[nodiscard]] Findings prove_sms_routes(const Subject& subject);      // W056
[[nodiscard]] Findings prove_texts(const Subject& subject);           // E070 E071 W071 W072 E073 E090 E093
[[nodiscard]] Findings prove_versions(const Subject& subject);        // E091 W091 E092 E094

// Findings of one file. After a hundred of them suggestions stop: comparing words costs the product of their lengths,
// and nobody reads on.
class Report {
 public:
    explicit Report(std::string file) : file_(std::move(file)) {}
    void find(Mark at, std::string code, std::string sentence) {
        findings_.push_back({.file = file_, .at = at, .code = std::move(code), .sentence = std::move(sentence)});
    }
    void find_in(std::string file, Mark at, std::string code, std::string sentence) {
        findings_.push_back(
            {.file = std::move(file), .at = at, .code = std::move(code), .sentence = std::move(sentence)});
    }
    [[nodiscard]] std::string maybe(std::string_view word, const std::vector<std::string_view>& known) const {
        return findings_.size() < 100 ? did_you_mean(word, known) : std::string{};
    }
    [[nodiscard]] Findings take() { return std::move(findings_); }

 private:
    std::string file_;
    Findings findings_;
};

inline std::string quoted(std::string_view word) { return "\"" + std::string{word} + "\""; }

// Every flow by itself: `prove_flow(subject, flow, report)` finds into the report of its file.
template <class ProveFlow>
[[nodiscard]] Findings for_each_flow(const Subject& subject, ProveFlow prove_flow) {
    Findings all;
    for (const auto& [name, flow] : subject.set.flows) {
        Report report{flow.file};
        prove_flow(subject, flow, report);
        std::ranges::move(report.take(), std::back_inserter(all));
    }
    return all;
}

// Slots of a flow, and names that a `set` fills.
[[nodiscard]] std::vector<std::string_view> slot_names(const Flow& flow);

}  // namespace sambung::dialogs

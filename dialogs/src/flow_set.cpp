// Reads all flows and texts, proves them, and freezes them.
#include "dialogs/flow_set.h"

#include "collected.h"
#include "embedded_flows.h"
#include "embedded_texts.h"
#include "flow.h"
#include "flow_reading.h"
#include "older_flows.h"
#include "proof.h"
#include "structure.h"

#include <algorithm>
#include <iterator>

namespace sambung::dialogs {

namespace {

constexpr std::size_t most_flows = 100;

void append(Findings& all, Findings more) { std::ranges::move(more, std::back_inserter(all)); }

// "flows/lapor.yaml" -> "lapor"
std::string stem(std::string_view file) {
    if (const std::size_t slash = file.rfind('/'); slash != std::string_view::npos) file.remove_prefix(slash + 1);
    return std::string{file.substr(0, file.rfind('.'))};
}

void drop_texts_of(const Flow& flow, Collected& all) {
    Texts& texts = all.texts[Language::id];
    const std::string prefix = flow.name + ".";
    for (auto text = texts.lower_bound(prefix); text != texts.end() && text->first.starts_with(prefix);) {
        all.replaced_keys.insert(text->first);
        text = texts.erase(text);
    }
}

void add_flow(const FlowSource& source, Collected& all) {
    FlowFile file = read_flow(source);
    append(all.findings, std::move(file.findings));
    if (!file.flow) {
        all.unread.insert(stem(source.name));
        return;
    }
    if (all.set.flows.size() == most_flows) {
        all.findings.push_back({.file = source.name, .at = {}, .code = "E003", .sentence = "more than 100 flows"});
        return;
    }
    file.flow->structure = structure_hash(*file.flow);
    all.set.moves = all.set.moves || file.flow->migrate.has_value();
    drop_texts_of(*file.flow, all);
    all.sources.insert_or_assign(file.flow->name, &source);
    all.texts[Language::id].merge(file.texts);
    all.set.flows.insert_or_assign(file.flow->name, std::move(*file.flow));
}

std::vector<Language> offered(const std::vector<Language>& wanted) {
    std::vector<Language> languages{Language::id};
    for (const Language language : wanted)
        if (std::ranges::find(languages, language) == languages.end()) languages.push_back(language);
    return languages;
}

constexpr auto proofs = {prove_names,    prove_wiring,     prove_ways,    prove_loops,   prove_slots,
                         prove_filing,   prove_notice,     prove_answers, prove_screens, prove_common_screens,
                         prove_alphabet, prove_sms_routes, prove_texts,   prove_ease,    prove_versions};

}  // namespace

Collected collect(const FlowSetInput& input) {
    Collected all;
    all.set.words = input.words;
    all.set.languages = offered(input.languages);
    all.set.areas = input.areas;
    all.set.programmes = input.programmes;
    all.set.ussd = input.ussd;
    all.previous = input.previous;
    for (const FlowSource& flow : input.flows) add_flow(flow, all);
    for (const FlowSource& texts : input.texts) append(all.findings, add_texts(texts, all.texts));
    for (const auto& [language, texts] : all.texts)
        for (const auto& [key, text] : texts) all.set.texts[language].emplace(key, text.words);
    return all;
}

FlowSetLoaded load_flows(const FlowSetInput& input) {
    Collected all = collect(input);
    const Subject subject = all.subject();
    for (const auto prove : proofs) append(all.findings, prove(subject));
    sort_findings(all.findings);
    FlowSetLoaded loaded{.flows = nullptr, .findings = std::move(all.findings)};
    if (std::ranges::any_of(loaded.findings, &Finding::error)) return loaded;
    keep_older(input.previous, all.set);
    loaded.flows = std::make_shared<const FlowSet>(std::move(all.set));
    return loaded;
}

std::vector<FlowSource> base_flows() {
    std::vector<FlowSource> sources;
    for (const auto& file : embedded_flows::files)
        sources.push_back({.name = std::string{file.name}, .text = std::string{file.text}});
    return sources;
}

std::vector<FlowSource> base_texts() {
    std::vector<FlowSource> sources;
    for (const auto& file : embedded_texts::files)
        sources.push_back({.name = std::string{file.name}, .text = std::string{file.text}});
    return sources;
}

}  // namespace sambung::dialogs

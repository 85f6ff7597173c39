#include "older_flows.h"

#include "collected.h"
#include "flow_reading.h"

#include <algorithm>

namespace sambung::dialogs {

namespace {

// "lapor@3-1479548482": no flow's name holds an '@', so these keys meet no others.
std::string keys_under(const FlowVersion& version) {
    return version.flow + '@' + std::to_string(version.version) + '-' + std::to_string(version.structure);
}

FlowFile read_again(const FlowVersion& version) {
    return read_flow({.name = version.flow + "@" + std::to_string(version.version), .text = version.source},
                     keys_under(version));
}

bool whole(const FlowVersion& version, const FlowFile& file) {
    return file.flow && file.flow->name == version.flow && file.flow->version == version.version &&
           std::ranges::none_of(file.findings, &Finding::error);
}

// The flow's own words go under its own keys; names of slots and categories are shared, and only those that nobody else
// has any more are added.
void add_words(const FlowVersion& version, FlowSet& set) {
    const std::string own = version.flow + '.';
    const std::string under = keys_under(version) + '.';
    for (const auto& [language, words] : version.texts)
        for (const auto& [key, text] : words)
            set.texts[language].emplace(key.starts_with(own) ? under + key.substr(own.size()) : key, text);
}

bool shared_word(const Flow& flow, std::string_view key) {
    constexpr std::string_view slot = "slot.";
    constexpr std::string_view category = "category.";
    if (key.starts_with(slot)) return flow.slots.contains(key.substr(slot.size()));
    return key.starts_with(category) && std::ranges::any_of(flow.slots, [&](const auto& each) {
               return std::ranges::find(each.second.values, key.substr(category.size())) != each.second.values.end();
           });
}

std::map<std::string, std::string, std::less<>> words_of(const Flow& flow, const TextsByKey& all) {
    std::map<std::string, std::string, std::less<>> words;
    const std::string own = flow.name + '.';
    for (const auto& [key, text] : all)
        if (key.starts_with(own) || shared_word(flow, key)) words.emplace(key, text);
    return words;
}

}  // namespace

std::optional<Flow> as_it_was(const FlowVersion& version) {
    FlowFile file = read_again(version);
    return whole(version, file) ? std::move(file.flow) : std::nullopt;
}

void keep_older(const std::vector<FlowVersion>& previous, FlowSet& set) {
    for (const FlowVersion& version : previous) {
        if (keeps(set, version)) continue;
        FlowFile file = read_again(version);
        if (!whole(version, file)) continue;
        file.flow->structure = version.structure;  // what sessions hold, whatever this program would count
        add_words(version, set);                   // before the file's own, since id.yaml may have overruled them
        for (const auto& [key, text] : file.texts) set.texts[Language::id].emplace(key, text.words);
        set.older[version.flow].push_back(std::move(*file.flow));
    }
}

bool keeps(const FlowSet& flows, const FlowVersion& version) {
    return flows.flow(version.flow, version.version, version.structure) != nullptr;
}

std::vector<FlowVersion> flows_to_remember(const FlowSetInput& input) {
    const Collected all = collect(input);
    std::vector<FlowVersion> versions;
    for (const auto& [name, flow] : all.set.flows) {
        FlowVersion version{.flow = name,
                            .version = flow.version,
                            .structure = flow.structure,
                            .source = all.sources.at(name)->text,
                            .texts = {}};
        for (const auto& [language, words] : all.set.texts) version.texts.emplace(language, words_of(flow, words));
        versions.push_back(std::move(version));
    }
    return versions;
}

}  // namespace sambung::dialogs

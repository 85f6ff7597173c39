#include "flow_memory.h"

#include <boost/json.hpp>

namespace sambung::gateway {

namespace {

namespace json = boost::json;

std::string written(const dialogs::FlowVersion& version) {
    json::object texts;
    for (const auto& [language, words] : version.texts) {
        json::object& table = texts[code(language)].emplace_object();
        for (const auto& [key, text] : words) table[key] = text;
    }
    return json::serialize(texts);
}

void read_texts(std::string_view text, dialogs::FlowVersion& version) {
    boost::system::error_code broken;
    const json::value root = json::parse(text, broken);
    if (broken || !root.is_object()) return;
    for (const auto& [word, table] : root.get_object()) {
        const auto language = language_from(std::string_view{word});
        if (!language || !table.is_object()) continue;
        for (const auto& [key, words] : table.get_object())
            if (words.is_string())
                version.texts[*language].emplace(std::string_view{key}, std::string_view{words.get_string()});
    }
}

}  // namespace

std::vector<store::RememberedFlow> to_remember(const std::vector<dialogs::FlowVersion>& versions) {
    std::vector<store::RememberedFlow> flows;
    for (const dialogs::FlowVersion& version : versions)
        flows.push_back({.flow = version.flow,
                         .version = version.version,
                         .structure = version.structure,
                         .source = version.source,
                         .texts = written(version)});
    return flows;
}

std::vector<dialogs::FlowVersion> remembered(const std::vector<store::RememberedFlow>& flows) {
    std::vector<dialogs::FlowVersion> versions;
    for (const store::RememberedFlow& flow : flows) {
        dialogs::FlowVersion version{.flow = flow.flow,
                                     .version = flow.version,
                                     .structure = flow.structure,
                                     .source = flow.source,
                                     .texts = {}};
        read_texts(flow.texts, version);
        versions.push_back(std::move(version));
    }
    return versions;
}

}  // namespace sambung::gateway

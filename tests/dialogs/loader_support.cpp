#include "loader_support.h"

#include "common_texts.h"
#include "source_folder.h"

#include <fstream>
#include <sstream>

namespace sambung::dialogs::testing {

std::string file_in_project(std::string_view path) {
    std::ifstream in{std::string{SAMBUNG_SOURCE_DIR} + "/" + std::string{path}, std::ios::binary};
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

FlowSource example_flow() {
    const std::string doc = file_in_project("docs/flows.md");
    constexpr std::string_view fence = "```yaml\n";
    const std::size_t begin = doc.find(fence) + fence.size();
    return {.name = "lapor.yaml", .text = doc.substr(begin, doc.find("```", begin) - begin)};
}

std::vector<FlowSource> needed_flows() {
    return {
        {.name = "menu.yaml", .text = R"(format: dialog/1
flow: menu
version: 1
entry: tutup
states:
  tutup: {type: end, say: "Halo, ini Dinsos {kota}."}
)"},
        {.name = "darurat.yaml", .text = R"(format: dialog/1
flow: darurat
version: 1
entry: nomor
states:
  nomor: {type: end, say: "Telepon {darurat} sekarang."}
)"},
        {.name = "petugas.yaml", .text = R"(format: dialog/1
flow: petugas
version: 1
entry: sambung
states:
  sambung: {type: action, do: handover, set: {reason: asked}, results: {ok: kata, closed: kata, error: kata}}
  kata: {type: end, say: "Petugas akan menghubungi Anda."}
)"},
        {.name = "berhenti.yaml", .text = R"(format: dialog/1
flow: berhenti
version: 1
entry: kata
states:
  kata: {type: end, say: "Kami tidak mengirim pesan lagi."}
)"},
    };
}

FlowSource common_indonesian() {
    FlowSource source{.name = "id.yaml", .text = {}};
    for (const CommonText& common : common_texts) {
        source.text += std::string{common.key} + ": \"kata";
        for (const std::string_view value : common.values)
            if (!value.empty()) source.text += " {" + std::string{value} + "}";
        source.text += "\"\n";
    }
    return source;
}

FlowSetInput office_with(std::vector<FlowSource> flows) {
    FlowSetInput input;
    input.flows = needed_flows();
    input.flows.insert(input.flows.end(), flows.begin(), flows.end());
    input.texts = {common_indonesian()};
    input.words = {{"kota", "Depok"}, {"darurat", "112"}};
    input.languages = {Language::id};
    auto areas = AreaTree::parse(
        "code,name,parent\n32.76,Depok,\n32.76.06,Beji,32.76\n32.76.06.1001,Kemiri Muka,32.76.06\n32.76.01,Pancoran "
        "Mas,32.76\n"
        "32.76.01.1001,Rangkapan Jaya Baru,32.76.01\n");
    if (areas) input.areas = std::make_shared<const AreaTree>(std::move(*areas));
    return input;
}

std::vector<std::string> lines(const Findings& findings) {
    std::vector<std::string> all;
    for (const Finding& finding : findings) all.push_back(finding.text());
    return all;
}

}  // namespace sambung::dialogs::testing

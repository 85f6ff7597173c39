// Any bytes as a flow file, as a text file, and as both: never a crash, every finding says where, the same files are
// found the same again, and what is free of errors can be remembered as an older version.
#include "dialogs/flow_set.h"
#include "must.h"

#include <algorithm>
#include <cstdint>
#include <string>

namespace {

using namespace sambung;
using namespace sambung::dialogs;

std::ptrdiff_t lines_of(const FlowSetInput& input, const std::string& name) {
    std::ptrdiff_t most = 1;
    for (const auto* const files : {&input.flows, &input.texts})
        for (const FlowSource& file : *files)
            if (file.name == name) most = std::max(most, std::ranges::count(file.text, '\n') + 1);
    return most;
}

void load(FlowSetInput input) {
    input.words = {{"kota", "Depok"}, {"darurat", "112"}};
    input.languages = {Language::su};
    const FlowSetLoaded loaded = load_flows(input);
    for (const Finding& finding : loaded.findings) {
        must(!finding.file.empty() && !finding.sentence.empty() && finding.at.column >= 1);
        must(finding.at.line >= 1 && finding.at.line <= lines_of(input, finding.file) + 1);
    }
    const FlowSetLoaded again = load_flows(input);
    must(std::ranges::equal(loaded.findings, again.findings, {}, &Finding::text, &Finding::text));
    must((loaded.flows == nullptr) == (again.flows == nullptr));
    if (!loaded.flows) return;
    must(flow_versions(*loaded.flows) == flow_versions(*again.flows));
    for (const FlowVersion& version : flows_to_remember(input)) must(keeps(*loaded.flows, version));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string bytes{reinterpret_cast<const char*>(data), size};
    FlowSetInput input;
    input.flows = {{.name = "uji.yaml", .text = bytes}};
    load(input);
    input.texts = {{.name = "id.yaml", .text = bytes}, {.name = "su.yaml", .text = bytes}};
    load(input);
    return 0;
}

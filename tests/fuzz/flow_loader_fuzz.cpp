// Any bytes as a flow file, as a text file, and as both: never a crash, and every finding says where.
#include "dialogs/flow_set.h"

#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace sambung;
using namespace sambung::dialogs;

void load(FlowSetInput input) {
    input.words = {{"kota", "Depok"}, {"darurat", "112"}};
    input.languages = {Language::su};
    for (const Finding& finding : load_flows(input).findings)
        if (finding.file.empty() || finding.at.line < 1 || finding.at.column < 1 || finding.sentence.empty())
            std::abort();
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

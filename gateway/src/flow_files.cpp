#include "flow_files.h"

#include "config.h"
#include "pack.h"

#include <algorithm>
#include <iostream>

namespace sambung::gateway {

std::optional<dialogs::FlowSetInput> read_flow_files(const std::filesystem::path& config) {
    const ConfigLoaded loaded = load_config(config);
    for (const dialogs::Finding& finding : loaded.findings) std::cerr << finding.text() << "\n";
    if (!loaded.readable || loaded.config.pack.empty()) return std::nullopt;
    Pack pack = load_pack(loaded.config.pack, loaded.config.flows, {}, loaded.config.limits.ussd.smallest());
    if (pack.flow_files.flows.empty()) {
        for (const dialogs::Finding& finding : pack.findings) std::cerr << finding.text() << "\n";
        return std::nullopt;
    }
    if (const auto errors = std::ranges::count_if(pack.findings, &dialogs::Finding::error); errors > 0)
        std::cerr << "the pack has " << errors << " errors; see `sambung check`\n";
    return std::move(pack.flow_files);
}

}  // namespace sambung::gateway

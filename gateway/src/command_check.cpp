#include "commands.h"
#include "pack.h"

#include <iostream>

namespace sambung::gateway {

int check(const std::filesystem::path& config, bool strict) {
    ConfigLoaded loaded = load_config(config);
    dialogs::Findings findings = std::move(loaded.findings);
    if (!loaded.config.pack.empty()) {
        const Pack pack = load_pack(loaded.config.pack, loaded.config.flows);
        findings.insert(findings.end(), pack.findings.begin(), pack.findings.end());
    }
    dialogs::sort_findings(findings);
    int counted = 0;
    for (const dialogs::Finding& finding : findings) {
        std::cout << finding.text() << "\n";
        counted += finding.error() || strict ? 1 : 0;
    }
    if (!loaded.readable) return 2;
    if (findings.empty()) std::cout << config.string() << ": no findings\n";
    return counted > 0 ? 1 : 0;
}

}  // namespace sambung::gateway

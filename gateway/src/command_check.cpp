#include "commands.h"
#include "duty_address.h"
#include "duty_channels.h"
#include "errors.h"
#include "flow_memory.h"
#include "pack.h"
#include "store/flow_versions.h"

#include <algorithm>
#include <iostream>
#include <iterator>

namespace sambung::gateway {

namespace {

// What the service took into use, if it ever ran: other steps under the same version are found against it.
std::vector<dialogs::FlowVersion> in_use(const Config& config) {
    const auto flows = store::flows_remembered_in(config.cases);
    if (flows) return remembered(*flows);
    std::cerr << "versions in use are not known: " << describe(flows.error()) << "\n";
    return {};
}

// A configuration whose channels cannot be made has findings of its own.
void tell_duty_gaps(const Config& config, const cases::Office& office, dialogs::Findings& findings) {
    const Result<Channels> channels = Channels::make(config.channels);
    if (!channels) return;
    DutyGaps gaps = duty_gaps(office, *channels);
    for (const auto* sentences : {&gaps.channels, &gaps.alone})
        for (const std::string& sentence : *sentences) findings.push_back({config.file.string(), {}, "E264", sentence});
}

}  // namespace

int check(const std::filesystem::path& config, bool strict) {
    ConfigLoaded loaded = load_config(config);
    dialogs::Findings findings = std::move(loaded.findings);
    if (!loaded.config.pack.empty()) {
        const Pack pack = load_pack(loaded.config.pack, loaded.config.flows, in_use(loaded.config),
                                    loaded.config.limits.ussd.smallest());
        findings.insert(findings.end(), pack.findings.begin(), pack.findings.end());
        if (pack.office != nullptr) {
            std::ranges::move(duty_findings(loaded.config, *pack.office), std::back_inserter(findings));
            tell_duty_gaps(loaded.config, *pack.office, findings);
        }
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

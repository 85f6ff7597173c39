#include "commands.h"
#include "dialogs/flow_map.h"
#include "flow_files.h"

#include <iostream>

namespace sambung::gateway {

namespace {

dialogs::FlowSetInput built_in() {
    return {
        .flows = dialogs::base_flows(), .texts = dialogs::base_texts(), .words = {}, .languages = {}, .areas = nullptr};
}

}  // namespace

int graph(const std::filesystem::path& config, const std::string& flow) {
    const auto files = config.empty() ? std::optional{built_in()} : read_flow_files(config);
    if (!files) return 2;
    const Result<std::string> map = flow.empty() ? dialogs::flows_map(*files) : dialogs::flow_map(*files, flow);
    if (map)
        std::cout << *map;
    else
        std::cerr << map.error().detail << "\n";
    return map ? 0 : 1;
}

}  // namespace sambung::gateway

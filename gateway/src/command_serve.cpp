#include "commands.h"
#include "log.h"
#include "service.h"
#include "version.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <spdlog/spdlog.h>

#include <csignal>
#include <iostream>

namespace sambung::gateway {

namespace {

// The pack and configuration, or nothing after telling what is wrong.
std::optional<std::pair<Config, Pack>> load(const std::filesystem::path& file) {
    ConfigLoaded loaded = load_config(file);
    for (const dialogs::Finding& finding : loaded.findings) std::cerr << finding.text() << "\n";
    if (!loaded.readable || !loaded.findings.empty()) return std::nullopt;
    Pack pack = load_pack(loaded.config.pack, loaded.config.flows);
    for (const dialogs::Finding& finding : pack.findings) std::cerr << finding.text() << "\n";
    if (pack.office == nullptr || pack.flows == nullptr) return std::nullopt;
    return std::pair{std::move(loaded.config), std::move(pack)};
}

void wait_for_signal() {
    boost::asio::io_context io(1);
    boost::asio::signal_set signals(io, SIGINT, SIGTERM);
    signals.async_wait(
        [](const boost::system::error_code&, int signal) { spdlog::info("event=stopping signal={}", signal); });
    io.run();
}

}  // namespace

int serve(const std::filesystem::path& config_file, Checkpoint checkpoint) {
    std::signal(SIGPIPE, SIG_IGN);
    auto loaded = load(config_file);
    if (!loaded) return 2;
    start_log(loaded->first.log_level, LogTo::standard_error);
    auto service = Service::start(std::move(loaded->first), std::move(loaded->second), std::move(checkpoint));
    if (!service) {
        spdlog::critical("event=not_started why=\"{}\"", describe(service.error()));
        stop_log();
        return 1;
    }
    spdlog::info("event=serving version={} public_port={} desk_port={}", version, (*service)->public_port(),
                 (*service)->desk_port());
    wait_for_signal();
    (*service)->stop();
    spdlog::info("event=stopped");
    stop_log();
    return 0;
}

}  // namespace sambung::gateway

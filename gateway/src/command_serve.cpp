#include "commands.h"
#include "folder_watch.h"
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
    Pack pack = load_pack(loaded.config.pack, loaded.config.flows, {}, loaded.config.limits.ussd.smallest());
    for (const dialogs::Finding& finding : pack.findings) std::cerr << finding.text() << "\n";
    // What is wrong in units, routing and calendar alone is wrong in a draft, if the store has its own.
    if (pack.ground == nullptr || pack.flows == nullptr) return std::nullopt;
    return std::pair{std::move(loaded.config), std::move(pack)};
}

// What the main thread waits for: signals, and changes of the pack's files. Made before the service, so that a signal
// during the start is not lost.
class Vigil {
 public:
    // Until SIGINT or SIGTERM.
    void keep(Service& service, std::vector<std::filesystem::path> folders) {
        const FolderWatch watch(io_, std::move(folders), [&service] { service.reload("files"); });
        stop_.async_wait([this](const boost::system::error_code&, int signal) {
            spdlog::info("event=stopping signal={}", signal);
            io_.stop();
        });
        hear_reload(service);
        io_.run();
    }

 private:
    void hear_reload(Service& service) {
        reload_.async_wait([this, &service](const boost::system::error_code& error, int) {
            if (error) return;
            service.reload("signal");
            hear_reload(service);
        });
    }

    boost::asio::io_context io_{1};
    boost::asio::signal_set stop_{io_, SIGINT, SIGTERM};
    boost::asio::signal_set reload_{io_, SIGHUP};
};

std::vector<std::filesystem::path> folders_of(const Config& config) {
    std::vector<std::filesystem::path> folders{config.pack, config.pack / "flows", config.pack / "texts"};
    if (!config.flows.empty()) folders.push_back(config.flows);
    return folders;
}

}  // namespace

int serve(const std::filesystem::path& config_file, Checkpoint checkpoint) {
    std::signal(SIGPIPE, SIG_IGN);
    Vigil vigil;
    auto loaded = load(config_file);
    if (!loaded) return 2;
    const std::vector<std::filesystem::path> folders = folders_of(loaded->first);
    start_log(loaded->first.log_level, LogTo::standard_error);
    auto service = Service::start(std::move(loaded->first), std::move(loaded->second), std::move(checkpoint));
    if (!service) {
        spdlog::critical("event=not_started why=\"{}\"", describe(service.error()));
        stop_log();
        return 1;
    }
    spdlog::info("event=serving version={} public_port={} desk_port={}", version, (*service)->public_port(),
                 (*service)->desk_port());
    vigil.keep(**service, folders);
    (*service)->stop();
    spdlog::info("event=stopped");
    stop_log();
    return 0;
}

}  // namespace sambung::gateway

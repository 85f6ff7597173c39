#include "books.h"
#include "commands.h"
#include "store/anchors.h"
#include "store/backup.h"
#include "store/key_rotation.h"
#include "times.h"
#include "version.h"

#include <iostream>
#include <unistd.h>

namespace sambung::gateway {

namespace {

store::Place place_of(const Config& config) {
    return {.database = config.cases, .media = config.media, .anchors = config.anchors};
}

// On a terminal only: a line that is written over.
store::BackupProgress progress() {
    if (::isatty(STDERR_FILENO) == 0) return {};
    return [](std::uint64_t copied, std::uint64_t all) {
        constexpr std::uint64_t mebi = 1U << 20U;
        std::cerr << "\r" << copied / mebi << " of " << all / mebi << " MiB" << (copied == all ? "\n" : "");
    };
}

void tell(const store::BackupManifest& manifest) {
    std::cout << manifest.cases << " cases, " << manifest.events << " events, " << manifest.parts.size()
              << " files, schema " << manifest.schema << ", " << iso(manifest.at) << "; head " << manifest.head << "\n";
}

int failed(const Error& error) {
    complain(describe(error));
    return error.code == Errc::not_authentic ? 1 : 2;
}

}  // namespace

int backup(const std::filesystem::path& config_file, const std::filesystem::path& file) {
    const std::optional<Config> config = usable_config(config_file);
    if (!config) return 2;
    if (config->cases == ":memory:") return complain("what is kept in memory only cannot be backed up");
    const Result<store::Keys> keys = store::load_keys(config->root_key, config->cases);
    if (!keys) return complain(describe(keys.error()));
    if (const Result<> whole = store::check_finished(config->cases); !whole) return complain(describe(whole.error()));
    const Result<store::BackupManifest> made = store::make_backup({.place = place_of(*config),
                                                                   .file = file,
                                                                   .version = std::string{version},
                                                                   .at = now(),
                                                                   .progress = progress()},
                                                                  *keys);
    if (!made) return failed(made.error());
    tell(*made);
    return 0;
}

int restore(const RestoreOptions& options) {
    if (options.erasures.empty() != options.erasures_lost)
        return complain(
            "--erasures FILE names the erasure ledger as it is today (docs/runbook.md); only if it is lost: "
            "--erasures-lost");
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    if (config->cases == ":memory:") return complain("nothing can be restored into memory");
    const Result<store::Keys> keys = store::Keys::load(config->root_key);
    if (!keys) return complain(describe(keys.error()) + "; a backup opens only with the root key of its day");
    store::RestorePlan plan{.file = options.file, .place = place_of(*config), .now = now()};
    if (!options.erasures.empty()) plan.ledger = options.erasures;
    for (const std::string& digits : options.keys) {
        const auto key = store::public_key_from(digits);
        if (!key) return complain("a public key is 64 hex digits in small letters");
        plan.keys.push_back(*key);
    }
    const Result<store::Restored> restored = store::restore_backup(plan, *keys);
    if (!restored) return failed(restored.error());
    tell(restored->manifest);
    std::cout << "erasures since: " << restored->later_erasures << ", erased again: " << restored->erased_again
              << ", left for staff to decide: " << restored->asks_person << "\n"
              << "messages that may have gone out since, not sent again: " << restored->left_unknown << "\n";
    if (options.erasures_lost) std::cout << "NOTHING WAS ERASED AGAIN: what was erased since the backup is back.\n";
    return 0;
}

}  // namespace sambung::gateway

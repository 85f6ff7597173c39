#include "command_keys.h"

#include "books.h"
#include "store/backup.h"
#include "store/key_rotation.h"
#include "times.h"

#include <iostream>

namespace sambung::gateway {

namespace {

void tell(const store::RootKeyStand& root) {
    std::cout << "root key " << root.fingerprint << ": since " << (root.since ? iso(*root.since) : "now");
    if (root.until) std::cout << " until " << iso(*root.until) << "; opens backups of that time";
    if (!root.by.empty()) std::cout << ", by " << root.by;
    std::cout << "\n  public key " << root.public_key << "\n";
}

void tell(const Config& config, const store::KeysStand& stand) {
    std::cout << "file " << config.root_key.string() << "\n";
    tell(stand.roots.front());
    for (const store::Wrapped& one : stand.wrapped) std::cout << "  " << one.what << ": " << one.keys << "\n";
    std::cout << "  sessions in SQL: " << stand.sessions << "\n";
    std::cout << "  keyed hashes: of root key " << stand.roots.back().fingerprint << "\n";
    for (std::size_t i = 1; i < stand.roots.size(); ++i) tell(stand.roots[i]);
}

std::optional<Config> rotatable(const std::filesystem::path& file) {
    std::optional<Config> config = usable_config(file);
    if (config && (config->cases == ":memory:" || config->root_key.empty())) {
        complain("what is kept in memory only has no root key to keep");
        return std::nullopt;
    }
    return config;
}

}  // namespace

int show_keys(const std::filesystem::path& file) {
    const std::optional<Config> config = rotatable(file);
    if (!config) return 2;
    const Result<store::KeysStand> stand = store::keys_stand(config->root_key, config->cases);
    if (!stand) return complain(describe(stand.error()));
    tell(*config, *stand);
    if (!stand->cut_off) return 0;
    std::cout << "A ROTATION WAS CUT OFF: run `sambung keys rotate` again (docs/runbook.md)\n";
    return 1;
}

int rotate_keys(const KeysOptions& options) {
    const std::optional<Config> config = rotatable(options.config);
    if (!config) return 2;
    if (const Result<> whole = store::check_finished(config->cases); !whole) return complain(describe(whole.error()));
    const Result<store::Rotated> rotated = store::rotate_root({.key_file = config->root_key,
                                                               .database = config->cases,
                                                               .spool = config->spool,
                                                               .by = options.by,
                                                               .now = now(),
                                                               .checkpoint = options.checkpoint});
    if (!rotated) return complain(describe(rotated.error()));
    std::cout << "root key " << rotated->before << " was replaced by " << rotated->after
              << "; keys sealed anew: " << rotated->keys << "\n"
              << "the new one is " << config->root_key.string() << ": print it for the safes now\n"
              << "the old one is " << rotated->kept_file.string()
              << ": it opens backups of before; take it to them and away from here\n";
    return 0;
}

}  // namespace sambung::gateway

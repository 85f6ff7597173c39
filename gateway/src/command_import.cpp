#include "commands.h"
#include "helper_sheet.h"
#include "pack.h"
#include "pack_reader.h"
#include "store/backup.h"
#include "store/case_store.h"
#include "store/key_rotation.h"
#include "times.h"

#include <iostream>

namespace sambung::gateway {

namespace {

Result<> keep(const Config& config, const store::Keys& keys, const Pack& pack,
              const std::vector<store::Helper>& helpers) {
    if (Result<> whole = store::check_finished(config.cases); !whole) return whole;
    Result<std::unique_ptr<store::Database>> database = store::Database::open({.path = config.cases});
    if (!database) return std::unexpected(database.error());
    return store::make_sqlite_cases(**database, keys, pack.office)->add_helpers(helpers, now());
}

int complain(const std::string& why) {
    std::cerr << why << "\n";
    return 2;
}

}  // namespace

int import_helpers(const ImportOptions& options) {
    const ConfigLoaded loaded = load_config(options.config);
    for (const dialogs::Finding& finding : loaded.findings) std::cerr << finding.text() << "\n";
    if (!loaded.readable || !loaded.findings.empty()) return 2;
    const std::optional<std::string> csv = read_file(options.file);
    if (!csv) return complain(options.file.string() + ":1:1: H000: cannot be read");
    const Pack pack = load_pack(loaded.config.pack, loaded.config.flows);
    if (pack.office == nullptr) return complain("the pack has findings; see `sambung check`");
    const Result<store::Keys> keys = store::load_keys(loaded.config.root_key, loaded.config.cases);
    if (!keys) return complain(describe(keys.error()));
    const HelperSheet sheet = read_helpers(options.file.string(), *csv, *pack.office, *keys);
    for (const dialogs::Finding& finding : sheet.findings) std::cout << finding.text() << "\n";
    if (!sheet.findings.empty()) return 1;
    if (!options.dry_run) {
        const Result<> kept = keep(loaded.config, *keys, pack, sheet.helpers);
        if (!kept) return complain(describe(kept.error()));
    }
    std::cout << sheet.helpers.size() << (options.dry_run ? " helpers would be kept\n" : " helpers kept\n");
    return 0;
}

}  // namespace sambung::gateway

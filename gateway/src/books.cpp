#include "books.h"

#include "store/backup.h"

#include <iostream>
#include <utility>

namespace sambung::gateway {

std::optional<Config> usable_config(const std::filesystem::path& file) {
    ConfigLoaded loaded = load_config(file);
    for (const dialogs::Finding& finding : loaded.findings) std::cerr << finding.text() << "\n";
    if (!loaded.readable || !loaded.findings.empty()) return std::nullopt;
    return std::move(loaded.config);
}

int complain(const std::string& why) {
    std::cerr << why << "\n";
    return 2;
}

Result<Books> open_books(const Config& config) {
    Books books;
    books.pack = load_pack(config.pack, config.flows);
    if (books.pack.office == nullptr) return fail(Errc::misconfigured, "the pack has findings; see `sambung check`");
    Result<store::Keys> keys = store::Keys::load(config.root_key);
    if (!keys) return std::unexpected(keys.error());
    books.keys = std::make_unique<store::Keys>(*keys);
    if (Result<> whole = store::check_finished(config.cases); !whole) return std::unexpected(std::move(whole.error()));
    Result<std::unique_ptr<store::Database>> database = store::Database::open({.path = config.cases});
    if (!database) return std::unexpected(database.error());
    books.database = std::move(*database);
    books.cases = store::make_sqlite_cases(*books.database, *books.keys, books.pack.office);
    return books;
}

}  // namespace sambung::gateway

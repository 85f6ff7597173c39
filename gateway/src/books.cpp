#include "books.h"

#include "await_here.h"
#include "cases/duty_point.h"
#include "channel.h"
#include "office_fit.h"
#include "store/backup.h"
#include "store/duty_points.h"
#include "store/key_rotation.h"
#include "times.h"

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

namespace {

// As the service has it.
Result<> take_office(const Config& config, Books& books) {
    const Result<Channels> channels = Channels::make(config.channels);
    if (!channels) return std::unexpected(channels.error());
    Result<Choice> choice = choose_office(*books.database, *books.keys, {*books.pack.ground, config, *channels});
    if (!choice) return std::unexpected(choice.error());
    const auto there = await_here(store::points_in_force(*books.database, *books.keys, now()));
    if (!there) return std::unexpected(there.error());
    std::vector<cases::DutyPoint> points;
    for (const store::DutyPoint& one : *there) points.push_back(one.to);
    books.bare = std::move(choice->office);
    books.papers = std::move(choice->papers);
    books.pack.office = std::make_shared<const cases::Office>(cases::with_points(*books.bare, points));
    return {};
}

}  // namespace

Result<Books> open_books(const Config& config) {
    Books books;
    books.pack = load_pack(config.pack, config.flows);
    if (books.pack.ground == nullptr) return fail(Errc::misconfigured, "the pack has findings; see `sambung check`");
    Result<store::Keys> keys = store::load_keys(config.root_key, config.cases);
    if (!keys) return std::unexpected(keys.error());
    books.keys = std::make_unique<store::Keys>(*keys);
    if (Result<> whole = store::check_finished(config.cases); !whole) return std::unexpected(std::move(whole.error()));
    Result<std::unique_ptr<store::Database>> database = store::Database::open({.path = config.cases});
    if (!database) return std::unexpected(database.error());
    books.database = std::move(*database);
    if (const Result<> taken = take_office(config, books); !taken) return std::unexpected(taken.error());
    books.cases = store::make_sqlite_cases(*books.database, *books.keys, books.pack.office);
    return books;
}

}  // namespace sambung::gateway

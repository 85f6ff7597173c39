// The outreach register by message: finds an officer's lines, has them written, and reminds (docs/register.md).
#pragma once

#include "announcements.h"
#include "store/register.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace sambung::gateway {

// Of one shard; its thread only.
class Registrar {
 public:
    Registrar(store::Database& database, const store::Keys& keys, std::function<Announcer()> as_it_is)
        : database_(database), keys_(keys), as_it_is_(std::move(as_it_is)) {}

    // Nothing: not all of it is lines for the register, or none of these units keeps one.
    [[nodiscard]] std::optional<store::RegisterMessage> lines_of(const store::InboxItem& item, const Inbound& message,
                                                                 std::vector<std::string> units) const;
    // Writes them and answers. Errc::unavailable: nothing was done.
    Task<Result<>> write(store::RegisterMessage message, TimePoint now);
    // What is due; how many entries something was said about.
    Task<Result<int>> ring(TimePoint now);

 private:
    store::Database& database_;
    const store::Keys& keys_;
    std::function<Announcer()> as_it_is_;  // an office without houses keeps no register
};

}  // namespace sambung::gateway

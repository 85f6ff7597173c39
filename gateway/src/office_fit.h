// Whether routing table, units and calendar fit together, and with the pack's areas and the configuration's channels.
#pragma once

#include "cases/office.h"
#include "channel.h"
#include "config.h"
#include "dialogs/strict_yaml.h"
#include "pack.h"
#include "store/office_stand.h"

#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

[[nodiscard]] std::string_view file_of(store::DocumentKind kind);  // "units.yaml"

// What they must fit; all three outlive it.
struct OfficeGround {
    const cases::Office& ground;  // Pack::ground
    const Config& config;
    const Channels& channels;
};

// The office that they make. All findings with their places in "units 2", "rule set 1", "calendar 1" (version 0: in the
// pack's file) if one is an error: those of `sambung check`, E262, E263 and, where danger would reach nobody, E264.
[[nodiscard]] std::expected<std::shared_ptr<const cases::Office>, dialogs::Findings> fitted(
    const OfficeGround& ground, const store::OfficePapers& papers);

// The pack's own three files as they lie there, version 0; a file that cannot be read is empty.
[[nodiscard]] store::OfficePapers papers_of(const std::filesystem::path& pack);

struct Choice {
    std::shared_ptr<const cases::Office> office;
    store::OfficePapers papers;                 // that it is made of
    std::optional<store::OfficePapers> active;  // in the store; none: it was never seeded
    dialogs::Findings findings;                 // of the active ones; empty: they were chosen
};
// The first that fits: those that are active, those that were served last, the pack's own. Errc::misconfigured if none
// does, with the first finding; Errc::unavailable. Blocks.
[[nodiscard]] Result<Choice> choose_office(store::Database& database, const store::Keys& keys,
                                           const OfficeGround& ground);

}  // namespace sambung::gateway

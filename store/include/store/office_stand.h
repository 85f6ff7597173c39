// What the office consists of just now: which document of each kind is active, and which duty phones are others for
// some hours. The running service looks every second and takes up what changed.
#pragma once

#include "model/error.h"
#include "model/time.h"
#include "store/database.h"
#include "store/duty_points.h"
#include "store/keys.h"
#include "store/office_documents.h"
#include "store/task.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace sambung::store {

// Cheap to ask for, and another one whenever something changed.
struct OfficeStand {
    std::array<std::int64_t, all_document_kinds.size()> active{};  // ids in the order of all_document_kinds; 0: none
    std::vector<std::int64_t> points{};                            // ids of those that hold
    std::int64_t unreviewed = 0;                                   // points that nobody has looked at

    bool operator==(const OfficeStand&) const = default;
};
[[nodiscard]] Task<Result<OfficeStand>> office_stand(Database& database, TimePoint now);

// The three that make an office.
struct OfficePapers {
    OfficeDocument routing, units, calendar;

    [[nodiscard]] OfficeDocument& of(DocumentKind kind);
    [[nodiscard]] const OfficeDocument& of(DocumentKind kind) const;
};
// Those that are active; nothing if one kind has none.
[[nodiscard]] Task<Result<std::optional<OfficePapers>>> active_papers(Database& database, const Keys& keys);
// Those that were in use last, and fitted together then; nothing if none ever were.
[[nodiscard]] Result<std::optional<OfficePapers>> served_papers(Database& database, const Keys& keys);  // blocks
// They fit together, and are in use from now on. Where they were the last ones already nothing is noted.
[[nodiscard]] Task<Result<>> note_served(Database& database, OfficePapers papers, TimePoint now);

}  // namespace sambung::store

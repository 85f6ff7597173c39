// Rows of `media`.
#pragma once

#include "case_rows.h"
#include "store/media.h"
#include "store/wish.h"

#include <vector>

namespace sambung::store {

// Those of the grant that belong to the case that its outcome is about; each once a case.
void want_media(Clerk& clerk, const Grant& grant, const Outcome& outcome);

[[nodiscard]] std::vector<std::string> media_channels(Sql& sql, TimePoint now);
[[nodiscard]] MediaLeased lease_media(Clerk& clerk, const MediaLease& wanted);
[[nodiscard]] Result<> settle_media(Clerk& clerk, const MediaSettlement& settlement);
[[nodiscard]] std::vector<CaseMedia> media_of(Sql& sql, const Ticket& ticket);
[[nodiscard]] Result<MediaFile> media_file(Sql& sql, const Keys& keys, std::int64_t id);
[[nodiscard]] std::vector<MediaAddress> stray_media(Sql& sql, std::vector<MediaAddress> there);
// The case is being erased: what was still wanted is not fetched any more, and nothing tells what a provider called it.
void lose_media_of(Clerk& clerk, std::int64_t case_id);

}  // namespace sambung::store

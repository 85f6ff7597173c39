// Rows of the books for a sheet (docs/commands.md, `export`). Nothing that a citizen said is among them; of a case that
// is confidential (told in confidence, or of a category that the office marks) neither the category nor the place, nor
// what gives either away. Read in pages by key, so that a million rows hold nothing up.
#pragma once

#include "model/error.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sambung::store {

enum class Sheet : std::uint8_t { referrals, decisions, requests };
[[nodiscard]] std::string_view name(Sheet sheet);
[[nodiscard]] std::vector<std::string_view> columns(Sheet sheet);

inline constexpr std::string_view confidential_mark = "terbatas";  // in place of a category, a unit or a reason

using ExportCell = std::variant<std::string, TimePoint>;  // an empty text where there is nothing
using ExportRow = std::vector<ExportCell>;                // as many as columns(sheet)

// The oldest first; stops with the first error of `visit`. `sensitive`: categories that the office marks. Blocks; for
// subcommands. Errc::unavailable.
[[nodiscard]] Result<> for_each_row(Database& database, Sheet sheet, std::span<const std::string> sensitive,
                                    const std::function<Result<>(const ExportRow&)>& visit);

// That somebody takes the data out, before the first row is written. Blocks.
[[nodiscard]] Result<> note_export(Database& database, const Keys& keys, std::string_view kind, TimePoint now);

}  // namespace sambung::store

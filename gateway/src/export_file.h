// A sheet on its way out: CSV (RFC 4180, CRLF) or a spreadsheet (XLSX), as the file's name ends. Every cell is a text.
// One that a spreadsheet program would run (= + - @ tab CR at its start) is defused: by an apostrophe in CSV, by being
// a cell of text in XLSX, where nothing written here is ever a formula or a link.
#pragma once

#include "model/error.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace sambung::gateway {

class ExportFile {
 public:
    virtual ~ExportFile() = default;

    // The first row is the header. Errc::unavailable: it cannot be written; Errc::refused: a cell holds more than the
    // format can.
    [[nodiscard]] virtual Result<> row(std::span<const std::string_view> cells) = 0;
    // Only now does the file stand under its name, whole. Without it nothing is left behind.
    [[nodiscard]] virtual Result<> finish() = 0;
};

// Only its owner may read the file. An empty name: CSV on standard output. Errc::invalid_request: another ending than
// .csv and .xlsx; Errc::unavailable.
[[nodiscard]] Result<std::unique_ptr<ExportFile>> open_export(const std::filesystem::path& file);

}  // namespace sambung::gateway

// The file beside the wanted one that a sheet is written to first: named like it with six letters behind that nobody
// else has, readable by its owner only. It takes the wanted name when it is whole, and goes if it never is.
#pragma once

#include "model/error.h"

#include <filesystem>

namespace sambung::gateway {

class ExportPaper {
 public:
    // Errc::unavailable: no file can be made there.
    [[nodiscard]] static Result<ExportPaper> begin(std::filesystem::path wanted);
    ~ExportPaper();
    ExportPaper(ExportPaper&& other) noexcept;
    ExportPaper(const ExportPaper&) = delete;
    ExportPaper& operator=(const ExportPaper&) = delete;
    ExportPaper& operator=(ExportPaper&&) = delete;

    [[nodiscard]] const std::filesystem::path& beside() const { return beside_; }
    [[nodiscard]] Result<> keep();

 private:
    ExportPaper(std::filesystem::path wanted, std::filesystem::path beside);
    std::filesystem::path wanted_;
    std::filesystem::path beside_;  // empty: there is nothing to take away any more
};

}  // namespace sambung::gateway

#include "export_file.h"

#include "export_paper.h"
#include "export_workbook.h"
#include "model/csv.h"

#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <utility>

namespace sambung::gateway {

namespace {

std::string defused(std::string_view text) {
    const bool runs = !text.empty() && std::string_view{"=+-@\t\r"}.contains(text.front());
    return csv_cell(runs ? "'" + std::string{text} : std::string{text});
}

class CsvFile final : public ExportFile {
 public:
    CsvFile() : out_(std::cout) {}
    explicit CsvFile(ExportPaper paper)
        : paper_(std::move(paper)), file_(paper_->beside(), std::ios::binary | std::ios::trunc), out_(file_) {}

    Result<> row(std::span<const std::string_view> cells) override {
        bool first = true;
        for (std::string_view cell : cells) {
            out_ << (first ? "" : ",") << defused(cell);
            first = false;
        }
        out_ << "\r\n";
        return written();
    }

    Result<> finish() override {
        out_.flush();
        if (const Result<> all = written(); !all) return all;
        return paper_ ? paper_->keep() : Result<>{};
    }

 private:
    Result<> written() const {
        if (!out_) return fail(Errc::unavailable, "the file cannot be written");
        return {};
    }

    std::optional<ExportPaper> paper_;
    std::ofstream file_;
    std::ostream& out_;
};

}  // namespace

Result<std::unique_ptr<ExportFile>> open_export(const std::filesystem::path& file) {
    if (file.empty()) return std::make_unique<CsvFile>();
    const std::string ending = file.extension().string();
    if (ending != ".csv" && ending != ".xlsx")
        return fail(Errc::invalid_request, "the file's name ends in .csv or .xlsx");
    Result<ExportPaper> paper = ExportPaper::begin(file);
    if (!paper) return std::unexpected(paper.error());
    if (ending == ".xlsx") return open_workbook(std::move(*paper));
    return std::make_unique<CsvFile>(std::move(*paper));
}

}  // namespace sambung::gateway

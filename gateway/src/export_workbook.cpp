#include "export_workbook.h"

#include <string>
#include <utility>
#include <vector>
#include <xlsxwriter.h>

namespace sambung::gateway {

namespace {

std::unexpected<Error> broken(lxw_error error) {
    if (error == LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED)
        return fail(Errc::refused, "a cell of a spreadsheet holds 32767 characters at most; export as .csv");
    return fail(Errc::unavailable, std::string{"the spreadsheet cannot be written: "} + lxw_strerror(error));
}

class Workbook final : public ExportFile {
 public:
    Workbook(ExportPaper paper, std::size_t rows_a_sheet) : paper_(std::move(paper)), rows_a_sheet_(rows_a_sheet) {}
    ~Workbook() override {
        if (book_ != nullptr) lxw_workbook_free(book_);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    Result<> open() {
        std::string folder = std::filesystem::absolute(paper_.beside()).parent_path().string();
        lxw_workbook_options options{};
        options.constant_memory = LXW_TRUE;  // rows rest in a file beside, not in memory
        options.tmpdir = folder.data();
        book_ = workbook_new_opt(paper_.beside().c_str(), &options);
        if (book_ == nullptr) return fail(Errc::unavailable, "the spreadsheet cannot be begun");
        text_ = workbook_add_format(book_);
        format_set_num_format(text_, "@");
        title_ = workbook_add_format(book_);
        format_set_num_format(title_, "@");
        format_set_bold(title_);
        return {};
    }

    Result<> row(std::span<const std::string_view> cells) override {
        if (header_.empty()) {
            header_.assign(cells.begin(), cells.end());
            return turn_over();
        }
        if (next_ == rows_a_sheet_)
            if (const Result<> turned = turn_over(); !turned) return turned;
        return write(cells, text_);
    }

    Result<> finish() override {
        const lxw_error error = workbook_close(std::exchange(book_, nullptr));
        if (error != LXW_NO_ERROR) return broken(error);
        return paper_.keep();
    }

 private:
    // A new sheet under the same header, which stays in sight.
    Result<> turn_over() {
        sheet_ = workbook_add_worksheet(book_, nullptr);
        if (sheet_ == nullptr) return fail(Errc::unavailable, "the spreadsheet takes no further sheet");
        worksheet_freeze_panes(sheet_, 1, 0);
        next_ = 0;
        return write(std::vector<std::string_view>(header_.begin(), header_.end()), title_);
    }

    Result<> write(std::span<const std::string_view> cells, lxw_format* format) {
        lxw_col_t column = 0;
        for (std::string_view cell : cells) {
            const std::string text{cell};
            const lxw_error error =
                worksheet_write_string(sheet_, static_cast<lxw_row_t>(next_), column++, text.c_str(), format);
            if (error != LXW_NO_ERROR) return broken(error);
        }
        ++next_;
        return {};
    }

    ExportPaper paper_;
    std::size_t rows_a_sheet_;
    std::size_t next_ = 0;
    std::vector<std::string> header_;
    lxw_workbook* book_ = nullptr;
    lxw_worksheet* sheet_ = nullptr;
    lxw_format* text_ = nullptr;
    lxw_format* title_ = nullptr;
};

}  // namespace

Result<std::unique_ptr<ExportFile>> open_workbook(ExportPaper paper, std::size_t rows_a_sheet) {
    auto book = std::make_unique<Workbook>(std::move(paper), rows_a_sheet);
    if (const Result<> opened = book->open(); !opened) return std::unexpected(opened.error());
    return book;
}

}  // namespace sambung::gateway

#include "cases/csv.h"

#include <cstddef>

namespace sambung::cases {

namespace {

class Reader {
 public:
    explicit Reader(std::string_view text) : text_(text) {
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (text_.starts_with(byte_order_mark)) text_.remove_prefix(byte_order_mark.size());
    }

    std::vector<CsvRow> rows() {
        std::vector<CsvRow> rows;
        while (!done()) {
            if (text_[at_] == '#')
                skip_line();
            else if (!take_line_end())
                rows.push_back(row());
        }
        return rows;
    }

 private:
    [[nodiscard]] bool done() const { return at_ == text_.size(); }
    [[nodiscard]] bool at_line_end() const {
        return text_.substr(at_).starts_with('\n') || text_.substr(at_).starts_with("\r\n");
    }
    [[nodiscard]] bool at_cell_end() const { return done() || text_[at_] == ',' || at_line_end(); }

    char take() {
        const char c = text_[at_++];
        const bool continues_a_character = (static_cast<unsigned char>(c) & 0xC0) == 0x80;
        if (c == '\n') {
            ++line_;
            column_ = 1;
        } else if (!continues_a_character) {
            ++column_;
        }
        return c;
    }

    bool take_if(char wanted) {
        if (done() || text_[at_] != wanted) return false;
        take();
        return true;
    }

    bool take_line_end() {
        if (!at_line_end()) return false;
        take_if('\r');
        return take_if('\n');
    }

    void skip_line() {
        while (!done() && take() != '\n') {
        }
    }

    CsvRow row() {
        CsvRow row;
        do row.push_back(cell());
        while (take_if(','));
        take_line_end();
        return row;
    }

    CsvCell cell() {
        CsvCell cell{.text = {}, .line = line_, .column = column_};
        if (take_if('"')) take_quoted(cell);
        while (!at_cell_end()) {
            const char c = take();
            if (c == '"') cell.broken = true;
            cell.text += c;
        }
        return cell;
    }

    // Up to and with the closing quote; two quotes are one.
    void take_quoted(CsvCell& cell) {
        while (!done()) {
            const char c = take();
            if (c != '"') {
                cell.text += c;
            } else if (take_if('"')) {
                cell.text += '"';
            } else {
                cell.broken = !at_cell_end();
                return;
            }
        }
        cell.broken = true;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int line_ = 1;
    int column_ = 1;
};

}  // namespace

std::vector<CsvRow> read_csv(std::string_view text) { return Reader{text}.rows(); }

}  // namespace sambung::cases

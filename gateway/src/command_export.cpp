#include "books.h"
#include "commands.h"
#include "model/csv.h"
#include "store/exports.h"
#include "times.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <unistd.h>
#include <variant>

namespace sambung::gateway {

namespace {

// A leading = + - @ is defused, since spreadsheets would run it.
std::string cell(std::string_view text) {
    const bool runs = !text.empty() && std::string_view{"=+-@\t\r"}.contains(text.front());
    return csv_cell(runs ? "'" + std::string{text} : std::string{text});
}

void write_row(std::ostream& out, std::span<const std::string_view> cells) {
    bool first = true;
    for (std::string_view one : cells) {
        out << (first ? "" : ",") << cell(one);
        first = false;
    }
    out << "\r\n";
}

void write_row(std::ostream& out, std::initializer_list<std::string_view> cells) {
    write_row(out, std::span{cells.begin(), cells.size()});
}

// Rows so far, on a terminal, for what takes long.
class Progress {
 public:
    ~Progress() {
        if (shown_) std::cerr << '\n';
    }
    void row() {
        constexpr std::int64_t every = 10'000;
        if (++rows_ % every != 0 || !terminal_) return;
        std::cerr << '\r' << rows_ << " rows" << std::flush;
        shown_ = true;
    }

 private:
    std::int64_t rows_ = 0;
    bool shown_ = false;
    const bool terminal_ = ::isatty(STDERR_FILENO) != 0;
};

Result<> write_cases(const Books& books, std::ostream& out) {
    Progress progress;
    write_row(out, {"ticket", "status", "urgency", "category", "area", "unit", "channel", "language", "filed",
                    "changed", "rule", "why", "sealed_place", "sealed_story", "sealed_phone", "sealed_intake"});
    return books.cases->for_each_case([&](const store::ExportedCase& one) {
        progress.row();
        write_row(out, {one.ticket, one.status, one.urgency, one.restricted ? "terbatas" : one.category, one.area,
                        one.unit, one.channel, one.language, iso(one.filed), iso(one.changed), one.rule, one.why,
                        one.sealed_place, one.sealed_story, one.sealed_phone, one.sealed_intake});
    });
}

std::string text_of(const store::ExportCell& cell) {
    const TimePoint* at = std::get_if<TimePoint>(&cell);
    return at != nullptr ? iso(*at) : std::get<std::string>(cell);
}

Result<> write_sheet(const Books& books, store::Sheet sheet, std::ostream& out) {
    Progress progress;
    write_row(out, store::columns(sheet));
    return store::for_each_row(*books.database, sheet, [&](const store::ExportRow& row) -> Result<> {
        progress.row();
        std::vector<std::string> texts;
        std::ranges::transform(row, std::back_inserter(texts), text_of);
        write_row(out, std::vector<std::string_view>(texts.begin(), texts.end()));
        if (!out) return fail(Errc::unavailable, "the file cannot be written");
        return {};
    });
}

// As the pack has them; nobody's number.
Result<> write_units(const Books& books, std::ostream& out) {
    write_row(out, {"code", "name", "kind", "backup", "parent", "open_24h", "capacity", "suspended", "sensitive"});
    for (const cases::Unit& unit : books.pack.office->units)
        write_row(out, {unit.code, unit.name, unit.kind, unit.backup, unit.parent, unit.open_24h ? "yes" : "no",
                        unit.capacity ? std::to_string(*unit.capacity) : std::string{}, unit.suspended ? "yes" : "no",
                        unit.takes_sensitive ? "yes" : "no"});
    return {};
}

Result<> write_kind(const Books& books, std::string_view kind, std::ostream& out) {
    if (const Result<> noted = store::note_export(*books.database, *books.keys, kind, now()); !noted) return noted;
    if (kind == "units") return write_units(books, out);
    for (const store::Sheet sheet : {store::Sheet::referrals, store::Sheet::decisions, store::Sheet::requests})
        if (store::name(sheet) == kind) return write_sheet(books, sheet, out);
    return write_cases(books, out);
}

}  // namespace

int export_rows(const std::filesystem::path& config_file, const std::string& kind, const std::string& out) {
    const ConfigLoaded loaded = load_config(config_file);
    for (const dialogs::Finding& finding : loaded.findings) std::cerr << finding.text() << "\n";
    if (!loaded.readable || !loaded.findings.empty()) return 2;
    std::ofstream file;
    if (!out.empty()) file.open(out, std::ios::binary | std::ios::trunc);
    std::ostream& to = out.empty() ? std::cout : file;
    const Result<Books> books = open_books(loaded.config);
    const Result<> written = books ? write_kind(*books, kind, to) : Result<>{std::unexpected(books.error())};
    to.flush();
    if (!written) std::cerr << describe(written.error()) << "\n";
    if (written && !to) std::cerr << "cannot write " << out << "\n";
    return written && to ? 0 : 1;
}

}  // namespace sambung::gateway

#include "books.h"
#include "commands.h"
#include "export_file.h"
#include "store/exports.h"
#include "times.h"

#include <algorithm>
#include <iostream>
#include <iterator>
#include <unistd.h>
#include <variant>

namespace sambung::gateway {

namespace {

Result<> write_row(ExportFile& out, std::initializer_list<std::string_view> cells) {
    return out.row(std::span{cells.begin(), cells.size()});
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

bool confidential(const cases::Office& office, const store::ExportedCase& one) {
    return one.restricted || std::ranges::find(office.sensitive, one.category) != office.sensitive.end();
}

// What gives away a confidential case is marked; the seals of the others hide what is sealed here too.
Result<> write_case(ExportFile& out, const store::ExportedCase& one, bool hidden) {
    const auto open = [hidden](const std::string& text) {
        return hidden ? std::string_view{} : std::string_view{text};
    };
    return write_row(
        out, {one.ticket, one.status, one.urgency, hidden ? store::confidential_mark : one.category, open(one.area),
              open(one.unit), one.channel, one.language, iso(one.filed), iso(one.changed), open(one.rule),
              open(one.why), one.sealed_place, one.sealed_story, one.sealed_phone, one.sealed_intake});
}

Result<> write_cases(const Books& books, ExportFile& out) {
    Progress progress;
    Result<> written =
        write_row(out, {"ticket", "status", "urgency", "category", "area", "unit", "channel", "language", "filed",
                        "changed", "rule", "why", "sealed_place", "sealed_story", "sealed_phone", "sealed_intake"});
    const Result<> read = books.cases->for_each_case([&](const store::ExportedCase& one) {
        progress.row();
        if (written) written = write_case(out, one, confidential(*books.pack.office, one));
    });
    return read ? written : read;
}

std::string text_of(const store::ExportCell& cell) {
    const TimePoint* at = std::get_if<TimePoint>(&cell);
    return at != nullptr ? iso(*at) : std::get<std::string>(cell);
}

Result<> write_sheet(const Books& books, store::Sheet sheet, ExportFile& out) {
    Progress progress;
    if (const Result<> header = out.row(store::columns(sheet)); !header) return header;
    const auto write = [&](const store::ExportRow& row) -> Result<> {
        progress.row();
        std::vector<std::string> texts;
        std::ranges::transform(row, std::back_inserter(texts), text_of);
        return out.row(std::vector<std::string_view>(texts.begin(), texts.end()));
    };
    return store::for_each_row(*books.database, sheet, books.pack.office->sensitive, write);
}

// As the pack has them; nobody's number.
Result<> write_units(const Books& books, ExportFile& out) {
    Result<> written =
        write_row(out, {"code", "name", "kind", "backup", "parent", "open_24h", "capacity", "suspended", "sensitive"});
    for (const cases::Unit& unit : books.pack.office->units) {
        if (!written) break;
        written =
            write_row(out, {unit.code, unit.name, unit.kind, unit.backup, unit.parent, unit.open_24h ? "yes" : "no",
                            unit.capacity ? std::to_string(*unit.capacity) : std::string{},
                            unit.suspended ? "yes" : "no", unit.takes_sensitive ? "yes" : "no"});
    }
    return written;
}

Result<> write_kind(const Books& books, std::string_view kind, ExportFile& out) {
    if (const Result<> noted = store::note_export(*books.database, *books.keys, kind, now()); !noted) return noted;
    if (kind == "units") return write_units(books, out);
    for (const store::Sheet sheet : {store::Sheet::referrals, store::Sheet::decisions, store::Sheet::requests})
        if (store::name(sheet) == kind) return write_sheet(books, sheet, out);
    return write_cases(books, out);
}

Result<> write_file(const Config& config, std::string_view kind, const std::filesystem::path& file) {
    const Result<std::unique_ptr<ExportFile>> out = open_export(file);
    if (!out) return std::unexpected(out.error());
    const Result<Books> books = open_books(config);
    if (!books) return std::unexpected(books.error());
    if (const Result<> written = write_kind(*books, kind, **out); !written) return written;
    return (*out)->finish();
}

}  // namespace

int export_rows(const std::filesystem::path& config_file, const std::string& kind, const std::string& out) {
    const std::optional<Config> config = usable_config(config_file);
    if (!config) return 2;
    const Result<> written = write_file(*config, kind, out);
    if (!written) std::cerr << describe(written.error()) << "\n";
    return written ? 0 : 1;
}

}  // namespace sambung::gateway

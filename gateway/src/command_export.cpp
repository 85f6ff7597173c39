#include "books.h"
#include "commands.h"
#include "model/csv.h"
#include "times.h"

#include <fstream>
#include <iostream>

namespace sambung::gateway {

namespace {

// A leading = + - @ is defused, since spreadsheets would run it.
std::string cell(std::string_view text) {
    const bool runs = !text.empty() && std::string_view{"=+-@\t\r"}.contains(text.front());
    return csv_cell(runs ? "'" + std::string{text} : std::string{text});
}

void write_row(std::ostream& out, std::initializer_list<std::string_view> cells) {
    bool first = true;
    for (std::string_view one : cells) {
        out << (first ? "" : ",") << cell(one);
        first = false;
    }
    out << "\r\n";
}

Result<> write_cases(const Config& config, std::ostream& out) {
    const Result<Books> books = open_books(config);
    if (!books) return std::unexpected(books.error());
    write_row(out, {"ticket", "status", "urgency", "category", "area", "unit", "channel", "language", "filed",
                    "changed", "rule", "why", "sealed_place", "sealed_story", "sealed_phone", "sealed_intake"});
    return books->cases->for_each_case([&](const store::ExportedCase& one) {
        write_row(out, {one.ticket, one.status, one.urgency, one.restricted ? "terbatas" : one.category, one.area,
                        one.unit, one.channel, one.language, iso(one.filed), iso(one.changed), one.rule, one.why,
                        one.sealed_place, one.sealed_story, one.sealed_phone, one.sealed_intake});
    });
}

}  // namespace

int export_cases(const std::filesystem::path& config_file, const std::string& out) {
    const ConfigLoaded loaded = load_config(config_file);
    for (const dialogs::Finding& finding : loaded.findings) std::cerr << finding.text() << "\n";
    if (!loaded.readable || !loaded.findings.empty()) return 2;
    std::ofstream file;
    if (!out.empty()) file.open(out, std::ios::binary | std::ios::trunc);
    std::ostream& to = out.empty() ? std::cout : file;
    const Result<> written = write_cases(loaded.config, to);
    to.flush();
    if (!written) std::cerr << describe(written.error()) << "\n";
    if (written && !to) std::cerr << "cannot write " << out << "\n";
    return written && to ? 0 : 1;
}

}  // namespace sambung::gateway

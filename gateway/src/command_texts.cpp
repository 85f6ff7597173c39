#include "commands.h"
#include "dialogs/text_sheet.h"
#include "flow_files.h"

#include <fstream>
#include <iomanip>
#include <iostream>
#include <optional>
#include <sstream>

namespace sambung::gateway {

namespace {

constexpr int unreadable = 2;

std::optional<std::string> read_file(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    if (in) return text.str();
    std::cerr << "cannot read " << file.string() << "\n";
    return std::nullopt;
}

// Beside the file first: one that is half written never has its name.
int write_file(const std::filesystem::path& file, const std::string& text) {
    if (file.empty()) {
        std::cout << text << std::flush;
        return std::cout ? 0 : unreadable;
    }
    const std::filesystem::path beside = file.string() + ".new";
    std::ofstream out(beside, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    std::error_code failed;
    if (out) std::filesystem::rename(beside, file, failed);
    if (out && !failed) return 0;
    std::filesystem::remove(beside, failed);
    std::cerr << "cannot write " << file.string() << "\n";
    return unreadable;
}

void print_table(const std::vector<dialogs::TextTally>& tallies) {
    const auto row = [](const auto&... cells) {
        std::cout << std::left;
        ((std::cout << std::setw(10) << cells), ...);
        std::cout << "\n";
    };
    row("language", "texts", "complete", "missing", "stale", "values", "A", "B", "C");
    for (const dialogs::TextTally& tally : tallies)
        row(code(tally.language), tally.texts, std::to_string(tally.complete_percent()) + "%", tally.missing,
            tally.stale, tally.other_values, tally.grades[0], tally.grades[1], tally.grades[2]);
}

int take_in(const TextsOptions& options, Language language, const dialogs::FlowSetInput& files) {
    std::optional<std::string> sheet = read_file(options.in);
    std::optional<std::string> kept = std::string{};
    if (!options.out.empty() && std::filesystem::exists(options.out)) kept = read_file(options.out);
    if (!sheet || !kept) return unreadable;
    const dialogs::ReviewedTexts made = dialogs::reviewed_texts(files, {.name = options.in.string(),
                                                                        .csv = std::move(*sheet),
                                                                        .language = language,
                                                                        .grade = dialogs::grade_from(options.grade),
                                                                        .kept = std::move(*kept)});
    for (const dialogs::Finding& finding : made.findings) std::cerr << finding.text() << "\n";
    return made.findings.empty() ? write_file(options.out, made.yaml) : 1;
}

}  // namespace

int texts(const TextsOptions& options) {
    const std::optional<dialogs::FlowSetInput> files = read_flow_files(options.config);
    if (!files) return unreadable;
    const std::optional<Language> language = language_from(options.language);
    if (!language) {
        print_table(dialogs::text_tallies(*files));
        return 0;
    }
    if (!options.in.empty()) return take_in(options, *language, *files);
    const auto wanted = options.only_missing ? dialogs::RowsWanted::unfinished : dialogs::RowsWanted::all;
    return write_file(options.out, dialogs::sheet_csv(dialogs::text_sheet(*files, *language), wanted));
}

}  // namespace sambung::gateway

// From a sheet that came back to a text file: the rows make the file, and the file is proved as any other before it is
// given out.
#include "dialogs/text_sheet.h"
#include "sheet_reader.h"
#include "text_uses.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace sambung::dialogs {

namespace {

std::string yaml_quoted(std::string_view words) {
    std::string out = "\"";
    for (const char c : words) {
        if (c == '"' || c == '\\') out += '\\';
        if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else
            out += c;
    }
    return out + '"';
}

// The notices that a text file begins with.
std::string first_comments(std::string_view yaml) {
    std::size_t end = 0;
    while (end < yaml.size() && yaml[end] == '#') end = std::min(yaml.find('\n', end), yaml.size() - 1) + 1;
    return std::string{yaml.substr(0, end)};
}

struct Line {
    std::string text;
    std::optional<Mark> cell;  // none: it stood in the file before
};

std::string line_of(std::string_view key, std::string_view words, std::string_view of, Grade grade) {
    std::string line = std::string{key} + ": {t: " + yaml_quoted(words);
    if (!of.empty()) line += ", of: " + std::string{of};
    return line + ", grade: " + std::string{letter(grade)} + "}\n";
}

// A text file in the making: a line for each text.
class NewFile {
 public:
    NewFile(std::string comments, const Texts& kept) : comments_(std::move(comments)) {
        for (const auto& [key, text] : kept)
            lines_[key] = {.text = line_of(key, text.words, text.of, text.grade), .cell = std::nullopt};
    }

    void put(const ReviewedRow& row) {
        lines_[row.key] = {.text = line_of(row.key, row.words, row.of, row.grade), .cell = row.at};
    }

    // In this order; keys that are not in it last.
    [[nodiscard]] std::vector<Line> lines(const std::vector<std::string_view>& order) const {
        std::vector<Line> all;
        std::set<std::string_view> written;
        for (const std::string_view key : order)
            if (const auto line = lines_.find(key); line != lines_.end() && written.insert(key).second)
                all.push_back(line->second);
        for (const auto& [key, line] : lines_)
            if (!written.contains(key)) all.push_back(line);
        return all;
    }

    [[nodiscard]] const std::string& comments() const { return comments_; }

 private:
    std::string comments_;
    std::map<std::string, Line, std::less<>> lines_;
};

// The findings of the proofs that a translator can mend, as the sheet's own.
std::string_view sheet_code(std::string_view code) {
    constexpr std::pair<std::string_view, std::string_view> codes[] = {
        {"E073", "T007"}, {"E090", "T007"}, {"E055", "T008"}, {"E051", "T009"},
        {"E052", "T009"}, {"E053", "T009"}, {"E054", "T009"}};
    const auto* const found = std::ranges::find(codes, code, &std::pair<std::string_view, std::string_view>::first);
    return found == std::end(codes) ? code : found->second;
}

std::set<std::string> errors_of(const FlowSetInput& input) {
    std::set<std::string> errors;
    for (const Finding& finding : load_flows(input).findings)
        if (finding.error()) errors.insert(finding.code + finding.sentence);
    return errors;
}

// What the new file breaks: every error in a line of the sheet, and elsewhere those that were not there before.
class FileProof {
 public:
    FileProof(FlowSetInput input, const SheetReview& review) : input_(std::move(input)), review_(review) {
        input_.languages.push_back(review.language);
    }

    Findings prove(const NewFile& file, const std::vector<Line>& lines, const std::string& yaml) {
        const std::set<std::string> before = errors_of(input_);
        const std::string language{code(review_.language)};
        const std::string name = review_.name + "/" + language + ".yaml";
        input_.texts.push_back({.name = name, .text = yaml});
        const auto first = 1 + static_cast<int>(std::ranges::count(file.comments(), '\n'));
        Findings found;
        for (Finding& finding : load_flows(input_).findings) {
            if (!finding.error()) continue;
            const bool in_file = finding.file == name && finding.at.line >= first;
            const auto line = static_cast<std::size_t>(finding.at.line - first);
            const bool in_sheet = in_file && line < lines.size() && lines[line].cell;
            if (!in_sheet && before.contains(finding.code + finding.sentence)) continue;
            if (finding.file == name) finding.file = in_sheet ? review_.name : language + ".yaml";
            if (in_sheet) finding.at = *lines[line].cell;
            if (in_sheet) finding.code = sheet_code(finding.code);
            found.push_back(std::move(finding));
        }
        return found;
    }

 private:
    FlowSetInput input_;
    const SheetReview& review_;
};

}  // namespace

ReviewedTexts reviewed_texts(const FlowSetInput& input, const SheetReview& review) {
    const Collected all = collect(input);
    std::vector<std::string_view> keys;
    for (const TextUse& use : text_uses(all.set)) keys.push_back(use.key);

    TextTable kept;
    Findings findings = add_texts({.name = std::string{code(review.language)} + ".yaml", .text = review.kept}, kept);
    if (!findings.empty()) return {.yaml = {}, .findings = std::move(findings)};

    SheetRead sheet = read_sheet(review, all, keys);
    NewFile file{first_comments(review.kept), kept[review.language]};
    for (const ReviewedRow& row : sheet.rows) file.put(row);
    const std::vector<Line> lines = file.lines(keys);
    std::string yaml = file.comments();
    for (const Line& line : lines) yaml += line.text;
    findings = FileProof{input, review}.prove(file, lines, yaml);
    std::ranges::move(sheet.findings, std::back_inserter(findings));
    sort_findings(findings);
    if (!findings.empty()) yaml.clear();
    return {.yaml = std::move(yaml), .findings = std::move(findings)};
}

}  // namespace sambung::dialogs

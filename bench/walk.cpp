#include "walk.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <ranges>
#include <sstream>

namespace sambung::bench {

namespace {

using Row = std::vector<std::string>;

struct Script {
    Row columns;
    std::vector<Row> rows;
    Way hops;
};

Row words_of(std::string_view text) {
    std::istringstream in{std::string{text}};
    return {std::istream_iterator<std::string>{in}, {}};
}

std::string_view rest_of(std::string_view line) { return line.size() > 2 ? line.substr(2) : std::string_view{}; }

// Null if all is well.
const char* expect(Script& script, std::string_view words) {
    if (script.hops.empty()) return "a screen before the first answer";
    Hop& hop = script.hops.back();
    for (const std::string_view begins : {"CON ", "END "}) {
        if (!words.starts_with(begins)) continue;
        hop.begins = begins;
        words.remove_prefix(begins.size());
    }
    if (hop.begins.empty()) return "a screen begins with CON or END";
    hop.words.emplace_back(words);
    return nullptr;
}

const char* read_line(Script& script, std::string_view line) {
    if (line.empty() || line.starts_with('#')) return nullptr;
    const std::string_view rest = rest_of(line);
    switch (line.front()) {
        case '=':
            script.columns = words_of(rest);
            return nullptr;
        case '-':
            script.rows.push_back(words_of(rest));
            return script.rows.back().size() == script.columns.size() ? nullptr : "a row with other columns";
        case '>':
            script.hops.push_back({.answer = std::string{rest}, .begins = {}, .words = {}});
            return nullptr;
        case '<':
            return expect(script, rest);
        default:
            return "a line begins with = - > < or #";
    }
}

Way way_of(const Script& script, const Row& row) {
    Way way = script.hops;
    for (std::size_t at = 0; at < row.size(); ++at) {
        for (Hop& hop : way) {
            hop.answer = filled(std::move(hop.answer), script.columns[at], row[at]);
            for (std::string& words : hop.words) words = filled(std::move(words), script.columns[at], row[at]);
        }
    }
    return way;
}

}  // namespace

std::string filled(std::string text, std::string_view name, std::string_view value) {
    const std::string mark = fmt::format("{{{}}}", name);
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
        text.replace(at, mark.size(), value);
    return text;
}

Result<Walk> Walk::parse(std::string_view text) {
    Script script;
    int number = 0;
    for (const auto part : text | std::views::split('\n')) {
        ++number;
        const char* wrong = read_line(script, std::string_view{part.begin(), part.end()});
        if (wrong != nullptr) return fail(Errc::misconfigured, fmt::format("walk, line {}: {}", number, wrong));
    }
    if (script.hops.empty()) return fail(Errc::misconfigured, "walk: nothing is typed in it");
    for (const Hop& hop : script.hops)
        if (hop.begins.empty()) return fail(Errc::misconfigured, "walk: an answer without a screen");
    if (script.rows.empty()) script.rows.emplace_back();
    Walk walk;
    for (const Row& row : script.rows) walk.ways.push_back(way_of(script, row));
    return walk;
}

Result<Walk> Walk::load(const std::filesystem::path& file) {
    std::ifstream in(file);
    if (!in) return fail(Errc::misconfigured, "walk: " + file.string() + " cannot be read");
    std::ostringstream text;
    text << in.rdbuf();
    return parse(text.str());
}

}  // namespace sambung::bench

#include "transcript_update.h"

#include "model/ticket.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace sambung::gateway {

namespace {

using Lines = std::vector<std::string_view>;

constexpr std::string_view any_lines = "...";
constexpr std::string_view ticket_shape = "ddd ddd ddd";
constexpr std::string_view check_shape = "ddd ddd";
// How texts announce the check digits, in any of our languages.
constexpr std::string_view check_words[] = {"angka cek ", "Angka cek ", "check digits ", "Check digits "};
constexpr std::size_t shortest_value = 3;  // of a capture that is looked for in new words

bool digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

bool has_shape(std::string_view text, std::string_view shape) {
    if (text.size() < shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i)
        if (shape[i] == 'd' ? !digit(text[i]) : text[i] != shape[i]) return false;
    const std::string_view rest = text.substr(shape.size());
    return rest.empty() || !(digit(rest[0]) || (rest.size() > 1 && rest[0] == ' ' && digit(rest[1])));
}

// A group of three before it, as in a telephone number; the number of an option is none.
bool number_goes_on_before(std::string_view text, std::size_t at) {
    if (at == 0) return false;
    if (digit(text[at - 1])) return true;
    constexpr std::string_view group = "ddd ";
    return at >= group.size() && digit(text[at - 4]) && digit(text[at - 3]) && digit(text[at - 2]) &&
           text[at - 1] == ' ';
}

// "{tiket}", "{tiket2}", …: the first that is free.
std::string fresh_name(const std::string& stem, const Captures& captures) {
    std::string name = stem;
    for (int number = 2; captures.contains(name); ++number) name = stem + std::to_string(number);
    return name;
}

void name_known(std::string& line, const Captures& captures) {
    std::vector<std::pair<std::string, std::string>> known(captures.begin(), captures.end());
    std::ranges::sort(known, [](const auto& a, const auto& b) { return a.second.size() > b.second.size(); });
    for (const auto& [name, value] : known) {
        if (value.size() < shortest_value) continue;
        for (auto at = line.find(value); at != std::string::npos; at = line.find(value, at + 1))
            line.replace(at, value.size(), "{" + name + "}");
    }
}

void name_tickets(std::string& line, Captures& captures) {
    for (std::size_t at = 0; at + ticket_shape.size() <= line.size(); ++at) {
        if (!has_shape(std::string_view{line}.substr(at), ticket_shape) || number_goes_on_before(line, at)) continue;
        const std::string value = line.substr(at, ticket_shape.size());
        if (!Ticket::parse(value)) continue;
        const std::string name = fresh_name("tiket", captures);
        captures[name] = value;
        line.replace(at, value.size(), "{" + name + "}");
    }
}

void name_check_digits(std::string& line, Captures& captures) {
    for (const std::string_view words : check_words) {
        const auto found = line.find(words);
        if (found == std::string::npos) continue;
        const std::size_t at = found + words.size();
        if (!has_shape(std::string_view{line}.substr(at), check_shape)) continue;
        const std::string value = line.substr(at, check_shape.size());
        const std::string name = fresh_name("cek", captures);
        captures[name] = value;
        line.replace(at, value.size(), "{" + name + "}");
    }
}

std::string new_line(std::string_view actual, Captures& captures) {
    if (actual.empty()) return std::string{any_lines};  // a transcript has no empty lines
    std::string line{actual};
    name_known(line, captures);
    name_tickets(line, captures);
    name_check_digits(line, captures);
    return line;
}

// An old line, from `from` on, that still says what this one says. One that is all placeholder says nothing.
std::optional<std::size_t> old_line_for(std::string_view actual, const Lines& old, std::size_t from,
                                        Captures& captures) {
    for (std::size_t i = from; i < old.size(); ++i) {
        if (old[i].starts_with('{') && i != from && !captures.contains(old[i].substr(1, old[i].find('}') - 1)))
            continue;
        if (old[i] != any_lines && matches(old[i], actual, captures)) return i;
    }
    return std::nullopt;
}

std::string joined(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) all += (&line == lines.data() ? "" : "\n") + line;
    return all;
}

}  // namespace

std::string rewritten(std::string_view expected, std::string_view actual, Captures& captures) {
    if (expected != unwritten && matches(expected, actual, captures)) return std::string{expected};
    Lines old = lines_of(expected);
    Lines now = lines_of(actual);
    if (expected == unwritten) old.clear();
    const bool open_end = old.size() > 1 && old.back() == any_lines;
    if (open_end) old.pop_back();
    if (open_end && now.size() > old.size()) now.resize(old.size());
    std::vector<std::string> lines;
    std::size_t from = 0;
    for (const std::string_view line : now) {
        const auto kept = old_line_for(line, old, from, captures);
        if (kept) from = *kept + 1;
        lines.push_back(kept ? std::string{old[*kept]} : new_line(line, captures));
    }
    if (open_end) lines.emplace_back(any_lines);
    return joined(lines);
}

namespace {

void write(const Rewrite& rewrite, const Lines& lines, std::string& out) {
    const std::string_view first = lines[static_cast<std::size_t>(rewrite.line) - 1];
    const std::string_view end = first.ends_with('\r') ? "\r\n" : "\n";
    for (const std::string_view line : lines_of(rewrite.text)) {
        const bool at_first = line.data() == rewrite.text.data();
        out += at_first ? "< " : "  ";
        out += line;
        std::string_view comment = at_first ? comment_of(first) : std::string_view{};
        if (comment.ends_with('\r')) comment.remove_suffix(1);
        out += comment;
        out += end;
    }
}

}  // namespace

std::string updated(std::string_view file, const std::vector<Rewrite>& rewrites) {
    const Lines lines = lines_of(file);
    std::string out;
    auto rewrite = rewrites.begin();
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const int number = static_cast<int>(i) + 1;
        if (rewrite != rewrites.end() && rewrite->line == number) write(*rewrite, lines, out);
        const bool within = rewrite != rewrites.end() && rewrite->line <= number;
        const bool comment = lines[i].starts_with('#');
        if (!within || (comment && number != rewrite->line)) {
            out += lines[i];
            if (i + 1 < lines.size()) out += '\n';
        }
        if (within && rewrite->last == number) ++rewrite;
    }
    return out;
}

}  // namespace sambung::gateway

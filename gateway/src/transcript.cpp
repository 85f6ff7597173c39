#include "transcript.h"

#include <algorithm>

namespace sambung::gateway {

namespace {

constexpr std::string_view no_variants = "#! no-variants";

std::string_view without_comment(std::string_view line) {
    line.remove_suffix(comment_of(line).size());
    while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

std::string_view after_mark(std::string_view line) {
    line.remove_prefix(1);
    while (line.starts_with(' ')) line.remove_prefix(1);
    return line;
}

// One line against its pattern: literal pieces, {captures}, and `...` at the end.
bool line_matches(std::string_view pattern, std::string_view actual, Captures& captures) {
    while (!pattern.empty()) {
        if (pattern == "...") return true;
        if (pattern.front() != '{' || pattern.find('}') == std::string_view::npos) {
            if (actual.empty() || actual.front() != pattern.front()) return false;
            pattern.remove_prefix(1);
            actual.remove_prefix(1);
            continue;
        }
        const std::string name{pattern.substr(1, pattern.find('}') - 1)};
        pattern.remove_prefix(name.size() + 2);
        if (const auto known = captures.find(name); known != captures.end()) {
            if (!actual.starts_with(known->second)) return false;
            actual.remove_prefix(known->second.size());
            continue;
        }
        for (std::size_t length = actual.size(); length > 0; --length) {
            Captures tried = captures;
            tried[name] = std::string{actual.substr(0, length)};
            if (!line_matches(pattern, actual.substr(length), tried)) continue;
            captures = std::move(tried);
            return true;
        }
        return false;
    }
    return actual.empty();
}

bool lines_match(std::vector<std::string_view> patterns, std::vector<std::string_view> actual, Captures& captures) {
    for (std::size_t i = 0; i < patterns.size(); ++i) {
        if (patterns[i] != "...") {
            if (i >= actual.size() || !line_matches(patterns[i], actual[i], captures)) return false;
            continue;
        }
        const std::vector<std::string_view> rest(patterns.begin() + static_cast<std::ptrdiff_t>(i) + 1, patterns.end());
        for (std::size_t from = i; from <= actual.size(); ++from) {
            Captures tried = captures;
            if (!lines_match(rest, {actual.begin() + static_cast<std::ptrdiff_t>(from), actual.end()}, tried)) continue;
            captures = std::move(tried);
            return true;
        }
        return false;
    }
    return patterns.size() == actual.size();
}

std::optional<TranscriptLine::Kind> kind_of(char mark) {
    using enum TranscriptLine::Kind;
    switch (mark) {
        case '@':
            return speaker;
        case '>':
            return says;
        case '<':
            return expects;
        case '!':
            return asserts;
        case ':':
            return event;
        default:
            return std::nullopt;
    }
}

void spare(Transcript& transcript, std::string_view comment) {
    if (!comment.starts_with(no_variants)) return;
    for (auto& [key, word] : words_of(comment.substr(no_variants.size()))) transcript.spared.push_back(std::move(word));
}

}  // namespace

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> out;
    for (;;) {
        const auto end = text.find('\n');
        out.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return out;
        text.remove_prefix(end + 1);
    }
}

std::string_view comment_of(std::string_view line) {
    auto hash = line.find("  #");
    if (hash == std::string_view::npos) return {};
    while (hash > 0 && line[hash - 1] == ' ') --hash;
    return line.substr(hash);
}

Result<Transcript> parse_transcript(std::string name, std::string_view text) {
    Transcript out{.name = std::move(name), .pack = {}, .spared = {}, .lines = {}};
    int number = 0;
    for (std::string_view raw : lines_of(text)) {
        ++number;
        const std::string_view line = without_comment(raw);
        if (line.starts_with('#')) spare(out, line);
        if (line.empty() || line.starts_with('#')) continue;
        const std::string where = out.name + ":" + std::to_string(number) + ": ";
        if (line.starts_with("  ")) {
            if (out.lines.empty() || out.lines.back().kind != TranscriptLine::Kind::expects)
                return fail(Errc::invalid_request, where + "an indented line goes on from a '<' line");
            out.lines.back().text += "\n" + std::string{line.substr(2)};
            out.lines.back().last = number;
            continue;
        }
        if (line == "}") {
            out.lines.push_back({TranscriptLine::Kind::event, number, number, "}"});
            continue;
        }
        const auto kind = kind_of(line.front());
        if (!kind) return fail(Errc::invalid_request, where + "a line begins with one of @ > < ! : #");
        std::string words{after_mark(line)};
        if (words.starts_with("pack ") && line.front() == '@')
            out.pack = words.substr(5);
        else
            out.lines.push_back({*kind, number, number, std::move(words)});
    }
    return out;
}

std::vector<std::pair<std::string, std::string>> words_of(std::string_view text) {
    std::vector<std::pair<std::string, std::string>> out;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), word.size() + 1));
        if (word.empty()) continue;
        const auto equals = word.find('=');
        if (equals == std::string_view::npos || word.starts_with('<') || word.starts_with('>'))
            out.emplace_back("", word);
        else
            out.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
    return out;
}

bool matches(std::string_view expected, std::string_view actual, Captures& captures) {
    Captures tried = captures;
    if (!lines_match(lines_of(expected), lines_of(actual), tried)) return false;
    captures = std::move(tried);
    return true;
}

std::string with_captures(std::string_view text, const Captures& captures) {
    std::string out{text};
    for (const auto& [name, value] : captures) {
        const std::string hole = "{" + name + "}";
        for (auto at = out.find(hole); at != std::string::npos; at = out.find(hole))
            out.replace(at, hole.size(), value);
    }
    return out;
}

}  // namespace sambung::gateway

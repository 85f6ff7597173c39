// Golden conversations (docs/transcripts.md): plain text that a social worker can read and correct.
//   @pack depok              the office                     @ussd from=+62… lang=id    who speaks, on which channel
//   > text                   the citizen                    < text                     what must come back; more lines
//   indented by two ! assertion              about the last reply           : event                    drop, dup, wait
//   4m, crash after=granted, tap ID          #! no-variants KIND…           made-up variants that this one is not for
// In expected text `...` stands for anything up to the end of the line (alone on a line: for any lines), and {name}
// takes a value that must be the same wherever it stands again.
#pragma once

#include "model/error.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

struct TranscriptLine {
    enum class Kind { speaker, says, expects, asserts, event } kind = Kind::says;
    int line = 0;
    int last = 0;      // further lines of `expects` end there
    std::string text;  // without its mark; several lines of `expects` joined by '\n'
};

struct Transcript {
    std::string name;
    std::string pack;
    std::vector<std::string> spared;  // kinds of variants that are not played (variants.h)
    std::vector<TranscriptLine> lines;
};

// In place of an answer: not written yet.
inline constexpr std::string_view unwritten = "?";

// Errc::invalid_request with "name:line: what".
[[nodiscard]] Result<Transcript> parse_transcript(std::string name, std::string_view text);

// Words of an event or a speaker: "crash after=granted" -> {"", "crash"}, {"after", "granted"}.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> words_of(std::string_view text);

using Captures = std::map<std::string, std::string, std::less<>>;
// True if the actual text is as expected; new captures are kept only then.
[[nodiscard]] bool matches(std::string_view expected, std::string_view actual, Captures& captures);
// A text line by line, without the line ends; at least one.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);
// The comment at the end of a line, with the blanks before it; empty if there is none.
[[nodiscard]] std::string_view comment_of(std::string_view line);
// Puts captured values in: "contains {tiket}" -> "contains 481 207 365".
[[nodiscard]] std::string with_captures(std::string_view text, const Captures& captures);

}  // namespace sambung::gateway

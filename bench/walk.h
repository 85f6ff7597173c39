// What citizens type and what must come back: a file that one can read aloud. Lines:
//   = name name …        columns of a table; its rows follow, and each row is one way to walk
//   - value value …
//   > answer             what is typed at this hop (nothing: the dial)
//   < CON words          the screen goes on (or END: it is the last) and has these words
//   < words              … and these
// {name} stands for the row's value, {caller} for the caller's own number of this run. '#' begins a comment line.
#pragma once

#include "model/error.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::bench {

struct Hop {
    std::string answer;
    std::string begins;  // "CON " or "END "
    std::vector<std::string> words;
};

using Way = std::vector<Hop>;

// At least one way, each of at least one hop; all of the same length.
struct Walk {
    std::vector<Way> ways;

    // Errc::misconfigured with the number of the line that cannot be read.
    [[nodiscard]] static Result<Walk> parse(std::string_view text);
    [[nodiscard]] static Result<Walk> load(const std::filesystem::path& file);
};

// `text` with each {name} replaced by `value`.
[[nodiscard]] std::string filled(std::string text, std::string_view name, std::string_view value);

}  // namespace sambung::bench

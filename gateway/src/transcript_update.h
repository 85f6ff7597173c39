// Rewrites what the service answers in a transcript, and nothing else: comments, other lines and placeholders stay, so
// that the change reads as a change of words.
#pragma once

#include "transcript.h"

#include <string>
#include <string_view>
#include <vector>

namespace sambung::gateway {

// What an expectation should say to fit the answer, lines joined by '\n'; `captures` then holds what it names. Lines
// that fit stay as they are, and so does a `...` at the end. In new lines values of known captures stand as {name}, a
// ticket as {tiket} (then {tiket2}, …), the six digits after "angka cek" as {cek}.
[[nodiscard]] std::string rewritten(std::string_view expected, std::string_view actual, Captures& captures);

struct Rewrite {
    int line = 0;  // of the '<'
    int last = 0;
    std::string text;
};
// The file with those expectations rewritten. Comments among or behind their lines stay.
[[nodiscard]] std::string updated(std::string_view file, const std::vector<Rewrite>& rewrites);

}  // namespace sambung::gateway

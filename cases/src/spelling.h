// "Did you mean" for those who write routing tables.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sambung::cases {

// The known word nearest to `word` (edit distance at most a third of its length), else empty.
[[nodiscard]] std::string_view nearest(std::string_view word, const std::vector<std::string_view>& known);

// ` Did you mean "trc"?` or empty.
[[nodiscard]] std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& known);

}  // namespace sambung::cases

// What a crew should know before it goes, told in the reporter's words: awake or not, hurt, threatening, a child there.
// No more than that is taken from a story, and no illness is named.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sambung::cases {

enum class Sign : std::uint8_t { not_awake, wounded, raging, child_there };
inline constexpr Sign all_signs[] = {Sign::not_awake, Sign::wounded, Sign::raging, Sign::child_there};
[[nodiscard]] std::string_view words(Sign sign);  // "tidak sadar", "luka", "mengamuk", "ada anak"

// Each at most once, in their order. Whole words, upper or lower case; a miss costs a question on the phone.
[[nodiscard]] std::vector<Sign> signs_in(std::string_view story);

}  // namespace sambung::cases

#include "cases/intake.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <utility>

namespace sambung::cases {

namespace {

constexpr char version = 1;
constexpr std::size_t head_bytes = 2;        // version, number of answers
constexpr std::size_t per_answer_bytes = 3;  // lengths of name and answer

bool fits(const Intake::value_type& answer) {
    return !answer.first.empty() && answer.first.size() <= std::numeric_limits<std::uint8_t>::max() &&
           answer.second.size() <= std::numeric_limits<std::uint16_t>::max();
}

// The first bytes, taken off the front; nothing if there are fewer.
std::optional<std::string_view> take(std::string_view& bytes, std::size_t length) {
    if (bytes.size() < length) return std::nullopt;
    const std::string_view taken = bytes.substr(0, length);
    bytes.remove_prefix(length);
    return taken;
}

std::size_t number_in(std::string_view bytes) {
    std::size_t number = 0;
    for (const char byte : bytes) number = number << 8U | static_cast<unsigned char>(byte);
    return number;
}

// A text after its length, which takes `length_bytes`.
std::optional<std::string_view> take_text(std::string_view& bytes, std::size_t length_bytes) {
    const std::optional<std::string_view> length = take(bytes, length_bytes);
    return length ? take(bytes, number_in(*length)) : std::nullopt;
}

}  // namespace

Intake within_bounds(Intake intake) {
    std::size_t bytes = head_bytes;
    std::size_t kept = 0;
    std::erase_if(intake, [&](const Intake::value_type& answer) {
        const std::size_t more = per_answer_bytes + answer.first.size() + answer.second.size();
        if (!fits(answer) || kept == most_intake_answers || bytes + more > most_intake_bytes) return true;
        bytes += more;
        ++kept;
        return false;
    });
    return intake;
}

std::string encode_intake(const Intake& intake) {
    const Intake kept = within_bounds(intake);
    if (kept.empty()) return {};
    std::string bytes{version, static_cast<char>(kept.size())};
    for (const auto& [name, answer] : kept) {
        bytes += static_cast<char>(name.size());
        bytes += name;
        bytes += static_cast<char>(answer.size() >> 8U);
        bytes += static_cast<char>(answer.size() & 0xFFU);
        bytes += answer;
    }
    return bytes;
}

Result<Intake> decode_intake(std::string_view bytes) {
    Intake intake;
    if (bytes.empty()) return intake;
    const std::string_view head = take(bytes, head_bytes).value_or(std::string_view{});
    if (head.empty() || head[0] != version) return fail(Errc::invalid_request, "intake of an unknown version");
    for (std::size_t left = number_in(head.substr(1)); left > 0; --left) {
        const std::optional<std::string_view> name = take_text(bytes, 1);
        const std::optional<std::string_view> answer = name ? take_text(bytes, 2) : std::nullopt;
        if (!answer) return fail(Errc::invalid_request, "intake that is cut short");
        intake.emplace(*name, *answer);
    }
    if (!bytes.empty()) return fail(Errc::invalid_request, "intake with bytes too many");
    return intake;
}

}  // namespace sambung::cases

#include "redis_command.h"

#include <array>
#include <charconv>
#include <limits>

namespace sambung::store {

namespace {

void append_length(std::string& out, char kind, std::size_t length) {
    std::array<char, std::numeric_limits<std::size_t>::digits10 + 1> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), length).ptr;
    out += kind;
    out.append(digits.data(), end);
    out += "\r\n";
}

}  // namespace

RedisCommand::RedisCommand(std::span<const std::string_view> arguments) {
    constexpr std::size_t around_each =
        12;  // "$…\r\n" before and "\r\n" after; a guess that fits bodies up to 9 999 999 bytes
    std::size_t size = around_each;
    for (std::string_view argument : arguments) size += argument.size() + around_each;
    bytes_.reserve(size);
    append_length(bytes_, '*', arguments.size());
    for (std::string_view argument : arguments) {
        append_length(bytes_, '$', argument.size());
        bytes_ += argument;
        bytes_ += "\r\n";
    }
}

}  // namespace sambung::store

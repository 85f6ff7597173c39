// A command as it goes over the wire (RESP: an array of bulk strings), so that it is built once, with one allocation,
// and is safe for every byte.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>

namespace sambung::store {

class RedisCommand {
 public:
    explicit RedisCommand(std::span<const std::string_view> arguments);
    RedisCommand(std::initializer_list<std::string_view> arguments)
        : RedisCommand(std::span<const std::string_view>{arguments.begin(), arguments.size()}) {}

    [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
    std::string bytes_;
};

}  // namespace sambung::store

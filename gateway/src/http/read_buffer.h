// Bytes read and not yet used. Small while a connection waits, larger only while a body comes in.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>

namespace sambung::gateway {

class ReadBuffer {
 public:
    static constexpr std::size_t resting_bytes = 2 * 1024;  // holds a provider's whole call as a rule

    [[nodiscard]] std::string_view unread() const { return {bytes_.get() + begin_, end_ - begin_}; }
    [[nodiscard]] bool empty() const { return begin_ == end_; }

    // Free space behind the unread bytes, at least `wanted`. What `unread` gave before is void.
    [[nodiscard]] std::span<char> room(std::size_t wanted) {
        if (size_ - end_ < wanted) make_room(wanted);
        return {bytes_.get() + end_, size_ - end_};
    }
    void added(std::size_t count) { end_ += count; }
    void used(std::size_t count) {
        begin_ += count;
        if (begin_ == end_) begin_ = end_ = 0;
    }

    // Gives back what a large request took, unless bytes of the next one are in it.
    void rest() {
        if (!empty() || size_ <= resting_bytes) return;
        bytes_.reset();
        size_ = 0;
    }

 private:
    void make_room(std::size_t wanted) {
        const std::size_t held = end_ - begin_;
        if (held + wanted > size_) {
            const std::size_t larger = std::max({resting_bytes, 2 * size_, held + wanted});
            auto bytes = std::make_unique_for_overwrite<char[]>(larger);
            if (held > 0) std::memcpy(bytes.get(), bytes_.get() + begin_, held);
            bytes_ = std::move(bytes);
            size_ = larger;
        } else {
            std::memmove(bytes_.get(), bytes_.get() + begin_, held);
        }
        begin_ = 0;
        end_ = held;
    }

    std::unique_ptr<char[]> bytes_;
    std::size_t size_ = 0;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace sambung::gateway

// One HTTP/1.1 reply at a time, from whatever pieces it comes in. Only what a keep-alive server with Content-Length
// says.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sambung::bench {

struct Reply {
    int status = 0;
    std::string_view body;  // until the reader is used again
};

class ReplyReader {
 public:
    // Room for the next read of the socket; `added` says how much of it was filled.
    [[nodiscard]] std::span<char> room();
    void added(std::size_t bytes) { size_ += bytes; }

    // The reply, once it is complete. A reply that cannot be read comes with status 0.
    [[nodiscard]] std::optional<Reply> reply() const;
    void clear() { size_ = 0; }

 private:
    [[nodiscard]] std::string_view text() const { return {buffer_.data(), size_}; }

    std::string buffer_ = std::string(4096, '\0');
    std::size_t size_ = 0;
};

}  // namespace sambung::bench

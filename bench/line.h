// One keep-alive connection to the server under load.
#pragma once

#include "model/error.h"
#include "reply_reader.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sambung::bench {

class Line {
 public:
    // To 127.0.0.1. Errc::unavailable.
    [[nodiscard]] static Result<Line> open(std::uint16_t port);
    Line(Line&& other) noexcept;
    Line& operator=(Line&& other) noexcept;
    Line(const Line&) = delete;
    Line& operator=(const Line&) = delete;
    ~Line();

    [[nodiscard]] int descriptor() const { return socket_; }
    // False if the connection is gone. A request is far smaller than a socket's buffer, so it is taken whole or not at
    // all.
    [[nodiscard]] bool send(std::string_view request);

    enum class Heard { nothing_yet, reply, gone };
    [[nodiscard]] Heard listen();
    [[nodiscard]] const Reply& reply() const { return reply_; }  // until the next `send`

 private:
    explicit Line(int socket) : socket_(socket) {}

    int socket_;
    ReplyReader reader_;
    Reply reply_;
};

}  // namespace sambung::bench

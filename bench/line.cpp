#include "line.h"

#include <arpa/inet.h>
#include <bit>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

namespace sambung::bench {

Result<Line> Line::open(std::uint16_t port) {
    Line line(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int on = 1;
    if (line.socket_ < 0 || ::connect(line.socket_, std::bit_cast<sockaddr*>(&address), sizeof address) != 0)
        return fail(Errc::unavailable, "no connection to the server under load");
    ::setsockopt(line.socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return line;
}

Line::Line(Line&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), reader_(std::move(other.reader_)), reply_(other.reply_) {}

Line& Line::operator=(Line&& other) noexcept {
    std::swap(socket_, other.socket_);
    std::swap(reader_, other.reader_);
    std::swap(reply_, other.reply_);
    return *this;
}

Line::~Line() {
    if (socket_ >= 0) ::close(socket_);
}

bool Line::send(std::string_view request) {
    reader_.clear();
    const ssize_t sent = ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    return sent == static_cast<ssize_t>(request.size());
}

Line::Heard Line::listen() {
    const auto room = reader_.room();
    const ssize_t size = ::recv(socket_, room.data(), room.size(), MSG_DONTWAIT);
    if (size < 0 && (errno == EAGAIN || errno == EINTR)) return Heard::nothing_yet;
    if (size <= 0) return Heard::gone;
    reader_.added(static_cast<std::size_t>(size));
    const auto reply = reader_.reply();
    if (!reply) return Heard::nothing_yet;
    reply_ = *reply;
    return reply_.status == 0 ? Heard::gone : Heard::reply;
}

}  // namespace sambung::bench

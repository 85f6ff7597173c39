// A Redis of the test's own: private folder, private unix socket (and a free port on request), ended by its process id.
// Construct it on the main thread: should the test die, the kernel ends the server with the thread that started it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace sambung::testing {

enum class RedisListens { unix_socket, tcp };

class RedisServer {
 public:
    // `arguments` go to redis-server as they are ("--maxmemory", "2mb"). Returns when it answers; throws if it does
    // not.
    explicit RedisServer(RedisListens listens = RedisListens::unix_socket, std::vector<std::string> arguments = {});
    ~RedisServer();
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;

    [[nodiscard]] std::string url() const;  // as the configuration of sessions takes it
    [[nodiscard]] const std::filesystem::path& socket() const { return socket_; }
    [[nodiscard]] std::uint16_t port() const { return port_; }  // 0 on a unix socket
    [[nodiscard]] pid_t pid() const { return pid_; }

    void stop();   // as a crash: SIGKILL; what was not saved is gone
    void save();   // so that start() finds what is there now
    void start();  // again, on the same socket and port
    void pause();  // SIGSTOP: connections stand, nobody answers
    void resume();
    void flush();

    // One command on a connection of its own. A scalar answer is one element; an error answer throws.
    std::vector<std::string> ask(std::vector<std::string> command) const;
    // Its first element, for commands whose answer is one.
    std::string tell(std::vector<std::string> command) const;
    // The number behind "name:" in INFO.
    [[nodiscard]] std::uint64_t info(std::string_view name) const;

 private:
    void wait_until_it_answers() const;
    [[nodiscard]] std::vector<std::string> command_line() const;

    std::filesystem::path folder_;
    std::filesystem::path socket_;
    std::uint16_t port_ = 0;
    std::vector<std::string> arguments_;
    pid_t pid_ = -1;
};

}  // namespace sambung::testing

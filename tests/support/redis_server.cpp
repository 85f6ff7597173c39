#include "redis_server.h"

#include <hiredis/hiredis.h>

#include <arpa/inet.h>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <memory>
#include <netinet/in.h>
#include <span>
#include <stdexcept>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace sambung::testing {

namespace {

constexpr std::chrono::seconds patience{20};  // sanitizers, two busy cores
constexpr timeval connection_patience{.tv_sec = 5, .tv_usec = 0};

struct FreeContext {
    void operator()(redisContext* context) const { redisFree(context); }
};
struct FreeReply {
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

std::uint16_t free_port() {
    const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (probe < 0) throw std::runtime_error("no socket");
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    const bool bound = ::bind(probe, generic, length) == 0 && ::getsockname(probe, generic, &length) == 0;
    ::close(probe);
    if (!bound) throw std::runtime_error("no free port");
    return ntohs(address.sin_port);
}

// What the child does between fork and exec may only be what a signal handler may do.
pid_t spawn(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) throw std::runtime_error("fork failed");
    if (child > 0) return child;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(1);
    const int nowhere = ::open("/dev/null", O_RDWR);
    if (nowhere < 0) ::_exit(1);
    for (int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) ::dup2(nowhere, stream);
    ::execvp(arguments[0], arguments.data());
    ::_exit(127);
}

std::string scalar(const redisReply& reply) {
    if (reply.type == REDIS_REPLY_INTEGER) return std::to_string(reply.integer);
    return reply.str == nullptr ? std::string{} : std::string{reply.str, reply.len};
}

Reply say_to(const std::string& socket, const std::vector<std::string>& command) {
    const std::unique_ptr<redisContext, FreeContext> context{
        redisConnectUnixWithTimeout(socket.c_str(), connection_patience)};
    if (!context || context->err != 0) return nullptr;
    redisSetTimeout(context.get(), connection_patience);
    std::vector<const char*> words;
    std::vector<std::size_t> lengths;
    for (const std::string& word : command) {
        words.push_back(word.data());
        lengths.push_back(word.size());
    }
    return Reply{static_cast<redisReply*>(
        redisCommandArgv(context.get(), static_cast<int>(words.size()), words.data(), lengths.data()))};
}

}  // namespace

RedisServer::RedisServer(RedisListens listens, std::vector<std::string> arguments) : arguments_(std::move(arguments)) {
    std::string pattern = (std::filesystem::temp_directory_path() / "sambung-redis-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = pattern;
    socket_ = folder_ / "redis.sock";
    if (listens == RedisListens::tcp) port_ = free_port();
    start();
}

RedisServer::~RedisServer() {
    stop();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

std::string RedisServer::url() const {
    if (port_ != 0) return "redis://127.0.0.1:" + std::to_string(port_);
    return "redis+unix://" + socket_.string();
}

std::vector<std::string> RedisServer::command_line() const {
    std::vector<std::string> words{"redis-server",
                                   "--port",
                                   std::to_string(port_),
                                   "--bind",
                                   "127.0.0.1",
                                   "--unixsocket",
                                   socket_,
                                   "--dir",
                                   folder_,
                                   "--save",
                                   "",
                                   "--appendonly",
                                   "no",
                                   "--daemonize",
                                   "no",
                                   "--hash-max-listpack-value",
                                   "1024"};
    words.insert(words.end(), arguments_.begin(), arguments_.end());
    return words;
}

void RedisServer::start() {
    if (pid_ > 0) return;
    pid_ = spawn(command_line());
    wait_until_it_answers();
}

void RedisServer::wait_until_it_answers() const {
    const auto deadline = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < deadline) {
        if (say_to(socket_, {"PING"})) return;
        int status = 0;
        if (::waitpid(pid_, &status, WNOHANG) == pid_) throw std::runtime_error("redis-server ended at its start");
        std::this_thread::sleep_for(std::chrono::milliseconds{2});  // there is no event for a socket that will be
    }
    throw std::runtime_error("redis-server does not answer");
}

void RedisServer::stop() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

void RedisServer::save() { tell({"SAVE"}); }

void RedisServer::pause() { ::kill(pid_, SIGSTOP); }

void RedisServer::resume() { ::kill(pid_, SIGCONT); }

void RedisServer::flush() { tell({"FLUSHALL"}); }

std::vector<std::string> RedisServer::ask(std::vector<std::string> command) const {
    const Reply reply = say_to(socket_, command);
    if (!reply) throw std::runtime_error("redis-server does not answer " + command.front());
    if (reply->type == REDIS_REPLY_ERROR) throw std::runtime_error(scalar(*reply));
    if (reply->type != REDIS_REPLY_ARRAY) return {scalar(*reply)};
    std::vector<std::string> elements;
    for (const redisReply* element : std::span{reply->element, reply->elements}) elements.push_back(scalar(*element));
    return elements;
}

std::string RedisServer::tell(std::vector<std::string> command) const {
    const std::vector<std::string> answer = ask(std::move(command));
    return answer.empty() ? std::string{} : answer.front();
}

std::uint64_t RedisServer::info(std::string_view name) const {
    const std::string all = tell({"INFO"});
    const std::string label = "\n" + std::string{name} + ":";
    const std::size_t at = all.find(label);
    if (at == std::string::npos) throw std::runtime_error("INFO does not say " + std::string{name});
    std::uint64_t value = 0;
    std::from_chars(all.data() + at + label.size(), all.data() + all.size(), value);
    return value;
}

}  // namespace sambung::testing

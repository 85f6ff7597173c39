// bench-floor: the least that a turn can cost on this machine. HTTP by plain Beast (concrete executor, no timer an
// operation, the reply as one string), one HGETALL and our own commit script over the connection that the gateway uses,
// with records of the same size. No dialog, no sealing, no log, no limits: not for any network. What the gateway does
// is measured against it.
//
// Every hop is an event of its own, so every hop is written; a hop that comes again gets the answer that was stored.
#include "redis_connection.h"
#include "redis_script.h"

#include <CLI/CLI.hpp>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
namespace store = sambung::store;
using sambung::Result;
using sambung::Task;
using Socket = asio::basic_stream_socket<asio::ip::tcp, sambung::Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, sambung::Executor>;

constexpr auto use_tuple = asio::as_tuple(sambung::use_task);
constexpr std::string_view ttl_ms = "259200000";  // 72 h
constexpr std::int64_t due_in_ms = 86'400'000;    // the menu's patience of 24 h

struct Floor {
    std::shared_ptr<store::RedisConnection> redis;
    store::RedisScript commit = store::RedisScript::embedded("commit.lua");
    std::size_t record_bytes = 0;  // of a stored session, the reply within it
    std::size_t reply_bytes = 0;   // of a screen
};

std::uint64_t hash_of(std::string_view text) {  // FNV-1a
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash;
}

std::string_view field(std::string_view form, std::string_view name) {
    const std::size_t at = form.find(name);
    if (at == std::string_view::npos) return {};
    form.remove_prefix(at + name.size());
    return form.substr(0, form.find('&'));
}

// A session as it lies in Redis; nothing there: the first hop.
struct Kept {
    std::string revision = "0";
    std::string record;
    std::string events;
};

Kept kept_of(store::RedisReply& fields) {
    Kept kept;
    for (std::size_t at = 0; at + 1 < fields.elements.size(); at += 2) {
        std::string& value = fields.elements[at + 1].text;
        const std::string& name = fields.elements[at].text;
        std::string* into = name == "r"   ? &kept.revision
                            : name == "b" ? &kept.record
                            : name == "e" ? &kept.events
                                          : nullptr;
        if (into != nullptr) *into = std::move(value);
    }
    return kept;
}

std::string next_revision(const Kept& kept, std::int64_t now) {
    std::int64_t revision = 0;
    std::from_chars(kept.revision.data(), kept.revision.data() + kept.revision.size(), revision);
    return std::to_string(revision == 0 ? now : revision + 1);
}

std::string bytes_of(std::uint64_t value) { return {reinterpret_cast<const char*>(&value), sizeof value}; }

// One hop, and the names under which its caller lies in Redis: those of the gateway's sessions.
struct Hop {
    explicit Hop(std::string_view form)
        : screen(fmt::format("CON {} {}\n", field(form, "phoneNumber="), field(form, "text="))),
          event(bytes_of(hash_of(form))) {
        const std::uint64_t id = hash_of(field(form, "phoneNumber="));
        const std::string bucket = fmt::format("smb:{{b{:02}}}:", id % 64);
        person = fmt::format("{:016x}", id);
        session = bucket + "s:" + person;
        timers = bucket + "tm";
    }
    std::string screen;  // what tells this caller and this hop
    std::string event;   // 8 bytes, of everything that the form says
    std::string person, session, timers;
};

std::string record_of(const Floor& floor, const std::string& screen) {
    std::string record(floor.record_bytes - std::min(floor.record_bytes, screen.size()), '-');
    record += screen;
    return record;
}

std::int64_t now_ms() {
    const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(since_1970).count();
}

// The screen; empty if Redis failed.
Task<std::string> turn(std::shared_ptr<const Floor> floor, std::string form) {
    Hop hop(form);
    Result<store::RedisReply> fields = co_await floor->redis->ask({"HGETALL", hop.session});
    fields = store::granted(std::move(fields));
    if (!fields) co_return std::string{};
    const Kept kept = kept_of(*fields);
    hop.screen.resize(std::max(hop.screen.size(), floor->reply_bytes), '.');
    if (kept.events.contains(hop.event))
        co_return kept.record.substr(kept.record.size() - std::min(kept.record.size(), hop.screen.size()));
    const std::int64_t now = now_ms();
    const std::string record = record_of(*floor, hop.screen);
    const std::string revision = next_revision(kept, now);
    const std::string due = std::to_string(now + due_in_ms);
    const Result<store::RedisReply> written = co_await store::run(
        floor->redis, {.script_text = floor->commit.text,
                       .script_digest = floor->commit.digest,
                       .keys = {hop.session, hop.timers},
                       .arguments = {kept.revision, revision, record, hop.event, ttl_ms, hop.person, due}});
    const bool kept_now = written && written->integer == 0;
    co_return kept_now ? std::move(hop.screen) : std::string{};
}

std::string reply_of(const std::string& screen) {
    if (screen.empty()) return "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n";
    return fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{}", screen.size(),
                       screen);
}

Task<> serve(Socket socket, std::shared_ptr<const Floor> floor) {
    boost::system::error_code ignored;
    socket.set_option(asio::ip::tcp::no_delay{true}, ignored);
    boost::beast::flat_buffer buffer;
    for (;;) {
        http::request<http::string_body> request;
        const auto [failed, read] = co_await http::async_read(socket, buffer, request, use_tuple);
        if (failed) co_return;
        const std::string screen = co_await turn(floor, std::move(request.body()));
        const std::string reply = reply_of(screen);
        const auto [broken, written] = co_await asio::async_write(socket, asio::buffer(reply), use_tuple);
        if (broken) co_return;
    }
}

Task<> accept(Acceptor acceptor, std::shared_ptr<const Floor> floor) {
    for (;;) {
        auto [failed, socket] = co_await acceptor.async_accept(use_tuple);
        if (failed) co_return;
        const sambung::Executor executor = acceptor.get_executor();
        asio::co_spawn(executor, serve(std::move(socket), floor), asio::detached);
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"The least that a turn can cost; see docs/performance.md"};
    std::uint16_t port = 0;
    std::string redis;
    auto floor = std::make_shared<Floor>();
    app.add_option("--port", port, "on 127.0.0.1")->required();
    app.add_option("--redis", redis, "redis+unix://PATH")->required();
    app.add_option("--record", floor->record_bytes, "bytes of a stored session")->required();
    app.add_option("--reply", floor->reply_bytes, "bytes of a screen")->required();
    CLI11_PARSE(app, argc, argv);
    auto target = store::parse_redis_url(redis);
    if (!target) {
        fmt::print(stderr, "bench-floor: {}\n", target.error().detail);
        return 2;
    }
    asio::io_context io(1);
    asio::signal_set signals(io, SIGTERM, SIGINT);
    signals.async_wait([&io](const boost::system::error_code&, int) { io.stop(); });
    std::signal(SIGPIPE, SIG_IGN);
    floor->redis = store::RedisConnection::open(io, std::move(*target), {});
    Acceptor acceptor(io.get_executor(), {asio::ip::address_v4::loopback(), port});
    asio::co_spawn(io.get_executor(), accept(std::move(acceptor), floor), asio::detached);
    io.run();
    return 0;
}

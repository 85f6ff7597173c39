// bench-outbox: puts messages into the outbox of a configuration, as the service itself does, each to another person;
// for bench/smpp, which measures how they leave.
#include "books.h"
#include "config.h"
#include "payload.h"
#include "times.h"

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>

namespace {

using namespace sambung;
using namespace sambung::gateway;

struct Options {
    std::string config, channel;
    int messages = 1'000;
    int first = 1;  // never reuse one on the same store: a message of the same key is the same message
};

constexpr int batch = 500;  // one commit
constexpr std::string_view text =
    "Laporan No. 481 207 364 diterima. Petugas menghubungi Bapak/Ibu paling lambat Jumat 27 Nov pukul 14.00. "
    "Cek: balas CEK 481207364. Gratis.";

store::NewOutbound message_to(const Books& books, const Options& options, int number) {
    Outbound message;
    message.to = fmt::format("+62812{:08}", number);
    message.content.text = text;
    return {.key = books.keys->index("bench", message.to),
            .channel = options.channel,
            .person = books.keys->person(options.channel, message.to),
            .payload = encode_outbound(message)};
}

Result<> enqueue(const Books& books, std::vector<store::NewOutbound> messages) {
    boost::asio::io_context io;
    Result<> done;
    std::exception_ptr thrown;
    boost::asio::co_spawn(io, books.cases->enqueue(std::move(messages), now()),
                          [&](std::exception_ptr error, Result<> result) {
                              thrown = std::move(error);
                              done = std::move(result);
                          });
    io.run();
    if (thrown) std::rethrow_exception(thrown);
    return done;
}

Result<> fill(const Options& options) {
    const ConfigLoaded loaded = load_config(options.config);
    if (!loaded.readable || !loaded.findings.empty())
        return fail(Errc::misconfigured, "the configuration cannot be used");
    const Result<Books> books = open_books(loaded.config);
    if (!books) return std::unexpected(books.error());
    for (int done = 0; done < options.messages; done += batch) {
        std::vector<store::NewOutbound> some;
        for (int i = done; i < std::min(done + batch, options.messages); ++i)
            some.push_back(message_to(*books, options, options.first + i));
        if (auto kept = enqueue(*books, std::move(some)); !kept) return kept;
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app{"Puts messages into the outbox, each to another person."};
    app.add_option("--config", options.config, "of the service")->required();
    app.add_option("--channel", options.channel, "that is to send them")->required();
    app.add_option("--messages", options.messages, "how many")->capture_default_str();
    app.add_option("--first", options.first, "number of the first person")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    const Result<> filled = fill(options);
    if (filled) return 0;
    fmt::print(stderr, "{}\n", describe(filled.error()));
    return 1;
}

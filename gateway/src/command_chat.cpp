// A phone in the terminal. It speaks to the running service as the provider would, so it tries the whole path: webhook,
// signature, inbox, turn, outbox. What the service sends out it reads from the demo sink.
#include "commands.h"
#include "http/pooled_http_client.h"
#include "model/gsm7.h"
#include "model/phone.h"
#include "provider_calls.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/json.hpp>

#include <chrono>
#include <iostream>
#include <random>
#include <thread>
#include <unistd.h>

namespace sambung::gateway {

namespace json = boost::json;

namespace {

constexpr milliseconds answer_within{10'000};

std::string random_word() {
    std::random_device device;
    std::string out;
    for (int i = 0; i < 4; ++i) out += std::to_string(device() % 10'000);
    return out;
}

class Terminal {
 public:
    Terminal(const Config& config, const ChannelConfig& channel, std::string number, std::unique_ptr<HttpClient> client,
             boost::asio::io_context& io)
        : config_(config), channel_(channel), number_(std::move(number)), client_(std::move(client)), io_(io) {}

    int run(ChannelKind kind) {
        std::cout << "Phone " << number_ << " on " << name(kind) << ". Ctrl-D hangs up.\n";
        return kind == ChannelKind::ussd ? run_ussd() : run_messages(kind);
    }

 private:
    int run_ussd();
    int run_messages(ChannelKind kind);
    Result<HttpReply> exchange(HttpCall call);
    [[nodiscard]] Inbound message(std::string text) const;
    Result<HttpReply> hand_over(ChannelKind kind, const Inbound& message);
    bool show_new(std::uint64_t& seen);
    static int give_up(const Result<HttpReply>& reply);

    const Config& config_;
    const ChannelConfig& channel_;
    std::string number_;
    std::unique_ptr<HttpClient> client_;
    boost::asio::io_context& io_;
};

Result<HttpReply> Terminal::exchange(HttpCall call) {
    std::optional<Result<HttpReply>> reply;
    boost::asio::co_spawn(io_, client_->exchange(std::move(call), answer_within),
                          [&](const std::exception_ptr& error, Result<HttpReply> got) {
                              reply =
                                  error ? Result<HttpReply>(fail(Errc::internal, "the client threw")) : std::move(got);
                          });
    while (!reply) {
        io_.restart();
        io_.run_one();
    }
    return std::move(*reply);
}

int Terminal::give_up(const Result<HttpReply>& reply) {
    if (!reply)
        std::cerr << "No answer from the service (" << policy(reply.error().code).name
                  << "). Is it running? Start it with deploy/run.\n";
    else
        std::cerr << "The service answered " << reply->status << ".\n";
    return 1;
}

int Terminal::run_ussd() {
    for (;;) {
        const std::string session = "chat-" + random_word();
        std::string path;
        for (bool open = true; open;) {
            Inbound hop = message(path);
            hop.ussd = UssdHop{session, true};
            const Result<HttpReply> reply = hand_over(ChannelKind::ussd, hop);
            if (!reply || reply->status != 200 || reply->body.size() < 4) return give_up(reply);
            const Content shown = ussd_screen(*reply);
            const std::string& screen = shown.text;
            open = !shown.ends_session;
            std::cout << "\n"
                      << screen << "\n[" << septets(screen).value_or(0) << " septets]\n"
                      << (open ? "> " : "(ended; Enter dials again) ") << std::flush;
            std::string line;
            if (!std::getline(std::cin, line)) return 0;
            if (open) path += (path.empty() ? "" : "*") + line;
        }
    }
}

Inbound Terminal::message(std::string text) const {
    Inbound said;
    said.provider_id = "chat-" + random_word();
    said.from = number_;
    said.text = std::move(text);
    return said;
}

Result<HttpReply> Terminal::hand_over(ChannelKind kind, const Inbound& message) {
    const std::string origin =
        (config_.public_listen.certificate.empty() ? "http://" : "https://") + config_.public_listen.address;
    const auto now = std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    return exchange(provider_call(channel_, kind, origin, message, now));
}

// Prints what came since; true if something did.
bool Terminal::show_new(std::uint64_t& seen) {
    const Result<HttpReply> reply =
        exchange({.method = "GET",
                  .url = "http://" + config_.desk_listen.address + "/phone/messages",
                  .headers = {{"X-Sambung-Phone", number_}, {"X-Sambung-After", std::to_string(seen)}},
                  .body = {}});
    if (!reply || reply->status != 200) return false;
    boost::system::error_code error;
    const json::value root = json::parse(reply->body, error);
    if (error) return false;
    bool any = false;
    for (const json::value& item : root.at("messages").as_array()) {
        any = true;
        seen = item.at("seq").to_number<std::uint64_t>();
        std::cout << "\n[" << item.at("channel").as_string().c_str() << "] " << item.at("text").as_string().c_str()
                  << "\n";
        for (const json::value& option : item.at("options").as_array())
            std::cout << "  (" << option.at("label").as_string().c_str() << ")\n";
    }
    return any;
}

int Terminal::run_messages(ChannelKind kind) {
    std::uint64_t seen = 0;
    show_new(seen);
    std::string line;
    while (std::cout << "> " << std::flush, std::getline(std::cin, line)) {
        const Result<HttpReply> reply = hand_over(kind, message(line));
        if (!reply || reply->status != 200) return give_up(reply);
        // The answer comes by itself, as on a real phone; a person waits this long for it.
        for (int i = 0; i < 50 && !show_new(seen); ++i) std::this_thread::sleep_for(milliseconds{100});
    }
    return 0;
}

// Whose calls the terminal imitates.
std::string_view spoken(ChannelKind kind) {
    switch (kind) {
        case ChannelKind::ussd:
            return "africastalking_ussd";
        case ChannelKind::sms:
            return "kannel";
        case ChannelKind::whatsapp:
            return "whatsapp_cloud";
    }
    return {};
}

}  // namespace

int chat(const ChatOptions& options) {
    const ConfigLoaded loaded = load_config(options.config);
    for (const dialogs::Finding& finding : loaded.findings) std::cerr << finding.text() << "\n";
    if (!loaded.readable || !loaded.findings.empty()) return 2;
    const std::optional<Phone> number = Phone::parse(options.from);
    if (!number) {
        std::cerr << "--from is a phone number, +62…\n";
        return 2;
    }
    boost::asio::io_context io(1);
    TimerWheel wheel(io.get_executor());
    Result<std::unique_ptr<HttpClient>> client = make_http_client(io.get_executor(), wheel, {});
    if (!client) {
        std::cerr << describe(client.error()) << "\n";
        return 1;
    }
    for (const ChannelConfig& channel : loaded.config.channels) {
        if (channel.adapter == spoken(options.channel))
            return Terminal(loaded.config, channel, number->e164(), std::move(*client), io).run(options.channel);
    }
    std::cerr << "the configuration has no channel with adapter " << spoken(options.channel) << "\n";
    return 2;
}

}  // namespace sambung::gateway

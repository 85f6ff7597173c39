#include "mail/mail_carrier.h"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <curl/curl.h>
#include <memory>
#include <string>
#include <sys/socket.h>

namespace sambung::gateway {

using adapters::MailSettings;
using adapters::Sent;
using adapters::Verdict;

namespace {

// Together less than a lease: what waited in line too long goes back, and comes again.
constexpr seconds longest_line{25};
constexpr seconds longest_sending{25};

Sent without(Verdict verdict, std::string code) {
    return {.verdict = verdict, .provider_id = {}, .code = std::move(code), .retry_after = {}};
}

struct Letter {
    std::string text;
    std::size_t written = 0;
};

std::size_t give(char* into, std::size_t size, std::size_t count, void* from) {
    auto& letter = *static_cast<Letter*>(from);
    const std::size_t piece = std::min(size * count, letter.text.size() - letter.written);
    std::copy_n(letter.text.data() + letter.written, piece, into);
    letter.written += piece;
    return piece;
}

struct Free {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

std::string address_of(const MailSettings& settings) {
    const bool implicit = settings.tls == MailSettings::Tls::implicit;
    const std::string domain = settings.from.substr(settings.from.find('@') + 1);  // what we call ourselves
    return (implicit ? "smtps://" : "smtp://") + settings.host + ":" + std::to_string(settings.port) + "/" + domain;
}

void set_up(CURL* curl, const MailSettings& settings, const std::string& from, curl_slist* to, Letter& letter) {
    curl_easy_setopt(curl, CURLOPT_URL, address_of(settings).c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, static_cast<long>(longest_sending.count()));
    if (settings.tls != MailSettings::Tls::none)
        curl_easy_setopt(curl, CURLOPT_USE_SSL, static_cast<long>(CURLUSESSL_ALL));
    if (!settings.tls_authorities.empty()) curl_easy_setopt(curl, CURLOPT_CAINFO, settings.tls_authorities.c_str());
    if (!settings.username.empty()) {
        curl_easy_setopt(curl, CURLOPT_USERNAME, settings.username.c_str());
        curl_easy_setopt(curl, CURLOPT_PASSWORD, settings.password.c_str());
    }
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, from.c_str());
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(curl, CURLOPT_READFUNCTION, give);
    curl_easy_setopt(curl, CURLOPT_READDATA, &letter);
    curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl, CURLOPT_QUICK_EXIT, 1L);  // nor does a look-up of the name hold it
}

// libcurl says QUIT when it cleans up, and its time-out does not count there: a server that does not answer would hold
// this thread for minutes.
void hang_up(CURL* curl) {
    curl_socket_t socket = CURL_SOCKET_BAD;
    if (curl_easy_getinfo(curl, CURLINFO_ACTIVESOCKET, &socket) == CURLE_OK && socket != CURL_SOCKET_BAD)
        ::shutdown(socket, SHUT_RDWR);
}

bool is_tls_fault(CURLcode code) {
    return code == CURLE_PEER_FAILED_VERIFICATION || code == CURLE_SSL_CONNECT_ERROR || code == CURLE_USE_SSL_FAILED ||
           code == CURLE_SSL_CACERT_BADFILE;
}

}  // namespace

// 535, 534, 530, 538: credentials (RFC 4954 6).
Sent judged(const MailEnd& end) {
    const std::string code = std::to_string(end.code);
    if (end.bad_tls) return without(Verdict::alarm, "tls");
    const bool about_login = end.code == 530 || end.code == 534 || end.code == 535 || end.code == 538;
    if (end.code >= 400 && end.code < 500) return without(Verdict::retry, code);
    if (end.refused_login || about_login) return without(Verdict::alarm, code);
    if (end.code >= 500 && end.code < 600) return without(Verdict::permanent, code);
    return end.all_written ? without(Verdict::unknown, "no_answer") : without(Verdict::retry, "unavailable");
}

MailCarrier::MailCarrier(MailSettings settings)
    : settings_(std::move(settings)), work_(io_.get_executor()), thread_([this] { io_.run(); }) {}

MailCarrier::~MailCarrier() {
    work_.reset();
    io_.stop();
    thread_.join();
}

Task<Sent> MailCarrier::send(Outbound message) {
    co_return co_await boost::asio::co_spawn(io_.get_executor(), deliver(std::move(message), Steady::now()), use_task);
}

// On its own thread.
Task<Sent> MailCarrier::deliver(Outbound message, Steady::time_point asked) {
    if (Steady::now() - asked > longest_line) co_return without(Verdict::retry, "busy");
    Result<std::string> text = adapters::letter(settings_, message);
    if (!text) co_return without(Verdict::our_bug, "unreadable");
    Letter letter{.text = *std::move(text)};
    const std::string from = "<" + settings_.from + ">";
    const std::string to = "<" + message.to + ">";
    const std::unique_ptr<curl_slist, Free> receivers{curl_slist_append(nullptr, to.c_str())};
    const std::unique_ptr<CURL, Free> curl{curl_easy_init()};
    if (!curl || !receivers) co_return without(Verdict::retry, "no_memory");
    set_up(curl.get(), settings_, from, receivers.get(), letter);
    const CURLcode done = curl_easy_perform(curl.get());
    hang_up(curl.get());
    if (done == CURLE_OK) co_return without(Verdict::accepted, "250");
    MailEnd end{.refused_login = done == CURLE_LOGIN_DENIED,
                .bad_tls = is_tls_fault(done),
                .all_written = letter.written == letter.text.size()};
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &end.code);
    co_return judged(end);
}

}  // namespace sambung::gateway

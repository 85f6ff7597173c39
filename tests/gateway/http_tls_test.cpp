#include "http_certificates.h"
#include "http_peers.h"
#include "net/tls.h"

#include <boost/asio/ssl/stream.hpp>
#include <gtest/gtest.h>
#include <openssl/ssl.h>

#include <fstream>

namespace sambung::gateway {
namespace {

namespace ssl = boost::asio::ssl;

struct TlsServerTest : testing::Test {
    static ListenerSettings settings_for(const Certificate& certificate) {
        ListenerSettings settings;
        settings.tls = TlsServer::load(certificate.files()).value();
        return settings;
    }

    Certificate certificate{"IP:127.0.0.1"};
    ListenerSettings settings = settings_for(certificate);
};

// A TLS caller that believes everybody.
class TlsCaller {
 public:
    TlsCaller(std::uint16_t port, int version = TLS1_3_VERSION) {
        SSL_set_security_level(stream_.native_handle(), 0);  // or OpenSSL offers nothing below 1.2
        SSL_set_min_proto_version(stream_.native_handle(), version);
        SSL_set_max_proto_version(stream_.native_handle(), version);
        stream_.next_layer().connect({boost::asio::ip::make_address("127.0.0.1"), port});
    }
    [[nodiscard]] int version() { return SSL_version(stream_.native_handle()); }
    bool shake_hands() {
        boost::system::error_code error;
        stream_.handshake(ssl::stream_base::client, error);
        return !error;
    }
    std::string ask(std::string_view request, std::string_view until) {
        boost::asio::write(stream_, boost::asio::buffer(request));
        std::string text;
        boost::asio::read_until(stream_, boost::asio::dynamic_buffer(text), until);
        return text;
    }
    // How the connection ended: eof if with a close_notify.
    boost::system::error_code end() {
        char byte = 0;
        boost::system::error_code error;
        while (!error) boost::asio::read(stream_, boost::asio::buffer(&byte, 1), error);
        return error;
    }
    [[nodiscard]] std::string fingerprint() {
        const std::unique_ptr<X509, Freed> peer{SSL_get1_peer_certificate(stream_.native_handle())};
        std::string digest(EVP_MAX_MD_SIZE, '\0');
        unsigned size = 0;
        X509_digest(peer.get(), EVP_sha256(), reinterpret_cast<unsigned char*>(digest.data()), &size);
        digest.resize(size);
        return digest;
    }

 private:
    boost::asio::io_context io_;
    ssl::context context_{ssl::context::tls_client};
    ssl::stream<boost::asio::ip::tcp::socket> stream_{io_, context_};
};

TEST_F(TlsServerTest, ServesVersions12And13) {
    TestServer server{echo, settings};
    for (const int version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        TlsCaller caller{server.port(), version};
        ASSERT_TRUE(caller.shake_hands());
        EXPECT_EQ(caller.version(), version);
        EXPECT_TRUE(caller.ask(get("/a"), "127.0.0.1").ends_with("GET /a 0 127.0.0.1"));
        EXPECT_TRUE(caller.ask(get("/b"), "127.0.0.1").ends_with("GET /b 0 127.0.0.1"));
    }
}

TEST_F(TlsServerTest, RefusesVersion11) {
    TestServer server{echo, settings};
    TlsCaller caller{server.port(), TLS1_1_VERSION};
    EXPECT_FALSE(caller.shake_hands());
}

TEST_F(TlsServerTest, SaysThatItCloses) {
    TestServer server{echo, settings};
    TlsCaller caller{server.port()};
    ASSERT_TRUE(caller.shake_hands());
    caller.ask("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "127.0.0.1");
    EXPECT_EQ(caller.end(), boost::asio::error::eof);
}

TEST_F(TlsServerTest, TakesALargeBody) {
    TestServer server{echo, settings};
    TlsCaller caller{server.port()};
    ASSERT_TRUE(caller.shake_hands());
    EXPECT_TRUE(caller.ask(post("/", std::string(std::size_t{4} * 1024 * 1024, 'x')), "127.0.0.1")
                    .ends_with("POST / 4194304 127.0.0.1"));
}

TEST_F(TlsServerTest, CutsACallerThatDoesNotShakeHands) {
    settings.limits.handshake_time = milliseconds{30};
    TestServer server{echo, settings};
    RawCaller caller{server.port()};
    EXPECT_TRUE(caller.is_closed());
    EXPECT_EQ(server.counts().timed_out, 1U);
}

TEST_F(TlsServerTest, APlainRequestIsNotServed) {
    TestServer server{echo, settings};
    RawCaller caller{server.port()};
    caller.send(get("/"));
    (void)caller.read_to_end();
    EXPECT_EQ(server.counts().requests, 0U);
}

TEST_F(TlsServerTest, StopsWithIdleConnections) {
    TestServer server{echo, settings};
    TlsCaller caller{server.port()};
    ASSERT_TRUE(caller.shake_hands());
    caller.ask(get("/"), "127.0.0.1");
    EXPECT_EQ(server.shard().wait(server.listener().stop(seconds{60})), 0U);
}

TEST_F(TlsServerTest, ARenewedCertificateServesNewConnections) {
    TestServer server{echo, settings};
    TlsCaller before{server.port()};
    ASSERT_TRUE(before.shake_hands());
    certificate.write("IP:127.0.0.1");
    ASSERT_TRUE(settings.tls->reload().has_value());
    TlsCaller after{server.port()};
    ASSERT_TRUE(after.shake_hands());
    EXPECT_NE(before.fingerprint(), after.fingerprint());
    EXPECT_TRUE(before.ask(get("/"), "127.0.0.1").ends_with("GET / 0 127.0.0.1"));
}

TEST_F(TlsServerTest, AFailedRenewalKeepsTheOldCertificate) {
    const auto context = settings.tls->context();
    std::ofstream{certificate.files().certificate} << "not a certificate";
    const auto reloaded = settings.tls->reload();
    ASSERT_FALSE(reloaded.has_value());
    EXPECT_EQ(reloaded.error().code, Errc::misconfigured);
    EXPECT_EQ(settings.tls->context(), context);
}

TEST_F(TlsServerTest, NamesTheFileItCannotUse) {
    const Certificate other{"IP:127.0.0.1"};
    const auto missing = TlsServer::load({"/nowhere.crt", certificate.files().key});
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(describe(missing.error()), "misconfigured: tls: cannot use '/nowhere.crt': No such file or directory");
    const auto mixed = TlsServer::load({certificate.files().certificate, other.files().key});
    ASSERT_FALSE(mixed.has_value());
    EXPECT_EQ(mixed.error().code, Errc::misconfigured);
    EXPECT_TRUE(mixed.error().detail.contains(other.files().key)) << mixed.error().detail;
}

}  // namespace
}  // namespace sambung::gateway

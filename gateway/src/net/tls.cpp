#include "net/tls.h"

#include <openssl/ssl.h>

#include <utility>

namespace sambung::gateway {

namespace ssl = boost::asio::ssl;

namespace {

using Context = std::shared_ptr<ssl::context>;

constexpr const char* ciphers =  // of TLS 1.2; those of 1.3 are all sound
    "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
    "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

Context make_context(ssl::context::method method) {
    auto context = std::make_shared<ssl::context>(method);
    SSL_CTX* native = context->native_handle();
    SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
    SSL_CTX_set_cipher_list(native, ciphers);
    SSL_CTX_set_options(native, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);  // held only while a record is under way
    return context;
}

std::unexpected<Error> cannot_use(const std::string& file, const boost::system::error_code& error) {
    return fail(Errc::misconfigured, "tls: cannot use '" + file + "': " + error.message());
}

Result<Context> make_server_context(const TlsFiles& files) {
    Context context = make_context(ssl::context::tls_server);
    boost::system::error_code error;
    context->use_certificate_chain_file(files.certificate, error);
    if (error) return cannot_use(files.certificate, error);
    context->use_private_key_file(files.key, ssl::context::pem, error);
    if (error) return cannot_use(files.key, error);
    return context;
}

}  // namespace

Result<std::shared_ptr<TlsServer>> TlsServer::load(TlsFiles files) {
    std::shared_ptr<TlsServer> server{new TlsServer(std::move(files))};
    const auto loaded = server->reload();
    if (!loaded) return std::unexpected(loaded.error());
    return server;
}

Result<> TlsServer::reload() {
    auto context = make_server_context(files_);
    if (!context) return std::unexpected(std::move(context.error()));
    const std::scoped_lock lock{mutex_};
    context_ = *std::move(context);
    return {};
}

std::shared_ptr<ssl::context> TlsServer::context() const {
    const std::scoped_lock lock{mutex_};
    return context_;
}

Result<std::shared_ptr<ssl::context>> make_client_tls(const std::string& extra_authorities) {
    Context context = make_context(ssl::context::tls_client);
    boost::system::error_code error;
    context->set_default_verify_paths(error);
    if (error) return cannot_use("the system's authorities", error);
    if (!extra_authorities.empty()) context->load_verify_file(extra_authorities, error);
    if (error) return cannot_use(extra_authorities, error);
    context->set_verify_mode(ssl::verify_peer);
    return context;
}

}  // namespace sambung::gateway

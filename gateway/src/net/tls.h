// TLS as a server and as a client: 1.2 and later, forward secret AEAD ciphers only (BSI TR-02102-2, Mozilla
// "intermediate").
#pragma once

#include "model/error.h"

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <mutex>
#include <string>

namespace sambung::gateway {

struct TlsFiles {
    std::string certificate;  // PEM, the chain from ours up
    std::string key;          // PEM
};

// A certificate that can be renewed while connections are served. Any thread.
class TlsServer {
 public:
    // Errc::misconfigured, naming the file, if one cannot be read or the key is not the certificate's.
    [[nodiscard]] static Result<std::shared_ptr<TlsServer>> load(TlsFiles files);

    // Reads the files again for connections from now on. After an error the old certificate stays in use.
    [[nodiscard]] Result<> reload();

    [[nodiscard]] std::shared_ptr<boost::asio::ssl::context> context() const;

 private:
    explicit TlsServer(TlsFiles files) : files_(std::move(files)) {}

    const TlsFiles files_;
    mutable std::mutex mutex_;
    std::shared_ptr<boost::asio::ssl::context> context_;
};

// Verifies peers with the system's authorities and, if not empty, those of `extra_authorities` (PEM).
// Errc::misconfigured if these cannot be read.
[[nodiscard]] Result<std::shared_ptr<boost::asio::ssl::context>> make_client_tls(const std::string& extra_authorities);

}  // namespace sambung::gateway

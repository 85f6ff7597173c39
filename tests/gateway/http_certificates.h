// Certificates made for one test: an authority that nobody trusts but who is told to, and a server's certificate by it.
#pragma once

#include "net/tls.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <unistd.h>

namespace sambung::gateway {

struct Freed {
    void operator()(X509* p) const { X509_free(p); }
    void operator()(EVP_PKEY* p) const { EVP_PKEY_free(p); }
    void operator()(X509_EXTENSION* p) const { X509_EXTENSION_free(p); }
    void operator()(std::FILE* p) const { std::fclose(p); }
};

// A self-signed certificate for `subject_alt_name` ("IP:127.0.0.1", "DNS:localhost") as two files, gone with this.
class Certificate {
 public:
    explicit Certificate(const std::string& subject_alt_name) {
        // Tests run side by side as processes, and the same object may have the same address in each.
        const std::string name = testing::TempDir() + "sambung-" + std::to_string(::getpid()) + "-" +
                                 std::to_string(std::hash<const void*>{}(this));
        files_ = {name + ".crt", name + ".key"};
        write(subject_alt_name);
    }
    ~Certificate() {
        std::filesystem::remove(files_.certificate);
        std::filesystem::remove(files_.key);
    }
    Certificate(const Certificate&) = delete;
    Certificate& operator=(const Certificate&) = delete;

    [[nodiscard]] const TlsFiles& files() const { return files_; }

    // A new key and certificate in the same files.
    void write(const std::string& subject_alt_name) const {
        const std::unique_ptr<EVP_PKEY, Freed> key{EVP_EC_gen("P-256")};
        const std::unique_ptr<X509, Freed> certificate{X509_new()};
        X509* x = certificate.get();
        X509_set_version(x, X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
        X509_gmtime_adj(X509_getm_notBefore(x), -60);
        X509_gmtime_adj(X509_getm_notAfter(x), 3600);
        X509_NAME* subject = X509_get_subject_name(x);
        const std::string common_name = "Sambung test";
        X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>(common_name.data()),
                                   static_cast<int>(common_name.size()), -1, 0);
        X509_set_issuer_name(x, subject);
        X509_set_pubkey(x, key.get());
        const std::unique_ptr<X509_EXTENSION, Freed> names{
            X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, subject_alt_name.c_str())};
        X509_add_ext(x, names.get(), -1);
        X509_sign(x, key.get(), EVP_sha256());
        const std::unique_ptr<std::FILE, Freed> out{std::fopen(files_.certificate.c_str(), "w")};
        PEM_write_X509(out.get(), x);
        const std::unique_ptr<std::FILE, Freed> key_out{std::fopen(files_.key.c_str(), "w")};
        PEM_write_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    }

 private:
    TlsFiles files_;
};

}  // namespace sambung::gateway

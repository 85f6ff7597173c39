// What proves that a request comes from the provider.
#pragma once

#include "adapters/adapter.h"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_mac_ctx_st;

namespace sambung::adapters {

// Takes as long for a wrong guess as for a right one of the same length.
[[nodiscard]] bool same_secret(std::string_view given, std::string_view expected);

// HMAC-SHA256 under one key. The keyed state is prepared once and copied for each message, as fetching the algorithm
// costs more than hashing a webhook does.
class HmacSha256 {
 public:
    using Digest = std::array<unsigned char, 32>;

    explicit HmacSha256(std::string_view key);
    // Any thread. Empty only if the library is out of memory or has no SHA-256.
    [[nodiscard]] std::optional<Digest> of(std::string_view message) const;

 private:
    struct Free {
        void operator()(evp_mac_ctx_st* context) const;
    };
    std::unique_ptr<evp_mac_ctx_st, Free> keyed_;
};

// For providers that sign nothing: a secret in the query (`?secret=…`) or in the header X-Sambung-Secret. A channel
// that says `open: loopback` also believes callers on this machine, which is how a Kannel beside us is set up.
class HookSecret {
 public:
    // Errc::misconfigured if there is neither a secret nor `open: loopback`.
    [[nodiscard]] static Result<HookSecret> from(const ChannelSettings& settings);

    [[nodiscard]] Result<> check(const HttpRequest& request) const;
    [[nodiscard]] const std::string& secret() const { return secret_; }

 private:
    HookSecret(std::string secret, bool open) : secret_(std::move(secret)), open_to_loopback_(open) {}
    std::string secret_;
    bool open_to_loopback_;
};

inline constexpr Setting secret_setting{
    "secret", false, true, "what the provider must add to our address as ?secret=…; plain letters and digits"};
inline constexpr Setting open_setting{"open", false, false, "'loopback': callers on this machine need no secret"};

}  // namespace sambung::adapters

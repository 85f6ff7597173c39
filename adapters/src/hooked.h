// Providers that sign nothing and take messages to send: the channel's secret proves their calls.
#pragma once

#include "calls.h"
#include "kinds.h"
#include "secrets.h"

#include <memory>
#include <utility>

namespace sambung::adapters {

class HookedAdapter : public SendingAdapter {
 public:
    [[nodiscard]] ChannelKind kind() const override { return kind_; }
    [[nodiscard]] Result<> verify(const HttpRequest& request, Hook /*hook*/) const override {
        return secret_.check(request);
    }

 protected:
    HookedAdapter(ChannelKind kind, HookSecret secret) : secret_(std::move(secret)), kind_(kind) {}

    // Where the provider is to send its reports: our address with what `check` asks for.
    [[nodiscard]] std::string report_address(const ChannelSettings& settings) const {
        return hook_address(settings, Hook::status,
                            secret_.secret().empty() ? Form{} : Form{{"secret", secret_.secret()}});
    }

 private:
    HookSecret secret_;
    ChannelKind kind_;
};

// For the registry: an `A(settings, secret)`, or what is wrong with the secret.
template <class A>
Result<std::unique_ptr<Adapter>> make_hooked(const ChannelSettings& settings) {
    auto secret = HookSecret::from(settings);
    if (!secret) return std::unexpected(std::move(secret.error()));
    return std::make_unique<A>(settings, *std::move(secret));
}

}  // namespace sambung::adapters

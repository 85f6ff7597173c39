#include "secrets.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <algorithm>

namespace sambung::adapters {

namespace {

bool dotted_quad(std::string_view address) {
    return std::ranges::count(address, '.') == 3 && address.find_first_not_of("0123456789.") == std::string_view::npos;
}

// The address as the listener writes it, so a name or a crafted text is never local.
bool loopback(std::string_view address) {
    constexpr std::string_view mapped = "::ffff:";
    if (address.starts_with(mapped)) address.remove_prefix(mapped.size());
    return address == "::1" || (address.starts_with("127.") && dotted_quad(address));
}

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

bool same_secret(std::string_view given, std::string_view expected) {
    return !expected.empty() && given.size() == expected.size() &&
           CRYPTO_memcmp(given.data(), expected.data(), expected.size()) == 0;
}

void HmacSha256::Free::operator()(evp_mac_ctx_st* context) const { EVP_MAC_CTX_free(context); }

HmacSha256::HmacSha256(std::string_view key) {
    EVP_MAC* mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    if (mac == nullptr) return;
    keyed_.reset(EVP_MAC_CTX_new(mac));
    EVP_MAC_free(mac);  // the context holds its own
    std::string digest{"SHA256"};
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string("digest", digest.data(), 0),
                                 OSSL_PARAM_construct_end()};
    if (keyed_ && EVP_MAC_init(keyed_.get(), bytes_of(key), key.size(), params) != 1) keyed_.reset();
}

std::optional<HmacSha256::Digest> HmacSha256::of(std::string_view message) const {
    if (!keyed_) return std::nullopt;
    const std::unique_ptr<evp_mac_ctx_st, Free> context{EVP_MAC_CTX_dup(keyed_.get())};
    Digest digest{};
    std::size_t size = 0;
    const bool done = context && EVP_MAC_update(context.get(), bytes_of(message), message.size()) == 1 &&
                      EVP_MAC_final(context.get(), digest.data(), &size, digest.size()) == 1 && size == digest.size();
    if (!done) return std::nullopt;
    return digest;
}

Result<HookSecret> HookSecret::from(const ChannelSettings& settings) {
    const std::string_view open = settings.value("open");
    if (!open.empty() && open != "loopback") return fail(Errc::misconfigured, "key 'open': only 'loopback' is known");
    const std::string_view secret = settings.value("secret");
    if (secret.empty() && open.empty())
        return fail(Errc::misconfigured, "key 'secret' required, or 'open: loopback' for a provider on this machine");
    return HookSecret{std::string{secret}, !open.empty()};
}

Result<> HookSecret::check(const HttpRequest& request) const {
    if (open_to_loopback_ && loopback(request.remote)) return {};
    if (const auto given = header(request.headers, "X-Sambung-Secret"); given && same_secret(*given, secret_))
        return {};
    const Form query = parse_form(request.query());
    if (const auto given = field(query, "secret"); given && same_secret(*given, secret_)) return {};
    return fail(Errc::not_authentic, "the channel's secret is missing or wrong");
}

}  // namespace sambung::adapters

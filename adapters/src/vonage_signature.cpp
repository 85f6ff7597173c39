#include "reading.h"
#include "secrets.h"
#include "vonage.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters::vonage_parts {

namespace {

constexpr std::string_view plain_method = "md5hash";

constexpr std::pair<std::string_view, Hash> hmac_methods[] = {
    {"md5", Hash::md5}, {"sha1", Hash::sha1}, {"sha256", Hash::sha256}, {"sha512", Hash::sha512}};

// "&name=value" of each field but the signature, by name. What would look like another field is an underscore.
std::string signed_text(Form fields) {
    std::erase_if(fields, [](const auto& pair) { return pair.first == "sig"; });
    std::ranges::sort(fields);
    std::string text;
    for (auto& [name, value] : fields) {
        std::ranges::replace_if(value, [](char c) { return c == '&' || c == '='; }, '_');
        text.append("&").append(name).append("=").append(value);
    }
    return text;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

Result<Signature> signature_of(const ChannelSettings& settings) {
    Signature signature{std::string{settings.value("signature_secret")}, Hash::sha256};
    const std::string_view method = settings.value("signature_method");
    if (method.empty()) return signature;
    signature.hmac.reset();
    if (method == plain_method) return signature;
    for (const auto& [word, hash] : hmac_methods)
        if (word == method) signature.hmac = hash;
    if (!signature.hmac)
        return fail(Errc::misconfigured, "key 'signature_method': md5hash, md5, sha1, sha256 or sha512");
    return signature;
}

bool signed_with(const Signature& signature, const Form& fields) {
    // They do not mask a name: one with & or = in it would be signed as two fields are.
    const auto looks_like_more = [](const auto& pair) { return pair.first.find_first_of("&=") != std::string::npos; };
    if (std::ranges::any_of(fields, looks_like_more)) return false;
    const std::string text = signed_text(fields);
    const Bytes expected =
        signature.hmac ? hmac(*signature.hmac, signature.secret, text) : digest(Hash::md5, text + signature.secret);
    std::string given{value(fields, "sig")};
    std::ranges::transform(given, given.begin(), lower);
    return same_secret(given, hex(expected));
}

}  // namespace sambung::adapters::vonage_parts

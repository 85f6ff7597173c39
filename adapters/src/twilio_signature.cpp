// X-Twilio-Signature (twilio.com/docs/usage/security, "Validating requests"): HMAC-SHA1 over the address and, for a
// form, each name and value behind it, sorted, each pair once. A body of JSON is signed by its SHA-256 in the address.
#include "digests.h"
#include "reading.h"
#include "secrets.h"
#include "twilio.h"

#include <set>
#include <string>

namespace sambung::adapters::twilio_parts {

namespace {

// The same address with its port written out and without, as Twilio signs either.
std::pair<std::string, std::string> both_forms(std::string_view url) {
    const auto scheme_end = url.find("://");
    const auto host = scheme_end == std::string_view::npos ? 0 : scheme_end + 3;
    const auto path = std::min(url.find('/', host), url.size());
    const std::string_view authority = url.substr(host, path - host);
    const auto colon = authority.rfind(':');
    const bool has_port = colon != std::string_view::npos && !authority.ends_with(']');
    const std::string_view usual = url.starts_with("https") ? ":443" : ":80";
    const std::string before{url.substr(0, host)};
    const std::string bare{authority.substr(0, has_port ? colon : authority.size())};
    const std::string port{has_port ? authority.substr(colon) : usual};
    const std::string rest{url.substr(path)};
    return {before + bare + rest, before + bare + port + rest};
}

std::string sorted_fields(std::string_view body) {
    const Form form = parse_form(body);
    const std::set<std::pair<std::string_view, std::string_view>> once{form.begin(), form.end()};
    std::string out;
    for (const auto& [name, value] : once) out.append(name).append(value);
    return out;
}

}  // namespace

bool signed_with(std::string_view token, std::string_view public_url, const HttpRequest& request) {
    const auto given = header(request.headers, "X-Twilio-Signature");
    if (!given) return false;
    std::string fields;
    const Form query = parse_form(request.query());
    if (const auto body_digest = field(query, "bodySHA256")) {
        if (!same_secret(*body_digest, hex(digest(Hash::sha256, request.body)))) return false;
    } else {
        fields = sorted_fields(request.body);
    }
    const auto [without_port, with_port] = both_forms(std::string{public_url} + request.target);
    const auto signature = [&](const std::string& url) { return base64(hmac(Hash::sha1, token, url + fields)); };
    return same_secret(*given, signature(without_port)) || same_secret(*given, signature(with_port));
}

}  // namespace sambung::adapters::twilio_parts

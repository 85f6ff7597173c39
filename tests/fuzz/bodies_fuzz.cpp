// Any bytes as what a provider calls us with, and as its answer to a call of ours, on every adapter; and whether a
// signature holds for what was signed and for nothing else. The first octet chooses the channel, the second how the
// bytes come, the third the status of an answer.
#include "choices.h"
#include "digests.h"
#include "flat_fields.h"
#include "must.h"
#include "promises.h"

#include <algorithm>
#include <set>

namespace {

using namespace sambung;
using namespace sambung::adapters;

HttpRequest request_of(const FuzzedChannel& channel, std::string_view bytes, bool by_get) {
    const std::string path = "/hooks/" + channel.cases.settings.id;
    if (by_get) return get(path + "?" + std::string{bytes});
    return post_form(path, std::string{bytes});
}

HttpRequest with_body(HttpRequest request, std::string body) {
    request.body = std::move(body);
    return request;
}

void is_read(const FuzzedChannel& channel, const HttpRequest& request, Hook hook) {
    const auto received = channel.adapter->receive(request, hook, table_now);
    require_promises(received, request.target.size() + request.body.size());
    must(in_words(received) == in_words(channel.adapter->receive(request, hook, table_now)));
}

void answer_is_classed(const FuzzedChannel& channel, int status, std::string_view body) {
    const std::string first_line{body.substr(0, body.find('\n'))};
    const Sent sent = channel.adapter->sent(answered(status, std::string{body}, {{"Retry-After", first_line}}));
    require_promises(sent);
    must(!name(channel.adapter->failure(body)).empty());
}

// ---- signatures ----------------------------------------------------------------------------------------------------

void holds(const FuzzedChannel& channel, const HttpRequest& request) {
    must(channel.adapter->verify(request, Hook::message).has_value());
}
void does_not_hold(const FuzzedChannel& channel, const HttpRequest& request) {
    must(!channel.adapter->verify(request, Hook::message).has_value());
}

std::string with_another_byte(std::string text, std::size_t at, std::uint8_t change) {
    if (!text.empty()) text[at % text.size()] = static_cast<char>(text[at % text.size()] ^ (change == 0 ? 1 : change));
    return text;
}

// Meta signs the bytes.
void meta_signs(const FuzzedChannel& channel, std::string_view bytes, std::size_t at, std::uint8_t change) {
    HttpRequest request = post_json("/hooks/wa", std::string{bytes});
    const auto mac = hmac(Hash::sha256, channel.setting("app_secret"), bytes);
    request.headers.emplace_back("X-Hub-Signature-256", "sha256=" + hex(mac));
    holds(channel, request);
    if (!bytes.empty()) does_not_hold(channel, with_body(request, with_another_byte(request.body, at, change)));
    does_not_hold(channel, with_body(request, request.body + "x"));
}

// Twilio signs the address and, sorted, each pair once; where a name ends and its value begins it does not sign.
std::string twilio_text(std::string_view body) {
    const Form form = parse_form(body);
    std::string out;
    for (const auto& [name, value] : std::set<std::pair<std::string, std::string>>(form.begin(), form.end()))
        out += name + value;
    return out;
}
void twilio_signs(const FuzzedChannel& channel, std::string_view bytes, std::size_t at, std::uint8_t change) {
    HttpRequest request = post_form("/hooks/tw", std::string{bytes});
    const std::string text = "https://gw.dinsos.example/hooks/tw" + twilio_text(bytes);
    request.headers.emplace_back("X-Twilio-Signature", base64(hmac(Hash::sha1, channel.setting("auth_token"), text)));
    holds(channel, request);
    const HttpRequest changed = with_body(request, with_another_byte(request.body, at, change));
    if (twilio_text(changed.body) != twilio_text(bytes)) does_not_hold(channel, changed);
    HttpRequest elsewhere = request;
    elsewhere.target += "/status";
    does_not_hold(channel, elsewhere);
}

// Vonage signs each field, with _ for & and = in its value.
Form vonage_signed(Form fields) {
    std::erase_if(fields, [](const auto& pair) { return pair.first == "sig"; });
    std::ranges::sort(fields);
    for (auto& [name, value] : fields) std::ranges::replace_if(value, [](char c) { return c == '&' || c == '='; }, '_');
    return fields;
}
std::string vonage_text(const Form& fields) {
    std::string text;
    for (const auto& [name, value] : vonage_signed(fields)) text.append("&").append(name).append("=").append(value);
    return text;
}
std::string vonage_mac(const FuzzedChannel& channel, const std::string& text) {
    const std::string_view method = channel.setting("signature_method");
    const std::string_view secret = channel.setting("signature_secret");
    if (method == "md5hash") return hex(digest(Hash::md5, text + std::string{secret}));
    if (method == "md5") return hex(hmac(Hash::md5, secret, text));
    return hex(hmac(method == "sha1" ? Hash::sha1 : Hash::sha256, secret, text));
}
// One field out of two that stand together where they are signed.
Form with_two_in_one(const Form& fields, std::size_t at) {
    Form out = vonage_signed(fields);
    if (out.size() < 2) return out;
    const std::size_t first = at % (out.size() - 1);
    out[first + 1].first = out[first].first + "=" + out[first].second + "&" + out[first + 1].first;
    out.erase(out.begin() + static_cast<std::ptrdiff_t>(first));
    return out;
}
void vonage_signs(const FuzzedChannel& channel, std::string_view bytes, std::size_t at, std::uint8_t change) {
    Form fields = parse_form(bytes);
    std::erase_if(fields, [](const auto& pair) {
        return pair.first == "sig" || pair.first.find_first_of("&=") != std::string::npos;  // no field of theirs
    });
    const std::string mac = vonage_mac(channel, vonage_text(fields));
    const auto sent = [&](Form said) {
        said.emplace_back("sig", mac);
        return post_form("/hooks/vo", encode_form(said));
    };
    holds(channel, sent(fields));
    const auto changed_is_refused = [&](const Form& changed) {
        if (vonage_signed(changed) != vonage_signed(fields)) does_not_hold(channel, sent(changed));
    };
    changed_is_refused(parse_form(with_another_byte(encode_form(fields), at, change)));
    changed_is_refused(with_two_in_one(fields, at));
}

void signature_holds_for_what_was_signed(const FuzzedChannel& channel, std::string_view bytes, std::size_t at,
                                         std::uint8_t change) {
    if (channel.cases.adapter == "whatsapp_cloud") return meta_signs(channel, bytes, at, change);
    if (channel.cases.adapter == "twilio") return twilio_signs(channel, bytes, at, change);
    if (!channel.setting("signature_secret").empty()) return vonage_signs(channel, bytes, at, change);
}

// Who knows the channel's secret proves it so, and nobody else does: seeds know some, the fuzzer does not.
void stranger_is_refused(const FuzzedChannel& channel, const HttpRequest& request, Hook hook) {
    const auto verified = channel.adapter->verify(request, hook);
    if (!verified) return must(verified.error().code == Errc::not_authentic);
    const Form query = parse_form(request.query());
    const auto proven = [&](std::string_view key, std::string_view field_name) {
        return !channel.setting(key).empty() && field(query, field_name) == channel.setting(key);
    };
    const Form fields = request.method == "GET" ? query : body_fields(request.body);
    std::string given{field(fields, "sig").value_or("")};
    std::ranges::transform(given, given.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const bool signed_fields =
        !channel.setting("signature_secret").empty() && given == vonage_mac(channel, vonage_text(fields));
    must(proven("secret", "secret") || proven("verify_token", "hub.verify_token") || signed_fields);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Choices choices{data, size};
    const FuzzedChannel& channel = channels()[choices.below(channels().size())];
    const std::size_t way = choices.below(4);
    constexpr int statuses[] = {200, 201, 202, 204, 302, 400, 401, 403, 404, 408, 412, 429, 500, 503, 504, 0};
    const int status = statuses[choices.below(std::size(statuses))];
    const auto at = static_cast<std::size_t>(choices.number(2));
    const auto change = static_cast<std::uint8_t>(choices.number(1));
    const std::string_view bytes = choices.rest();
    const Hook hook = way % 2 == 0 ? Hook::message : Hook::status;
    const HttpRequest request = request_of(channel, bytes, way >= 2);
    is_read(channel, request, hook);
    stranger_is_refused(channel, request, hook);
    answer_is_classed(channel, status, bytes);
    signature_holds_for_what_was_signed(channel, bytes, at, change);
    return 0;
}

#include "calls.h"

#include "digests.h"
#include "model/unicode.h"

#include <utility>

namespace sambung::adapters {

namespace {

HttpCall post(std::string url, HttpHeaders headers, std::string_view content_type, std::string body) {
    headers.emplace_back("Content-Type", content_type);
    HttpCall call;
    call.method = "POST";
    call.url = std::move(url);
    call.headers = std::move(headers);
    call.body = std::move(body);
    return call;
}

}  // namespace

std::string without_slashes(std::string_view url) {
    while (url.ends_with('/')) url.remove_suffix(1);
    return std::string{url};
}

HttpCall form_call(std::string url, HttpHeaders headers, const Form& form) {
    return post(std::move(url), std::move(headers), "application/x-www-form-urlencoded", encode_form(form));
}

HttpCall json_call(std::string url, HttpHeaders headers, const boost::json::object& body) {
    return post(std::move(url), std::move(headers), "application/json", repaired_utf8(boost::json::serialize(body)));
}

std::string basic_authorization(std::string_view user, std::string_view password) {
    return "Basic " + base64(std::string{user} + ":" + std::string{password});
}

std::string hook_address(const ChannelSettings& settings, Hook hook, const Form& query) {
    std::string address = without_slashes(settings.public_url);
    if (address.empty()) return address;
    address += "/hooks/" + percent_encode(settings.id);
    if (hook == Hook::status) address += "/status";
    if (!query.empty()) address += "?" + encode_form(query);
    return address;
}

std::string url_of(const ChannelSettings& settings, std::string_view key, std::string_view otherwise) {
    const std::string_view given = settings.value(key);
    return without_slashes(given.empty() ? otherwise : given);
}

}  // namespace sambung::adapters

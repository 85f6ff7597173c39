#include "http/scripted_http_client.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace sambung::gateway {

namespace {

// What differs, or empty. Names the part, and shows both as these are a test's own values.
std::string difference(const HttpCall& expected, const HttpCall& made) {
    const auto differs = [](std::string_view part, std::string_view want, std::string_view got) {
        return std::string{part} + " '" + std::string{got} + "' instead of '" + std::string{want} + "'";
    };
    if (made.method != expected.method) return differs("method", expected.method, made.method);
    if (made.url != expected.url) return differs("url", expected.url, made.url);
    if (made.secret_url != expected.secret_url) return differs("secret_url", expected.secret_url, made.secret_url);
    if (made.body != expected.body) return differs("body", expected.body, made.body);
    for (const auto& [name, value] : expected.headers) {
        const auto got = header(made.headers, name);
        if (got != value) return differs("header " + name, value, got.value_or("(none)"));
    }
    return {};
}

}  // namespace

ScriptedHttpClient::ScriptedHttpClient(std::vector<ScriptedCall> script, Complain complain)
    : script_(std::make_move_iterator(script.begin()), std::make_move_iterator(script.end())),
      complain_(complain ? std::move(complain) : [](std::string_view /*what*/) {}) {}

ScriptedHttpClient::~ScriptedHttpClient() {
    for (const ScriptedCall& call : script_) complain_("not called: " + call.expected.method + " " + call.expected.url);
}

Task<Result<HttpReply>> ScriptedHttpClient::exchange(HttpCall call, milliseconds /*timeout*/) {
    if (script_.empty()) {
        complain_("called beyond the script: " + call.method + " " + call.url);
        co_return fail(Errc::unavailable, "not in the script");
    }
    const std::string wrong = difference(script_.front().expected, call);
    if (!wrong.empty()) {
        complain_("called with " + wrong);
        co_return fail(Errc::unavailable, "not in the script");
    }
    ScriptedCall next = std::move(script_.front());
    script_.pop_front();
    co_return std::move(next.answer);
}

}  // namespace sambung::gateway

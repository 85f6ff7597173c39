#include "partner_door.h"

#include "errors.h"

namespace sambung::gateway {

namespace {

constexpr std::size_t longest_repeat_key = 200;

HttpReply not_authorized() {
    HttpReply reply = error_reply(401, "not_authorized", "A key is needed: Authorization: Bearer KEY.");
    reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    return reply;
}

// One answer, whatever is wrong with the key.
HttpReply forbidden() { return error_reply(403, "forbidden", "This key may not do that."); }

HttpReply too_many() {
    HttpReply reply = error_reply(Errc::throttled);
    reply.headers.emplace_back("Retry-After", "60");
    return reply;
}

}  // namespace

PartnerDoor::Caller PartnerDoor::admit(const HttpRequest& request, Scope scope, TimePoint now) {
    const std::optional<std::string_view> key = bearer_key(request);
    const Partner* partner = key ? partners_.admit(*key, scope, now) : nullptr;
    if (partner == nullptr) {
        if (!wrong_keys_.spend(request.remote, now)) return std::unexpected(too_many());
        return std::unexpected(key ? forbidden() : not_authorized());
    }
    if (!calls_.spend(partner->name, now) || !PartnerKeys::spend_hourly(*partner, now))
        return std::unexpected(too_many());
    return partner;
}

std::optional<ApiPath> api_path(std::string_view path, std::string_view root) {
    path.remove_prefix(root.size());
    if (path.empty() || path == "/") return ApiPath{};
    if (!path.starts_with('/')) return std::nullopt;
    path.remove_prefix(1);
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return ApiPath{path, {}};
    const std::string_view act = path.substr(slash + 1);
    if (act.empty() || slash == 0) return std::nullopt;
    return ApiPath{path.substr(0, slash), act};
}

std::expected<std::optional<std::string>, HttpReply> repeat_key(const HttpRequest& request, std::string_view unit) {
    const auto key = header(request.headers, "Idempotency-Key");
    if (!key) return std::nullopt;
    if (key->empty() || key->size() > longest_repeat_key)
        return std::unexpected(error_reply(422, "invalid_idempotency_key", "Idempotency-Key has 1 to 200 characters."));
    return std::string{unit} + '\x1f' + std::string{*key};
}

}  // namespace sambung::gateway

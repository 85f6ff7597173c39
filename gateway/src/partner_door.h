// Whether a call of the partner API may come in, and how callers say that it is the same call again.
#pragma once

#include "partner_keys.h"

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::gateway {

// Any thread.
class PartnerDoor {
 public:
    explicit PartnerDoor(const PartnerKeys& partners) : partners_(partners) {}

    // Whose call it is, or what refuses it: 401 without a key, 403 whatever is wrong with it, 429.
    using Caller = std::expected<const Partner*, HttpReply>;
    [[nodiscard]] Caller admit(const HttpRequest& request, Scope scope, TimePoint now);

    static constexpr int calls_a_minute = 120;      // of a partner
    static constexpr int wrong_keys_a_minute = 20;  // of an address

 private:
    const PartnerKeys& partners_;
    CallBudget calls_{calls_a_minute};
    CallBudget wrong_keys_{wrong_keys_a_minute};
};

// "/T10/accept" behind the root of an API.
struct ApiPath {
    std::string_view which;  // empty: the list
    std::string_view act;    // empty: to see it
};
// Nothing: it is none of its paths. Borrows from `path`, which begins with `root`.
[[nodiscard]] std::optional<ApiPath> api_path(std::string_view path, std::string_view root);

// The Idempotency-Key, as that unit's; nothing: there is none. The refusal if it is none that we take.
[[nodiscard]] std::expected<std::optional<std::string>, HttpReply> repeat_key(const HttpRequest& request,
                                                                              std::string_view unit);

}  // namespace sambung::gateway

#include "partner_keys.h"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace sambung::gateway {

bool CallBudget::spend(const std::string& who, TimePoint now) {
    const std::scoped_lock lock(mutex_);
    turn(now);
    if (spent_.size() >= most_known && !spent_.contains(who)) return false;
    return ++spent_[who] <= most_;
}

void CallBudget::turn(TimePoint now) {
    const std::int64_t nth = now.time_since_epoch() / span_;
    if (std::exchange(nth_, nth) != nth) spent_.clear();
}

PartnerKeys::PartnerKeys(const store::Keys& keys, const std::vector<PartnerConfig>& partners) : keys_(keys) {
    for (const PartnerConfig& one : partners)
        partners_.push_back(
            {.name = one.unit.empty() ? "app:" + one.name : one.unit,
             .unit = one.unit,
             .scopes = one.scopes,
             .expires = one.expires,
             .key = keys_.index("partner", one.key),
             .hourly = one.quota > 0 ? std::make_shared<CallBudget>(one.quota, std::chrono::hours{1}) : nullptr});
}

// What is compared are keyed hashes, all of them, each in constant time.
const Partner* PartnerKeys::admit(std::string_view key, Scope scope, TimePoint now) const {
    if (key.size() > longest_key) return nullptr;
    const Key128 given = keys_.index("partner", key);
    const Partner* found = nullptr;
    for (const Partner& one : partners_)
        if (CRYPTO_memcmp(one.key.bytes.data(), given.bytes.data(), given.bytes.size()) == 0) found = &one;
    if (found == nullptr || std::ranges::find(found->scopes, scope) == found->scopes.end()) return nullptr;
    return found->expires && now >= *found->expires ? nullptr : found;
}

bool PartnerKeys::spend_hourly(const Partner& partner, TimePoint now) {
    return partner.hourly == nullptr || partner.hourly->spend(partner.name, now);
}

std::optional<std::string_view> bearer_key(const HttpRequest& request) {
    constexpr std::string_view scheme = "Bearer ";
    const auto given = header(request.headers, "Authorization");
    if (!given || !given->starts_with(scheme) || given->size() == scheme.size()) return std::nullopt;
    return given->substr(scheme.size());
}

}  // namespace sambung::gateway

// Keys of other systems: a unit's own program, an app of the city. Each key has scopes, calls in an hour and perhaps a
// last day. Only keyed hashes stay here. Whoever calls with a key that is wrong, over or without the scope is told the
// same (docs/partner-api.md).
#pragma once

#include "config.h"
#include "model/http.h"
#include "model/ids.h"
#include "model/time.h"
#include "store/keys.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sambung::gateway {

// Calls in a span of time, by whom. Any thread.
class CallBudget {
 public:
    explicit CallBudget(int most, milliseconds span = std::chrono::minutes{1}) : most_(most), span_(span) {}
    // False: over it until the span is over. So is whoever comes anew once very many have spent, so that addresses
    // without end fill no memory.
    [[nodiscard]] bool spend(const std::string& who, TimePoint now);

 private:
    static constexpr std::size_t most_known = 10'000;
    void turn(TimePoint now);

    const int most_;
    const milliseconds span_;
    std::mutex mutex_;
    std::int64_t nth_ = -1;
    std::unordered_map<std::string, int> spent_;
};

struct Partner {
    std::string name;  // of the unit, its code; of another system, "app:" and its name
    std::string unit;  // code; empty: no unit
    std::vector<Scope> scopes;
    std::optional<TimePoint> expires;
    Key128 key;                          // keyed hash
    std::shared_ptr<CallBudget> hourly;  // null: as many calls as it likes
};

// Any thread.
class PartnerKeys {
 public:
    PartnerKeys(const store::Keys& keys, const std::vector<PartnerConfig>& partners);

    // Whose key that is, if it may do that now; else null, whatever is wrong with it.
    [[nodiscard]] const Partner* admit(std::string_view key, Scope scope, TimePoint now) const;
    // False: its hour's calls are spent.
    [[nodiscard]] static bool spend_hourly(const Partner& partner, TimePoint now);

    static constexpr std::size_t longest_key = 200;

 private:
    const store::Keys& keys_;
    std::vector<Partner> partners_;
};

// Of "Authorization: Bearer KEY"; nothing without that header.
[[nodiscard]] std::optional<std::string_view> bearer_key(const HttpRequest& request);

}  // namespace sambung::gateway

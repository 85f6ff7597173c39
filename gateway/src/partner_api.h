// /api/v1/referrals: a unit's own program sees its tasks and answers them, as its officers do by message
// (docs/partner-api.md). A key is bound to one unit. What is told is what the officer's messages tell: need, place and
// urgency; the reporter's number and the signs once it is accepted, where it is urgent.
#pragma once

#include "announcements.h"
#include "config.h"
#include "metrics.h"
#include "model/http.h"
#include "store/case_store.h"
#include "store/keys.h"
#include "store/task.h"

#include <functional>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace sambung::gateway {

// Calls in a minute, by whom. Any thread.
class CallBudget {
 public:
    explicit CallBudget(int a_minute) : a_minute_(a_minute) {}
    // False: over it until the minute is over. So is whoever comes anew once very many have spent, so that addresses
    // without end fill no memory.
    [[nodiscard]] bool spend(const std::string& who, TimePoint now);

 private:
    static constexpr std::size_t most_known = 10'000;
    void turn(TimePoint now);

    const int a_minute_;
    std::mutex mutex_;
    std::int64_t minute_ = -1;
    std::unordered_map<std::string, int> spent_;
};

// Any thread.
class PartnerApi {
 public:
    struct Parts {
        store::CaseStore& cases;
        const store::Keys& keys;
        std::vector<PartnerConfig> partners;  // of which only a hash stays here
        std::function<TimePoint()> clock;
        std::function<void()> outbox_filled;
    };
    explicit PartnerApi(Parts parts);

    // Whether this is a path of the API.
    [[nodiscard]] static bool serves(std::string_view path);
    // `announcer` and `herald`: the words as of now.
    Task<HttpReply> answer(HttpRequest request, Announcer announcer, store::Herald herald);

    static constexpr int calls_a_minute = 120;      // of a partner
    static constexpr int wrong_keys_a_minute = 20;  // of an address
    static constexpr int most_tasks = 200;          // in one list

 private:
    struct Partner {
        std::string unit;
        Key128 key;  // keyed hash
    };
    [[nodiscard]] const Partner* partner_of(const HttpRequest& request) const;
    Task<HttpReply> list(std::string unit, Announcer announcer);
    Task<HttpReply> show(std::string unit, store::TaskChoice choice, Announcer announcer);
    Task<HttpReply> order(store::PartnerCall call, Announcer announcer, store::Herald herald);

    store::CaseStore& cases_;
    const store::Keys& keys_;
    std::vector<Partner> partners_;
    std::function<TimePoint()> clock_;
    std::function<void()> outbox_filled_;
    CallBudget calls_{calls_a_minute};
    CallBudget wrong_keys_{wrong_keys_a_minute};
};

}  // namespace sambung::gateway

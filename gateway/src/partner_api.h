// /api/v1/referrals: a unit's own program sees its tasks and answers them, as its officers do by message
// (docs/partner-api.md). A key with the scope `referrals` is bound to one unit. What is told is what the officer's
// messages tell: need, place and urgency; the reporter's number and the signs once it is accepted, where it is urgent.
#pragma once

#include "announcements.h"
#include "model/http.h"
#include "partner_door.h"
#include "store/case_store.h"
#include "store/keys.h"
#include "store/task.h"

#include <functional>
#include <string>

namespace sambung::gateway {

// Any thread.
class PartnerApi {
 public:
    struct Parts {
        store::CaseStore& cases;
        const store::Keys& keys;
        PartnerDoor& door;
        std::function<TimePoint()> clock;
        std::function<void()> outbox_filled;
    };
    explicit PartnerApi(Parts parts);

    // Whether this is a path of the API.
    [[nodiscard]] static bool serves(std::string_view path);
    // `announcer` and `herald`: the words as of now.
    Task<HttpReply> answer(HttpRequest request, Announcer announcer, store::Herald herald);

    static constexpr int most_tasks = 200;          // in one list

 private:
    Task<HttpReply> list(std::string unit, Announcer announcer);
    Task<HttpReply> show(std::string unit, store::TaskChoice choice, Announcer announcer);
    Task<HttpReply> order(store::PartnerCall call, Announcer announcer, store::Herald herald);

    store::CaseStore& cases_;
    const store::Keys& keys_;
    PartnerDoor& door_;
    std::function<TimePoint()> clock_;
    std::function<void()> outbox_filled_;
};

}  // namespace sambung::gateway

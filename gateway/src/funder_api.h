// /api/v1/allocations: a funder's program sees the houses that it may pay for, and takes them (docs/partner-api.md,
// docs/allocation.md). A key with the scope `allocations` is bound to one unit. A house is a code, a place and a sum;
// whose it is, and where it stands, is told once it is accepted, to that funder alone.
#pragma once

#include "announcements.h"
#include "model/http.h"
#include "partner_door.h"
#include "store/allocation.h"

#include <functional>
#include <string>

namespace sambung::gateway {

// Any thread.
class FunderApi {
 public:
    struct Parts {
        store::Database& database;
        const store::Keys& keys;
        PartnerDoor& door;
        std::function<TimePoint()> clock;
        std::function<void()> outbox_filled;
    };
    explicit FunderApi(Parts parts) : parts_(std::move(parts)) {}

    // Whether this is a path of the API.
    [[nodiscard]] static bool serves(std::string_view path);
    // `announcer`: the words as of now.
    Task<HttpReply> answer(HttpRequest request, Announcer announcer);

    static constexpr int most_houses = 200;  // in one page

 private:
    Task<HttpReply> list(std::string unit, std::string after, Announcer announcer);
    Task<HttpReply> show(std::string unit, cases::HouseCode house, Announcer announcer);
    Task<HttpReply> order(store::HouseCall call, Announcer announcer);

    Parts parts_;
};

}  // namespace sambung::gateway

// /open311/v2: GeoReport v2 (wiki.open311.org) with a privacy profile (docs/open311.md). What may be asked for is
// public; filing and reading need a partner's key, and a partner reads its own requests only. No answer holds a
// description, a name, a number, a photo or coordinates.
#pragma once

#include "announcements.h"
#include "document.h"
#include "metrics.h"
#include "partner_keys.h"
#include "posted.h"
#include "store/case_store.h"
#include "store/requests.h"

#include <expected>
#include <functional>
#include <string>

namespace sambung::gateway::open311 {

// Any thread.
class Open311 {
 public:
    struct Parts {
        store::Database& database;
        store::CaseStore& cases;
        const store::Keys& keys;
        const PartnerKeys& partners;
        Metrics& metrics;
        std::string public_url;
        std::function<TimePoint()> clock;
        std::function<void()> outbox_filled;
    };
    explicit Open311(Parts parts) : parts_(std::move(parts)) {}

    // Whether this is a path of Open311.
    [[nodiscard]] static bool serves(std::string_view path);
    // `announcer` and `herald`: the words as of now.
    Task<HttpReply> answer(HttpRequest request, Announcer announcer, store::Herald herald);

    static constexpr int calls_a_minute = 120;      // of a partner, and of an address without a key
    static constexpr int wrong_keys_a_minute = 20;  // of an address

 private:
    struct Call {
        HttpRequest request;
        std::string resource;  // "requests"
        std::string which;     // what stands behind it; empty: all
        Format format = Format::xml;
        Form form;  // of the body of a POST, else of the query
        TimePoint now{};
    };
    using Caller = std::expected<const Partner*, HttpReply>;

    [[nodiscard]] static std::optional<Call> read(HttpRequest request, TimePoint now);
    [[nodiscard]] Caller caller(const Call& call, Scope scope);
    HttpReply discovery(const Call& call, const Announcer& announcer) const;
    static HttpReply services(const Call& call, const Announcer& announcer);
    Task<HttpReply> post(Call call, Announcer announcer, store::Herald herald);
    Task<HttpReply> file(Call call, std::string partner, Posted posted, Announcer announcer, store::Herald herald);
    Task<Result<store::RequestIds>> note(const Call& call, std::string partner, const Posted& posted);
    Task<HttpReply> list(Call call, Announcer announcer);
    Task<HttpReply> token(Call call);

    Parts parts_;
    CallBudget calls_{calls_a_minute};
    CallBudget wrong_keys_{wrong_keys_a_minute};
};

}  // namespace sambung::gateway::open311

// The log of what happened: append only, each row chained to the one before (migration 0001 says how).
#pragma once

#include "clerk.h"
#include "store/database.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sambung::store {

// A flat JSON object of codes and numbers; never of anything personal.
class Meta {
 public:
    Meta& add(std::string_view name, std::string_view value);
    Meta& add(std::string_view name, std::int64_t value);
    [[nodiscard]] std::string json() const { return body_.empty() ? "{}" : "{" + body_ + "}"; }

 private:
    void begin(std::string_view name);
    std::string body_;
};

struct NewEvent {
    std::string_view type;   // "case.filed"
    std::string_view actor;  // "citizen", "system"
    std::optional<std::int64_t> case_id;
    std::string meta = "{}";
    std::string_view words = {};  // personal: sealed under the case's key, and gone with it
};
void append_event(Clerk& clerk, const NewEvent& event);

// What somebody said in that event. Errc::not_found if nothing was said, or the case was erased.
[[nodiscard]] Result<std::string> event_words(Sql& sql, const Keys& keys, std::int64_t seq);

// How many events there are, if each fits the one before it; else Errc::conflict names the first that does not. What
// was cut off at the end shows only against a count or a hash kept elsewhere. Blocks.
[[nodiscard]] Result<std::int64_t> verify_events(Database& database);

}  // namespace sambung::store

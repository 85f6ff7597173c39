// SMS between what the rooms speak of and what SMPP carries. Pure.
#pragma once

#include "adapters/smpp_fingerprint.h"
#include "adapters/smpp_pdu.h"
#include "adapters/smpp_settings.h"
#include "model/message.h"

#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::adapters::smpp {

// E.164 if the address is a phone; an international one (TON 1) has its plus put before it. Else the word as it stands.
[[nodiscard]] std::string phone_of(const Address& address);

// The submit_sm of a message, one a part. Errc::invalid_request if it is no SMS, or longer than 255 parts.
[[nodiscard]] Result<std::vector<ShortMessage>> submits(const Outbound& message, const LinkSettings& link);

// A citizen's SMS with that text and id. Errc::invalid_request if it has no sender.
[[nodiscard]] Result<Inbound> sms_from(const Address& source, const Address& destination, std::string text,
                                       std::string id, TimePoint now);

// Gives every message that comes in an id, since SMPP has none, and knows a message again that the centre sends twice:
// it does so if our answer did not reach it before the connection broke. Then, and only then, are equal messages one;
// citizens do answer "1" twice. One thread.
class Repeats {
 public:
    // `seed` makes ids differ from those of an earlier run; milliseconds of the start do.
    explicit Repeats(TimePoint seed) : seed_(to_millis(seed)) {}

    // The id of a message that arrived now. `content` is whatever two copies have in common.
    [[nodiscard]] std::string id_of(std::string_view content, TimePoint now);
    // An id for something that no centre sends twice.
    [[nodiscard]] std::string fresh_id();
    // Our answer to it has been written. Unknown ids are passed over.
    void answered(std::string_view id, TimePoint now);
    // The connection is gone; the centre was last heard of then. What was answered two seconds before that arrived.
    void lost(TimePoint heard, TimePoint now);

    [[nodiscard]] std::size_t remembered() const { return recent_.size(); }

 private:
    struct Message {
        Fingerprint content;
        std::string id;
        std::optional<TimePoint> answered;
        std::optional<TimePoint> doubted_until;  // after a break: may come again
    };
    static constexpr std::size_t most = 10'000;

    std::int64_t seed_;
    std::uint64_t count_ = 0;
    std::deque<Message> recent_;
};

}  // namespace sambung::adapters::smpp

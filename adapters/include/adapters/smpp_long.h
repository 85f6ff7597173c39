// Messages of several parts, out and in (3GPP TS 23.040 section 9.2.3.24, SMPP 3.4 section 5.3.2.22). Pure, one thread.
#pragma once

#include "adapters/smpp_pdu.h"
#include "adapters/smpp_text.h"
#include "model/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::adapters::smpp {

// How a link carries what is longer than one message.
enum class LongBy : std::uint8_t {
    udh8,     // header in the text, reference of 8 bits: 153 septets or 67 units a part
    udh16,    // reference of 16 bits: 152 or 66
    sar,      // sar_* parameters: as udh8, the centre writes the header
    payload,  // one PDU with message_payload; the centre cuts
};

// Which part of which message.
struct Place {
    std::uint16_t reference = 0;
    std::uint8_t total = 1;   // 1 to 255
    std::uint8_t number = 1;  // 1 to total
    bool operator==(const Place&) const = default;
};

// Writes the text into copies of `frame`, whose text is empty. `reference` should be the same if the same message is
// sent again, so that a phone takes a part that comes twice for one. Empty if it would take more than 255 parts.
[[nodiscard]] std::vector<ShortMessage> split(const ShortMessage& frame, std::string_view utf8, const Coding& coding,
                                              LongBy how, std::uint16_t reference);

// What a PDU carries behind its headers.
struct Carried {
    std::optional<Place> place;  // empty: a message of its own
    Coded coded;
    std::size_t header = 0;  // octets of the user data header, its length octet included
};
// By user data header or sar_* parameters. A header or numbers that cannot be are passed over.
[[nodiscard]] Carried carried(const ShortMessage& message);

// Puts parts together. What it keeps is bounded in messages and octets; what falls out comes as it is.
class Reassembly {
 public:
    struct Limits {
        milliseconds within{300'000};  // from the first part to the last; half a report must not wait for long
        std::size_t messages = 1'000;
        std::size_t octets = 1'000'000;
    };
    struct Whole {
        std::string sender;
        std::vector<Coded> parts;  // those that came, in order
        bool complete = true;
        std::vector<std::int64_t> tokens;  // of every part that was added, repeats too
    };
    explicit Reassembly(Limits limits) : limits_(limits) {}

    // The message that this part completes; or the one that it pushes out, not complete, because its place there is
    // taken by other octets: a phone counts its references round, so the part is a new message's. `sender` is whatever
    // tells messages of one reference apart: both addresses. A part that is there already changes nothing but the
    // tokens.
    [[nodiscard]] std::optional<Whole> add(const std::string& sender, const Place& place, Coded part,
                                           std::int64_t token, TimePoint now);
    // Messages whose rest did not come in time, or for which there is no room; not complete.
    [[nodiscard]] std::vector<Whole> fallen_out(TimePoint now);

    [[nodiscard]] std::size_t octets() const { return octets_; }

 private:
    struct Key {
        std::string sender;
        std::uint16_t reference = 0;
        std::uint8_t total = 1;
        auto operator<=>(const Key&) const = default;
    };
    struct Pile {
        TimePoint began{};
        std::map<std::uint8_t, Coded> parts;
        std::vector<std::int64_t> tokens;
    };
    using Piles = std::map<Key, Pile>;

    Whole take(Piles::iterator pile, bool complete);

    Limits limits_;
    Piles piles_;
    std::size_t octets_ = 0;
};

}  // namespace sambung::adapters::smpp

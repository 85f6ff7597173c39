// SMPP 3.4 on the wire ("Short Message Peer to Peer Protocol Specification v3.4", issue 1.2): PDUs as values, and back.
// Integers are big-endian; names, sections and limits are the specification's. Pure: any thread.
#pragma once

#include "model/error.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sambung::adapters::smpp {

// Section 5.1.2.1. An answer's id is its request's with the top bit set.
enum class Command : std::uint32_t {
    bind_receiver = 0x1,
    bind_transmitter = 0x2,
    query_sm = 0x3,
    submit_sm = 0x4,
    deliver_sm = 0x5,
    unbind = 0x6,
    replace_sm = 0x7,
    cancel_sm = 0x8,
    bind_transceiver = 0x9,
    outbind = 0xB,
    enquire_link = 0x15,
    submit_multi = 0x21,
    alert_notification = 0x102,
    data_sm = 0x103,
    generic_nack = 0x80000000,
};
inline constexpr std::uint32_t answer_bit = 0x80000000;

// Section 5.3.2.
namespace tag {
inline constexpr std::uint16_t receipted_message_id = 0x001E;
inline constexpr std::uint16_t user_message_reference = 0x0204;
inline constexpr std::uint16_t sar_msg_ref_num = 0x020C;
inline constexpr std::uint16_t sar_total_segments = 0x020E;
inline constexpr std::uint16_t sar_segment_seqnum = 0x020F;
inline constexpr std::uint16_t sc_interface_version = 0x0210;
inline constexpr std::uint16_t network_error_code = 0x0423;
inline constexpr std::uint16_t message_payload = 0x0424;
inline constexpr std::uint16_t message_state = 0x0427;
inline constexpr std::uint16_t ussd_service_op = 0x0501;
inline constexpr std::uint16_t its_session_info = 0x1383;
}  // namespace tag

// An optional parameter (TLV). Unknown ones are kept as they came.
struct Tlv {
    std::uint16_t tag = 0;
    std::string value;
    bool operator==(const Tlv&) const = default;
};
[[nodiscard]] Tlv octet(std::uint16_t tag, std::uint8_t value);
[[nodiscard]] Tlv two_octets(std::uint16_t tag, std::uint16_t value);

// The first with that tag.
[[nodiscard]] std::optional<std::string_view> find(const std::vector<Tlv>& tlvs, std::uint16_t tag);
// Its value as a number, if it has one to four octets.
[[nodiscard]] std::optional<std::uint32_t> number(const std::vector<Tlv>& tlvs, std::uint16_t tag);

// Type of number and numbering plan (5.2.5, 5.2.6): 1/1 is international E.164 without '+', 5/0 a sender's name.
struct Address {
    std::uint8_t ton = 0;
    std::uint8_t npi = 0;
    std::string digits;  // at most 20 octets
    bool operator==(const Address&) const = default;
};

// No body: unbind, enquire_link, generic_nack, their answers, and any answer whose status is not 0.
struct Bare {
    bool operator==(const Bare&) const = default;
};

// bind_receiver, bind_transmitter, bind_transceiver (4.1).
struct Bind {
    std::string system_id;    // at most 15 octets
    std::string password;     // at most 8 by the specification; up to 16 are written, since some centres want more
    std::string system_type;  // at most 12
    std::uint8_t interface_version = 0x34;
    Address range;  // address_range: at most 40
    bool operator==(const Bind&) const = default;
};

struct BindAnswer {
    std::string system_id;
    std::vector<Tlv> tlvs;
    bool operator==(const BindAnswer&) const = default;
};

// submit_sm and deliver_sm (4.4, 4.6); of data_sm (4.7) what it has.
struct ShortMessage {
    std::string service_type;  // at most 5
    Address source;
    Address destination;
    std::uint8_t esm_class = 0;
    std::uint8_t protocol_id = 0;
    std::uint8_t priority = 0;
    std::string schedule;  // empty, or 16 octets "YYMMDDhhmmsstnnp"
    std::string validity;  // the same
    std::uint8_t registered_delivery = 0;
    std::uint8_t replace_if_present = 0;
    std::uint8_t data_coding = 0;
    std::uint8_t default_message = 0;
    std::string text;  // short_message: at most 254 octets
    std::vector<Tlv> tlvs;
    bool operator==(const ShortMessage&) const = default;

    // What it says: message_payload if that is there, else short_message.
    [[nodiscard]] std::string_view octets() const;
};

// submit_sm_resp, deliver_sm_resp, data_sm_resp.
struct MessageAnswer {
    std::string message_id;  // at most 64
    std::vector<Tlv> tlvs;
    bool operator==(const MessageAnswer&) const = default;
};

// alert_notification (4.12): a handset can be reached again. It has no answer.
struct Alert {
    Address source;
    Address esme;
    std::vector<Tlv> tlvs;
    bool operator==(const Alert&) const = default;
};

// A command that nobody here speaks, or one whose body is of no concern.
struct Unread {
    std::string body;
    bool operator==(const Unread&) const = default;
};

using Body = std::variant<Bare, Bind, BindAnswer, ShortMessage, MessageAnswer, Alert, Unread>;

struct Pdu {
    std::uint32_t command = 0;
    std::uint32_t status = 0;    // 0 in requests
    std::uint32_t sequence = 0;  // 1 to 0x7FFFFFFF
    Body body;
    bool operator==(const Pdu&) const = default;

    [[nodiscard]] bool is(Command wanted) const { return command == static_cast<std::uint32_t>(wanted); }
    [[nodiscard]] bool answers(Command request) const {
        return command == (static_cast<std::uint32_t>(request) | answer_bit);
    }
};

inline constexpr std::size_t header_size = 16;
// The largest message_payload with its surroundings; what claims to be more is no PDU.
inline constexpr std::size_t largest_pdu = 67'584;

// Of a whole PDU, its length included. Errc::invalid_request if the length is not its own, a field runs over the end,
// or a string lacks its NUL. Fields may be longer than the specification allows: centres do that.
[[nodiscard]] Result<Pdu> decode(std::string_view octets);

// Errc::invalid_request names the field that is too long; the octets of anything else are as the specification has it.
[[nodiscard]] Result<std::string> encode(const Pdu& pdu);

// Cuts a stream into PDUs, however its bytes arrive. Keeps at most one unfinished PDU beyond what it was fed.
class Framer {
 public:
    void feed(std::string_view octets);
    // The next whole PDU; empty if it is not there yet. Errc::invalid_request for a length below 16 or over
    // `largest_pdu`: the stream cannot be read any further then, and every later call says so again.
    [[nodiscard]] Result<std::optional<std::string>> next();

 private:
    std::string buffer_;
    std::size_t taken_ = 0;
};

}  // namespace sambung::adapters::smpp

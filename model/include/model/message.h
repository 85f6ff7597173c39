// What comes in from a channel and what goes out to it, without any provider's words.
#pragma once

#include "model/time.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace sambung {

enum class ChannelKind : std::uint8_t { ussd, sms, whatsapp };

[[nodiscard]] std::string_view name(ChannelKind kind);  // "ussd", "sms", "whatsapp"
[[nodiscard]] std::optional<ChannelKind> channel_kind_from(std::string_view name);

// One hop of a USSD session. Some gateways send all inputs so far ("1*3*Pasar"), others only the last one.
struct UssdHop {
    std::string session;       // the provider's session id; a new dial has a new one
    bool accumulates = false;  // `text` of the message is everything since the dial, joined by '*'
    std::string network{};     // the mobile network's code, "51010" (MCC and MNC), if the provider tells it
};

// Bytes of a provider's id or of an address that stands for one; a longer one is no id for us, on every channel.
inline constexpr std::size_t longest_provider_id = 256;

// The same with the channel before it, as a conversation keeps what was sent.
inline constexpr std::size_t longest_media_id = longest_provider_id + 64;

struct Media {
    std::string id;    // the provider's, to fetch it by: its id or its address
    std::string mime;  // "image/jpeg"; empty if the provider does not tell
    std::string sha256;
    bool voice = false;
};

// As what it is kept, whatever it came as: a photo is a JPEG, a voice note is an Ogg with Opus or Vorbis.
enum class MediaKind : std::uint8_t { image, voice };
[[nodiscard]] std::string_view name(MediaKind kind);  // "image", "voice"
[[nodiscard]] std::optional<MediaKind> media_kind_from(std::string_view name);
[[nodiscard]] std::string_view content_type(MediaKind kind);  // "image/jpeg", "audio/ogg"

struct Location {
    double latitude = 0;
    double longitude = 0;
};

// One of the parts that a long SMS came in, where the provider leaves joining them to us: the parts with the same `ref`
// between the same two numbers belong together. `ref` comes round again after 256 messages.
struct Part {
    int ref = 0;
    int number = 1;  // 1 to `of`
    int of = 1;
};

// A message from a person (MO). On USSD: one hop.
struct Inbound {
    std::string provider_id;  // unique within the channel for good; on USSD session + text, see EventId
    std::string from;         // E.164 with '+' where it is a phone; else the provider's word for the person
    std::string to;           // short code, business number or service code
    std::string text;         // as typed; empty with media, a location or a bare dial
    std::string option_id;    // of the button or list row that was tapped: our own id, back again
    std::string reply_to;     // provider id of the message that this one answers
    std::optional<TimePoint> sent_at;
    std::optional<UssdHop> ussd;
    std::vector<Media> media;
    std::optional<Location> location;
    std::optional<Part> part{};
    std::string also_from{};  // another address of the same person, as the provider says
};

// Ranked: a status never goes down, and `failed` counts only from below `delivered` (gateway.md 2.0 rule 7).
enum class Delivery : std::uint8_t { queued, sent, delivered, read, failed };
[[nodiscard]] std::string_view name(Delivery delivery);
[[nodiscard]] std::optional<Delivery> delivery_from(std::string_view name);

// What became of a message that we sent (DLR).
struct StatusUpdate {
    std::string ref;          // ours, if the provider gives it back; else empty
    std::string provider_id;  // the provider's id of the message; may be empty if `ref` is not
    Delivery delivery = Delivery::sent;
    std::string reason;     // the provider's code, harmless
    bool unwanted = false;  // it failed because the person told the provider to stop us
    bool part = false;      // only that part of the message which has this provider_id
};

// The network tells that a USSD session is over.
struct SessionEnd {
    std::string session;
    std::string from;
    bool completed = false;  // by our END; otherwise the network or the citizen cut it
    int hops = 0;
    milliseconds duration{0};
};

// Known and of no concern to us; answered as if taken.
struct Ignored {
    std::string why;
};

// One item of a batch that cannot be understood; it never takes the others with it.
struct Malformed {
    std::string why;
};

using Item = std::variant<Inbound, StatusUpdate, SessionEnd, Ignored, Malformed>;

struct Choice {
    std::string id;     // routes the answer; never shown
    std::string label;  // never cut
    std::string description;
};

// What a channel is to show, already within its limits.
struct Content {
    std::string text;
    std::vector<Choice> buttons;  // WhatsApp reply buttons, at most 3
    std::vector<Choice> rows;     // WhatsApp list, at most 10
    std::string rows_button;      // label of the button that opens the list
    bool ends_session = false;    // USSD: the last screen
};

// A message to a person (MT).
struct Outbound {
    std::string ref;  // ours: 32 hex digits; given to the provider where it can give it back
    std::string to;
    Content content;
    std::string reply_to;           // provider id of the message that this one answers; may be empty
    bool as_template = false;       // the time for free words is over
    std::optional<TimePoint> at{};  // of this try to send it
};

}  // namespace sambung

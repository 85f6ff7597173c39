// USSD by SMPP: ussd_service_op says what a message is, its_session_info or another field which dialogue it belongs to
// (SMPP 3.4 sections 5.3.2.42 and 5.3.2.43). Every centre bends this a little, so every part of it is a setting. Pure,
// one thread.
#pragma once

#include "adapters/smpp_fingerprint.h"
#include "adapters/smpp_pdu.h"
#include "adapters/smpp_text.h"
#include "model/message.h"
#include "model/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace sambung::adapters::smpp {

// By what a centre tells one dialogue of a phone from its next.
enum class DialogueBy : std::uint8_t {
    its8,       // its_session_info, first octet: the specification's session number
    its15,      // its_session_info, first 15 bits
    reference,  // user_message_reference
    phone,      // nothing: one dialogue a phone
};

struct UssdStyle {
    std::uint8_t begin = 1;     // PSSR indication: a dial
    std::uint8_t answer = 18;   // USSR confirm: what the citizen typed
    std::uint8_t ask = 2;       // USSR request: a screen that expects an answer
    std::uint8_t close = 17;    // PSSR response: the last screen
    std::uint8_t abort = 0x81;  // the citizen or the network cut it; esm_class 0x18 always means so
    DialogueBy dialogue = DialogueBy::its8;
    bool end_bit = false;      // set the last bit of its_session_info on the last screen; else it is echoed
    std::string service_type;  // of our screens; empty: that of the citizen's message
    Coding coding;
};

// The dialogues that are open on a link. Bounded: over the limit the oldest is forgotten, and goes on as a new one.
class Dialogues {
 public:
    struct Limits {
        milliseconds life{600'000};  // without a hop
        std::size_t most = 10'000;
    };
    // `seed` makes the names of its dialogues differ from those of an earlier run; milliseconds of the start do.
    Dialogues(UssdStyle style, Limits limits, TimePoint seed)
        : style_(std::move(style)), limits_(limits), seed_(to_millis(seed)) {}

    // A hop, its UssdHop::session being ours, unique for good; or the end of a dialogue; or nothing of concern. An
    // answer in a dialogue that is not open begins a new one: its text then counts for nothing. What a centre sends
    // again is one hop, known by the same provider_id: a dial within ten seconds, and an answer that equals the last
    // one whose screen has not left.
    using Heard = std::variant<Inbound, SessionEnd, Ignored, Malformed>;
    [[nodiscard]] Heard hear(const ShortMessage& message, TimePoint now);

    // The submit_sm that shows a screen in that dialogue; a last one closes it here. Empty if it is not open.
    [[nodiscard]] std::optional<ShortMessage> screen(std::string_view session, const Content& content);
    // The screen was not taken. If the connection broke under it, its hop may come again and finds the dialogue as it
    // was; anything else begins a new one, for the citizen has not seen what it would answer.
    void unshown(std::string_view session);
    // The last screen was taken.
    void forget(std::string_view session);

    [[nodiscard]] std::size_t open() const;

 private:
    enum class Screen : std::uint8_t { coming, left, last_left, unshown };  // of the last hop
    struct Dialogue {
        std::string session;
        std::string service_type;
        Address citizen, service;
        std::string its_session_info, reference;
        TimePoint began{}, last{};
        int hops = 0;
        Fingerprint said{};  // by the last hop
        Screen screen = Screen::coming;
    };
    enum class Kind : std::uint8_t { begin, answer, cut, unknown };

    [[nodiscard]] static bool same_hop(const Dialogue& dialogue, Kind kind, const Fingerprint& said, TimePoint now);
    [[nodiscard]] Kind kind_of(const ShortMessage& message) const;
    [[nodiscard]] std::string key_of(const ShortMessage& message) const;
    Dialogue& opened(const std::string& key, Kind kind, const Fingerprint& said, TimePoint now);
    Dialogue* of_session(std::string_view session);
    SessionEnd end(const std::string& key, const ShortMessage& message, TimePoint now);
    void forget_old(TimePoint now);

    UssdStyle style_;
    Limits limits_;
    std::int64_t seed_;
    std::uint64_t count_ = 0;
    std::map<std::string, Dialogue> known_;  // by phone and the centre's name of the dialogue
};

}  // namespace sambung::adapters::smpp

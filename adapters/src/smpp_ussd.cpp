#include "adapters/smpp_ussd.h"

#include "adapters/smpp_sms.h"
#include "model/unicode.h"
#include "reading.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace sambung::adapters::smpp {

namespace {

constexpr char separator = '\x1F';
constexpr std::uint8_t kind_mask = 0x3C;
constexpr std::uint8_t conversation_abort = 0x18;  // esm_class
constexpr std::uint8_t unstructured_data = 0;      // PSSD indication: some centres dial with it
constexpr milliseconds same_dial{10'000};

std::string in_hex(std::uint64_t value) {
    char digits[16];
    const auto written = std::to_chars(std::begin(digits), std::end(digits), value, 16);
    return {std::begin(digits), written.ptr};
}

bool last_bit(std::string_view info) { return !info.empty() && (static_cast<unsigned char>(info.back()) & 1U) != 0; }

char with_last_bit(char c) { return static_cast<char>(static_cast<unsigned char>(c) | 1U); }
char without_last_bit(char c) { return static_cast<char>(static_cast<unsigned char>(c) & 0xFEU); }

std::string value(const ShortMessage& message, std::uint16_t tag) {
    return std::string{find(message.tlvs, tag).value_or(std::string_view{})};
}

}  // namespace

Dialogues::Kind Dialogues::kind_of(const ShortMessage& message) const {
    if ((message.esm_class & kind_mask) == conversation_abort) return Kind::cut;
    const auto op = number(message.tlvs, tag::ussd_service_op);
    if (!op) return Kind::unknown;
    if (*op == style_.abort) return Kind::cut;
    if (*op == style_.begin || *op == unstructured_data) return Kind::begin;
    if (*op != style_.answer) return Kind::unknown;
    const bool by_info = style_.dialogue == DialogueBy::its8 || style_.dialogue == DialogueBy::its15;
    return by_info && last_bit(value(message, tag::its_session_info)) ? Kind::cut : Kind::answer;
}

std::string Dialogues::key_of(const ShortMessage& message) const {
    std::string key = message.source.digits + separator;
    std::string info = value(message, tag::its_session_info);
    switch (style_.dialogue) {
        case DialogueBy::its8:
            return key + info.substr(0, 1);
        case DialogueBy::its15:
            if (!info.empty()) info.back() = without_last_bit(info.back());
            return key + info;
        case DialogueBy::reference:
            return key + value(message, tag::user_message_reference);
        case DialogueBy::phone:
            return key;
    }
    std::unreachable();
}

void Dialogues::forget_old(TimePoint now) {
    if (known_.size() < limits_.most) return;
    std::erase_if(known_, [&](const auto& entry) { return entry.second.last + limits_.life <= now; });
    if (known_.size() < limits_.most) return;
    known_.erase(std::ranges::min_element(known_, {}, [](const auto& entry) { return entry.second.last; }));
}

std::size_t Dialogues::open() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(known_, [](const auto& entry) { return entry.second.screen != Screen::last_left; }));
}

Dialogues::Dialogue* Dialogues::of_session(std::string_view session) {
    const auto known =
        std::ranges::find(known_, session, [](const auto& entry) -> std::string_view { return entry.second.session; });
    return known == known_.end() ? nullptr : &known->second;
}

bool Dialogues::same_hop(const Dialogue& dialogue, Kind kind, const Fingerprint& said, TimePoint now) {
    if (kind == Kind::begin)
        return dialogue.hops == 1 && dialogue.began + same_dial > now && dialogue.screen != Screen::last_left;
    const bool unseen = dialogue.screen == Screen::coming || dialogue.screen == Screen::unshown;
    return unseen && dialogue.said == said;
}

Dialogues::Dialogue& Dialogues::opened(const std::string& key, Kind kind, const Fingerprint& said, TimePoint now) {
    const auto known = known_.find(key);
    const bool fresh_enough = known != known_.end() && known->second.last + limits_.life > now;
    if (fresh_enough && same_hop(known->second, kind, said, now)) return known->second;
    const bool alive = fresh_enough && (known->second.screen == Screen::coming || known->second.screen == Screen::left);
    if (alive && kind == Kind::answer) {
        ++known->second.hops;
        return known->second;
    }
    if (known == known_.end()) forget_old(now);
    Dialogue fresh;
    fresh.session = in_hex(static_cast<std::uint64_t>(seed_)) + "-" + in_hex(++count_);
    fresh.began = now;
    fresh.hops = 1;
    return known_.insert_or_assign(key, std::move(fresh)).first->second;
}

SessionEnd Dialogues::end(const std::string& key, const ShortMessage& message, TimePoint now) {
    SessionEnd out;
    out.from = phone_of(message.source);
    if (const auto known = known_.find(key); known != known_.end()) {
        if (known->second.screen != Screen::last_left) {
            out.session = known->second.session;
            out.hops = known->second.hops;
            out.duration = now - known->second.began;
        }
        known_.erase(known);
    }
    return out;
}

Dialogues::Heard Dialogues::hear(const ShortMessage& message, TimePoint now) {
    if (!usable(message.source.digits)) return Malformed{"no sender"};
    const Kind kind = kind_of(message);
    if (kind == Kind::unknown) return Ignored{"a USSD operation that nothing is to be done for"};
    const std::string key = key_of(message);
    if (kind == Kind::cut) return end(key, message, now);
    const auto text = text_of({message.data_coding, std::string{message.octets()}}, style_.coding, 0, true);
    if (!text) return Malformed{"a text in an alphabet that is not known"};
    const Fingerprint said = fingerprint(static_cast<char>(kind) + *text);
    Dialogue& dialogue = opened(key, kind, said, now);
    dialogue.last = now;
    dialogue.said = said;
    dialogue.screen = Screen::coming;
    dialogue.citizen = message.source;
    dialogue.service = message.destination;
    dialogue.service_type = message.service_type;
    dialogue.its_session_info = value(message, tag::its_session_info);
    dialogue.reference = value(message, tag::user_message_reference);
    Inbound hop;
    hop.provider_id = dialogue.session + separator + std::to_string(dialogue.hops);
    hop.from = phone_of(message.source);
    hop.to = repaired_utf8(message.destination.digits);
    if (kind == Kind::answer) hop.text = *text;  // a dial's text is the service code
    hop.sent_at = now;
    hop.ussd = UssdHop{dialogue.session, false};
    return hop;
}

std::optional<ShortMessage> Dialogues::screen(std::string_view session, const Content& content) {
    Dialogue* const known = of_session(session);
    if (known == nullptr || known->screen == Screen::last_left) return std::nullopt;
    Dialogue& dialogue = *known;
    dialogue.screen = content.ends_session ? Screen::last_left : Screen::left;
    ShortMessage out;
    out.service_type = style_.service_type.empty() ? dialogue.service_type : style_.service_type;
    out.source = dialogue.service;
    out.destination = dialogue.citizen;
    Coded text = coded(content.text, style_.coding, true);
    out.data_coding = text.data_coding;
    out.text = std::move(text.octets);
    out.tlvs.push_back(octet(tag::ussd_service_op, content.ends_session ? style_.close : style_.ask));
    std::string info = dialogue.its_session_info;
    if (content.ends_session && style_.end_bit && !info.empty()) info.back() = with_last_bit(info.back());
    if (!info.empty()) out.tlvs.push_back({tag::its_session_info, std::move(info)});
    if (!dialogue.reference.empty()) out.tlvs.push_back({tag::user_message_reference, dialogue.reference});
    return out;
}

void Dialogues::unshown(std::string_view session) {
    if (Dialogue* const known = of_session(session)) known->screen = Screen::unshown;
}

void Dialogues::forget(std::string_view session) {
    std::erase_if(known_, [&](const auto& entry) { return entry.second.session == session; });
}

}  // namespace sambung::adapters::smpp

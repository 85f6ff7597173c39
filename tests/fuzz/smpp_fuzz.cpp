// Any bytes from a message centre: the framer, PDUs there and back, what a session makes of them, texts, parts,
// receipts, USSD hops.
#include "adapters/smpp_long.h"
#include "adapters/smpp_pdu.h"
#include "adapters/smpp_receipt.h"
#include "adapters/smpp_session.h"
#include "adapters/smpp_sms.h"
#include "adapters/smpp_ussd.h"
#include "model/unicode.h"
#include "must.h"

#include <cstdint>

namespace {

using namespace sambung;
using namespace sambung::adapters::smpp;

constexpr TimePoint now{milliseconds{1'000'000}};

// What can be written comes back as it went.
void pdu_comes_back(const Pdu& pdu) {
    const auto octets = encode(pdu);
    if (octets) must(decode(*octets).value() == pdu);
}

void message_is_read(const ShortMessage& message, Reassembly& piles, Dialogues& dialogues, std::int64_t token) {
    for (const bool packed : {false, true}) {
        const Coding coding{.fallback = Alphabet::gsm7, .packed = packed, .text = 0, .ucs2 = 8};
        const Carried in = carried(message);
        const auto text = text_of(in.coded, coding, in.header, false);
        if (text) must(valid_utf8(*text));
        const auto receipt = read_receipt(message, text.value_or(""), IdBase::hex_then_decimal, Receipts::by_text);
        if (receipt) must(!receipt->ids.empty());
        if (!in.place) continue;
        must(in.place->number >= 1 && in.place->number <= in.place->total);
        const auto whole =
            piles.add(message.source.digits, *in.place, joinable(in.coded, coding, in.header), token, now);
        if (!whole) continue;
        must(whole->complete ? whole->parts.size() == in.place->total : whole->parts.size() < in.place->total);
        must(!whole->tokens.empty() && valid_utf8(joined_text(whole->parts, coding)));
    }
    for (const auto& out : piles.fallen_out(now)) must(!out.complete && !out.tokens.empty());
    must(piles.octets() <= 4'096);
    const auto heard = dialogues.hear(message, now);
    if (const auto* const hop = std::get_if<Inbound>(&heard))
        must(valid_utf8(hop->text + hop->from + hop->to) && !hop->from.empty() && !hop->ussd->session.empty());
    if (const auto sms = sms_from(message.source, message.destination, "text", "id", now))
        must(valid_utf8(sms->from + sms->to));
    must(dialogues.open() <= 4);
}

void stream_is_read(std::string_view octets) {
    Framer framer;
    Reassembly piles{{.within = seconds{60}, .messages = 8, .octets = 4'096}};
    Dialogues dialogues{{}, {.life = seconds{60}, .most = 4}, now};
    framer.feed(octets);
    std::int64_t token = 0;
    for (auto next = framer.next(); next && *next; next = framer.next()) {
        const auto pdu = decode(**next);
        if (!pdu) continue;
        pdu_comes_back(*pdu);
        if (const auto* const message = std::get_if<ShortMessage>(&pdu->body))
            message_is_read(*message, piles, dialogues, ++token);
    }
}

// Cut anywhere, the session says the same.
std::string session_says(std::string_view octets, std::size_t cut) {
    Session session{{}};
    session.start(now);
    session.submit(1, {}, now + seconds{1}, now);
    session.received(octets.substr(0, cut), now);
    session.received(octets.substr(cut), now);
    std::size_t events = session.take_events().size();
    session.tick(now + seconds{90});
    session.lost();
    events += session.take_events().size();
    return session.take_output() + std::to_string(events);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets{reinterpret_cast<const char*>(data), size};
    stream_is_read(octets);
    must(session_says(octets, 0) == session_says(octets, size / 2));
    return 0;
}

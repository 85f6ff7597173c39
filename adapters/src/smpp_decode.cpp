#include "adapters/smpp_pdu.h"
#include "smpp_octets.h"

namespace sambung::adapters::smpp {

namespace {

std::vector<Tlv> read_tlvs(FieldReader& in) {
    std::vector<Tlv> tlvs;
    while (!in.done()) {
        Tlv tlv;
        tlv.tag = static_cast<std::uint16_t>(in.integer(2));
        const std::uint32_t size = in.integer(2);
        tlv.value = in.take(size);
        if (!in.broken()) tlvs.push_back(std::move(tlv));
    }
    return tlvs;
}

Address read_address(FieldReader& in) {
    Address address;
    address.ton = in.octet();
    address.npi = in.octet();
    address.digits = in.text();
    return address;
}

Bind read_bind(FieldReader& in) {
    Bind bind;
    bind.system_id = in.text();
    bind.password = in.text();
    bind.system_type = in.text();
    bind.interface_version = in.octet();
    bind.range = read_address(in);
    return bind;
}

// What every message begins with.
ShortMessage read_way(FieldReader& in) {
    ShortMessage message;
    message.service_type = in.text();
    message.source = read_address(in);
    message.destination = read_address(in);
    message.esm_class = in.octet();
    return message;
}

ShortMessage read_message(FieldReader& in) {
    ShortMessage message = read_way(in);
    message.protocol_id = in.octet();
    message.priority = in.octet();
    message.schedule = in.text();
    message.validity = in.text();
    message.registered_delivery = in.octet();
    message.replace_if_present = in.octet();
    message.data_coding = in.octet();
    message.default_message = in.octet();
    const std::uint8_t size = in.octet();
    message.text = in.take(size);
    message.tlvs = read_tlvs(in);
    return message;
}

ShortMessage read_data(FieldReader& in) {
    ShortMessage message = read_way(in);
    message.registered_delivery = in.octet();
    message.data_coding = in.octet();
    message.tlvs = read_tlvs(in);
    return message;
}

Alert read_alert(FieldReader& in) {
    Alert alert;
    alert.source = read_address(in);
    alert.esme = read_address(in);
    alert.tlvs = read_tlvs(in);
    return alert;
}

// Some centres leave an answer's message_id out altogether.
MessageAnswer read_message_answer(FieldReader& in) {
    MessageAnswer answer;
    if (!in.done()) answer.message_id = in.text();
    answer.tlvs = read_tlvs(in);
    return answer;
}

BindAnswer read_bind_answer(FieldReader& in) {
    BindAnswer answer;
    answer.system_id = in.text();
    answer.tlvs = read_tlvs(in);
    return answer;
}

Body read_answer(Command request, FieldReader& in) {
    switch (request) {
        case Command::bind_receiver:
        case Command::bind_transmitter:
        case Command::bind_transceiver:
            return read_bind_answer(in);
        case Command::submit_sm:
        case Command::deliver_sm:
        case Command::data_sm:
            return read_message_answer(in);
        case Command::unbind:
        case Command::enquire_link:
        case Command::generic_nack:
            return Bare{};
        case Command::query_sm:
        case Command::replace_sm:
        case Command::cancel_sm:
        case Command::outbind:
        case Command::submit_multi:
        case Command::alert_notification:
            break;
    }
    return Unread{std::string{in.rest()}};
}

Body read_request(Command command, FieldReader& in) {
    switch (command) {
        case Command::bind_receiver:
        case Command::bind_transmitter:
        case Command::bind_transceiver:
            return read_bind(in);
        case Command::submit_sm:
        case Command::deliver_sm:
            return read_message(in);
        case Command::data_sm:
            return read_data(in);
        case Command::alert_notification:
            return read_alert(in);
        case Command::unbind:
        case Command::enquire_link:
        case Command::generic_nack:
            return Bare{};
        case Command::query_sm:
        case Command::replace_sm:
        case Command::cancel_sm:
        case Command::outbind:
        case Command::submit_multi:
            break;
    }
    return Unread{std::string{in.rest()}};
}

}  // namespace

Tlv octet(std::uint16_t tag, std::uint8_t value) { return {tag, std::string(1, static_cast<char>(value))}; }

Tlv two_octets(std::uint16_t tag, std::uint16_t value) {
    return {tag, {static_cast<char>(value >> 8U), static_cast<char>(value & 0xFFU)}};
}

std::optional<std::string_view> find(const std::vector<Tlv>& tlvs, std::uint16_t tag) {
    for (const Tlv& tlv : tlvs)
        if (tlv.tag == tag) return tlv.value;
    return std::nullopt;
}

std::optional<std::uint32_t> number(const std::vector<Tlv>& tlvs, std::uint16_t tag) {
    const auto value = find(tlvs, tag);
    if (!value || value->empty() || value->size() > 4) return std::nullopt;
    return FieldReader{*value}.integer(value->size());
}

std::string_view ShortMessage::octets() const { return find(tlvs, tag::message_payload).value_or(text); }

Result<Pdu> decode(std::string_view octets) {
    FieldReader in{octets};
    const std::uint32_t length = in.integer(4);
    Pdu pdu;
    pdu.command = in.integer(4);
    pdu.status = in.integer(4);
    pdu.sequence = in.integer(4);
    if (in.broken() || length != octets.size()) return fail(Errc::invalid_request, "smpp: the length is not its own");
    const bool answer = (pdu.command & answer_bit) != 0;
    // A refusal needs no body, and what stands there then is of no use.
    if (answer && pdu.status != 0) return pdu;
    const auto command = static_cast<Command>(pdu.command & ~answer_bit);
    if (pdu.is(Command::generic_nack)) return pdu;
    pdu.body = answer ? read_answer(command, in) : read_request(command, in);
    if (in.broken()) return fail(Errc::invalid_request, "smpp: a field runs over the end");
    return pdu;
}

void Framer::feed(std::string_view octets) {
    buffer_.erase(0, taken_);
    taken_ = 0;
    buffer_ += octets;
}

Result<std::optional<std::string>> Framer::next() {
    const std::string_view waiting = std::string_view{buffer_}.substr(taken_);
    if (waiting.size() < 4) return std::nullopt;
    const std::size_t length = FieldReader{waiting}.integer(4);
    if (length < header_size || length > largest_pdu)
        return fail(Errc::invalid_request, "smpp: a PDU of an impossible length");
    if (waiting.size() < length) return std::nullopt;
    taken_ += length;
    return std::string{waiting.substr(0, length)};
}

}  // namespace sambung::adapters::smpp

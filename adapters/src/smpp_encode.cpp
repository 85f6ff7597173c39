#include "adapters/smpp_pdu.h"
#include "smpp_octets.h"

namespace sambung::adapters::smpp {

namespace {

constexpr std::size_t most_address = 20;
constexpr std::size_t most_range = 40;
constexpr std::size_t most_text = 254;
constexpr std::size_t most_payload = 64'000;

void write_tlvs(FieldWriter& out, const std::vector<Tlv>& tlvs) {
    for (const Tlv& tlv : tlvs) {
        if (tlv.value.size() > most_payload) out.too_long("tlv");
        out.integer(tlv.tag, 2);
        out.integer(static_cast<std::uint32_t>(tlv.value.size()), 2);
        out.octets(tlv.value);
    }
}

void write_address(FieldWriter& out, const Address& address, std::size_t most, std::string_view name) {
    out.octet(address.ton);
    out.octet(address.npi);
    out.text(address.digits, most, name);
}

void write_time(FieldWriter& out, std::string_view time, std::string_view name) {
    if (!time.empty() && time.size() != 16) out.too_long(name);
    out.text(time, 16, name);
}

// What every message begins with.
void write_way(FieldWriter& out, const ShortMessage& message) {
    out.text(message.service_type, 5, "service_type");
    write_address(out, message.source, most_address, "source_addr");
    write_address(out, message.destination, most_address, "destination_addr");
    out.octet(message.esm_class);
}

void write_data(FieldWriter& out, const ShortMessage& message) {
    write_way(out, message);
    out.octet(message.registered_delivery);
    out.octet(message.data_coding);
    write_tlvs(out, message.tlvs);
}

void write_message(FieldWriter& out, const ShortMessage& message) {
    write_way(out, message);
    out.octet(message.protocol_id);
    out.octet(message.priority);
    write_time(out, message.schedule, "schedule_delivery_time");
    write_time(out, message.validity, "validity_period");
    out.octet(message.registered_delivery);
    out.octet(message.replace_if_present);
    out.octet(message.data_coding);
    out.octet(message.default_message);
    if (message.text.size() > most_text) out.too_long("short_message");
    out.octet(static_cast<std::uint8_t>(message.text.size() & 0xFFU));
    out.octets(message.text);
    write_tlvs(out, message.tlvs);
}

struct BodyWriter {
    FieldWriter& out;
    bool data_sm;

    void operator()(const Bare& /*body*/) const {}
    void operator()(const Bind& bind) const {
        out.text(bind.system_id, 15, "system_id");
        out.text(bind.password, 16, "password");
        out.text(bind.system_type, 12, "system_type");
        out.octet(bind.interface_version);
        write_address(out, bind.range, most_range, "address_range");
    }
    void operator()(const BindAnswer& answer) const {
        out.text(answer.system_id, 15, "system_id");
        write_tlvs(out, answer.tlvs);
    }
    void operator()(const ShortMessage& message) const {
        data_sm ? write_data(out, message) : write_message(out, message);
    }
    void operator()(const MessageAnswer& answer) const {
        out.text(answer.message_id, 64, "message_id");
        write_tlvs(out, answer.tlvs);
    }
    void operator()(const Alert& alert) const {
        write_address(out, alert.source, 64, "source_addr");
        write_address(out, alert.esme, 64, "esme_addr");
        write_tlvs(out, alert.tlvs);
    }
    void operator()(const Unread& unread) const { out.octets(unread.body); }
};

}  // namespace

Result<std::string> encode(const Pdu& pdu) {
    FieldWriter body;
    std::visit(BodyWriter{body, pdu.is(Command::data_sm)}, pdu.body);
    if (!body.fault().empty())
        return fail(Errc::invalid_request, "smpp: field '" + std::string{body.fault()} + "' is too long");
    const std::size_t size = header_size + body.out().size();
    if (size > largest_pdu) return fail(Errc::invalid_request, "smpp: the PDU is too long");
    FieldWriter out;
    out.integer(static_cast<std::uint32_t>(size), 4);
    out.integer(pdu.command, 4);
    out.integer(pdu.status, 4);
    out.integer(pdu.sequence, 4);
    out.octets(body.out());
    return out.out();
}

}  // namespace sambung::adapters::smpp

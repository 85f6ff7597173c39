// Any bytes as the body of a USSD hop: the form reader and the Africa's Talking adapter.
#include "adapters/adapter.h"
#include "model/unicode.h"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace sambung;

void require(bool holds) {
    if (!holds) std::abort();
}

void form_is_read_back_as_written(std::string_view body) {
    const Form form = parse_form(body);
    const Form again = parse_form(encode_form(form));
    // A pair of nothing is written as "=", which is a pair; so nothing is lost.
    require(again == form);
}

bool control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

void require_keepable(const std::string& id) {
    require(!id.empty() && valid_utf8(id));
    for (const char c : id) require(!control(c));
}

void require_hop(const Inbound& hop) {
    require(hop.ussd.has_value() && hop.ussd->accumulates);
    require_keepable(hop.ussd->session);
    require_keepable(hop.from);
    require(valid_utf8(hop.text) && valid_utf8(hop.to));
    require(hop.provider_id == hop.ussd->session + "\x1F" + hop.text);
}

void require_end(const SessionEnd& end) {
    require_keepable(end.session);
    require_keepable(end.from);
    require(end.hops >= 0 && end.duration.count() >= 0);
}

void adapter_keeps_its_promises(const adapters::Adapter& adapter, std::string_view body, adapters::Hook hook) {
    const HttpRequest request{"POST", "/hooks/ussd", {}, std::string{body}, "127.0.0.1"};
    require(adapter.verify(request, hook).has_value());
    const auto received = adapter.receive(request, hook, TimePoint{});
    if (!received) return require(received.error().code == Errc::invalid_request);
    require(received->items.size() == 1);
    const Item& item = received->items.front();
    if (const auto* const hop_in = std::get_if<Inbound>(&item)) return require_hop(*hop_in);
    if (const auto* const end = std::get_if<SessionEnd>(&item)) return require_end(*end);
    require(false);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto adapter =
        adapters::make_adapter("africastalking_ussd", {"ussd", "", {{"open", "loopback"}}}).value();
    const std::string_view body{reinterpret_cast<const char*>(data), size};
    form_is_read_back_as_written(body);
    adapter_keeps_its_promises(*adapter, body, adapters::Hook::message);
    adapter_keeps_its_promises(*adapter, body, adapters::Hook::status);
    return 0;
}

#include "arrivals/spooled.h"

#include <boost/json.hpp>

#include <array>
#include <charconv>
#include <optional>

namespace sambung::gateway {

namespace json = boost::json;

namespace {

json::object to_json(const store::NewInbound& inbound) {
    json::object out{{"channel", inbound.channel},
                     {"event", inbound.event.hex()},
                     {"person", inbound.person.value},
                     {"payload", inbound.payload},
                     {"received", to_millis(inbound.received.value_or(TimePoint{}))}};
    if (inbound.alias) out["alias"] = inbound.alias->value;
    return out;
}

json::object to_json(const Report& report) {
    return {{"channel", report.channel},
            {"ref", report.update.ref},
            {"provider_id", report.update.provider_id},
            {"delivery", name(report.update.delivery)},
            {"reason", report.update.reason},
            {"unwanted", report.update.unwanted},
            {"part", report.update.part}};
}

std::optional<EventId> event_from(std::string_view hex) {
    EventId event;
    if (hex.size() != 2 * event.bytes.size()) return std::nullopt;
    for (std::size_t i = 0; i < event.bytes.size(); ++i) {
        const std::string_view two = hex.substr(2 * i, 2);
        const auto [end, error] = std::from_chars(two.data(), two.data() + 2, event.bytes.at(i), 16);
        if (error != std::errc{} || end != two.data() + 2) return std::nullopt;
    }
    return event;
}

// Throws if a field is not there or not of its kind.
std::string text(const json::object& object, std::string_view key) {
    return json::value_to<std::string>(object.at(key));
}

std::optional<Spooled> inbound_from(const json::object& object) {
    const std::optional<EventId> event = event_from(text(object, "event"));
    if (!event) return std::nullopt;
    store::NewInbound message{.channel = text(object, "channel"),
                              .event = *event,
                              .person = {object.at("person").to_number<std::uint64_t>()},
                              .payload = text(object, "payload"),
                              .received = from_millis(object.at("received").to_number<std::int64_t>())};
    if (const json::value* alias = object.if_contains("alias")) message.alias = {alias->to_number<std::uint64_t>()};
    return message;
}

std::optional<Spooled> report_from(const json::object& object) {
    const std::optional<Delivery> delivery = delivery_from(text(object, "delivery"));
    if (!delivery) return std::nullopt;
    return Report{.channel = text(object, "channel"),
                  .update = {.ref = text(object, "ref"),
                             .provider_id = text(object, "provider_id"),
                             .delivery = *delivery,
                             .reason = text(object, "reason"),
                             .unwanted = object.at("unwanted").as_bool(),
                             .part = object.at("part").as_bool()}};
}

std::optional<Spooled> spooled_from(const json::value& value) {
    const json::object& object = value.as_object();
    return object.contains("event") ? inbound_from(object) : report_from(object);
}

}  // namespace

std::string encode_spooled(const Spooled& spooled) {
    return json::serialize(std::visit([](const auto& one) { return to_json(one); }, spooled));
}

Result<Spooled> decode_spooled(std::string_view bytes) {
    std::optional<Spooled> spooled;
    try {
        spooled = spooled_from(json::parse(bytes));
    } catch (const std::exception&) {
        spooled.reset();
    }
    if (!spooled) return fail(Errc::internal, "a spooled record cannot be read");
    return std::move(*spooled);
}

}  // namespace sambung::gateway

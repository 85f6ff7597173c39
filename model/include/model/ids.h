// The keys by which a turn, a person and a draft are known. All are keyed hashes made by store::Keys, so none of them
// can be turned back into a phone number or a provider's id without the root key.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace sambung {

// A citizen, by the number (or other address) that they write from. Keyed 64-bit hash of the E.164 number, else of
// channel + address: known without any look-up.
struct PersonId {
    std::uint64_t value = 0;
    auto operator<=>(const PersonId&) const = default;
};

// 128-bit keyed hash.
struct Key128 {
    std::array<unsigned char, 16> bytes{};
    auto operator<=>(const Key128&) const = default;
    [[nodiscard]] std::string hex() const;
    [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    static Key128 from(std::string_view sixteen_bytes);  // anything but 16 bytes gives the zero key
};

// One inbound event: channel + provider message id; on USSD channel + provider session + the whole accumulated text.
struct EventId : Key128 {
    auto operator<=>(const EventId&) const = default;
};

// A draft, by the event that opened it. The draft row in SQL decides between send and cancel.
struct DraftId : Key128 {
    auto operator<=>(const DraftId&) const = default;
};

// One wish of one turn: event + ordinal. What was granted under it is granted once.
struct WishKey {
    EventId event;
    std::uint8_t ordinal = 0;
    auto operator<=>(const WishKey&) const = default;
    [[nodiscard]] std::string bytes() const;  // 17 bytes
};

}  // namespace sambung

template <>
struct std::hash<sambung::PersonId> {
    std::size_t operator()(const sambung::PersonId& id) const noexcept { return static_cast<std::size_t>(id.value); }
};

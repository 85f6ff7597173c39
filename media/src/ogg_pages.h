// Pages of an Ogg (RFC 3533, section 6).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sambung::media {

inline constexpr std::size_t page_head_bytes = 27;  // up to and with the number of segments
inline constexpr std::uint8_t continued = 1;
inline constexpr std::uint8_t first = 2;
inline constexpr std::uint8_t last = 4;

// Little endian, as all numbers of an Ogg are.
[[nodiscard]] std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t length);

// The checksum of a page whose own checksum counts as zero.
[[nodiscard]] std::uint32_t page_checksum(std::string_view page);

struct PageHead {
    std::uint8_t flags = 0;
    std::uint64_t position = 0;  // "granule position"
    std::uint32_t serial = 0;
    std::uint32_t number = 0;
};
// A page of these segments, with its checksum.
[[nodiscard]] std::string write_page(const PageHead& head, std::string_view lacing, std::string_view body);

}  // namespace sambung::media

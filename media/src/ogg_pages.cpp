#include "ogg_pages.h"

#include <array>

namespace sambung::media {

namespace {

constexpr std::size_t checksum_at = 22;
constexpr std::size_t checksum_bytes = 4;

constexpr std::array<std::uint32_t, 256> checksums() {
    constexpr std::uint32_t polynomial = 0x04C11DB7;
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        std::uint32_t sum = i << 24U;
        for (int bit = 0; bit < 8; ++bit) sum = (sum & 0x80000000U) != 0 ? sum << 1U ^ polynomial : sum << 1U;
        table[i] = sum;
    }
    return table;
}

void append_number(std::string& to, std::uint64_t number, std::size_t length) {
    for (std::size_t i = 0; i < length; ++i, number >>= 8U) to += static_cast<char>(number & 0xFFU);
}

}  // namespace

std::uint64_t number_at(std::string_view bytes, std::size_t at, std::size_t length) {
    std::uint64_t number = 0;
    for (std::size_t i = length; i > 0; --i) number = number << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
    return number;
}

std::uint32_t page_checksum(std::string_view page) {
    static constexpr std::array<std::uint32_t, 256> table = checksums();
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < page.size(); ++i) {
        const bool is_checksum = i >= checksum_at && i < checksum_at + checksum_bytes;
        const std::uint32_t byte = is_checksum ? 0U : static_cast<unsigned char>(page[i]);
        sum = sum << 8U ^ table[(sum >> 24U) ^ byte];
    }
    return sum;
}

std::string write_page(const PageHead& head, std::string_view lacing, std::string_view body) {
    std::string page{"OggS\0", 5};
    page += static_cast<char>(head.flags);
    append_number(page, head.position, 8);
    append_number(page, head.serial, 4);
    append_number(page, head.number, 4);
    append_number(page, 0, checksum_bytes);
    page += static_cast<char>(lacing.size());
    page += lacing;
    page += body;
    std::string sum;
    append_number(sum, page_checksum(page), checksum_bytes);
    return page.replace(checksum_at, checksum_bytes, sum);
}

}  // namespace sambung::media

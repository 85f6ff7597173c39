// Reads an Ogg as it comes (RFC 3533) and gives what may be kept of it: one stream of Opus (RFC 7845) or Vorbis, every
// page with the right checksum, number and length, its comments empty. Holds a page and the headers, never the whole.
#pragma once

#include "media/check.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::media {

class OggFilter {
 public:
    explicit OggFilter(const Limits& limits = {}) : most_(limits.voice_bytes) {}

    // What may be kept of all that came and was not given yet. After a refusal nothing of it may be.
    [[nodiscard]] Checked<std::string> take(std::string_view piece);
    // After the last piece: refused unless it was whole and had sound in it.
    [[nodiscard]] Checked<void> finish() const;

 private:
    enum class Codec : std::uint8_t { unknown, opus, vorbis };
    struct Page;

    [[nodiscard]] Checked<std::size_t> page_length() const;  // 0: not all of it is there
    [[nodiscard]] Checked<std::string> keep(const Page& page);
    [[nodiscard]] bool follows(const Page& page) const;
    [[nodiscard]] Checked<std::string> keep_header(const Page& page);
    [[nodiscard]] bool identify(const Page& page);
    [[nodiscard]] Checked<std::string> headers_anew();
    [[nodiscard]] std::string sound_page(const Page& page);
    [[nodiscard]] std::size_t headers_wanted() const { return codec_ == Codec::vorbis ? 3 : 2; }

    std::size_t most_;
    std::size_t taken_ = 0;
    std::string waiting_;  // bytes of a page that is not whole yet
    Codec codec_ = Codec::unknown;
    std::uint32_t serial_ = 0;
    std::uint32_t next_in_ = 0;         // number of the next page
    std::uint32_t next_out_ = 0;        // of ours
    std::vector<std::string> headers_;  // packets
    std::string open_header_;           // of a packet that goes on in the next page
    bool packet_open_ = false;
    bool ended_ = false;
    bool has_sound_ = false;
};

}  // namespace sambung::media

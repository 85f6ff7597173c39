#include "media/ogg_filter.h"

#include "ogg_pages.h"

#include <utility>

namespace sambung::media {

namespace {

constexpr std::size_t most_header_bytes = std::size_t{256} * 1024;  // comments may hold a picture; they go all the same
constexpr std::size_t whole_segment = 255;
constexpr std::size_t most_segments = 255;

std::unexpected<Refusal> broken() { return std::unexpected(Refusal::broken); }

// RFC 7845, 5.1: version 0.x, at least one channel.
bool is_opus_head(std::string_view packet) {
    constexpr std::size_t least = 19;
    return packet.starts_with("OpusHead") && packet.size() >= least && number_at(packet, 8, 1) < 16 &&
           number_at(packet, 9, 1) >= 1;
}

// Vorbis I, 4.2.2: version 0, a channel, a rate, the framing bit.
bool is_vorbis_head(std::string_view packet) {
    constexpr std::size_t length = 30;
    return packet.starts_with("\x01vorbis") && packet.size() == length && number_at(packet, 7, 4) == 0 &&
           number_at(packet, 11, 1) >= 1 && number_at(packet, 12, 4) >= 1 && (number_at(packet, 29, 1) & 1U) == 1;
}

// No vendor and no comments.
constexpr std::string_view no_opus_comments{"OpusTags\0\0\0\0\0\0\0\0", 16};
constexpr std::string_view no_vorbis_comments{"\x03vorbis\0\0\0\0\0\0\0\0\x01", 16};

// How long the segments of a packet are.
std::string lacing_of(std::size_t packet) {
    std::string lacing(packet / whole_segment, '\xFF');
    lacing += static_cast<char>(packet % whole_segment);
    return lacing;
}

}  // namespace

struct OggFilter::Page {
    explicit Page(std::string_view bytes)
        : head{.flags = static_cast<std::uint8_t>(number_at(bytes, 5, 1)),
               .position = number_at(bytes, 6, 8),
               .serial = static_cast<std::uint32_t>(number_at(bytes, 14, 4)),
               .number = static_cast<std::uint32_t>(number_at(bytes, 18, 4))},
          sound(page_checksum(bytes) == number_at(bytes, 22, 4)),
          lacing(bytes.substr(page_head_bytes, number_at(bytes, 26, 1))),
          body(bytes.substr(page_head_bytes + lacing.size())) {}

    [[nodiscard]] bool is(std::uint8_t flag) const { return (head.flags & flag) != 0; }
    [[nodiscard]] bool ends_within_packet() const { return lacing.ends_with('\xFF'); }

    PageHead head;
    bool sound;  // its checksum is right
    std::string_view lacing;
    std::string_view body;
};

Checked<std::string> OggFilter::take(std::string_view piece) {
    taken_ += piece.size();
    if (taken_ > most_) return std::unexpected(Refusal::size);
    waiting_ += piece;
    std::string kept;
    std::size_t done = 0;
    const std::string all = std::move(waiting_);
    for (std::string_view left = all;; left = std::string_view{all}.substr(done)) {
        waiting_ = left;
        const Checked<std::size_t> length = page_length();
        if (!length) return std::unexpected(length.error());
        if (*length == 0) return kept;
        const Checked<std::string> page = keep(Page{left.substr(0, *length)});
        if (!page) return page;
        kept += *page;
        done += *length;
    }
}

Checked<void> OggFilter::finish() const {
    if (!waiting_.empty() || packet_open_ || !has_sound_) return broken();
    return {};
}

Checked<std::size_t> OggFilter::page_length() const {
    const std::string_view capture{"OggS\0", 5};
    if (!waiting_.starts_with(capture.substr(0, waiting_.size()))) return broken();
    if (waiting_.size() < page_head_bytes) return 0;
    const std::size_t segments = number_at(waiting_, page_head_bytes - 1, 1);
    if (waiting_.size() < page_head_bytes + segments) return 0;
    std::size_t length = page_head_bytes + segments;
    for (std::size_t i = 0; i < segments; ++i) length += number_at(waiting_, page_head_bytes + i, 1);
    return waiting_.size() < length ? 0 : length;
}

Checked<std::string> OggFilter::keep(const Page& page) {
    const bool begins = codec_ == Codec::unknown;
    if (!page.sound || ended_ || page.is(first) != begins) return broken();
    if (begins && !identify(page)) return std::unexpected(Refusal::kind);
    if (!follows(page)) return broken();
    next_in_ = page.head.number + 1;
    ended_ = page.is(last);
    packet_open_ = page.ends_within_packet() || (page.lacing.empty() && packet_open_);
    if (headers_.size() < headers_wanted()) return keep_header(page);
    has_sound_ = has_sound_ || !page.body.empty();
    return sound_page(page);
}

bool OggFilter::follows(const Page& page) const {
    return page.head.serial == serial_ && page.head.number == next_in_ && page.is(continued) == packet_open_;
}

// The first page holds one whole packet and no sound.
bool OggFilter::identify(const Page& page) {
    if (page.lacing.size() != 1 || page.ends_within_packet() || page.head.position != 0) return false;
    if (is_opus_head(page.body)) codec_ = Codec::opus;
    if (is_vorbis_head(page.body)) codec_ = Codec::vorbis;
    serial_ = page.head.serial;
    next_in_ = page.head.number;
    return codec_ != Codec::unknown;
}

// The last header ends its page, so sound begins on one of its own.
Checked<std::string> OggFilter::keep_header(const Page& page) {
    std::size_t at = 0;
    for (const char segment : page.lacing) {
        if (headers_.size() == headers_wanted()) return broken();
        const std::size_t length = static_cast<unsigned char>(segment);
        open_header_ += page.body.substr(at, length);
        at += length;
        if (open_header_.size() > most_header_bytes) return broken();
        if (length < whole_segment) headers_.push_back(std::exchange(open_header_, {}));
    }
    if (headers_.size() < headers_wanted()) return std::string{};
    return headers_anew();
}

Checked<std::string> OggFilter::headers_anew() {
    const bool opus = codec_ == Codec::opus;
    const std::string_view comments = opus ? no_opus_comments : no_vorbis_comments;
    if (!headers_[1].starts_with(comments.substr(0, opus ? 8 : 7))) return broken();
    if (!opus && !headers_[2].starts_with("\x05vorbis")) return broken();
    std::string lacing = lacing_of(comments.size());
    std::string body{comments};
    if (!opus) {
        lacing += lacing_of(headers_[2].size());
        body += headers_[2];
    }
    if (lacing.size() > most_segments) return broken();
    const std::string head = write_page({.flags = first, .position = 0, .serial = serial_, .number = 0},
                                        lacing_of(headers_[0].size()), headers_[0]);
    next_out_ = 2;
    return head + write_page({.flags = 0, .position = 0, .serial = serial_, .number = 1}, lacing, body);
}

std::string OggFilter::sound_page(const Page& page) {
    PageHead head = page.head;
    head.number = next_out_++;
    return write_page(head, page.lacing, page.body);
}

}  // namespace sambung::media

// Whatever somebody sends as a photo or a voice note: it is refused, or what is kept of it is sound by the same rules.
#include "media/check.h"
#include "media/ogg_filter.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

using namespace sambung::media;  // NOLINT(google-build-using-namespace): the whole file is about it

void require(bool holds) {
    if (!holds) std::abort();
}

Checked<std::string> filtered(std::string_view ogg, std::size_t piece) {
    OggFilter filter;
    std::string kept;
    for (std::size_t at = 0; at < ogg.size(); at += piece) {
        Checked<std::string> some = filter.take(ogg.substr(at, piece));
        if (!some) return some;
        kept += *some;
    }
    if (const Checked<void> whole = filter.finish(); !whole) return std::unexpected(whole.error());
    return kept;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes{reinterpret_cast<const char*>(data), size};
    const Limits small{.pixels = 1'000'000, .side = 4'000, .pixels_at_once = 250'000};
    if (const Checked<std::string> photo = plain_jpeg(bytes, small))
        require(kind_of(*photo) == sambung::MediaKind::image && plain_jpeg(*photo).has_value());
    const Checked<std::string> whole = filtered(bytes, bytes.size() + 1);
    const Checked<std::string> pieces = filtered(bytes, 7);
    require(whole == pieces);
    if (whole) require(filtered(*whole, bytes.size() + 1) == whole);
    return 0;
}

// Photos and voice notes of cases: what is wanted, what became of it, and the key that seals the files.
#pragma once

#include "model/message.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/keys.h"

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

// What a provider knows a photo or a voice note by.
struct MediaReference {
    std::string channel;
    std::string id;  // its id there, or its address
};

// Where a file is kept: HMAC-SHA256(case key, SHA-256 of the content).
struct MediaAddress {
    std::array<unsigned char, 32> bytes{};
    auto operator<=>(const MediaAddress&) const = default;
    [[nodiscard]] std::string hex() const;
    [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
    [[nodiscard]] static std::optional<MediaAddress> from_hex(std::string_view digits);
};

// Seals and addresses the media of one case; whoever destroys the case key destroys them.
class MediaKey {
 public:
    explicit MediaKey(const SecretKey& case_key);
    [[nodiscard]] const SecretKey& sealing() const { return sealing_; }
    [[nodiscard]] MediaAddress address(std::string_view sha256) const;  // of its 32 bytes

 private:
    SecretKey case_key_;
    SecretKey sealing_;
};

// wanted, fetching: to come. kept: there. refused: it came and is not to be kept. lost: it never came. gone: it was
// kept, and went with its case.
enum class MediaState : std::uint8_t { wanted, fetching, kept, refused, lost, gone };
[[nodiscard]] std::string_view name(MediaState state);

struct MediaLease {
    std::string channel;
    milliseconds lease{180'000};
    int most = 2;  // 0: only gives up what is too old
};
struct MediaItem {
    std::int64_t id = 0;
    std::string channel;
    std::string reference;
    MediaKey key;
    int attempts = 0;  // before this one
    TimePoint wanted{};
};
struct MediaLeased {
    std::vector<MediaItem> items;
    int given_up = 0;  // for their age
};
// Providers forget what was sent after a week.
inline constexpr milliseconds media_life{7LL * 24 * 60 * 60 * 1000};

struct KeptMedia {
    MediaKind kind = MediaKind::image;
    std::int64_t bytes = 0;
    MediaAddress address;
};
struct MediaSettlement {
    std::int64_t id = 0;
    MediaState state = MediaState::kept;  // wanted: try again at `next`
    std::string code{};
    std::optional<TimePoint> next{};
    std::optional<KeptMedia> kept{};
};

// As staff see it.
struct CaseMedia {
    std::int64_t id = 0;
    MediaState state = MediaState::wanted;
    std::string code;
    std::optional<MediaKind> kind;
    std::int64_t bytes = 0;
    TimePoint wanted{};
};
// What BlobStore::open needs.
struct MediaFile {
    KeptMedia kept;
    MediaKey key;
};

}  // namespace sambung::store

#include "media/ogg_filter.h"

#include "media_samples.h"

#include <gmock/gmock.h>

namespace sambung::media {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

// What is kept of it, given in pieces of that length; "refused: …" if it is not.
std::string kept(std::string_view ogg, std::size_t piece = 1'000, const Limits& limits = {}) {
    OggFilter filter{limits};
    std::string out;
    for (std::size_t at = 0; at < ogg.size(); at += piece) {
        const Checked<std::string> some = filter.take(ogg.substr(at, piece));
        if (!some) return "refused: " + std::string{name(some.error())};
        out += *some;
    }
    const Checked<void> whole = filter.finish();
    return whole ? out : "refused: " + std::string{name(whole.error())};
}

std::string vorbis(std::string_view comments, std::string_view setup) {
    const std::string head{"\x01vorbis\0\0\0\0\x01\x80\xBB\0\0\0\0\0\0\0\0\0\0\0\0\0\0\xB8\x01", 30};
    std::string lacing;
    for (const std::string_view packet : {comments, setup})
        lacing += std::string(packet.size() / 255, '\xFF') + static_cast<char>(packet.size() % 255);
    const std::string headers = write_page({.flags = 0, .position = 0, .serial = 77, .number = 1}, lacing,
                                           std::string{comments} + std::string{setup});
    return a_page(first, 0, head) + headers + a_page(last, 2, "sound", 1'000);
}

TEST(OggFilter, AVoiceNoteLosesItsCommentsAndNothingElse) {
    const std::string sent = a_voice(4);
    ASSERT_THAT(sent, HasSubstr(where_it_was_taken));
    const std::string note = kept(sent);
    EXPECT_EQ(note, a_voice(4, std::string{"OpusTags\0\0\0\0\0\0\0\0", 16}));
    EXPECT_EQ(kept(note), note) << "what is kept is sound itself";
}

TEST(OggFilter, ItDoesNotMatterInWhichPiecesItComes) {
    const std::string sent = a_voice(5);
    const std::string whole = kept(sent, sent.size());
    for (const std::size_t piece : {1UZ, 2UZ, 26UZ, 27UZ, 28UZ, 400UZ}) EXPECT_EQ(kept(sent, piece), whole) << piece;
}

TEST(OggFilter, CommentsOfSeveralPagesGoAndPagesAreNumberedAnew) {
    const std::string cover = opus_tags + std::string(700, 'x');
    const std::string lacing(2, '\xFF');
    const std::string ogg =
        a_page(first, 0, opus_head) +
        write_page({.flags = 0, .position = 0, .serial = 77, .number = 1}, lacing, cover.substr(0, 510)) +
        a_page(continued, 2, cover.substr(510)) + a_page(0, 3, "sound", 960) + a_page(last, 4, "more", 1'920);
    EXPECT_EQ(kept(ogg), a_page(first, 0, opus_head) + a_page(0, 1, std::string{"OpusTags\0\0\0\0\0\0\0\0", 16}) +
                             a_page(0, 2, "sound", 960) + a_page(last, 3, "more", 1'920));
}

TEST(OggFilter, VorbisKeepsItsSetup) {
    const std::string setup = "\x05vorbis" + std::string(600, 's');
    const std::string sent = vorbis(std::string{"\x03vorbis"} + std::string{where_it_was_taken}, setup);
    const std::string note = kept(sent);
    EXPECT_THAT(note, StartsWith("OggS"));
    EXPECT_THAT(note, Not(HasSubstr(where_it_was_taken)));
    EXPECT_THAT(note, HasSubstr(setup));
    EXPECT_EQ(kept(note), note);
}

struct RefusedRow {
    const char* what;
    std::string ogg;
    std::string why;
    Limits limits = {};
};

std::string changed(std::string ogg, std::size_t at) {
    ogg[at] = static_cast<char>(ogg[at] ^ 1);
    return ogg;
}

TEST(OggFilter, RefusesWhatIsNoVoiceNote) {
    const std::string good = a_voice();
    const std::string begin = a_page(first, 0, opus_head);
    const std::string tags = a_page(0, 1, opus_tags);
    const RefusedRow rows[] = {
        {"nothing", "", "broken"},
        {"not an Ogg", "RIFF....WAVE", "broken"},
        {"a film", a_page(first, 0, "\x80theora\x03\x02\x01"), "kind"},
        {"another version of Opus", a_page(first, 0, "OpusHead\xF0" + opus_head.substr(9)), "kind"},
        {"half of it", good.substr(0, good.size() / 2), "broken"},
        {"a byte of sound changed", changed(good, good.size() - 1), "broken"},
        {"a checksum changed", changed(good, 22), "broken"},
        {"a script behind it", good + "<script>", "broken"},
        {"another stream behind it", good + good, "broken"},
        {"headers alone", begin + tags, "broken"},
        {"no comments", begin + a_page(0, 1, "sound", 960), "broken"},
        {"a page missing", begin + tags + a_page(last, 3, "sound", 960), "broken"},
        {"a page twice", begin + tags + a_page(0, 2, "sound", 960) + a_page(0, 2, "sound", 960), "broken"},
        {"a second stream within it", begin + tags + a_page(0, 2, "sound", 960, 78), "broken"},
        {"a packet that never ends",
         begin + tags +
             write_page({.flags = 0, .position = 960, .serial = 77, .number = 2}, "\xFF", std::string(255, 's')),
         "broken"},
        {"a packet that goes on from nowhere", begin + tags + a_page(continued, 2, "sound", 960), "broken"},
        {"too many bytes", good, "size", {.voice_bytes = good.size() - 1}},
    };
    for (const RefusedRow& row : rows) EXPECT_EQ(kept(row.ogg, 100, row.limits), "refused: " + row.why) << row.what;
}

}  // namespace
}  // namespace sambung::media

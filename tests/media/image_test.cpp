#include "media/check.h"
#include "media_samples.h"

#include <gmock/gmock.h>

#include <functional>
#include <png.h>

namespace sambung::media {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Pixels read(const std::string& jpeg) { return read_jpeg(jpeg, Limits{}).value(); }

// The colour at a place, each part rounded to "0" or "9".
std::string colour(const Pixels& pixels, std::uint32_t x, std::uint32_t y) {
    const std::size_t at = (std::size_t{y} * pixels.width + x) * 3;
    std::string parts;
    for (std::size_t i = 0; i < 3; ++i) parts += pixels.rgb[at + i] > 127 ? '9' : '0';
    return parts;
}

std::string a_png(std::uint32_t width, std::uint32_t height) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = width;
    image.height = height;
    image.format = PNG_FORMAT_RGB;
    const Pixels picture = a_picture(width, height);
    png_alloc_size_t size = 0;
    EXPECT_NE(png_image_write_to_memory(&image, nullptr, &size, 0, picture.rgb.data(), 0, nullptr), 0);
    std::string bytes(size, '\0');
    EXPECT_NE(png_image_write_to_memory(&image, bytes.data(), &size, 0, picture.rgb.data(), 0, nullptr), 0);
    bytes.resize(size);
    return bytes;
}

// The same with other numbers in its frame header; the height comes first.
std::string with_size(std::string jpeg, std::uint32_t width, std::uint32_t height) {
    const std::size_t frame = jpeg.find("\xFF\xC0");
    return jpeg.replace(frame + 5, 4, big_endian(height, 2) + big_endian(width, 2));
}

TEST(PlainJpeg, KeepsThePictureAndNothingElse) {
    const std::string comment = segment('\xFE', "rahasia");
    const std::string profile = segment('\xE2', std::string{"ICC_PROFILE\0\x01\x01", 14} + "profil");
    const std::string sent = with_segments(a_jpeg(), exif(1) + comment + profile);
    ASSERT_THAT(sent, HasSubstr(where_it_was_taken));
    const std::string kept = plain_jpeg(sent).value();
    for (const std::string_view gone :
         {where_it_was_taken, std::string_view{"Exif"}, std::string_view{"rahasia"}, std::string_view{"ICC_PROFILE"}})
        EXPECT_THAT(kept, Not(HasSubstr(gone)));
    const Pixels pixels = read(kept);
    EXPECT_EQ(pixels.width, 64U);
    EXPECT_EQ(pixels.height, 32U);
    EXPECT_EQ(colour(pixels, 4, 2) + " " + colour(pixels, 4, 28) + " " + colour(pixels, 60, 2), "090 900 009");
}

TEST(PlainJpeg, SaysTheSameOfTheSame) { EXPECT_EQ(plain_jpeg(a_jpeg()), plain_jpeg(a_jpeg())); }

struct Orientation {
    int told;
    std::uint32_t width;
    std::string corners;  // upper left, upper right, lower left, lower right
};

// As stored: green, blue / red, blue.
TEST(PlainJpeg, IsTurnedAsItsExifSaid) {
    const Orientation rows[] = {
        {1, 64, "090 009 900 009"}, {2, 64, "009 090 009 900"}, {3, 64, "009 900 009 090"}, {4, 64, "900 009 090 009"},
        {5, 32, "090 900 009 009"}, {6, 32, "900 090 009 009"}, {7, 32, "009 009 900 090"}, {8, 32, "009 009 090 900"},
        {0, 64, "090 009 900 009"}, {9, 64, "090 009 900 009"},
    };
    for (const Orientation& row : rows)
        for (const bool little : {false, true}) {
            SCOPED_TRACE("orientation " + std::to_string(row.told));
            const Pixels kept = read(plain_jpeg(with_segments(a_jpeg(), exif(row.told, little))).value());
            const std::uint32_t right = kept.width - 3;
            const std::uint32_t low = kept.height - 3;
            EXPECT_EQ(kept.width, row.width);
            EXPECT_EQ(colour(kept, 2, 2) + ' ' + colour(kept, right, 2) + ' ' + colour(kept, 2, low) + ' ' +
                          colour(kept, right, low),
                      row.corners);
        }
}

// libjpeg 2.1 takes the square of their number if it is to keep them: half an hour for as many as 5 MB hold.
TEST(PlainJpeg, IsReadThroughAMillionEmptySegments) {
    std::string many;
    for (int i = 0; i < 1'200'000; ++i) many += std::string_view{"\xFF\xE1\x00\x02", 4};
    EXPECT_TRUE(plain_jpeg(with_segments(a_jpeg(), many)));
    const Pixels turned = read(plain_jpeg(with_segments(a_jpeg(), many.substr(0, 4000) + exif(6))).value());
    EXPECT_EQ(turned.width, 32U);
}

TEST(PlainJpeg, BrokenExifTurnsNothing) {
    const std::string whole = exif(6);
    for (std::size_t length = 4; length < whole.size(); ++length) {
        const std::string cut = segment('\xE1', std::string_view{whole}.substr(4, length - 4));
        EXPECT_TRUE(plain_jpeg(with_segments(a_jpeg(), cut)).has_value()) << length;
    }
    const std::string endless = segment('\xE1', std::string{"Exif\0\0MM\0*\xFF\xFF\xFF\xFF", 14});
    EXPECT_EQ(read(plain_jpeg(with_segments(a_jpeg(), endless)).value()).width, 64U);
}

TEST(PlainJpeg, APngBecomesOne) {
    const std::string kept = plain_jpeg(a_png(40, 20)).value();
    EXPECT_THAT(kept, StartsWith("\xFF\xD8\xFF"));
    EXPECT_EQ(read(kept).width, 40U);
}

// libpng would ask for all that a chunk says to be.
TEST(PlainJpeg, RefusesAPngWhoseChunksSayMoreThanTheyHave) {
    const std::string png = a_png(8, 8);
    const std::string text = big_endian(0x7FFFFFF0, 4) + "tEXt" + std::string(40, 'x');
    EXPECT_EQ(plain_jpeg(png.substr(0, 33) + text + png.substr(33)), std::unexpected(Refusal::broken));
    std::string data = png;
    data.replace(data.find("IDAT") - 4, 4, big_endian(0x7FFFFFF0, 4));
    EXPECT_EQ(plain_jpeg(data), std::unexpected(Refusal::broken));
    EXPECT_EQ(plain_jpeg(png.substr(0, png.size() - 12)), std::unexpected(Refusal::broken)) << "no end";
}

TEST(PlainJpeg, OfAPngOnlyThePictureIsRead) {
    const std::string png = a_png(8, 8);
    const std::string profile = big_endian(4, 4) + "iCCPabcd" + "no checksum that is right";
    EXPECT_EQ(plain_jpeg(png.substr(0, 33) + profile.substr(0, 16) + png.substr(33)), plain_jpeg(png));
}

TEST(PlainJpeg, LosesWhatHangsBehindIt) {
    const std::string script = "<script>alert(1)</script>PK\x03\x04";
    EXPECT_THAT(plain_jpeg(a_jpeg() + script).value(), Not(HasSubstr("script")));
    EXPECT_THAT(plain_jpeg(a_png(8, 8) + script).value(), Not(HasSubstr("script")));
}

TEST(PlainJpeg, ALargeOneIsHalvedIntoMemory) {
    const Limits small{.pixels_at_once = 600};
    const Pixels kept = read(plain_jpeg(a_jpeg(), small).value());
    EXPECT_EQ(kept.width, 32U);
    EXPECT_EQ(kept.height, 16U);
}

struct RefusedRow {
    const char* what;
    std::string bytes;
    Refusal why;
    Limits limits = {};
};

TEST(PlainJpeg, RefusesWhatIsNoPhoto) {
    const std::string jpeg = a_jpeg();
    const std::string png = a_png(40, 20);
    const RefusedRow rows[] = {
        {"nothing", "", Refusal::kind},
        {"a page", "<html><body onload=alert(1)>", Refusal::kind},
        {"a PDF with a JPEG in it", "%PDF-1.4 " + jpeg, Refusal::kind},
        {"a GIF", "GIF89a" + std::string(40, '\0'), Refusal::kind},
        {"a drawing with scripts", "<svg xmlns='http://www.w3.org/2000/svg'/>", Refusal::kind},
        {"a voice note", a_voice(), Refusal::kind},
        {"a beginning of a JPEG", "\xFF\xD8\xFF", Refusal::broken},
        {"half a JPEG", jpeg.substr(0, jpeg.size() / 2), Refusal::broken},
        {"a JPEG without its end", jpeg.substr(0, jpeg.size() - 2), Refusal::broken},
        {"half a PNG", png.substr(0, png.size() / 2), Refusal::broken},
        {"too many bytes", jpeg, Refusal::size, {.image_bytes = jpeg.size() - 1}},
        {"a side too long", with_size(jpeg, 12'001, 8), Refusal::pixels},
        {"too many pixels", with_size(jpeg, 12'000, 12'000), Refusal::pixels},
        {"no pixels", with_size(jpeg, 0, 8), Refusal::broken},
        {"a PNG of too many pixels", png, Refusal::pixels, {.pixels_at_once = 799}},
        {"a JPEG that says more than it has", with_size(jpeg, 4'000, 4'000), Refusal::broken},
    };
    for (const RefusedRow& row : rows) {
        SCOPED_TRACE(row.what);
        const Checked<std::string> checked = plain_jpeg(row.bytes, row.limits);
        ASSERT_FALSE(checked.has_value());
        EXPECT_EQ(name(checked.error()), name(row.why));
    }
}

// A few bytes that ask for passes without end: scans of a progressive JPEG, each empty.
TEST(PlainJpeg, RefusesAProgressiveBomb) {
    const std::string jpeg = a_jpeg();
    const std::size_t frame = jpeg.find("\xFF\xC0");
    const std::size_t scan = jpeg.find("\xFF\xDA");
    std::string bomb = jpeg.substr(0, scan);
    bomb[frame + 1] = '\xC2';
    const std::string dc{"\xFF\xDA\0\x08\x01\x01\0\0\0\0", 10};
    const std::string ac{"\xFF\xDA\0\x08\x01\x01\0\x01\x3F\0", 10};
    bomb += dc + std::string(40, '\0');
    for (int i = 0; i < 5'000; ++i) bomb += ac + std::string(20, '\xAA');  // "no more in this block", for each
    bomb += "\xFF\xD9";
    EXPECT_EQ(plain_jpeg(bomb), std::unexpected(Refusal::effort));
}

TEST(KindOf, GoesByTheBytesAlone) {
    EXPECT_EQ(kind_of(a_jpeg()), MediaKind::image);
    EXPECT_EQ(kind_of(a_png(2, 2)), MediaKind::image);
    EXPECT_EQ(kind_of(a_voice()), MediaKind::voice);
    for (const std::string_view other : {"", "\xFF\xD8", "RIFF....WEBP", "ID3", "MZ", "\x89PNG", "OGGS"})
        EXPECT_EQ(kind_of(other), std::nullopt) << other;
}

}  // namespace
}  // namespace sambung::media

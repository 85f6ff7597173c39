#include "digests.h"

#include <gtest/gtest.h>

namespace sambung::adapters {
namespace {

TEST(Digests, AgreeWithTheVectorsOfTheirStandards) {
    // RFC 1321 A.5, FIPS 180-4 ("abc").
    EXPECT_EQ(hex(digest(Hash::md5, "abc")), "900150983cd24fb0d6963f7d28e17f72");
    EXPECT_EQ(hex(digest(Hash::sha1, "abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
    EXPECT_EQ(hex(digest(Hash::sha256, "abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(hex(digest(Hash::md5, "")), "d41d8cd98f00b204e9800998ecf8427e");
}

TEST(Digests, HmacAgreesWithTheVectorsOfItsStandards) {
    // RFC 2202 (test case 2) and RFC 4231 (test case 2).
    constexpr std::string_view what = "what do ya want for nothing?";
    EXPECT_EQ(hex(hmac(Hash::md5, "Jefe", what)), "750c783e6ab0b503eaa86e310a5db738");
    EXPECT_EQ(hex(hmac(Hash::sha1, "Jefe", what)), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
    EXPECT_EQ(hex(hmac(Hash::sha256, "Jefe", what)),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(
        hex(hmac(Hash::sha512, "Jefe", what)),
        "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d"
        "4a6b4b636e070a38bce737");
}

TEST(Digests, HexGoesBothWays) {
    EXPECT_EQ(hex(std::string_view{"\x00\xFFz", 3}), "00ff7a");
    EXPECT_EQ(unhexed("00FF7a"), (std::string{"\x00\xFFz", 3}));
    EXPECT_EQ(unhexed(""), "");
    for (const std::string_view broken : {"0", "0g", "+1", " 1", "0x"}) EXPECT_EQ(unhexed(broken), std::nullopt);
}

TEST(Digests, IdsOfContentsDoNotRunTogether) {
    EXPECT_EQ(id_of({"ab", "c"}), id_of({"ab", "c"}));
    EXPECT_NE(id_of({"ab", "c"}), id_of({"a", "bc"}));
}

TEST(Digests, Base64PadsToFours) {
    // RFC 4648 section 10.
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

}  // namespace
}  // namespace sambung::adapters

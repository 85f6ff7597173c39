#include "store/keys.h"

#include "books.h"
#include "hkdf.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

std::string from_hex(std::string_view hex) {
    std::string bytes;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        bytes += static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16));
    return bytes;
}

std::string rising(int from, int to) {
    std::string bytes;
    for (int value = from; value <= to; ++value) bytes += static_cast<char>(value);
    return bytes;
}

TEST(Hkdf, AgreesWithTheVectorsOfRfc5869) {
    struct Row {
        const char* what;
        std::string key;
        std::string salt;
        std::string info;
        std::size_t length;
        const char* expected;
    };
    const Row rows[] = {
        {"A.1 basic", std::string(22, '\x0b'), rising(0x00, 0x0c), rising(0xf0, 0xf9), 42,
         "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"},
        {"A.2 longer", rising(0x00, 0x4f), rising(0x60, 0xaf), rising(0xb0, 0xff), 82,
         "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f0"
         "9"
         "b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"},
        {"A.3 no salt, no info", std::string(22, '\x0b'), "", "", 42,
         "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"},
    };
    for (const Row& row : rows)
        EXPECT_EQ(hkdf_sha256(row.key, row.salt, row.info, row.length), from_hex(row.expected)) << row.what;
}

TEST(Hkdf, GivesNothingBeyondItsLongestOutput) {
    EXPECT_EQ(hkdf_sha256("key", "", "", 255 * 32).size(), 255U * 32U);
    EXPECT_EQ(hkdf_sha256("key", "", "", 255 * 32 + 1), "");
}

TEST(Sealing, OpensTheVectorOfTheXChaChaDraft) {  // draft-irtf-cfrg-xchacha-03, A.3.1
    SecretKey key{};
    for (std::size_t i = 0; i < key.size(); ++i) key[i] = static_cast<unsigned char>(0x80 + i);
    const std::string sealed =
        rising(0x40, 0x57) +
        from_hex(
            "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c670"
            "8c54c216cb96b72e1213b4522f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da976"
            "8812f615c68b13b52e"
            "c0875924c1c7987947deafd8780acf49");
    const Result<std::string> plain = unseal(key, sealed, from_hex("50515253c0c1c2c3c4c5c6c7"));
    ASSERT_TRUE(plain) << describe(plain.error());
    EXPECT_EQ(
        *plain,
        "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would "
        "be it.");
}

TEST(Sealing, GivesBackWhatWasSealed) {
    const SecretKey key = Keys::fresh();
    for (const std::string& plain : {std::string{}, std::string{"nenek"}, std::string(100'000, 'x')}) {
        const std::string sealed = seal(key, plain, "cases.story:1");
        EXPECT_EQ(sealed.size(), plain.size() + sealing_overhead);
        EXPECT_EQ(unseal(key, sealed, "cases.story:1").value(), plain);
    }
}

TEST(Sealing, TheSameTextNeverLooksTheSame) {
    const SecretKey key = Keys::fresh();
    EXPECT_NE(seal(key, "nenek", "here"), seal(key, "nenek", "here"));
}

TEST(Sealing, RefusesWhatWasChangedMovedOrSealedByAnother) {
    const SecretKey key = Keys::fresh();
    const std::string sealed = seal(key, "nenek", "cases.story:1");
    EXPECT_EQ(unseal(key, sealed, "cases.story:2").error().code, Errc::not_authentic) << "moved to another row";
    EXPECT_EQ(unseal(Keys::fresh(), sealed, "cases.story:1").error().code, Errc::not_authentic) << "another key";
    for (std::size_t i = 0; i < sealed.size(); ++i) {
        std::string changed = sealed;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_EQ(unseal(key, changed, "cases.story:1").error().code, Errc::not_authentic) << "byte " << i;
        EXPECT_EQ(unseal(key, sealed.substr(0, i), "cases.story:1").error().code, Errc::not_authentic)
            << "cut at " << i;
    }
}

// Reckoned apart from this code, by HMAC-SHA256, SipHash-2-4 and BLAKE2b of Python's standard library and of their
// papers. A changed value would make strangers of all known persons and let wishes be granted twice after an upgrade.
TEST(Keys, GiveTheSameIdsForever) {
    const Keys keys{test_root()};
    EXPECT_EQ(keys.person("sms", "+6281234567890").value, 1424098940032430524U);
    const EventId event = keys.event("wa", "wamid.1");
    EXPECT_EQ(event.hex(), "454f0e29e622a8b818fe1197329a4a98");
    EXPECT_EQ(keys.draft(event).hex(), "3e6e58de6346d43aee742f633ba5ced1");
    EXPECT_EQ(keys.index("phone", "+6281234567890").hex(), "6d3ec1254f51e57212d00a86a4ff5b95");
    EXPECT_EQ(keys.draw(event, "ticket", 0), 3398315529119841652U);
}

TEST(Keys, APersonIsTheirNumberOnEveryChannel) {
    const Keys keys{test_root()};
    EXPECT_EQ(keys.person("sms", "+6281234567890"), keys.person("wa", "+6281234567890"));
    EXPECT_EQ(keys.person("sms", "+6281234567890"), keys.person("wa", "+62 812-3456-7890"));
    EXPECT_NE(keys.person("sms", "+6281234567890"), keys.person("sms", "+6281234567891"));
}

TEST(Keys, AnAddressThatIsNoNumberBelongsToItsChannel) {
    const Keys keys{test_root()};
    EXPECT_NE(keys.person("telegram", "81234567890"), keys.person("other", "81234567890"));
    EXPECT_NE(keys.person("telegram", "81234567890"), keys.person("telegram", "+6281234567890"));
}

TEST(Keys, NoTwoInputsRunTogether) {
    const Keys keys{test_root()};
    EXPECT_NE(keys.event("wa", "1x"), keys.event("wa1", "x"));
    EXPECT_NE(keys.index("nik", "1x"), keys.index("nik1", "x"));
    EXPECT_NE(Key128{keys.event("a", "b")}, keys.index("a", "b"));
    const EventId event = keys.event("wa", "1");
    EXPECT_NE(keys.draw(event, "ticket", 0), keys.draw(event, "ticket", 1));
    EXPECT_NE(keys.draw(event, "ticket", 0), keys.draw(event, "cek", 0));
}

TEST(Keys, AnotherRootKnowsNothing) {
    const Keys ours{test_root()};
    const Keys theirs{Keys::fresh()};
    EXPECT_NE(ours.person("sms", "+6281234567890"), theirs.person("sms", "+6281234567890"));
    EXPECT_NE(ours.index("nik", "3276"), theirs.index("nik", "3276"));
    EXPECT_NE(ours.session_key(), theirs.session_key());
    const SecretKey key = Keys::fresh();
    EXPECT_EQ(theirs.unwrap(ours.wrap(key, "case:1"), "case:1").error().code, Errc::not_authentic);
}

TEST(Keys, AWrappedKeyOpensForItsOwnerOnly) {
    const Keys keys{test_root()};
    const SecretKey key = Keys::fresh();
    const std::string wrapped = keys.wrap(key, "case:481207365");
    EXPECT_EQ(keys.unwrap(wrapped, "case:481207365").value(), key);
    EXPECT_EQ(keys.unwrap(wrapped, "case:999999999").error().code, Errc::not_authentic);
}

}  // namespace
}  // namespace sambung::store

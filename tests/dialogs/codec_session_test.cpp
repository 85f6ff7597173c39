#include "dialogs/dialog.h"

#include <gtest/gtest.h>

#include <random>

namespace sambung::dialogs {
namespace {

Session in_a_form() {
    Session session;
    session.flow = "lapor";
    session.version = 1;
    session.structure = 0xDEADBEEF;
    session.state = "tempat";
    session.language = Language::su;
    session.draft.bytes = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    session.rung = true;
    session.slots = {{"area", "32.76.06.1002"}, {"category", "lansia"}};
    session.history = {"bahaya", "siapa", "wilayah"};
    session.tries = 1;
    session.page = 2;
    session.turns = 5;
    session.started = from_millis(1'795'000'000'000);
    session.prompted = from_millis(1'795'000'060'000);
    session.channel = ChannelKind::sms;
    session.offered_resume = true;
    session.ussd_session = 0x0123456789ABCDEF;
    session.ussd_length = 12;
    session.ussd_text = 0xFEDCBA9876543210;
    return session;
}

std::string hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string out;
    for (const char c : bytes) {
        out += digits[static_cast<unsigned char>(c) >> 4U];
        out += digits[static_cast<unsigned char>(c) & 15U];
    }
    return out;
}

void expect_same(const Session& a, const Session& b) {
    EXPECT_EQ(a.flow, b.flow);
    EXPECT_EQ(a.version, b.version);
    EXPECT_EQ(a.structure, b.structure);
    EXPECT_EQ(a.state, b.state);
    EXPECT_EQ(a.language, b.language);
    EXPECT_EQ(a.draft, b.draft);
    EXPECT_EQ(a.rung, b.rung);
    EXPECT_EQ(a.slots, b.slots);
    EXPECT_EQ(a.history, b.history);
    EXPECT_EQ(a.tries, b.tries);
    EXPECT_EQ(a.page, b.page);
    EXPECT_EQ(a.turns, b.turns);
    EXPECT_EQ(a.started, b.started);
    EXPECT_EQ(a.prompted, b.prompted);
    EXPECT_EQ(a.channel, b.channel);
    EXPECT_EQ(a.offered_resume, b.offered_resume);
    EXPECT_EQ(a.ussd_session, b.ussd_session);
    EXPECT_EQ(a.ussd_length, b.ussd_length);
    EXPECT_EQ(a.ussd_text, b.ussd_text);
}

TEST(SessionCodec, GivesBackWhatItTook) {
    expect_same(decode(encode(in_a_form())).value(), in_a_form());
    expect_same(decode(encode(Session{})).value(), Session{});
}

TEST(SessionCodec, ASessionAtRestTakesThreeBytes) { EXPECT_EQ(hex(encode(Session{})), "010000"); }

// Sessions of version 1 lie in stores: these bytes must be read for as long as one may.
TEST(SessionCodec, VersionOneIsReadForGood) {
    constexpr std::string_view golden =
        "01ff0701056c61706f7201effdb6f50d0674656d7061740580bcd9f29e34e090ddf29e340301020304050607"
        "08090a0b0c0d0e0f100204617265610d33322e37362e30362e313030320863617465676f7279066c616e7369"
        "6103066261686179610573696170610777696c61796168ef9bafcdf8acd191010c90e4d0b287d3aeeefe0101"
        "02";
    EXPECT_EQ(hex(encode(in_a_form())), golden);
    std::string bytes;
    for (std::size_t at = 0; at < golden.size(); at += 2)
        bytes += static_cast<char>(std::stoi(std::string{golden.substr(at, 2)}, nullptr, 16));
    expect_same(decode(bytes).value(), in_a_form());
}

TEST(SessionCodec, ATypicalSessionIsSmall) { EXPECT_LT(encode(in_a_form()).size(), 200U); }

TEST(SessionCodec, EveryShorterPieceIsRefused) {
    const std::string bytes = encode(in_a_form());
    for (std::size_t length = 0; length < bytes.size(); ++length)
        EXPECT_FALSE(decode(std::string_view{bytes}.substr(0, length)).has_value()) << length;
    EXPECT_FALSE(decode(bytes + '\0').has_value()) << "nothing may follow";
}

TEST(SessionCodec, AnUnknownVersionIsRefused) {
    std::string bytes = encode(in_a_form());
    bytes[0] = 2;
    const auto decoded = decode(bytes);
    ASSERT_FALSE(decoded.has_value());
    EXPECT_EQ(decoded.error().code, Errc::invalid_request);
}

TEST(SessionCodec, ArbitraryBytesNeverCrashAndWhatIsReadIsWrittenAlike) {
    std::mt19937 random{20261121};
    const std::string good = encode(in_a_form());
    for (int round = 0; round < 20'000; ++round) {
        std::string bytes = good;
        for (int change = 0; change < 3; ++change) bytes[random() % bytes.size()] = static_cast<char>(random() & 0xFFU);
        if (round % 2 == 0) bytes.resize(random() % bytes.size());
        if (const auto decoded = decode(bytes)) {
            const auto again = decode(encode(*decoded));
            ASSERT_TRUE(again.has_value());
            expect_same(*again, *decoded);
        }
    }
}

}  // namespace
}  // namespace sambung::dialogs

// The small tables: error codes, languages, channels, deliveries, urgencies, ids. Their words are read by
// configuration, logs, metrics and stored rows, so they are written out here and do not change by accident.
#include "model/error.h"
#include "model/gsm7.h"
#include "model/ids.h"
#include "model/language.h"
#include "model/message.h"
#include "model/urgency.h"

#include <gtest/gtest.h>

#include <set>

namespace sambung {
namespace {

struct PolicyRow {
    Errc code;
    std::string_view name;
    int http_status;
    bool retryable;
};

constexpr PolicyRow policies[] = {
    {Errc::invalid_request, "invalid_request", 400, false},
    {Errc::not_authentic, "not_authentic", 403, false},
    {Errc::not_found, "not_found", 404, false},
    {Errc::conflict, "conflict", 409, true},
    {Errc::dropped, "dropped", 409, false},
    {Errc::too_late, "too_late", 409, false},
    {Errc::throttled, "throttled", 429, true},
    {Errc::unavailable, "unavailable", 503, true},
    {Errc::timeout, "timeout", 504, true},
    {Errc::refused, "refused", 502, false},
    {Errc::misconfigured, "misconfigured", 500, false},
    {Errc::internal, "internal", 500, false},
};

TEST(Errors, EveryCodeHasItsPolicy) {
    EXPECT_EQ(std::size(policies), static_cast<std::size_t>(Errc::internal) + 1);
    for (const PolicyRow& row : policies) {
        EXPECT_EQ(policy(row.code).name, row.name);
        EXPECT_EQ(policy(row.code).http_status, row.http_status) << row.name;
        EXPECT_EQ(policy(row.code).retryable, row.retryable) << row.name;
        EXPECT_FALSE(policy(row.code).public_words.empty()) << row.name;
    }
}

TEST(Errors, AreDescribedByNameAndDetail) {
    EXPECT_EQ(describe(Error{Errc::invalid_request, "field 'from' required", {}}),
              "invalid_request: field 'from' required");
    EXPECT_EQ(describe(Error{Errc::timeout, "", {}}), "timeout");
}

TEST(Languages, CodesReadBackAndEndonymsFitEveryPhone) {
    std::set<std::string_view> codes;
    for (const Language language : all_languages) {
        codes.insert(code(language));
        EXPECT_EQ(language_from(code(language)), language);
        EXPECT_EQ(first_outside_gsm7(endonym(language)), "") << code(language);
    }
    EXPECT_EQ(codes, (std::set<std::string_view>{"id", "jv", "jv-ngoko", "su", "bjn", "bew", "en"}));
    EXPECT_EQ(language_from("xx"), std::nullopt);
    EXPECT_EQ(language_from(""), std::nullopt);
}

TEST(Channels, NamesReadBack) {
    for (const auto& [kind, word] : {std::pair{ChannelKind::ussd, "ussd"}, std::pair{ChannelKind::sms, "sms"},
                                     std::pair{ChannelKind::whatsapp, "whatsapp"}}) {
        EXPECT_EQ(name(kind), word);
        EXPECT_EQ(channel_kind_from(word), kind);
    }
    EXPECT_EQ(channel_kind_from("USSD"), std::nullopt);
}

TEST(Deliveries, NamesReadBack) {
    for (const auto& [delivery, word] : {std::pair{Delivery::queued, "queued"}, std::pair{Delivery::sent, "sent"},
                                         std::pair{Delivery::delivered, "delivered"}, std::pair{Delivery::read, "read"},
                                         std::pair{Delivery::failed, "failed"}}) {
        EXPECT_EQ(name(delivery), word);
        EXPECT_EQ(delivery_from(word), delivery);
    }
    EXPECT_EQ(delivery_from("gone"), std::nullopt);
}

TEST(Urgencies, NamesReadBackAndTheFirstTwoRing) {
    for (const auto& [urgency, word] : {std::pair{Urgency::p0, "P0"}, std::pair{Urgency::p4, "P4"}}) {
        EXPECT_EQ(name(urgency), word);
        EXPECT_EQ(urgency_from(word), urgency);
    }
    EXPECT_EQ(urgency_from("P5"), std::nullopt);
    EXPECT_EQ(urgency_from("p0"), std::nullopt);
    EXPECT_TRUE(rings(Urgency::p0));
    EXPECT_TRUE(rings(Urgency::p1));
    EXPECT_FALSE(rings(Urgency::p2));
}

TEST(Keys, AreSixteenBytesInHexAndBack) {
    const std::string bytes{
        "\x00\x01\xAB\xFF"
        "abcdefghijkl",
        16};
    const Key128 key = Key128::from(bytes);
    EXPECT_EQ(key.view(), bytes);
    EXPECT_EQ(key.hex(), "0001abff6162636465666768696a6b6c");
    EXPECT_EQ(Key128::from("short"), Key128{});
}

TEST(Keys, AWishIsItsEventAndItsOrdinal) {
    WishKey key;
    key.event = EventId{Key128::from("0123456789abcdef")};
    key.ordinal = 2;
    EXPECT_EQ(key.bytes(), std::string("0123456789abcdef\x02"));
}

}  // namespace
}  // namespace sambung

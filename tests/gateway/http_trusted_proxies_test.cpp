#include "http/trusted_proxies.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

namespace ip = boost::asio::ip;

TrustedProxies ours() {
    const std::vector<std::string> entries{"10.0.0.0/8", "192.0.2.7", "fd00::/8"};
    return TrustedProxies::parse(entries).value();
}

struct CallerCase {
    std::string_view name;
    std::string_view peer;
    HttpHeaders headers;
    std::string_view caller;
};

const CallerCase caller_cases[] = {
    {"AStrangerIsWhoItIs", "203.0.113.9", {}, "203.0.113.9"},
    {"AStrangersWordIsNotTaken", "203.0.113.9", {{"X-Forwarded-For", "198.51.100.1"}}, "203.0.113.9"},
    {"OurProxysWordIsTaken", "10.1.2.3", {{"X-Forwarded-For", "198.51.100.1"}}, "198.51.100.1"},
    {"ASingleAddressIsTrusted", "192.0.2.7", {{"x-forwarded-for", "198.51.100.1"}}, "198.51.100.1"},
    {"ItsNeighbourIsNot", "192.0.2.8", {{"X-Forwarded-For", "198.51.100.1"}}, "192.0.2.8"},
    {"WhatTheCallerWroteBeforeIsNot", "10.1.2.3", {{"X-Forwarded-For", "1.1.1.1, 198.51.100.1"}}, "198.51.100.1"},
    {"OurProxiesInARowAreSkipped",
     "10.1.2.3",
     {{"X-Forwarded-For", "198.51.100.1, 10.9.9.9 ,\t192.0.2.7"}},
     "198.51.100.1"},
    {"SeveralLinesAreOneList",
     "10.1.2.3",
     {{"X-Forwarded-For", "1.1.1.1"}, {"X-Forwarded-For", "198.51.100.1"}},
     "198.51.100.1"},
    {"AllOursGivesTheFirst", "10.1.2.3", {{"X-Forwarded-For", "10.7.7.7, 10.8.8.8"}}, "10.7.7.7"},
    {"NoHeaderGivesThePeer", "10.1.2.3", {}, "10.1.2.3"},
    {"AnEmptyHeaderGivesThePeer", "10.1.2.3", {{"X-Forwarded-For", ""}}, "10.1.2.3"},
    {"NoiseGivesWhoWroteIt", "10.1.2.3", {{"X-Forwarded-For", "198.51.100.1, unknown, 10.8.8.8"}}, "10.8.8.8"},
    {"APortIsLeftOut", "10.1.2.3", {{"X-Forwarded-For", "198.51.100.1:4711"}}, "198.51.100.1"},
    {"VersionSix", "fd00::1", {{"X-Forwarded-For", "2001:db8::5"}}, "2001:db8::5"},
    {"VersionSixWithAPort", "fd00::1", {{"X-Forwarded-For", "[2001:db8::5]:4711"}}, "2001:db8::5"},
    {"AnOpenBracketIsNoise", "fd00::1", {{"X-Forwarded-For", "[2001:db8::5"}}, "fd00::1"},
    {"AMappedPeerIsVersionFour", "::ffff:10.1.2.3", {{"X-Forwarded-For", "198.51.100.1"}}, "198.51.100.1"},
    {"AMappedHopIsVersionFour",
     "10.1.2.3",
     {{"X-Forwarded-For", "::ffff:198.51.100.1, ::ffff:10.0.0.1"}},
     "198.51.100.1"},
};

TEST(TrustedProxies, FindTheCaller) {
    const TrustedProxies proxies = ours();
    for (const auto& row : caller_cases)
        EXPECT_EQ(proxies.caller(ip::make_address(row.peer), row.headers), row.caller) << row.name;
}

TEST(TrustedProxies, TrustNobodyUnlessTold) {
    const HttpHeaders headers{{"X-Forwarded-For", "198.51.100.1"}};
    EXPECT_EQ(TrustedProxies{}.caller(ip::make_address("127.0.0.1"), headers), "127.0.0.1");
}

struct NetworkCase {
    std::string entry;
    std::string_view inside;
    std::string_view outside;
};

TEST(TrustedProxies, HoldWholeNetworks) {
    const NetworkCase cases[] = {
        {"10.0.0.0/8", "10.255.255.255", "11.0.0.0"},
        {"172.16.0.0/12", "172.31.255.255", "172.32.0.0"},
        {"192.168.1.128/25", "192.168.1.255", "192.168.1.127"},
        {"203.0.113.9/32", "203.0.113.9", "203.0.113.8"},
        {"0.0.0.0/0", "8.8.8.8", "2001:db8::1"},
        {"2001:db8::/33", "2001:db8:7fff::1", "2001:db8:8000::1"},
        {"::1", "::1", "::2"},
    };
    for (const auto& [entry, inside, outside] : cases) {
        const auto proxies = TrustedProxies::parse(std::vector{entry});
        ASSERT_TRUE(proxies.has_value()) << entry;
        EXPECT_TRUE(proxies->trusts(ip::make_address(inside))) << entry;
        EXPECT_FALSE(proxies->trusts(ip::make_address(outside))) << entry;
    }
}

struct BadEntryCase {
    std::string entry;
    std::string_view words;
};

TEST(TrustedProxies, NameAnEntryThatIsNone) {
    const BadEntryCase cases[] = {
        {"10.0.0.0/33", "misconfigured: trusted_proxies: '10.0.0.0/33' is no address or network"},
        {"::1/129", "misconfigured: trusted_proxies: '::1/129' is no address or network"},
        {"10.0.0.0/", "misconfigured: trusted_proxies: '10.0.0.0/' is no address or network"},
        {"10.0.0.0/8x", "misconfigured: trusted_proxies: '10.0.0.0/8x' is no address or network"},
        {"10.0.0.0/-1", "misconfigured: trusted_proxies: '10.0.0.0/-1' is no address or network"},
        {"proxy.example", "misconfigured: trusted_proxies: 'proxy.example' is no address or network"},
        {"", "misconfigured: trusted_proxies: '' is no address or network"},
        {"10.0.0.1/8", "misconfigured: trusted_proxies: '10.0.0.1/8' has bits beyond its mask"},
    };
    for (const auto& [entry, words] : cases) {
        const auto proxies = TrustedProxies::parse(std::vector{entry});
        ASSERT_FALSE(proxies.has_value()) << entry;
        EXPECT_EQ(describe(proxies.error()), words);
    }
}

}  // namespace
}  // namespace sambung::gateway

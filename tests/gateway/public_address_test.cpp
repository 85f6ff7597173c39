#include "net/public_address.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

TEST(PublicAddress, OnlyWhatTheWholeInternetShares) {
    for (const char* text : {"8.8.8.8", "103.28.12.1", "172.15.255.255", "172.32.0.1", "100.63.0.1", "100.128.0.1",
                             "2606:4700::1111", "2001:4860:4860::8888", "::ffff:8.8.8.8"})
        EXPECT_TRUE(is_public(boost::asio::ip::make_address(text))) << text;
    for (const char* text :
         {"0.0.0.0",       "10.1.2.3",        "100.64.0.1",       "127.0.0.1",       "127.9.9.9",   "169.254.169.254",
          "172.16.0.1",    "172.31.9.9",      "192.0.0.8",        "192.0.2.1",       "192.168.1.1", "198.18.0.1",
          "198.51.100.7",  "203.0.113.9",     "224.0.0.1",        "255.255.255.255", "::",          "::1",
          "fe80::1",       "fc00::1",         "fd12::1",          "ff02::1",         "2001:db8::1", "2001::1",
          "2002:7f00:1::", "64:ff9b::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"})
        EXPECT_FALSE(is_public(boost::asio::ip::make_address(text))) << text;
}

}  // namespace
}  // namespace sambung::gateway

#include "flat_fields.h"

#include <gtest/gtest.h>

namespace sambung::adapters {
namespace {

std::string lines(const Form& form) {
    std::string out;
    for (const auto& [name, value] : form) out.append(name).append("=").append(value).append("\n");
    return out;
}

TEST(FlatFields, JsonIsLaidFlat) {
    const HttpRequest request{
        "POST", "/hooks/x?secret=s", {}, R"({"a":{"b":[{"c":7},"d"]},"e":true,"f":null,"g":"1.50"})", ""};
    EXPECT_EQ(lines(all_fields(request)), "secret=s\na.b.0.c=7\na.b.1=d\ne=true\ng=1.50\n");
}

TEST(FlatFields, WhatIsNoJsonIsAForm) {
    EXPECT_EQ(lines(body_fields("a=1&b=%7B")), "a=1\nb={\n");
    EXPECT_EQ(lines(body_fields("12")), "12=\n");
    EXPECT_EQ(lines(body_fields("")), "");
}

TEST(FlatFields, AreLaidBackIntoJson) {
    const auto written = [](const Form& form) { return boost::json::serialize(nested(form)); };
    EXPECT_EQ(written({{"text", "Halo"}, {"to.0.number", "62"}, {"to.0.ref", "r"}}),
              R"({"text":"Halo","to":[{"number":"62","ref":"r"}]})");
    EXPECT_EQ(written({{"a", "1"}, {"a.b", "2"}}), R"({"a":{"b":"2"}})");
    EXPECT_EQ(written({{"9999", "1"}}), R"({"9999":"1"})");
    EXPECT_EQ(written({{"0", "1"}}), "{}");
}

TEST(FlatFields, AFieldWithoutANameTakesNoOtherWithIt) {
    EXPECT_EQ(boost::json::serialize(nested({{"a", "1"}, {"", "2"}})), R"({"a":"1"})");
}

TEST(FlatFields, NestingWithoutEndIsNoJson) {
    const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
    EXPECT_EQ(body_fields(deep).size(), 1U);
}

TEST(FlatFields, ALongNameIsNotMultiplied) {
    std::string many = "[1";
    for (int i = 0; i < 1'500; ++i) many += ",1";
    many += "]";
    EXPECT_EQ(lines(body_fields("{\"" + std::string(129, 'k') + "\":" + many + ",\"a\":1}")), "a=1\n");
    EXPECT_EQ(lines(body_fields("{\"" + std::string(128, 'k') + "\":7}")), std::string(128, 'k') + "=7\n");
    EXPECT_EQ(body_fields("{\"b\":" + many + "}").size(), 1'000U);
    EXPECT_EQ(body_fields("{\"b\":" + many + ",\"c\":2}").back().first, "b.999");
}

TEST(FlatFields, AValueBuiltDeepIsNotFollowed) {
    boost::json::value deep = 1;
    for (int i = 0; i < 100; ++i) deep = boost::json::object{{"", std::move(deep)}};
    EXPECT_TRUE(flattened(deep).empty());
}

}  // namespace
}  // namespace sambung::adapters

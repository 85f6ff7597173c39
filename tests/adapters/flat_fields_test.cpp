#include "flat_fields.h"

#include <gtest/gtest.h>

namespace sambung::adapters {
namespace {

std::string lines(const Form& form) {
    std::string out;
    for (const auto& [name, value] : form) out += name + "=" + value + "\n";
    return out;
}

TEST(FlatFields, JsonIsLaidFlat) {
    const HttpRequest request{
        "POST", "/hooks/x?secret=s", {}, R"({"a":{"b":[{"c":7},"d"]},"e":true,"f":null,"g":"1.50"})", ""};
    EXPECT_EQ(lines(all_fields(request)), "secret=s\na.b.0.c=7\na.b.1=d\ne=true\ng=1.50\n");
}

TEST(FlatFields, WhatIsNoJsonIsAForm) {
    EXPECT_EQ(lines(body_fields({"POST", "/", {}, "a=1&b=%7B", ""})), "a=1\nb={\n");
    EXPECT_EQ(lines(body_fields({"POST", "/", {}, "12", ""})), "12=\n");
    EXPECT_EQ(lines(body_fields({"POST", "/", {}, "", ""})), "");
}

TEST(FlatFields, NestingWithoutEndIsNoJson) {
    const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
    EXPECT_EQ(body_fields({"POST", "/", {}, deep, ""}).size(), 1U);
}

}  // namespace
}  // namespace sambung::adapters

#include "model/http.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sambung {
namespace {

TEST(Form, IsReadAsBrowsersAndGatewaysWriteIt) {
    const std::pair<std::string_view, Form> rows[] = {
        {"", {}},
        {"a=1", {{"a", "1"}}},
        {"a=1&b=2&a=3", {{"a", "1"}, {"b", "2"}, {"a", "3"}}},
        {"text=BANTUAN+beras+%26+minyak", {{"text", "BANTUAN beras & minyak"}}},
        {"serviceCode=%2A384%2A123%23&text=1%2a3", {{"serviceCode", "*384*123#"}, {"text", "1*3"}}},
        {"a", {{"a", ""}}},
        {"=x", {{"", "x"}}},
        {"a==", {{"a", "="}}},
        {"&&a=1&", {{"a", "1"}}},
        {"a=%", {{"a", "%"}}},
        {"a=%4", {{"a", "%4"}}},
        {"a=%zz%41", {{"a", "%zzA"}}},
        {"a=%00", {{"a", std::string(1, '\0')}}},
        {"%61+b=c", {{"a b", "c"}}},
    };
    for (const auto& [encoded, form] : rows) EXPECT_EQ(parse_form(encoded), form) << encoded;
}

TEST(Form, WhatIsWrittenIsReadBack) {
    const Form form{{"to", "+6281200000001"}, {"text", "Jl. Melati 5 & \"RT 03\" – \n100%"}, {"empty", ""}};
    EXPECT_EQ(encode_form({{"a b", "c&d"}}), "a%20b=c%26d");
    EXPECT_EQ(parse_form(encode_form(form)), form);
}

TEST(Form, TheFirstOfRepeatedFieldsIsTheField) {
    const Form form{{"a", "1"}, {"a", "2"}};
    EXPECT_EQ(field(form, "a"), "1");
    EXPECT_EQ(field(form, "A"), std::nullopt);
}

TEST(HttpHeaders, NamesCompareWithoutCase) {
    const HttpHeaders headers{{"X-Hub-Signature-256", "sha256=00"}};
    EXPECT_EQ(header(headers, "x-hub-signature-256"), "sha256=00");
    EXPECT_EQ(header(headers, "x-hub-signature"), std::nullopt);
}

TEST(HttpRequest, PathAndQueryArePartedAtTheFirstQuestionMark) {
    HttpRequest request;
    request.target = "/hooks/sms?a=1?b";
    EXPECT_EQ(request.path(), "/hooks/sms");
    EXPECT_EQ(request.query(), "a=1?b");
    request.target = "/hooks/sms";
    EXPECT_EQ(request.path(), "/hooks/sms");
    EXPECT_EQ(request.query(), "");
}

}  // namespace
}  // namespace sambung

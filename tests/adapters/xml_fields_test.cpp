#include "xml_fields.h"

#include <gtest/gtest.h>

namespace sambung::adapters {
namespace {

std::string lines(std::string_view document) {
    std::string out;
    for (const auto& [name, value] : xml_fields(document)) out.append(name).append("=").append(value).append("\n");
    return out;
}

TEST(XmlFields, AreElementsWithTextAndAttributes) {
    EXPECT_EQ(lines("<?xml version=\"1.0\"?>\n<ussd><msisdn>6281200000003</msisdn><msg/><type>1</type></ussd>"),
              "msisdn=6281200000003\ntype=1\n");
    EXPECT_EQ(lines("<dialog id='7'><x:request  invokeId = \"0\" string=\"*234#\"/></dialog>"),
              "id=7\ninvokeId=0\nstring=*234#\n");
    EXPECT_EQ(lines("<a>x<b>y</b>z</a>"), "b=y\n");
}

TEST(XmlFields, EntitiesAreReadAndOthersStand) {
    EXPECT_EQ(lines("<m>a &lt;&amp;&gt; &#65;&#x42; &nbsp; & &#xD800;</m>"), "m=a <&> AB &nbsp; & &#xD800;\n");
}

TEST(XmlFields, WhatIsBrokenIsLeftOut) {
    for (const std::string_view document : {"", "<", "<a", "<a>", "<a>x", "<a>x</b>", "</a>", "<a b>", "<a b=>",
                                            "<a b=\"x>", "<!DOCTYPE x [<!ENTITY y 'z'>]>"})
        EXPECT_EQ(lines(document), "") << document;
}

TEST(XmlFields, EndSomewhere) {
    std::string elements;
    std::string attributes = "<a ";
    for (int i = 0; i < 1'500; ++i) {
        elements += "<a>1</a>";
        attributes += "b=''";
    }
    EXPECT_EQ(xml_fields(elements).size(), 1'000U);
    EXPECT_EQ(xml_fields(attributes + ">").size(), 1'000U);
}

TEST(XmlFields, EscapingIsTheOtherWayRound) {
    const std::string text = "Tom & 'Jerry' <\"1\">";
    EXPECT_EQ(lines("<m>" + xml_escaped(text) + "</m>"), "m=" + text + "\n");
}

}  // namespace
}  // namespace sambung::adapters

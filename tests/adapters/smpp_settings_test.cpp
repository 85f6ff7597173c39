#include "adapters/smpp_settings.h"

#include <gtest/gtest.h>

namespace sambung::adapters::smpp {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

ChannelSettings settings(const Values& more) {
    ChannelSettings out{"smpp", "", {{"host", "smsc.example"}, {"system_id", "dinsos"}, {"password", "hidden"}}};
    out.values.insert(out.values.end(), more.begin(), more.end());
    return out;
}

TEST(SmppSettings, HaveTheUsualDefaults) {
    const auto link = link_settings(settings({}));
    ASSERT_TRUE(link.has_value());
    EXPECT_EQ(link->port, 2775);
    EXPECT_EQ(link->session.window.size, 10U);
    EXPECT_EQ(link->session.enquire_every, seconds{30});
    EXPECT_EQ(link->to_ton, 1);
    EXPECT_EQ(link->receipts, Receipts::marked);
    EXPECT_FALSE(link->ussd || link->pair || link->tls);
}

TEST(SmppSettings, ANameAsSenderIsAlphanumeric) {
    EXPECT_EQ(link_settings(settings({{"from", "DINSOS"}}))->from, (Address{5, 0, "DINSOS"}));
    EXPECT_EQ(link_settings(settings({{"from", "2345"}}))->from, (Address{0, 0, "2345"}));
    EXPECT_EQ(link_settings(settings({{"from", "2345"}, {"from_ton", "3"}, {"from_npi", "1"}}))->from,
              (Address{3, 1, "2345"}));
}

TEST(SmppSettings, UssdTakesWhatTheLinkHas) {
    const auto link = link_settings(settings({{"service", "ussd"},
                                              {"service_type", "USSD"},
                                              {"ussd_close", "23"},
                                              {"ussd_session", "its15"},
                                              {"text_coding", "15"}}));
    ASSERT_TRUE(link.has_value());
    EXPECT_TRUE(link->ussd);
    EXPECT_EQ(link->style.close, 23);
    EXPECT_EQ(link->style.dialogue, DialogueBy::its15);
    EXPECT_EQ(link->style.service_type, "USSD");
    EXPECT_EQ(link->style.coding.text, 15);
}

TEST(SmppSettings, SayWhatCannotBeUsed) {
    const std::pair<Values, std::string_view> rows[] = {
        {{{"port", "0"}}, "key 'port' is a number from 1 to 65535"},
        {{{"window", "many"}}, "key 'window' is a number from 1 to 100"},
        {{{"answer_seconds", "60"}}, "key 'answer_seconds' is a number from 1 to 35"},
        {{{"bind", "both"}}, "key 'bind' knows only: transceiver, pair"},
        {{{"long", "udh"}}, "key 'long' knows only: udh8, udh16, sar, payload"},
        {{{"receipts", "text"}}, "key 'receipts' knows only: yes, no, by_text"},
        {{{"tls", "true"}}, "key 'tls' knows only: yes, no"},
        {{{"from", "a sender of more than twenty"}}, "key 'from' has at most 20 characters"},
        {{{"packed", "yes"}, {"alphabet", "ascii"}}, "key 'packed' is for 'alphabet: gsm7' only"},
        {{{"tls_authorities", "ca.pem"}}, "key 'tls_authorities' needs 'tls: yes'"},
    };
    for (const auto& [values, detail] : rows) {
        const auto link = link_settings(settings(values));
        ASSERT_FALSE(link.has_value()) << detail;
        EXPECT_EQ(link.error().code, Errc::misconfigured);
        EXPECT_EQ(link.error().detail, detail);
    }
}

TEST(SmppAdapter, TakesNothingByHttp) {
    for (const bool ussd : {false, true}) {
        const auto made = make_adapter("smpp", settings({{"service", ussd ? "ussd" : "sms"}}));
        ASSERT_TRUE(made.has_value());
        const Adapter& adapter = **made;
        EXPECT_EQ(adapter.kind(), ussd ? ChannelKind::ussd : ChannelKind::sms);
        EXPECT_EQ(adapter.replies_inline(), ussd);
        EXPECT_FALSE(adapter.verify({}, Hook::message).has_value());
        EXPECT_FALSE(adapter.send({}).has_value());
    }
}

}  // namespace
}  // namespace sambung::adapters::smpp

#include "duty_address.h"

#include "mail/mail_carrier.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

TEST(DutyPlace, IsAPhoneAMailAddressOrAnEndpoint) {
    EXPECT_EQ(duty_place("0812 0000 0011")->address, "+6281200000011");
    EXPECT_EQ(duty_place("piket.trc+malam@dinsos.depok.example")->form, DutyForm::mail);
    EXPECT_EQ(duty_place("trc-depok")->form, DutyForm::endpoint);
    for (const char* text :
         {"", "12", "piket@", "@dinsos.example", "piket@dinsos", "pi ket@dinsos.example", "a@b@c.example",
          "piket@-dinsos.example", "piket@dinsos..example", "\"p\"@dinsos.example", "TRC", "-trc", "trc_1",
          "https://trc.example/in", "piket@dinsos.example\r\nBcc: x@y.example"})
        EXPECT_FALSE(duty_place(text)) << text;
}

ChannelConfig channel(std::string id, std::string adapter,
                      std::vector<std::pair<std::string, std::string>> values = {}) {
    return {
        .id = id, .adapter = std::move(adapter), .settings = {.id = id, .public_url = {}, .values = std::move(values)}};
}

std::string found(std::string on, std::string address) {
    Config config;
    config.channels = {channel("sms", "kannel"), channel("mail", "smtp"),
                       channel("hook", "unit_webhook", {{"endpoint", "trc-depok"}})};
    cases::Office office;
    office.units.push_back({"trc", "TRC", "trc", "", true, {{std::move(on), std::move(address)}}});
    const dialogs::Findings findings = duty_findings(config, office);
    return findings.empty() ? std::string{} : findings.front().code;
}

TEST(DutyFindings, AnAddressIsOfItsChannelsKind) {
    EXPECT_EQ(found("sms", "+6281200000011"), "");
    EXPECT_EQ(found("mail", "piket@trc.example"), "");
    EXPECT_EQ(found("hook", "trc-depok"), "");
    EXPECT_EQ(found("elsewhere", "trc-depok"), "");
    EXPECT_EQ(found("sms", "piket@trc.example"), "E262");
    EXPECT_EQ(found("mail", "+6281200000011"), "E262");
    EXPECT_EQ(found("hook", "+6281200000011"), "E262");
    EXPECT_EQ(found("hook", "rps-depok"), "E262");
}

TEST(DutyFindings, APartnersUnitIsThere) {
    Config config;
    config.partners = {{.unit = "baznas", .key = "k"}};
    cases::Office office;
    EXPECT_EQ(duty_findings(config, office).at(0).code, "E263");
    office.units.push_back({"baznas", "Baznas", "partner", "", true, {}});
    EXPECT_TRUE(duty_findings(config, office).empty());
}

TEST(MailEnd, IsJudgedByTheServersLastAnswer) {
    using adapters::Verdict;
    const std::pair<MailEnd, Verdict> rows[] = {
        {{.code = 421}, Verdict::retry},
        {{.code = 451, .all_written = true}, Verdict::retry},
        {{.code = 550}, Verdict::permanent},
        {{.code = 554, .all_written = true}, Verdict::permanent},
        {{.refused_login = true, .code = 535}, Verdict::alarm},
        {{.code = 530}, Verdict::alarm},
        {{.refused_login = true, .code = 454}, Verdict::retry},
        {{.bad_tls = true, .code = 220}, Verdict::alarm},
        {{.code = 0}, Verdict::retry},
        {{.code = 354, .all_written = true}, Verdict::unknown},
        {{.code = 354, .all_written = false}, Verdict::retry},
    };
    for (const auto& [end, verdict] : rows)
        EXPECT_EQ(adapters::name(judged(end).verdict), adapters::name(verdict)) << end.code;
}

}  // namespace
}  // namespace sambung::gateway

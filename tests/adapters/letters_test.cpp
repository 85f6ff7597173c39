#include "adapters/letters.h"

#include "adapter_cases.h"

#include <gtest/gtest.h>

namespace sambung::adapters {
namespace {

using Values = std::vector<std::pair<std::string, std::string>>;

Values usual() { return {{"host", "mail.dinsos.example"}, {"from", "sambung@dinsos.example"}}; }

Values with(std::string key, std::string value) {
    Values out = usual();
    std::erase_if(out, [&](const auto& pair) { return pair.first == key; });
    out.emplace_back(std::move(key), std::move(value));
    return out;
}

Outbound mail(std::string text) {
    Outbound out = text_to("piket@trc.example", std::move(text));
    out.at = from_millis(1'795'310'158'000);
    return out;
}

std::string written(std::string text) {
    return letter(mail_settings({"mail", "", usual()}).value(), mail(std::move(text))).value();
}

TEST(Letter, IsWholeAndItsIdIsThatOfTheMessage) {
    EXPECT_EQ(written("T10 P0 DARURAT 481 207 364. Lansia. Beji.\n\nEmail ini tidak dibaca."),
              "From: Sambung <sambung@dinsos.example>\r\nTo: <piket@trc.example>\r\n"
              "Subject: T10 P0 DARURAT 481 207 364\r\nDate: Sun, 22 Nov 2026 01:15:58 +0000\r\n"
              "Message-ID: <0123456789abcdef0123456789abcdef@dinsos.example>\r\nAuto-Submitted: auto-generated\r\n"
              "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
              "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
              "T10 P0 DARURAT 481 207 364. Lansia. Beji.\r\n\r\nEmail ini tidak dibaca.\r\n");
}

TEST(Letter, NothingInTheTextBecomesAHeader) {
    const std::string text = written("P2 satu\r\nBcc: semua@evil.example\r\n\r\ndua. tiga");
    const std::string head = text.substr(0, text.find("\r\n\r\n"));
    EXPECT_EQ(head.find("\r\nBcc"), std::string::npos) << head;
    EXPECT_NE(text.find("P2 satu=0D\r\n"), std::string::npos) << text;
}

TEST(Letter, LongLinesAndOtherLettersAreEncoded) {
    const std::string text = written("P2 Caf\xC3\xA9. " + std::string(200, 'a') + " = ");
    EXPECT_NE(text.find("Subject: =?UTF-8?B?UDIgQ2Fmw6k=?=\r\n"), std::string::npos) << text;
    EXPECT_NE(text.find("Caf=C3=A9"), std::string::npos);
    EXPECT_NE(text.find("=3D=20\r\n"), std::string::npos);
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find("\r\n", at);
        EXPECT_LE(end - at, 76U);
        at = end + 2;
    }
}

TEST(Letter, GoesToPlainAddressesOnly) {
    const MailSettings settings = mail_settings({"mail", "", usual()}).value();
    for (const std::string to :
         {"", "piket", "@trc.example", "piket@", "a@b@c", "piket@trc.example>\r\nRCPT TO:<x@y.example",
          "piket @trc.example", "<piket@trc.example>"}) {
        Outbound message = mail("P2");
        message.to = to;
        EXPECT_EQ(letter(settings, message).error().code, Errc::invalid_request) << to;
    }
}

TEST(MailSettings, TlsUnlessTheServerIsThisMachine) {
    const auto of = [](Values values) { return mail_settings({"mail", "", std::move(values)}); };
    EXPECT_EQ(of(usual())->tls, MailSettings::Tls::starttls);
    EXPECT_EQ(of(usual())->port, 587);
    EXPECT_EQ(of(with("tls", "implicit"))->port, 465);
    Values local = with("host", "127.0.0.1");
    local.emplace_back("open", "loopback");
    EXPECT_EQ(of(local)->tls, MailSettings::Tls::none);
    for (const Values& wrong : {with("open", "loopback"), with("open", "yes"), with("tls", "none"), with("port", "0"),
                                with("port", "x"), with("username", "u"), with("password", "p"),
                                with("from", "Sambung"), with("from", "a b@c.example"), with("host", "mail.example/x")})
        EXPECT_FALSE(of(wrong)) << wrong.back().first << " " << wrong.back().second;
}

}  // namespace
}  // namespace sambung::adapters

#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

HttpRequest message(std::string_view query) {
    return get("/hooks/sms?secret=kannel-hook-secret&" + std::string{query});
}
HttpRequest report(std::string_view query) {
    return get("/hooks/sms/status?secret=kannel-hook-secret&" + std::string{query});
}

constexpr std::string_view refused = "the channel's secret is missing or wrong";

std::vector<IncomingRow> messages() {
    return {
        // As Debian's Kannel 1.4.5 calls, with the get-url of kannel.cpp.
        {"a message",
         Hook::message,
         message(
             "id=231f3254-fadf-442f-a642-d2a3f9eb74a1&ts=1767225605&from=%2B6281200000001&to=2345&text=BANTUAN+beras"
             "&coding=0&charset=UTF-8&smsc=lab"),
         Outcome::accepted,
         {"message 231f3254-fadf-442f-a642-d2a3f9eb74a1 from +6281200000001 to 2345 at 1767225605: BANTUAN beras"}},
        {"it again",
         Hook::message,
         message(
             "id=231f3254-fadf-442f-a642-d2a3f9eb74a1&ts=1767225605&from=%2B6281200000001&to=2345&text=BANTUAN+beras"
             "&coding=0&charset=UTF-8&smsc=lab"),
         Outcome::accepted,
         {"message 231f3254-fadf-442f-a642-d2a3f9eb74a1 from +6281200000001 to 2345 at 1767225605: BANTUAN beras"}},
        {"UTF-16 bytes",
         Hook::message,
         message("id=k2&ts=1767225605&from=6281200000001&to=2345&text=%00J+%19%D8%3D%DEO&coding=2&charset=UTF-16BE"),
         Outcome::accepted,
         {"message k2 from +6281200000001 to 2345 at 1767225605: J’🙏"}},
        {"UTF-8 though coding 2",
         Hook::message,
         message("id=k3&ts=1767225605&from=081200000001&text=Jum%E2%80%99at&coding=2&charset=UTF-8"),
         Outcome::accepted,
         {"message k3 from +6281200000001 at 1767225605: Jum’at"}},
        {"Windows-1252",
         Hook::message,
         message("id=k4&ts=1767225605&from=%2B6281200000001&text=Jum%92at+%E9&charset=WINDOWS-1252"),
         Outcome::accepted,
         {"message k4 from +6281200000001 at 1767225605: Jum’at é"}},
        {"a form",
         Hook::message,
         post_form("/hooks/sms?secret=kannel-hook-secret",
                   "id=k5&from=%2B6281200000001&to=2345&text=CEK&ts=1767225605"),
         Outcome::accepted,
         {"message k5 from +6281200000001 to 2345 at 1767225605: CEK"}},
        {"a sender's name and no time",
         Hook::message,
         message("id=k6&from=BANK&to=2345&text=Promo"),
         Outcome::accepted,
         {"message k6 from BANK to 2345 at 1767225610: Promo"}},
        {"a time from another century",
         Hook::message,
         message("id=k7&ts=7&from=%2B6281200000001&text=CEK"),
         Outcome::accepted,
         {"message k7 from +6281200000001 at 1767225610: CEK"}},
        {"a queued message from yesterday",
         Hook::message,
         message("id=k8&ts=1767139205&from=%2B6281200000001&text=CEK"),
         Outcome::accepted,
         {"message k8 from +6281200000001 at 1767139205: CEK"}},
        {"a binary message",
         Hook::message,
         message("id=k9&from=%2B6281200000001&text=%00%01&coding=1"),
         Outcome::accepted,
         {"ignored: a binary message"}},
        {"no id",
         Hook::message,
         message("from=%2B6281200000001&text=CEK"),
         Outcome::malformed,
         {"field 'id' missing or unusable"}},
        {"no sender",
         Hook::message,
         message("id=k10&text=CEK"),
         Outcome::malformed,
         {"field 'from' missing or unusable"}},
        {"no secret",
         Hook::message,
         get("/hooks/sms?id=k11&from=%2B6281200000001&text=CEK"),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"a forwarded name for this machine",
         Hook::message,
         from_address(get("/hooks/sms?id=k12"), "127.0.0.1.example"),
         Outcome::badly_signed,
         {std::string{refused}}},
    };
}

std::vector<IncomingRow> reports() {
    return {
        {"accepted by the SMSC",
         Hook::status,
         report("ref=0123&status=8&smsc_id="),
         Outcome::accepted,
         {"status sent ref 0123"}},
        {"delivered",
         Hook::status,
         report("ref=0123&status=1&smsc_id=c1a0d32e"),
         Outcome::accepted,
         {"status delivered ref 0123 id c1a0d32e"}},
        {"not delivered",
         Hook::status,
         report("ref=0123&status=2&smsc_id=c1a0d32e"),
         Outcome::accepted,
         {"status failed ref 0123 id c1a0d32e reason 2"}},
        {"not delivered, with the receipt",
         Hook::status,
         report("ref=0123&status=2&smsc_id=c1&answer=id%3Ac1+stat%3AUNDELIV+err%3A001+text%3ALaporan+Ibu+Siti"),
         Outcome::accepted,
         {"status failed ref 0123 id c1 reason 001"}},
        {"not delivered, in more digits than a code has",
         Hook::status,
         report("ref=0123&status=0000000000002&smsc_id=c1"),
         Outcome::accepted,
         {"status failed ref 0123 id c1"}},
        {"queued at the SMSC",
         Hook::status,
         report("ref=0123&status=4&smsc_id=c1a0d32e"),
         Outcome::accepted,
         {"status sent ref 0123 id c1a0d32e"}},
        {"refused by the SMSC",
         Hook::status,
         report("ref=0123&status=16&smsc_id="),
         Outcome::accepted,
         {"status failed ref 0123 reason 16"}},
        {"refused, with the answer",
         Hook::status,
         report("ref=0123&status=16&smsc_id=&answer=NACK%2F0x0000000b%2FInvalid+Destination+Address"),
         Outcome::accepted,
         {"status failed ref 0123 reason 0x0000000b"}},
        {"refused, with a short answer",
         Hook::status,
         report("ref=0123&status=16&answer=NACK%2F11%2FInvalid"),
         Outcome::accepted,
         {"status failed ref 0123 reason 11"}},
        {"intermediate",
         Hook::status,
         report("ref=0123&status=32&smsc_id=1"),
         Outcome::accepted,
         {"ignored: a DLR value that we do not ask for"}},
        {"a report of nothing",
         Hook::status,
         report("status=1"),
         Outcome::malformed,
         {"field 'ref' or 'smsc_id' required"}},
        {"a report without a value",
         Hook::status,
         report("ref=0123&status=DELIVRD"),
         Outcome::malformed,
         {"field 'status' must be a DLR value"}},
        {"another secret",
         Hook::status,
         get("/hooks/sms/status?secret=x&ref=0123&status=1"),
         Outcome::badly_signed,
         {std::string{refused}}},
    };
}

HttpCall call(std::string coding, std::string content_type, std::string body) {
    return {"POST",
            "http://127.0.0.1:13013/cgi-bin/sendsms",
            {{"X-Kannel-Username", "sambung"},
             {"X-Kannel-Password", "kannel-password-value"},
             {"X-Kannel-To", "+6281200000001"},
             {"X-Kannel-Coding", std::move(coding)},
             {"Content-Type", std::move(content_type)},
             {"X-Kannel-From", "2345"},
             {"X-Kannel-SMSC", "lab"},
             {"X-Kannel-DLR-Mask", "27"},
             {"X-Kannel-DLR-Url",
              "http://127.0.0.1:8080/hooks/sms/status?ref=0123456789abcdef0123456789abcdef&status=%d&smsc_id=%F"
              "&secret=kannel-hook-secret"}},
            std::move(body)};
}

std::vector<SendRow> sends() {
    using std::string_literals::operator""s;
    Outbound with_rows = text_to("+6281200000001", "Pilih");
    with_rows.content.rows = {{"a", "A", ""}};
    return {
        {"a text", text_to("+6281200000001", "Laporan diterima. [No] €5"),
         call("0", "text/plain; charset=UTF-8", "Laporan diterima. [No] €5")},
        {"beyond GSM-7", text_to("081200000001", "J’🙏"),
         call("2", "text/plain; charset=UTF-16BE", "\0J\x20\x19\xD8\x3D\xDE\x4F"s)},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
        {"nothing", text_to("+6281200000001", ""), {}, "the text is empty"},
        {"a list", with_rows, {}, "an SMS carries neither buttons nor lists"},
    };
}

std::vector<AnswerRow> answers() {
    return {
        {"accepted", answered(202, "0: Accepted for delivery"), Verdict::accepted, "", "202"},
        {"queued: no SMSC is up", answered(202, "3: Queued for later delivery"), Verdict::accepted, "", "202"},
        {"user or password", answered(403, "Authorization failed for sendsms"), Verdict::alarm, "", "403"},
        {"no receiver", answered(400, "Missing receiver number, rejected"), Verdict::our_bug, "", "400"},
        {"no sender", answered(400, "Sender missing and no global set, rejected"), Verdict::our_bug, "", "400"},
        {"denied by its lists", answered(400, "Number(s) has/have been denied by white- and/or black-lists."),
         Verdict::permanent, "", "400"},
        {"another path", answered(404, "Unknown request."), Verdict::alarm, "", "404"},
        {"trouble", answered(503, "Temporal failure, try again later."), Verdict::retry, "", "503"},
        {"a proxy's trouble", answered(502, "<html>"), Verdict::retry, "", "502"},
    };
}

}  // namespace

AdapterCases kannel_cases() {
    AdapterCases cases;
    cases.adapter = "kannel";
    cases.settings = {"sms",
                      "https://sambung.example",
                      {{"send_url", "http://127.0.0.1:13013/cgi-bin/sendsms"},
                       {"username", "sambung"},
                       {"password", "kannel-password-value"},
                       {"from", "2345"},
                       {"smsc", "lab"},
                       {"dlr_base", "http://127.0.0.1:8080/"},
                       {"secret", "kannel-hook-secret"}}};
    cases.incoming = messages();
    for (IncomingRow& row : reports()) cases.incoming.push_back(std::move(row));
    cases.sends = sends();
    cases.answers = answers();
    return cases;
}

}  // namespace sambung::adapters

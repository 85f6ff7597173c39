#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

HttpRequest message(const std::string& fields) { return post_form("/hooks/ja?secret=jasmin-hook-secret", fields); }

IncomingRow status_row(const std::string& fields, const std::string& expected) {
    return {"status " + fields,
            Hook::status,
            post_form("/hooks/ja/status?secret=jasmin-hook-secret&ref=r1", "id=07033084&message_status=" + fields),
            Outcome::accepted,
            {expected},
            "ACK/Jasmin"};
}

IncomingRow message_row(std::string what, const std::string& fields, std::string expected) {
    return {std::move(what), Hook::message, message(fields), Outcome::accepted, {std::move(expected)}, "ACK/Jasmin"};
}

std::vector<IncomingRow> incoming() {
    return {
        message_row("a message",
                    "id=j1&from=6281200000001&to=2345&origin-connector=telkom&coding=0&content=BANTUAN+beras"
                    "&binary=42414e5455414e206265726173",
                    "message j1 from +6281200000001 to 2345 at 1767225610: BANTUAN beras"),
        message_row("it again", "id=j1&from=6281200000001&content=BANTUAN+beras",
                    "message j1 from +6281200000001 at 1767225610: BANTUAN beras"),
        message_row("UCS-2", "id=j2&from=6281200000001&coding=8&content=x&binary=004a2019d83dde4f",
                    "message j2 from +6281200000001 at 1767225610: J’🙏"),
        message_row("UCS-2 without hex", "id=j3&from=6281200000001&coding=8&content=%00J%20%19",
                    "message j3 from +6281200000001 at 1767225610: J’"),
        message_row("Latin-1", "id=j4&from=6281200000001&coding=3&content=caf%E9",
                    "message j4 from +6281200000001 at 1767225610: café"),
        message_row("a binary message", "id=j5&from=6281200000001&coding=4&binary=0001", "ignored: a binary message"),
        {"no id",
         Hook::message,
         message("from=6281200000001&content=x"),
         Outcome::malformed,
         {"field 'id' missing or unusable"}},
        {"no sender",
         Hook::message,
         message("id=j6&content=x"),
         Outcome::malformed,
         {"field 'from' missing or unusable"}},
        status_row("ESME_ROK&level=1", "status sent ref r1 id 07033084"),
        status_row("ESME_RINVDSTADR&level=1", "status failed ref r1 id 07033084 reason ESME_RINVDSTADR"),
        status_row("DELIVRD&level=2&err=000", "status delivered ref r1 id 07033084"),
        status_row("UNDELIV&level=2&err=027", "status failed ref r1 id 07033084 reason 027"),
        status_row("EXPIRED&level=2", "status failed ref r1 id 07033084 reason EXPIRED"),
        status_row("ACCEPTD&level=2", "status sent ref r1 id 07033084"),
        status_row("UNKNOWN&level=2", "ignored: a delivery status that tells nothing"),
        {"a report without status",
         Hook::status,
         message("id=07033084"),
         Outcome::malformed,
         {"field 'message_status' missing or unusable"}},
    };
}

HttpCall call(const std::string& content) {
    return {"POST", "http://127.0.0.1:1401/send", form_headers(),
            "username=sambung&password=jasmin-password-value&to=6281200000001&" + content +
                "&from=2345&dlr=yes&dlr-level=3&dlr-method=POST&dlr-url=https%3A%2F%2Fsambung.example%2Fhooks%2Fja"
                "%2Fstatus%3Fsecret%3Djasmin-hook-secret%26ref%3D0123456789abcdef0123456789abcdef"};
}

}  // namespace

AdapterCases jasmin_cases() {
    AdapterCases cases;
    cases.adapter = "jasmin";
    cases.settings = {"ja",
                      "https://sambung.example",
                      {{"send_url", "http://127.0.0.1:1401/send"},
                       {"username", "sambung"},
                       {"password", "jasmin-password-value"},
                       {"from", "2345"},
                       {"secret", "jasmin-hook-secret"}}};
    cases.incoming = incoming();
    add_unauthentic(cases, message("id=j9&from=6281200000001&content=x"));
    cases.sends = {
        {"a text", text_to("081200000001", "Halo & dicek"), call("coding=0&content=Halo%20%26%20dicek")},
        {"beyond GSM-7", text_to("+6281200000001", "J’🙏"), call("coding=8&hex-content=004a2019d83dde4f")},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
        {"nothing", text_to("+6281200000001", ""), {}, "the text is empty"},
    };
    cases.answers = {
        {"taken", answered(200, R"(Success "07033084-5cfd-4812-90a4-e4d24ffb6e3d")"), Verdict::accepted,
         "07033084-5cfd-4812-90a4-e4d24ffb6e3d", "200"},
        {"somebody else answers", answered(200, "<html>"), Verdict::retry, "", "200"},
        {"a parameter", answered(400, R"(Error "Mandatory argument [to] is not found.")"), Verdict::our_bug, "", "400"},
        {"password", answered(403, R"(Error "Authentication failure for username:sambung")"), Verdict::alarm, "",
         "403"},
        {"too fast", answered(403, R"(Error "User throughput exceeded")"), Verdict::throttled, "", "403"},
        {"no route", answered(412, R"(Error "No route found")"), Verdict::alarm, "", "412"},
        {"down", answered(500, R"(Error "Cannot send submit_sm")"), Verdict::retry, "", "500"},
    };
    return cases;
}

}  // namespace sambung::adapters

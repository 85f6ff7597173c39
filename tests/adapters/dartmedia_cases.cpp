#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

HttpRequest message(const std::string& query) {
    return get("/hooks/da?secret=dart-hook-secret&userid=dinsos&password=x&" + query);
}

IncomingRow status_row(const std::string& status, const std::string& expected) {
    return {"status " + status,
            Hook::status,
            get("/hooks/da/status?secret=dart-hook-secret&messageid=r1.2&status=" + status),
            Outcome::accepted,
            {expected},
            "000"};
}

HttpCall call(const std::string& text) {
    HttpCall call{"GET", "https://hub.dart.example/send", {}, {}};
    call.secret_url =
        "https://hub.dart.example/send?userid=dinsos&password=dart-password-value&original=93456"
        "&sendto=6281200000001&udhl=0&dcs=0&message=" +
        text + "&messageid=0123456789abcdef0123456789abcdef";
    return call;
}

}  // namespace

AdapterCases dartmedia_cases() {
    AdapterCases cases;
    cases.adapter = "dartmedia";
    cases.settings = {"da",
                      "https://sambung.example",
                      {{"send_url", "https://hub.dart.example/send"},
                       {"username", "dinsos"},
                       {"password", "dart-password-value"},
                       {"from", "93456"},
                       {"secret", "dart-hook-secret"}}};
    const std::string mo =
        "original=6281200000001&sendto=93456&messagetype=0&messageid=260101070005%401&message=BANTUAN+beras"
        "&date=20260101070005&dcs=0&udhl=0&charset=utf-8";
    const std::string heard = "message 260101070005@1 from +6281200000001 to 93456 at 1767225605: BANTUAN beras";
    cases.incoming = {
        {"a message", Hook::message, message(mo), Outcome::accepted, {heard}, "000"},
        {"it again", Hook::message, message(mo), Outcome::accepted, {heard}, "000"},
        {"a token for a number",
         Hook::message,
         message("messageid=2&original=cmp-abc&message=CEK&date=x"),
         Outcome::accepted,
         {"message 2 from cmp-abc at 1767225610: CEK"},
         "000"},
        {"no id",
         Hook::message,
         message("original=6281200000001"),
         Outcome::malformed,
         {"field 'messageid' missing or unusable"}},
        {"no sender",
         Hook::message,
         message("messageid=3"),
         Outcome::malformed,
         {"field 'original' missing or unusable"}},
        status_row("1", "status sent ref r1 id r1"),
        status_row("10", "status delivered ref r1 id r1"),
        status_row("12", "status delivered ref r1 id r1"),
        status_row("13", "status sent ref r1 id r1"),
        status_row("20", "status sent ref r1 id r1"),
        status_row("21", "status failed ref r1 id r1 reason 21"),
        {"a part of nothing",
         Hook::status,
         get("/hooks/da/status?secret=dart-hook-secret&messageid=.2&status=10"),
         Outcome::malformed,
         {"field 'messageid' missing or unusable"}},
        {"a status in words",
         Hook::status,
         get("/hooks/da/status?secret=dart-hook-secret&messageid=r1&status=delivered"),
         Outcome::malformed,
         {"field 'status' must be a number"}},
    };
    add_unauthentic(cases, message(mo));
    cases.sends = {
        {"a text", text_to("081200000001", "Halo & dicek"), call("Halo%20%26%20dicek")},
        {"beyond GSM-7", text_to("+6281200000001", "Jum’at"), call("Jum%27at")},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
    };
    cases.answers = {
        {"taken", answered(200, "000,queued"), Verdict::accepted, "", "000"},
        {"password", answered(200, "001"), Verdict::alarm, "", "001"},
        {"expired", answered(200, "101"), Verdict::alarm, "", "101"},
        {"another code", answered(200, "777"), Verdict::retry, "", "777"},
        {"somebody else answers", answered(200, "<html>"), Verdict::retry, "", "200"},
        {"nothing", answered(200, ""), Verdict::retry, "", "200"},
        {"down", answered(502, ""), Verdict::retry, "", "502"},
    };
    return cases;
}

}  // namespace sambung::adapters

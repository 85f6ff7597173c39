#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

HttpRequest message(const std::string& id, const std::string& fields) {
    return post_json("/hooks/wb?secret=wablas-hook-secret",
                     R"({"id":")" + id +
                         R"(","phone":"6281200000001","sender":"6281290000000","messageType":"text",)"
                         R"("timestamp":"2026-01-01T00:00:05Z",)" +
                         fields + "}");
}

HttpRequest status(const std::string& fields) {
    return post_json("/hooks/wb/status?secret=wablas-hook-secret", "{" + fields + "}");
}

}  // namespace

AdapterCases wablas_cases() {
    AdapterCases cases;
    cases.adapter = "wablas";
    cases.settings = {
        "wb",
        "https://sambung.example",
        {{"send_url", "https://solo.wablas.com/"}, {"token", "wablas-token-value"}, {"secret", "wablas-hook-secret"}}};
    const std::string text = R"("message":"BANTUAN","isGroup":false,"isFromMe":false,"url":"","group":{"subject":""})";
    const std::string heard = "message w1 from +6281200000001 to +6281290000000 at 1767225605: BANTUAN";
    cases.incoming = {
        {"a message", Hook::message, message("w1", text), Outcome::accepted, {heard}},
        {"it again", Hook::message, message("w1", text), Outcome::accepted, {heard}},
        {"a picture",
         Hook::message,
         message("w2", R"("message":"","url":"https://wb.example/f.jpg","mimeType":"image/jpeg")"),
         Outcome::accepted,
         {"message w2 from +6281200000001 to +6281290000000 at 1767225605: "
          " [media https://wb.example/f.jpg image/jpeg ]"}},
        {"what we sent",
         Hook::message,
         message("w3", R"("message":"x","isFromMe":true)"),
         Outcome::accepted,
         {"ignored: what we sent ourselves"}},
        {"in a group",
         Hook::message,
         message("w4", R"("message":"x","isGroup":true)"),
         Outcome::accepted,
         {"ignored: a message in a group"}},
        {"no id",
         Hook::message,
         post_json("/hooks/wb?secret=wablas-hook-secret", R"({"phone":"62812"})"),
         Outcome::malformed,
         {"field 'id' missing or unusable"}},
        {"delivered",
         Hook::status,
         status(R"("id":"w9","status":"delivered")"),
         Outcome::accepted,
         {"status delivered id w9"}},
        {"rejected",
         Hook::status,
         status(R"("id":"w9","status":"reject")"),
         Outcome::accepted,
         {"status failed id w9"}},
        {"a status of the future",
         Hook::status,
         status(R"("id":"w9","status":"x")"),
         Outcome::accepted,
         {"ignored: a delivery status that is not documented"}},
        {"a status of nothing", Hook::status, status(""), Outcome::malformed, {"field 'id' missing or unusable"}},
    };
    add_unauthentic(cases, message("w5", text));
    cases.sends = {
        {"a text",
         text_to("081200000001", "Halo"),
         {"POST", "https://solo.wablas.com/api/v2/send-message",
          json_headers({{"Authorization", "wablas-token-value"}}),
          R"({"data":[{"phone":"6281200000001","message":"Halo","isGroup":false}]})"}},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
    };
    cases.answers = {
        {"taken", answered(200, R"({"status":true,"data":{"messages":[{"id":"w7","status":"pending"}]}})"),
         Verdict::accepted, "w7", "200"},
        {"refused", answered(200, R"({"status":false,"message":"x"})"), Verdict::retry, "", "200"},
        {"200 of nothing", answered(200, "<html>"), Verdict::retry, "", "200"},
        {"token", answered(401, ""), Verdict::alarm, "", "401"},
        {"down", answered(500, ""), Verdict::retry, "", "500"},
    };
    return cases;
}

}  // namespace sambung::adapters

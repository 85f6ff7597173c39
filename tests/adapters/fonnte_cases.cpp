#include "adapter_cases.h"

#include <algorithm>
#include <iterator>

namespace sambung::adapters {

namespace {

// SHA-256 over device, sender, timestamp, inboxid, message, url and location, each with a zero behind it; computed
// apart from this code.
constexpr std::string_view text_id = "5eeb8b9c5c85ad20da2bddb906754486b74bce17536102e0dbbe6b6af2e72007";
constexpr std::string_view place_id = "5734c08db754f2fa331a3eaf7ae096e9af2b28977d51028936e5c694d7a25035";
constexpr std::string_view photo_id = "5d343ed662656947d2fd0f4f0f04d289aabf715e66c99d78cb9fcb278b6a9c7f";
constexpr std::string_view first_photo_id = "056efef76c966c954a4a192a7a1f8514c9aeae3b4e61741702f6541863f94ec0";
constexpr std::string_view second_photo_id = "84ad2b48bfe94c28b46c7a59ad092b48d2c60d54ec95cf7150855b8c73a09546";
constexpr std::string_view voice_id = "a78acad5a887c7fed153ecea6f915df3a1762a8db6a6552b2e3fcb5066647195";
constexpr std::string_view odd_file_id = "f2787292ae5080863197c795b90381978fc3c603d499707873a5d4535d23e743";

constexpr std::string_view text = R"("message":"BANTUAN beras","inboxid":71)";

HttpRequest message(const std::string& fields) {
    return post_json(
        "/hooks/fo?secret=fonnte-hook-secret",
        R"({"device":"6281290000000","sender":"6281200000001","name":"x","timestamp":1767225605,)" + fields + "}");
}

HttpRequest status(const std::string& fields) {
    return post_json("/hooks/fo/status?secret=fonnte-hook-secret", "{" + fields + "}");
}

// Two in the same second, without a number of their own.
std::vector<IncomingRow> photos() {
    const std::string photo = " from +6281200000001 to +6281290000000 at 1767225605:  [media https://fonnte.example/";
    return {
        {"a photo without a number of its own",
         Hook::message,
         message(R"("message":"","url":"https://fonnte.example/1.jpg")"),
         Outcome::accepted,
         {"message " + std::string{first_photo_id} + photo + "1.jpg  ]"}},
        {"another photo in the same second",
         Hook::message,
         message(R"("message":"","url":"https://fonnte.example/2.jpg")"),
         Outcome::accepted,
         {"message " + std::string{second_photo_id} + photo + "2.jpg  ]"}},
    };
}

std::vector<IncomingRow> messages() {
    const std::string heard =
        "message " + std::string{text_id} + " from +6281200000001 to +6281290000000 at 1767225605: BANTUAN beras";
    return {
        {"a message", Hook::message, message(std::string{text}), Outcome::accepted, {heard}},
        {"it again", Hook::message, message(std::string{text}), Outcome::accepted, {heard}},
        {"a place",
         Hook::message,
         message(R"("message":"","location":"-6.914744, 107.60981","inboxid":72)"),
         Outcome::accepted,
         {"message " + std::string{place_id} +
          " from +6281200000001 to +6281290000000 at 1767225605:  [at -6.9147 107.6098]"}},
        {"in a group",
         Hook::message,
         message(R"("message":"x","member":"6281200000002")"),
         Outcome::accepted,
         {"ignored: a message in a group"}},
        {"no sender",
         Hook::message,
         post_json("/hooks/fo?secret=fonnte-hook-secret", R"({"message":"x"})"),
         Outcome::malformed,
         {"field 'sender' missing or unusable"}},
        {"no time",
         Hook::message,
         post_json("/hooks/fo?secret=fonnte-hook-secret", R"({"sender":"6281200000001","message":"x"})"),
         Outcome::malformed,
         {"field 'timestamp' missing or unusable"}},
    };
}

std::vector<IncomingRow> files() {
    return {
        {"a photo",
         Hook::message,
         message(R"("message":"","url":"https://fo.example/f.JPG","extension":"JPG","inboxid":73)"),
         Outcome::accepted,
         {"message " + std::string{photo_id} +
          " from +6281200000001 to +6281290000000 at 1767225605:  [media https://fo.example/f.JPG image/jpeg ]"}},
        {"a voice note",
         Hook::message,
         message(R"("message":"","url":"https://fo.example/f.ogg","extension":"ogg","inboxid":74)"),
         Outcome::accepted,
         {"message " + std::string{voice_id} +
          " from +6281200000001 to +6281290000000 at 1767225605:  [media https://fo.example/f.ogg audio/ogg ]"}},
        {"a file of a kind that nobody listed",
         Hook::message,
         message(R"("message":"","url":"https://fo.example/f.xyz","extension":"xyz","inboxid":75)"),
         Outcome::accepted,
         {"message " + std::string{odd_file_id} +
          " from +6281200000001 to +6281290000000 at 1767225605:  [media https://fo.example/f.xyz  ]"}},
    };
}

std::vector<IncomingRow> statuses() {
    return {
        {"delivered",
         Hook::status,
         status(R"("id":"80367170","stateid":"s","status":"sent","state":"delivered")"),
         Outcome::accepted,
         {"status delivered id 80367170"}},
        {"sent",
         Hook::status,
         status(R"("id":"80367170","status":"sent")"),
         Outcome::accepted,
         {"status sent id 80367170"}},
        {"failed",
         Hook::status,
         status(R"("id":"80367170","status":"invalid")"),
         Outcome::accepted,
         {"status failed id 80367170"}},
        {"a status of the future",
         Hook::status,
         status(R"("id":"80367170","state":"x")"),
         Outcome::accepted,
         {"ignored: a delivery status that is not documented"}},
        {"a status of nothing", Hook::status, status(""), Outcome::malformed, {"field 'id' missing or unusable"}},
    };
}

}  // namespace

AdapterCases fonnte_cases() {
    AdapterCases cases;
    cases.adapter = "fonnte";
    cases.settings = {
        "fo", "https://sambung.example", {{"token", "fonnte-token-value"}, {"secret", "fonnte-hook-secret"}}};
    cases.incoming = messages();
    std::ranges::move(photos(), std::back_inserter(cases.incoming));
    std::ranges::move(files(), std::back_inserter(cases.incoming));
    std::ranges::move(statuses(), std::back_inserter(cases.incoming));
    add_unauthentic(cases, message(std::string{text}));
    Outbound with_buttons = text_to("+6281200000001", "Kirim?\n1 Ya");
    with_buttons.content.buttons = {{"ya", "Ya", ""}};
    cases.sends = {
        {"options, which stand in the text",
         with_buttons,
         {"POST", "https://api.fonnte.com/send", form_headers({{"Authorization", "fonnte-token-value"}}),
          "target=6281200000001&message=Kirim%3F%0A1%20Ya&countryCode=0"}},
        {"to a name", text_to("BANK", "Halo"), {}, "the recipient is not a phone number"},
    };
    cases.answers = {
        {"taken", answered(200, R"({"status":true,"id":["80367170"],"process":"pending"})"), Verdict::accepted,
         "80367170", "200"},
        {"taken, in a string", answered(200, R"({"status":"true","id":[80367170]})"), Verdict::accepted, "80367170",
         "200"},
        {"token", answered(200, R"({"status":false,"reason":"token invalid"})"), Verdict::alarm, "", "200"},
        {"the phone is off", answered(200, R"({"status":false,"reason":"disconnected device"})"), Verdict::alarm, "",
         "200"},
        {"format", answered(200, R"({"status":false,"reason":"invalid format"})"), Verdict::our_bug, "", "200"},
        {"something else", answered(200, R"({"status":false,"reason":"x"})"), Verdict::retry, "", "200"},
        {"200 of nothing", answered(200, ""), Verdict::retry, "", "200"},
        {"down", answered(503, ""), Verdict::retry, "", "503"},
    };
    return cases;
}

}  // namespace sambung::adapters

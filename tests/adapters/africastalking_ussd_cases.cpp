#include "adapter_cases.h"

namespace sambung::adapters {

namespace {

constexpr std::string_view address = "/hooks/ussd?secret=ussd-hook-secret";
constexpr std::string_view status_address = "/hooks/ussd/status?secret=ussd-hook-secret";

HttpRequest hop(std::string_view fields) { return post_form(std::string{address}, std::string{fields}); }
HttpRequest notice(std::string_view fields) { return post_form(std::string{status_address}, std::string{fields}); }

constexpr std::string_view refused = "the channel's secret is missing or wrong";

std::vector<IncomingRow> incoming() {
    return {
        {"a dial",
         Hook::message,
         hop("sessionId=ATUid_0001&serviceCode=%2A384%2A123%23&phoneNumber=%2B6281200000003&networkCode=51010&text="),
         Outcome::accepted,
         {"message ATUid_0001| from +6281200000003 to *384*123# at 1767225610:  [ussd ATUid_0001 accumulates on "
          "51010]"}},
        {"the first hop after it",
         Hook::message,
         hop("sessionId=ATUid_0001&serviceCode=%2A384%2A123%23&phoneNumber=%2B6281200000003&networkCode=51010&text=1"),
         Outcome::accepted,
         {"message ATUid_0001|1 from +6281200000003 to *384*123# at 1767225610: 1 [ussd ATUid_0001 accumulates on "
          "51010]"}},
        {"that hop again",
         Hook::message,
         hop("sessionId=ATUid_0001&serviceCode=%2A384%2A123%23&phoneNumber=%2B6281200000003&networkCode=51010&text=1"),
         Outcome::accepted,
         {"message ATUid_0001|1 from +6281200000003 to *384*123# at 1767225610: 1 [ussd ATUid_0001 accumulates on "
          "51010]"}},
        {"everything typed so far",
         Hook::message,
         hop("sessionId=ATUid_0001&serviceCode=%2A384%2A123%23&phoneNumber=%2B6281200000003&text=1%2A3%2AJl.+Melati+5"),
         Outcome::accepted,
         {"message ATUid_0001|1*3*Jl. Melati 5 from +6281200000003 to *384*123# at 1767225610: 1*3*Jl. Melati 5"
          " [ussd ATUid_0001 accumulates]"}},
        {"a network that is no text",
         Hook::message,
         hop("sessionId=ATUid_0009&phoneNumber=%2B6281200000003&networkCode=%FF&text="),
         Outcome::accepted,
         {"message ATUid_0009| from +6281200000003 at 1767225610:  [ussd ATUid_0009 accumulates]"}},
        {"parts dialled behind the service code",
         Hook::message,
         hop("sessionId=ATUid_0002&serviceCode=%2A384%2A123%23&phoneNumber=%2B6281200000003&text=1%2A2"),
         Outcome::accepted,
         {"message ATUid_0002|1*2 from +6281200000003 to *384*123# at 1767225610: 1*2 [ussd ATUid_0002 accumulates]"}},
        {"a plus that was not escaped",
         Hook::message,
         hop("sessionId=ATUid_0003&phoneNumber=+6281200000003&text="),
         Outcome::accepted,
         {"message ATUid_0003| from +6281200000003 at 1767225610:  [ussd ATUid_0003 accumulates]"}},
        {"bytes that are not text",
         Hook::message,
         hop("sessionId=ATUid_0004&phoneNumber=%2B6281200000003&text=a%FFz"),
         Outcome::accepted,
         {"message ATUid_0004|a\uFFFDz from +6281200000003 at 1767225610: a\uFFFDz [ussd ATUid_0004 accumulates]"}},
        {"the secret in a header",
         Hook::message,
         with_header(post_form("/hooks/ussd", "sessionId=ATUid_0005&phoneNumber=%2B6281200000003&text="),
                     "x-sambung-secret", "ussd-hook-secret"),
         Outcome::accepted,
         {"message ATUid_0005| from +6281200000003 at 1767225610:  [ussd ATUid_0005 accumulates]"}},
        {"the end, by our END",
         Hook::status,
         notice("date=2026-01-01+00%3A00%3A05&sessionId=ATUid_0001&serviceCode=%2A384%2A123%23&phoneNumber=%"
                "2B6281200000003"
                "&status=Success&cost=0.5&durationInMillis=42000&hopsCount=4&input=1%2A3&lastAppResponse=END+Terima+"
                "kasih"),
         Outcome::accepted,
         {"end of ATUid_0001 from +6281200000003 completed after 4 hops 42000 ms"}},
        {"the end, cut by the network",
         Hook::status,
         notice("sessionId=ATUid_0001&phoneNumber=%2B6281200000003&status=Incomplete&durationInMillis=x&hopsCount=-3"),
         Outcome::accepted,
         {"end of ATUid_0001 from +6281200000003 cut after 0 hops 0 ms"}},
        {"the end, failed",
         Hook::status,
         notice("sessionId=ATUid_0001&phoneNumber=%2B6281200000003&status=Failed&hopsCount=1&errorMessage=timeout"),
         Outcome::accepted,
         {"end of ATUid_0001 from +6281200000003 cut after 1 hops 0 ms"}},
        {"an end sent to the address of hops",
         Hook::message,
         hop("sessionId=ATUid_0001&phoneNumber=%2B6281200000003&status=Success&durationInMillis=1000&hopsCount=2"),
         Outcome::accepted,
         {"end of ATUid_0001 from +6281200000003 completed after 2 hops 1000 ms"}},
        {"no session",
         Hook::message,
         hop("phoneNumber=%2B6281200000003&text=1"),
         Outcome::malformed,
         {"field 'sessionId' missing or unusable"}},
        {"a separator in the session",
         Hook::message,
         hop("sessionId=a%1Fb&phoneNumber=%2B6281200000003&text=1"),
         Outcome::malformed,
         {"field 'sessionId' missing or unusable"}},
        {"no number",
         Hook::message,
         hop("sessionId=ATUid_0001&text=1"),
         Outcome::malformed,
         {"field 'phoneNumber' missing or unusable"}},
        {"not a form",
         Hook::message,
         hop("{\"sessionId\":\"ATUid_0001\"}"),
         Outcome::malformed,
         {"field 'sessionId' missing or unusable"}},
        {"nothing", Hook::message, hop(""), Outcome::malformed, {"field 'sessionId' missing or unusable"}},
        {"an end without its status",
         Hook::status,
         notice("sessionId=ATUid_0001&phoneNumber=%2B6281200000003"),
         Outcome::malformed,
         {"field 'status' required"}},
        {"no secret",
         Hook::message,
         post_form("/hooks/ussd", "sessionId=a&phoneNumber=%2B6281200000003&text="),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"another secret",
         Hook::message,
         post_form("/hooks/ussd?secret=ussd-hook-secreT", "sessionId=a"),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"an empty secret",
         Hook::message,
         post_form("/hooks/ussd?secret=", "sessionId=a"),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"the secret in the body",
         Hook::message,
         post_form("/hooks/ussd", "secret=ussd-hook-secret&sessionId=a"),
         Outcome::badly_signed,
         {std::string{refused}}},
        {"loopback without `open`",
         Hook::message,
         from_address(post_form("/hooks/ussd", "sessionId=a"), "127.0.0.1"),
         Outcome::badly_signed,
         {std::string{refused}}},
    };
}

Content screen(std::string text, bool last) {
    Content content;
    content.text = std::move(text);
    content.ends_session = last;
    return content;
}

}  // namespace

AdapterCases africastalking_ussd_cases() {
    AdapterCases cases;
    cases.adapter = "africastalking_ussd";
    cases.settings = {"ussd", "https://sambung.example", {{"secret", "ussd-hook-secret"}}};
    cases.incoming = incoming();
    cases.sends = {{"nothing can be sent later",
                    text_to("+6281200000003", "Halo"),
                    {},
                    "a USSD screen is the reply to the citizen's own request"}};
    cases.screens = {{"a question", screen("Nama kecamatan:", false), "CON Nama kecamatan:"},
                     {"the last screen", screen("Terima kasih.\n481 207 364", true), "END Terima kasih.\n481 207 364"}};
    return cases;
}

}  // namespace sambung::adapters

// The tables that every adapter has: what comes in, what goes out, what the answers mean. One runner
// (adapter_cases_test.cpp) reads them all and adds what must hold for every adapter.
#pragma once

#include "adapters/adapter.h"

#include <optional>
#include <string>
#include <vector>

namespace sambung::adapters {

enum class Outcome { accepted, malformed, badly_signed };

struct IncomingRow {
    std::string what;
    Hook hook = Hook::message;
    HttpRequest request;
    Outcome outcome = Outcome::accepted;
    std::vector<std::string> items{};  // accepted: as `in_words` has them; else the error's detail
    std::string acknowledgement{};     // body of the 200
};

struct SendRow {
    std::string what;
    Outbound message;
    HttpCall call{};      // expected
    std::string error{};  // expected instead: the detail of Errc::invalid_request
};

struct AnswerRow {
    std::string what;
    HttpReply reply;
    Verdict verdict = Verdict::accepted;
    std::string provider_id{};
    std::string code{};
    std::optional<seconds> retry_after{};
};

struct FailureRow {
    std::string reason;
    Verdict verdict = Verdict::permanent;
};

struct ScreenRow {
    std::string what;
    Content content;
    std::string body;
    std::string content_type = "text/plain";
    HttpHeaders headers{};
};

struct AdapterCases {
    std::string adapter;    // name in the registry
    std::string variant{};  // one word, where an adapter has several tables: what its settings make of it
    ChannelSettings settings;
    std::vector<IncomingRow> incoming{};
    std::vector<SendRow> sends{};
    std::vector<AnswerRow> answers{};
    std::vector<FailureRow> failures{};
    std::vector<ScreenRow> screens{};
};

[[nodiscard]] AdapterCases africastalking_ussd_cases();
[[nodiscard]] AdapterCases africastalking_sms_cases();
[[nodiscard]] AdapterCases kannel_cases();
[[nodiscard]] AdapterCases whatsapp_cloud_cases();
[[nodiscard]] AdapterCases twilio_cases();
[[nodiscard]] AdapterCases twilio_whatsapp_cases();
[[nodiscard]] AdapterCases infobip_cases();
[[nodiscard]] AdapterCases vonage_cases();
[[nodiscard]] AdapterCases vonage_md5hash_cases();
[[nodiscard]] AdapterCases vonage_md5_cases();
[[nodiscard]] AdapterCases vonage_sha1_cases();
[[nodiscard]] AdapterCases vonage_sha256_cases();
[[nodiscard]] AdapterCases sms_http_cases();
[[nodiscard]] AdapterCases sms_http_json_cases();
[[nodiscard]] AdapterCases sms_http_query_cases();
[[nodiscard]] AdapterCases ussd_http_cases();
[[nodiscard]] AdapterCases ussd_http_header_cases();
[[nodiscard]] AdapterCases ussd_http_json_cases();
[[nodiscard]] AdapterCases ussd_http_xml_cases();
[[nodiscard]] AdapterCases jasmin_cases();
[[nodiscard]] AdapterCases eight_by_eight_cases();
[[nodiscard]] AdapterCases qontak_cases();
[[nodiscard]] AdapterCases qontak_without_template_cases();
[[nodiscard]] AdapterCases zenziva_cases();
[[nodiscard]] AdapterCases zenziva_whatsapp_cases();
[[nodiscard]] AdapterCases dartmedia_cases();
[[nodiscard]] AdapterCases fonnte_cases();
[[nodiscard]] AdapterCases wablas_cases();
[[nodiscard]] AdapterCases zenvia_cases();
[[nodiscard]] AdapterCases zenvia_whatsapp_cases();
[[nodiscard]] AdapterCases telegram_cases();
void add_whatsapp_sends(AdapterCases& cases);

[[nodiscard]] std::vector<AdapterCases> all_adapter_cases();

// One line an item: "message wamid.1 from +62812… to 2345 at 1767225600: Halo [option ya] [answers wamid.0]".
// Empty parts are left out; the unit separator in a USSD id is written '|'.
[[nodiscard]] std::string in_words(const Item& item);

// The moment that the tables are read at: 2026-01-01 00:00:10 UTC.
inline constexpr TimePoint table_now = from_millis(1'767'225'610'000);

// Requests as providers write them.
[[nodiscard]] HttpRequest get(std::string target);
[[nodiscard]] HttpRequest post_form(std::string target, std::string body);
[[nodiscard]] HttpRequest from_address(HttpRequest request, std::string remote);
[[nodiscard]] HttpRequest with_header(HttpRequest request, std::string name, std::string value);

[[nodiscard]] HttpRequest post_json(std::string target, std::string body);
[[nodiscard]] HttpHeaders json_headers(HttpHeaders before = {});
[[nodiscard]] HttpHeaders form_headers(HttpHeaders before = {});

// Rows that every adapter behind a channel secret has: it is missing, it is another one.
void add_unauthentic(AdapterCases& cases, const HttpRequest& request);

[[nodiscard]] Outbound text_to(std::string to, std::string text);
[[nodiscard]] HttpReply answered(int status, std::string body, HttpHeaders headers = {});

// The `ref` of text_to.
inline constexpr std::string_view table_ref = "0123456789abcdef0123456789abcdef";

}  // namespace sambung::adapters

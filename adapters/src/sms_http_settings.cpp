#include "calls.h"
#include "secrets.h"
#include "setting_lists.h"
#include "sms_http.h"

#include <utility>

namespace sambung::adapters::sms_over_http {

namespace {

constexpr Setting known[] = {
    {"send_url", true, false, "address for sending, without credentials"},
    {"method", false, false, "'POST', which it is if absent, or 'GET'"},
    {"format", false, false, "of what we send: 'form' (if absent), 'json' or 'query'"},
    {"to_field", false, false, "name of the field for the number; 'to' if absent"},
    {"text_field", false, false, "name of the field for the text; 'text' if absent"},
    {"number_form", false, false, "'msisdn' (62812…, if absent), 'e164' (+62812…) or 'local' (0812…)"},
    {"ref_field", false, false, "name of the field for our reference; not sent if absent"},
    {"report_field", false, false, "name of the field for our address for reports; not sent if absent"},
    {"fields", false, false, "other fields of every message, as 'from=DINSOS&type=1'"},
    {"secret_fields", false, true, "other fields that are credentials, as 'user=…&password=…'"},
    {"auth_header", false, false, "header that carries the credential; 'Authorization' if absent"},
    {"auth", false, true, "its value, such as 'Bearer …'; no such header if absent"},
    {"ok_field", false, false, "field of the answer that tells success; if absent the body's beginning does"},
    {"ok_values", false, false, "what it says then, such as '0, 1'; if absent the HTTP status alone tells"},
    {"id_field", false, false, "field of the answer with the message's id, such as 'data.0.id'"},
    {"id_after", false, false, "in an answer of plain text: the words before the id"},
    {"code_field", false, false, "field of the answer with the error's code; ok_field if absent"},
    {"verdicts", false, false, "what codes mean: 'E1=alarm, E2=permanent, E3=opted_out'; retry if not listed"},
    {"in_id", false, false, "fields of a message to us: its id; 'none' if there is no such field; 'id' if absent"},
    {"in_from", false, false, "the sender; 'from' if absent"},
    {"in_to", false, false, "our number; 'to' if absent"},
    {"in_text", false, false, "the text; 'text' if absent"},
    {"in_time", false, false, "when it was sent; 'date' if absent"},
    {"report_id", false, false, "fields of a delivery report: the id that the answer told; 'id' if absent"},
    {"report_ref", false, false, "our reference; 'ref' if absent"},
    {"report_status", false, false, "the state; 'status' if absent"},
    {"report_reason", false, false, "the error's code; 'error' if absent"},
    {"report_words", false, false, "what states mean: 'OK=delivered, NOK=failed'; SMPP's words if absent"},
    {"answer", false, false, "what our 200 must say, such as 'OK'; nothing if absent"},
    secret_setting,
    open_setting,
};

std::string word(const ChannelSettings& settings, std::string_view key, std::string_view otherwise) {
    const std::string_view given = settings.value(key);
    return std::string{given.empty() ? otherwise : given};
}

Result<Sending> sending_of(const ChannelSettings& settings) {
    const auto method = one_of(settings, "method", {"POST", "GET"});
    const auto format = one_of(settings, "format", {"form", "json", "query"});
    const auto number_form = one_of(settings, "number_form", {"msisdn", "e164", "local"});
    for (const auto* const chosen : {&method, &format, &number_form})
        if (!*chosen) return std::unexpected(chosen->error());
    if (*method == "GET" && *format != "query") return fail(Errc::misconfigured, "key 'format': 'query' with 'GET'");
    Sending sending{.method = *method,
                    .url = std::string{settings.value("send_url")},
                    .format = *format == "form"   ? Format::form
                              : *format == "json" ? Format::json
                                                  : Format::query,
                    .number_form = *number_form == "msisdn" ? NumberForm::msisdn
                                   : *number_form == "e164" ? NumberForm::e164
                                                            : NumberForm::local,
                    .to_field = word(settings, "to_field", "to"),
                    .text_field = word(settings, "text_field", "text"),
                    .ref_field = word(settings, "ref_field", ""),
                    .report_field = word(settings, "report_field", ""),
                    .fixed = parse_form(settings.value("secret_fields")),
                    .headers = {}};
    for (auto& pair : parse_form(settings.value("fields"))) sending.fixed.push_back(std::move(pair));
    if (const std::string_view auth = settings.value("auth"); !auth.empty())
        sending.headers.emplace_back(word(settings, "auth_header", "Authorization"), auth);
    return sending;
}

Result<Answer> answer_of(const ChannelSettings& settings) {
    Answer answer{.ok_field = word(settings, "ok_field", ""),
                  .ok_values = words_in(settings.value("ok_values")),
                  .id_field = word(settings, "id_field", ""),
                  .id_after = word(settings, "id_after", ""),
                  .code_field = word(settings, "code_field", settings.value("ok_field")),
                  .verdicts = {}};
    if (!answer.ok_field.empty() && answer.ok_values.empty())
        return fail(Errc::misconfigured, "key 'ok_values' required with 'ok_field'");
    const auto pairs = pairs_in(settings, "verdicts");
    if (!pairs) return std::unexpected(pairs.error());
    for (const auto& [code, name] : *pairs) {
        const auto verdict = verdict_from(name);
        if (!verdict)
            return fail(Errc::misconfigured,
                        "key 'verdicts': accepted, retry, throttled, permanent, opted_out, our_bug or alarm");
        answer.verdicts.emplace_back(code, *verdict);
    }
    return answer;
}

Result<Reading> reading_of(const ChannelSettings& settings) {
    Reading reading{.id = word(settings, "in_id", "id"),
                    .from = word(settings, "in_from", "from"),
                    .to = word(settings, "in_to", "to"),
                    .text = word(settings, "in_text", "text"),
                    .time = word(settings, "in_time", "date"),
                    .report_id = word(settings, "report_id", "id"),
                    .report_ref = word(settings, "report_ref", "ref"),
                    .report_status = word(settings, "report_status", "status"),
                    .report_reason = word(settings, "report_reason", "error"),
                    .report_words = {},
                    .acknowledgement = std::string{settings.value("answer")}};
    if (reading.id == "none") reading.id.clear();
    const auto pairs = pairs_in(settings, "report_words");
    if (!pairs) return std::unexpected(pairs.error());
    for (const auto& [state, name] : *pairs) {
        const auto delivery = delivery_from(name);
        if (!delivery) return fail(Errc::misconfigured, "key 'report_words': queued, sent, delivered, read or failed");
        reading.report_words.emplace_back(state, *delivery);
    }
    return reading;
}

}  // namespace

std::span<const Setting> settings_known() { return known; }

Result<Shape> shape_of(const ChannelSettings& settings) {
    auto sending = sending_of(settings);
    if (!sending) return std::unexpected(std::move(sending.error()));
    auto answer = answer_of(settings);
    if (!answer) return std::unexpected(std::move(answer.error()));
    auto reading = reading_of(settings);
    if (!reading) return std::unexpected(std::move(reading.error()));
    return Shape{*std::move(sending), *std::move(answer), *std::move(reading)};
}

}  // namespace sambung::adapters::sms_over_http

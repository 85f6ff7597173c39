#include "calls.h"
#include "secrets.h"
#include "setting_lists.h"
#include "sms_http.h"

#include <utility>

namespace sambung::adapters::sms_over_http {

namespace {

constexpr std::array sending_settings{
    Setting{"send_url", true, false, "address for sending, without credentials"},
    Setting{"method", false, false, "'POST', which it is if absent, or 'GET'"},
    Setting{"format", false, false, "of what we send: 'form' (if absent), 'json' or 'query'"},
    Setting{"to_field", false, false, "name of the field for the number; 'to' if absent"},
    Setting{"text_field", false, false, "name of the field for the text; 'text' if absent"},
    Setting{"number_form", false, false, "'msisdn' (62812…, if absent), 'e164' (+62812…) or 'local' (0812…)"},
    Setting{"ref_field", false, false, "name of the field for our reference; not sent if absent"},
    Setting{"report_field", false, false, "name of the field for our address for reports; not sent if absent"},
    Setting{"fields", false, false, "other fields of every message, as 'from=DINSOS&type=1'"},
    Setting{"secret_fields", false, true, "other fields that are credentials, as 'user=…&password=…'"},
    Setting{"auth_header", false, false, "header that carries the credential; 'Authorization' if absent"},
    Setting{"auth", false, true, "its value, such as 'Bearer …'; no such header if absent"},
    Setting{"ok_field", false, false, "field of the answer that tells success; if absent the body's beginning does"},
    Setting{"ok_values", false, false, "what it says then, such as '0, 1'; if absent the HTTP status alone tells"},
    Setting{"id_field", false, false, "field of the answer with the message's id, such as 'data.0.id'"},
    Setting{"id_after", false, false, "in an answer of plain text: the words before the id"},
    Setting{"code_field", false, false, "field of the answer with the error's code; ok_field if absent"},
    Setting{"verdicts", false, false, "what codes mean: 'E1=alarm, E2=permanent, E3=opted_out'; retry if not listed"},
    secret_setting,
    open_setting,
};

constexpr std::array known = joined(sending_settings, reading_settings);

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
                    .to_field = word_in(settings, "to_field", "to"),
                    .text_field = word_in(settings, "text_field", "text"),
                    .ref_field = word_in(settings, "ref_field", ""),
                    .report_field = word_in(settings, "report_field", ""),
                    .fixed = parse_form(settings.value("secret_fields")),
                    .headers = {}};
    for (auto& pair : parse_form(settings.value("fields"))) sending.fixed.push_back(std::move(pair));
    if (const std::string_view auth = settings.value("auth"); !auth.empty())
        sending.headers.emplace_back(word_in(settings, "auth_header", "Authorization"), auth);
    return sending;
}

Result<Answer> answer_of(const ChannelSettings& settings) {
    Answer answer{.ok_field = word_in(settings, "ok_field", ""),
                  .ok_values = words_in(settings.value("ok_values")),
                  .id_field = word_in(settings, "id_field", ""),
                  .id_after = word_in(settings, "id_after", ""),
                  .code_field = word_in(settings, "code_field", settings.value("ok_field")),
                  .verdicts = {}};
    if (!answer.ok_field.empty() && answer.ok_values.empty())
        return fail(Errc::misconfigured, "key 'ok_values' required with 'ok_field'");
    const auto pairs = pairs_in(settings, "verdicts");
    if (!pairs) return std::unexpected(pairs.error());
    for (const auto& [code, name] : *pairs) {
        const auto verdict = verdict_from(name);
        if (!verdict || *verdict == Verdict::gone)  // one person's answer ends no channel
            return fail(Errc::misconfigured,
                        "key 'verdicts': accepted, retry, throttled, permanent, opted_out, our_bug or alarm");
        answer.verdicts.emplace_back(code, *verdict);
    }
    return answer;
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

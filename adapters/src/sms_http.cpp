// SMS over HTTP for a provider that nobody has written an adapter for: names of fields, the format, credentials and
// what its answers mean are settings. Where the format is a query, the address that holds all of it is never logged.
#include "sms_http.h"

#include "answers.h"
#include "flat_fields.h"
#include "hooked.h"
#include "reading.h"
#include "registry.h"
#include "sms_text.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters {

namespace {

using sms_over_http::Answer;
using sms_over_http::Format;
using sms_over_http::NumberForm;
using sms_over_http::Sending;
using sms_over_http::Shape;

std::string written(const Phone& phone, NumberForm form) {
    switch (form) {
        case NumberForm::msisdn:
            return std::string{phone.msisdn()};
        case NumberForm::e164:
            return phone.e164();
        case NumberForm::local:
            break;
    }
    return locally_written(phone);
}

HttpCall call_of(const Sending& sending, const Form& form) {
    switch (sending.format) {
        case Format::form:
            return form_call(sending.url, sending.headers, form);
        case Format::json:
            return json_call(sending.url, sending.headers, nested(form));
        case Format::query:
            break;
    }
    HttpCall call{sending.method, sending.url, sending.headers, {}};
    call.secret_url = sending.url + (sending.url.contains('?') ? "&" : "?") + encode_form(form);
    return call;
}

bool says_ok(const Answer& answer, const Form& fields, std::string_view body) {
    if (answer.ok_values.empty()) return true;
    return std::ranges::any_of(answer.ok_values, [&](const std::string& word) {
        return answer.ok_field.empty() ? body.starts_with(word) : value(fields, answer.ok_field) == word;
    });
}

std::string_view first_word(std::string_view text) { return text.substr(0, text.find_first_of(" \t\r\n,;\"<|")); }

std::string_view word_after(std::string_view body, std::string_view mark) {
    const auto at = mark.empty() ? std::string_view::npos : body.find(mark);
    return at == std::string_view::npos ? std::string_view{} : first_word(body.substr(at + mark.size()));
}

Verdict verdict_in(const Answer& answer, std::string_view code, Verdict otherwise) {
    const auto row = std::ranges::find(answer.verdicts, code, &std::pair<std::string, Verdict>::first);
    return row == answer.verdicts.end() ? otherwise : row->second;
}

class SmsHttp final : public HookedAdapter {
 public:
    SmsHttp(const ChannelSettings& settings, HookSecret secret, Shape shape)
        : HookedAdapter(ChannelKind::sms, std::move(secret)),
          shape_(std::move(shape)),
          report_url_(report_address(settings)) {}

    [[nodiscard]] Result<Received> receive(const HttpRequest& request, Hook hook, TimePoint now) const override {
        return sms_over_http::read_call(request, hook, shape_.reading, now);
    }

    [[nodiscard]] Result<HttpCall> send(const Outbound& message) const override {
        const auto sms = as_sms(message);
        if (!sms) return std::unexpected(sms.error());
        const Sending& sending = shape_.sending;
        Form form = sending.fixed;
        form.emplace_back(sending.to_field, written(sms->to, sending.number_form));
        form.emplace_back(sending.text_field, sms->text);
        if (!sending.ref_field.empty()) form.emplace_back(sending.ref_field, message.ref);
        if (!sending.report_field.empty() && !report_url_.empty()) form.emplace_back(sending.report_field, report_url_);
        return call_of(sending, form);
    }

    [[nodiscard]] Sent sent(const HttpReply& reply) const override {
        Sent sent = judged_by_status(reply);
        const Answer& answer = shape_.answer;
        const Form fields = body_fields(reply.body);
        if (sent.verdict == Verdict::accepted && says_ok(answer, fields, reply.body)) {
            const std::string_view id =
                answer.id_field.empty() ? word_after(reply.body, answer.id_after) : value(fields, answer.id_field);
            sent.provider_id = usable_or_empty(id);
            return sent;
        }
        if (sent.verdict == Verdict::accepted) sent.verdict = Verdict::retry;
        const std::string_view code =
            answer.code_field.empty() ? first_word(reply.body) : value(fields, answer.code_field);
        if (const std::string kept = harmless(code); !kept.empty()) sent.code = kept;
        sent.verdict = verdict_in(answer, code, sent.verdict);
        return sent;
    }

    [[nodiscard]] Verdict failure(std::string_view reason) const override {
        return verdict_in(shape_.answer, reason, Verdict::permanent);
    }

 private:
    Shape shape_;
    std::string report_url_;
};

Result<std::unique_ptr<Adapter>> make(const ChannelSettings& settings) {
    auto shape = sms_over_http::shape_of(settings);
    if (!shape) return std::unexpected(std::move(shape.error()));
    auto secret = HookSecret::from(settings);
    if (!secret) return std::unexpected(std::move(secret.error()));
    return std::make_unique<SmsHttp>(settings, *std::move(secret), *std::move(shape));
}

}  // namespace

Maker sms_http() { return {"sms_http", ChannelKind::sms, sms_over_http::settings_known(), make}; }

}  // namespace sambung::adapters

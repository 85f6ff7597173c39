// SMS over HTTP for a provider that has no adapter of its own: its settings, read.
#pragma once

#include "adapters/adapter.h"

#include <string>
#include <utility>
#include <vector>

namespace sambung::adapters::sms_over_http {

[[nodiscard]] std::span<const Setting> settings_known();

enum class Format { form, json, query };
enum class NumberForm { msisdn, e164, local };  // 62812…, +62812…, 0812…

// How a message is sent.
struct Sending {
    std::string method;
    std::string url;
    Format format = Format::form;
    NumberForm number_form = NumberForm::msisdn;
    std::string to_field;
    std::string text_field;
    std::string ref_field;     // empty: our reference is not sent
    std::string report_field;  // empty: the address for reports is not sent
    Form fixed;                // the same in every message, credentials with them
    HttpHeaders headers;
};

// How the provider's answer tells what became of it.
struct Answer {
    std::string ok_field;  // empty: the beginning of the body is looked at
    std::vector<std::string> ok_values;
    std::string id_field;
    std::string id_after;  // in a body of plain text: the id stands behind these words
    std::string code_field;
    std::vector<std::pair<std::string, Verdict>> verdicts;
};

// How the provider's calls are read.
struct Reading {
    std::string id, from, to, text, time;  // names of fields; `id` empty if there is none
    std::string report_id, report_ref, report_status, report_reason;
    std::vector<std::pair<std::string, Delivery>> report_words;
    std::string acknowledgement;
};

struct Shape {
    Sending sending;
    Answer answer;
    Reading reading;
};

// Errc::misconfigured naming the key.
[[nodiscard]] Result<Shape> shape_of(const ChannelSettings& settings);

}  // namespace sambung::adapters::sms_over_http

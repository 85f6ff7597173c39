// SMS over HTTP for a provider that has no adapter of its own: its settings, read.
#pragma once

#include "adapters/adapter.h"

#include <algorithm>
#include <array>
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

// The settings that a Reading is made of, for adapters whose provider's calls to us are not documented.
inline constexpr std::array reading_settings{
    Setting{"in_id", false, false,
            "fields of a message to us: its id; 'none' if there is no such field; 'id' if absent"},
    Setting{"in_from", false, false, "the sender; 'from' if absent"},
    Setting{"in_to", false, false, "our number; 'to' if absent"},
    Setting{"in_text", false, false, "the text; 'text' if absent"},
    Setting{"in_time", false, false, "when it was sent; 'date' if absent"},
    Setting{"report_id", false, false, "fields of a delivery report: the id that the answer told; 'id' if absent"},
    Setting{"report_ref", false, false, "our reference; 'ref' if absent"},
    Setting{"report_status", false, false, "the state; 'status' if absent"},
    Setting{"report_reason", false, false, "the error's code; 'error' if absent"},
    Setting{"report_words", false, false, "what states mean: 'OK=delivered, NOK=failed'; SMPP's words if absent"},
    Setting{"answer", false, false, "what our 200 must say, such as 'OK'; nothing if absent"},
};

template <std::size_t A, std::size_t B>
[[nodiscard]] constexpr std::array<Setting, A + B> joined(const std::array<Setting, A>& first,
                                                          const std::array<Setting, B>& second) {
    std::array<Setting, A + B> all;
    std::ranges::copy(second, std::ranges::copy(first, all.begin()).out);
    return all;
}

// Errc::misconfigured naming the key.
[[nodiscard]] Result<Reading> reading_of(const ChannelSettings& settings);
// Errc::invalid_request naming the field that is missing.
[[nodiscard]] Result<Received> read_call(const HttpRequest& request, Hook hook, const Reading& reading, TimePoint now);

// Errc::misconfigured naming the key.
[[nodiscard]] Result<Shape> shape_of(const ChannelSettings& settings);

}  // namespace sambung::adapters::sms_over_http

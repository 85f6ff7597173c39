#include "adapter_cases.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters {

namespace {

std::string visible(std::string text) {
    std::ranges::replace(text, '\x1F', '|');
    return text;
}

std::string decimals(double value) {
    constexpr double precision = 10'000;
    const auto scaled = static_cast<long long>(value * precision + (value < 0 ? -0.5 : 0.5));
    const std::string fraction = std::to_string(std::abs(scaled) % 10'000 + 10'000).substr(1);
    return std::string{scaled < 0 ? "-" : ""} + std::to_string(std::abs(scaled) / 10'000) + "." + fraction;
}

struct Words {
    std::string operator()(const Inbound& in) const {
        std::string out = "message " + visible(in.provider_id) + " from " + in.from;
        if (!in.to.empty()) out += " to " + in.to;
        if (in.sent_at) out += " at " + std::to_string(to_millis(*in.sent_at) / 1000);
        out += ": " + in.text;
        if (!in.option_id.empty()) out += " [option " + in.option_id + "]";
        if (!in.reply_to.empty()) out += " [answers " + in.reply_to + "]";
        if (in.ussd)
            out += " [ussd " + in.ussd->session + (in.ussd->accumulates ? " accumulates" : "") +
                   (in.ussd->network.empty() ? "]" : " on " + in.ussd->network + "]");
        for (const Media& media : in.media)
            out += " [media " + media.id + " " + media.mime + " " + media.sha256 + (media.voice ? " voice]" : "]");
        if (in.part)
            out += " [part " + std::to_string(in.part->number) + " of " + std::to_string(in.part->of) + " in " +
                   std::to_string(in.part->ref) + "]";
        if (!in.also_from.empty()) out += " [also " + in.also_from + "]";
        if (in.location)
            out += " [at " + decimals(in.location->latitude) + " " + decimals(in.location->longitude) + "]";
        return out;
    }
    std::string operator()(const StatusUpdate& in) const {
        std::string out = "status " + std::string{name(in.delivery)};
        if (!in.ref.empty()) out += " ref " + in.ref;
        if (!in.provider_id.empty()) out += " id " + in.provider_id;
        if (!in.reason.empty()) out += " reason " + in.reason;
        if (in.part) out += " [part]";
        return out;
    }
    std::string operator()(const SessionEnd& in) const {
        return "end of " + in.session + " from " + in.from + (in.completed ? " completed" : " cut") + " after " +
               std::to_string(in.hops) + " hops " + std::to_string(in.duration.count()) + " ms";
    }
    std::string operator()(const Ignored& in) const { return "ignored: " + in.why; }
    std::string operator()(const Malformed& in) const { return "malformed: " + in.why; }
};

}  // namespace

std::string in_words(const Item& item) { return std::visit(Words{}, item); }

std::vector<AdapterCases> all_adapter_cases() {
    return {
        africastalking_ussd_cases(),
        africastalking_sms_cases(),
        kannel_cases(),
        whatsapp_cloud_cases(),
        twilio_cases(),
        twilio_whatsapp_cases(),
        infobip_cases(),
        vonage_cases(),
        vonage_md5hash_cases(),
        vonage_md5_cases(),
        vonage_sha1_cases(),
        vonage_sha256_cases(),
        sms_http_cases(),
        sms_http_json_cases(),
        sms_http_query_cases(),
        ussd_http_cases(),
        ussd_http_header_cases(),
        ussd_http_json_cases(),
        ussd_http_xml_cases(),
        jasmin_cases(),
        eight_by_eight_cases(),
        qontak_cases(),
        qontak_without_template_cases(),
        zenziva_cases(),
        zenziva_whatsapp_cases(),
        dartmedia_cases(),
        fonnte_cases(),
        wablas_cases(),
        zenvia_cases(),
        zenvia_whatsapp_cases(),
        telegram_cases(),
    };
}

HttpRequest get(std::string target) { return HttpRequest{"GET", std::move(target), {}, {}, "203.0.113.7"}; }

HttpRequest post_form(std::string target, std::string body) {
    return HttpRequest{"POST",
                       std::move(target),
                       {{"Content-Type", "application/x-www-form-urlencoded"}},
                       std::move(body),
                       "203.0.113.7"};
}

HttpRequest post_json(std::string target, std::string body) {
    return HttpRequest{
        "POST", std::move(target), {{"Content-Type", "application/json"}}, std::move(body), "203.0.113.7"};
}

HttpHeaders json_headers(HttpHeaders before) {
    before.emplace_back("Content-Type", "application/json");
    return before;
}

HttpHeaders form_headers(HttpHeaders before) {
    before.emplace_back("Content-Type", "application/x-www-form-urlencoded");
    return before;
}

void add_unauthentic(AdapterCases& cases, const HttpRequest& request) {
    const std::string refused = "the channel's secret is missing or wrong";
    HttpRequest without = request;
    without.target = request.path();
    HttpRequest another = without;
    another.target += "?secret=another";
    for (const Hook hook : {Hook::message, Hook::status}) {
        cases.incoming.push_back({"no secret", hook, without, Outcome::badly_signed, {refused}});
        cases.incoming.push_back({"another secret", hook, another, Outcome::badly_signed, {refused}});
    }
}

HttpRequest from_address(HttpRequest request, std::string remote) {
    request.remote = std::move(remote);
    return request;
}

HttpRequest with_header(HttpRequest request, std::string name, std::string value) {
    request.headers.emplace_back(std::move(name), std::move(value));
    return request;
}

Outbound text_to(std::string to, std::string text) {
    Outbound message;
    message.ref = table_ref;
    message.to = std::move(to);
    message.content.text = std::move(text);
    return message;
}

HttpReply answered(int status, std::string body, HttpHeaders headers) {
    return HttpReply{status, "application/json", std::move(body), std::move(headers)};
}

}  // namespace sambung::adapters

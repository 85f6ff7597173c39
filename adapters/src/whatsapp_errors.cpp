// Meta's error codes (page "Error codes") as answers to a send and as reasons of a failed status.
#include "answers.h"
#include "json_reading.h"
#include "reading.h"
#include "whatsapp.h"

#include <chrono>
#include <utility>

namespace sambung::adapters::whatsapp {

namespace {

constexpr int pair_rate = 131056;     // too many messages to one person
constexpr seconds pair_rate_wait{6};  // Meta allows about one in 6 s

constexpr CodeVerdict error_codes[] = {
    {0, 0, Verdict::alarm},                // cannot authenticate the app user
    {1, 2, Verdict::retry},                // API unknown, API service
    {4, 4, Verdict::throttled},            // API too many calls
    {10, 10, Verdict::alarm},              // permission denied
    {100, 100, Verdict::our_bug},          // invalid parameter
    {190, 190, Verdict::alarm},            // access token expired
    {200, 299, Verdict::alarm},            // permissions
    {368, 368, Verdict::alarm},            // blocked for policy violations
    {80007, 80007, Verdict::throttled},    // rate limit of the business account
    {130429, 130429, Verdict::throttled},  // throughput
    {130472, 130472, Verdict::permanent},  // the person is in an experiment of Meta's
    {130497, 130497, Verdict::permanent},  // not allowed in the person's country
    {131000, 131000, Verdict::retry},      // something went wrong
    {131008, 131009, Verdict::our_bug},    // parameter missing, parameter invalid
    {131016, 131016, Verdict::retry},      // service unavailable
    {131021, 131021, Verdict::permanent},  // sender and recipient are the same
    {131026, 131026, Verdict::permanent},  // undeliverable: no WhatsApp, terms not accepted, too old an app
    {131030, 131030, Verdict::permanent},  // not in the sandbox's list
    {131031, 131031, Verdict::alarm},      // account locked
    {131042, 131042, Verdict::alarm},      // payment
    {131045, 131045, Verdict::alarm},      // certificate
    {131047, 131047, Verdict::permanent},  // over 24 hours since the person wrote: only a template reaches them
    {131048, 131048, Verdict::throttled},  // spam limit
    {131049, 131049, Verdict::permanent},  // held back to keep the ecosystem healthy
    {131050, 131050, Verdict::opted_out},  // the person stopped marketing messages
    {131051, 131052, Verdict::our_bug},    // type of message, media that cannot be downloaded
    {131053, 131053, Verdict::retry},      // media upload
    {pair_rate, pair_rate, Verdict::throttled},
    {131057, 131057, Verdict::retry},  // account in maintenance
    {131064, 131064, Verdict::throttled},
    {132000, 132001, Verdict::our_bug},    // template: number of parameters, does not exist
    {132005, 132005, Verdict::our_bug},    // template: too long
    {132007, 132007, Verdict::our_bug},    // template: policy
    {132012, 132012, Verdict::our_bug},    // template: format of a parameter
    {132015, 132016, Verdict::our_bug},    // template: paused, disabled
    {132068, 132068, Verdict::our_bug},    // flow: blocked
    {133010, 133010, Verdict::alarm},      // number not registered
    {133016, 133016, Verdict::throttled},  // too many registrations
};

std::string message_id(const boost::json::object& body) {
    const auto* const messages = array_at(body, "messages");
    const auto* const first = messages == nullptr || messages->empty() ? nullptr : messages->front().if_object();
    const std::string_view id = first == nullptr ? std::string_view{} : text_at(*first, "id");
    return usable(id) ? std::string{id} : std::string{};
}

}  // namespace

Verdict verdict_of_error(long long code) { return verdict_of(error_codes, code).value_or(Verdict::permanent); }

Sent read_answer(const HttpReply& reply) {
    Sent sent = judged_by_status(reply);
    const auto body = parse_object(reply.body);
    if (!body) return sent;
    if (sent.verdict == Verdict::accepted) {
        sent.provider_id = message_id(*body);
        return sent;
    }
    const auto* const error = object_at(*body, "error");
    const auto code = error == nullptr ? std::nullopt : integer_at(*error, "code");
    sent = judged_by_code(std::move(sent), code, error_codes);
    if (code == pair_rate && !sent.retry_after) sent.retry_after = pair_rate_wait;
    return sent;
}

}  // namespace sambung::adapters::whatsapp

// Twilio's error codes (twilio.com/docs/api/errors) in answers and in status call-backs.
#include "answers.h"
#include "json_reading.h"
#include "reading.h"
#include "twilio.h"

#include <utility>

namespace sambung::adapters::twilio_parts {

namespace {

constexpr CodeVerdict error_codes[] = {
    {20003, 20003, Verdict::alarm},      // account sid or token
    {20404, 20404, Verdict::alarm},      // no such account
    {20429, 20429, Verdict::throttled},  // too many requests
    {21211, 21211, Verdict::permanent},  // no number to send to
    {21408, 21408, Verdict::alarm},      // the country is not switched on
    {21606, 21606, Verdict::alarm},      // the sender is not ours
    {21608, 21608, Verdict::alarm},      // a trial account, and not a number that it may write to
    {21610, 21610, Verdict::opted_out},  // the person sent STOP
    {21611, 21611, Verdict::throttled},  // the sender's queue is full
    {21612, 21612, Verdict::permanent},  // no route to this number from this sender
    {21614, 21614, Verdict::permanent},  // not a mobile number
    {21617, 21617, Verdict::our_bug},    // longer than 1600
    {30001, 30001, Verdict::throttled},  // queue overflow
    {30002, 30002, Verdict::alarm},      // account suspended
    {30003, 30006, Verdict::permanent},  // switched off, blocked, unknown, landline
    {30007, 30007, Verdict::permanent},  // filtered by the operator
    {30008, 30008, Verdict::retry},      // unknown
    {30022, 30022, Verdict::throttled},  // the operator's rate
    {63003, 63003, Verdict::permanent},  // not on WhatsApp
    {63007, 63007, Verdict::alarm},      // the sender is not set up for WhatsApp
    {63013, 63013, Verdict::permanent},  // against WhatsApp's policy
    {63015, 63016, Verdict::permanent},  // sandbox not joined; over 24 hours since the person wrote
    {63017, 63018, Verdict::throttled},  // rate of the account, rate of the sender
    {63024, 63024, Verdict::permanent},  // invalid recipient
    {63032, 63033, Verdict::permanent},  // WhatsApp limits this person; the person blocked us
    {63038, 63038, Verdict::throttled},  // messages of the day are used up
};

}  // namespace

Verdict verdict_of_error(long long code) { return verdict_of(error_codes, code).value_or(Verdict::permanent); }

Sent read_answer(const HttpReply& reply) {
    Sent sent = judged_by_status(reply);
    const auto body = parse_object(reply.body);
    if (!body) return sent;
    if (sent.verdict == Verdict::accepted) {
        sent.provider_id = usable_or_empty(text_at(*body, "sid"));
        return sent;
    }
    return judged_by_code(std::move(sent), integer_at(*body, "code"), error_codes);
}

}  // namespace sambung::adapters::twilio_parts

#include "answers.h"

#include "reading.h"

#include <algorithm>
#include <chrono>

namespace sambung::adapters {

namespace {

constexpr CodeVerdict statuses[] = {
    {200, 299, Verdict::accepted}, {401, 401, Verdict::alarm},     {403, 404, Verdict::alarm},
    {408, 408, Verdict::retry},    {429, 429, Verdict::throttled}, {400, 499, Verdict::our_bug},
    {504, 504, Verdict::unknown},  // a proxy waited in vain for whom it had given the message to
    {500, 599, Verdict::retry},
};

constexpr WordDelivery receipt_states[] = {
    {"ENROUTE", Delivery::sent},   {"ACCEPTD", Delivery::sent},   {"DELIVRD", Delivery::delivered},
    {"EXPIRED", Delivery::failed}, {"DELETED", Delivery::failed}, {"UNDELIV", Delivery::failed},
    {"REJECTD", Delivery::failed},
};

std::optional<seconds> retry_after(const HttpHeaders& headers) {
    constexpr auto longest = std::chrono::hours{24};
    const auto text = header(headers, "Retry-After");
    const auto number = text ? integer(*text) : std::nullopt;
    if (!number || *number < 0) return std::nullopt;
    return std::min<seconds>(longest, seconds{*number});
}

}  // namespace

std::optional<Verdict> verdict_of(std::span<const CodeVerdict> table, long long code) {
    for (const CodeVerdict& row : table)
        if (code >= row.first && code <= row.last) return row.verdict;
    return std::nullopt;
}

std::optional<Verdict> verdict_of(std::span<const WordVerdict> table, std::string_view word) {
    for (const WordVerdict& row : table)
        if (row.word == word) return row.verdict;
    return std::nullopt;
}

std::optional<Delivery> delivery_of(std::span<const WordDelivery> table, std::string_view word) {
    for (const WordDelivery& row : table)
        if (row.word == word) return row.delivery;
    return std::nullopt;
}

std::optional<Delivery> delivery_of_receipt(std::string_view stat) { return delivery_of(receipt_states, stat); }

Verdict verdict_of_status(int http_status) {
    // A redirect or something that is no status comes from a proxy in between: our address is wrong or it is passing.
    return verdict_of(statuses, http_status).value_or(Verdict::retry);
}

Sent judged_by_code(Sent sent, std::optional<long long> code, std::span<const CodeVerdict> table) {
    if (!code) return sent;
    sent.code = harmless(std::to_string(*code));
    if (sent.verdict != Verdict::throttled) sent.verdict = verdict_of(table, *code).value_or(sent.verdict);
    return sent;
}

Sent judged_by_status(const HttpReply& reply) {
    return Sent{verdict_of_status(reply.status), {}, std::to_string(reply.status), retry_after(reply.headers)};
}

}  // namespace sambung::adapters

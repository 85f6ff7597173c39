// How providers' answers are classed. Each adapter has a table of its codes; what the table does not know is judged by
// the HTTP status.
#pragma once

#include "adapters/adapter.h"

#include <optional>
#include <span>
#include <string_view>

namespace sambung::adapters {

struct CodeVerdict {
    int first;
    int last;  // codes from first to last
    Verdict verdict;
};

struct WordVerdict {
    std::string_view word;
    Verdict verdict;
};

[[nodiscard]] std::optional<Verdict> verdict_of(std::span<const CodeVerdict> table, long long code);
[[nodiscard]] std::optional<Verdict> verdict_of(std::span<const WordVerdict> table, std::string_view word);

// What a provider's word in a delivery report means.
struct WordDelivery {
    std::string_view word;
    Delivery delivery;
};
[[nodiscard]] std::optional<Delivery> delivery_of(std::span<const WordDelivery> table, std::string_view word);

// How a short message ended, in the words of SMPP 3.4 (5.2.28) that many providers kept: DELIVRD, UNDELIV and so on.
[[nodiscard]] std::optional<Delivery> delivery_of_receipt(std::string_view stat);

// 2xx accepted, 408 and 5xx retry, 429 throttled, 401 403 404 alarm (key or address wrong), other 4xx our bug.
[[nodiscard]] Verdict verdict_of_status(int http_status);
// The same with Retry-After (RFC 9110 10.2.3, seconds only) and the status as code.
[[nodiscard]] Sent judged_by_status(const HttpReply& reply);
// Then by a code within the answer, which knows more; but too fast is too fast whatever the code, and a code that the
// table does not know leaves the verdict as it is.
[[nodiscard]] Sent judged_by_code(Sent sent, std::optional<long long> code, std::span<const CodeVerdict> table);

}  // namespace sambung::adapters

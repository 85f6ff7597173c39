#include "smpp/outcome.h"

#include "adapters/smpp_receipt.h"
#include "adapters/smpp_status.h"

#include <algorithm>
#include <utility>

namespace sambung::gateway {

namespace smpp = adapters::smpp;
using adapters::Sent;
using adapters::Verdict;
using smpp::Settled;

namespace {

constexpr seconds after_throttling{5};

Sent sent_of(const Settled& part) {
    switch (part.how) {
        case Settled::How::answered:
        case Settled::How::late: {
            std::string id = smpp::id_of_answer(part.message_id);
            return {smpp::status::verdict(part.status), std::move(id), smpp::status::word(part.status), std::nullopt};
        }
        case Settled::How::unsent:
            return {Verdict::retry, {}, "not_sent", std::nullopt};
        case Settled::How::throttled:
            return {Verdict::throttled, {}, "throttled", after_throttling};
        case Settled::How::unanswered:
            return {Verdict::unknown, {}, "unanswered", std::nullopt};
        case Settled::How::lost:
            return {Verdict::unknown, {}, "connection_lost", std::nullopt};
    }
    std::unreachable();
}

// What a part's verdict weighs against another's: the heaviest speaks for the message.
int weight(Verdict verdict) {
    constexpr Verdict lightest_first[] = {Verdict::accepted,  Verdict::throttled, Verdict::retry,   Verdict::unknown,
                                          Verdict::opted_out, Verdict::permanent, Verdict::our_bug, Verdict::alarm};
    return static_cast<int>(std::ranges::find(lightest_first, verdict) - std::begin(lightest_first));
}

}  // namespace

Sent sent_by(const std::vector<Settled>& parts) {
    Sent whole{.verdict = Verdict::accepted, .provider_id = {}, .code = {}, .retry_after = {}};
    for (const Settled& part : parts) {
        Sent sent = sent_of(part);
        if (weight(sent.verdict) >= weight(whole.verdict)) whole = std::move(sent);
    }
    return whole;
}

}  // namespace sambung::gateway

#include "kinds.h"

namespace sambung::adapters {

Verdict Adapter::failure(std::string_view /*reason*/) const { return Verdict::permanent; }

HttpReply Adapter::answer_to(const Inbound& /*hop*/, const Content& content) const { return answer(content); }

Result<HttpCall> InlineAdapter::send(const Outbound& /*message*/) const {
    return fail(Errc::invalid_request, "a USSD screen is the reply to the citizen's own request");
}

Sent InlineAdapter::sent(const HttpReply& /*reply*/) const { return Sent{Verdict::our_bug, {}, {}, {}}; }

HttpReply SendingAdapter::answer(const Content& /*content*/) const { return taken(); }

HttpReply taken() { return HttpReply{200, "text/plain", {}, {}}; }

}  // namespace sambung::adapters

#include "promises.h"

#include "model/unicode.h"
#include "must.h"
#include "reading.h"

#include <algorithm>
#include <chrono>
#include <variant>

namespace sambung::adapters {

namespace {

constexpr char unit_separator = '\x1F';

bool usable_or_none(std::string_view id) { return id.empty() || usable(id); }

bool in_a_header(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

void require_sent_at(const Inbound& message) {
    must(message.sent_at.has_value());
    must(*message.sent_at <= table_now + std::chrono::minutes{10});
    must(*message.sent_at >= table_now - std::chrono::days{30});
}

void require_id(const Inbound& message) {
    if (!message.ussd) return must(usable(message.provider_id));
    must(usable(message.ussd->session) && usable_or_none(message.ussd->network));
    must(message.provider_id.starts_with(message.ussd->session + unit_separator));
    must(message.provider_id.ends_with(message.text) && valid_utf8(message.provider_id));
}

struct Promises {
    void operator()(const Inbound& in) const {
        require_id(in);
        require_sent_at(in);
        must(usable(in.from));
        must(valid_utf8(in.to) && valid_utf8(in.text));
        must(usable_or_none(in.option_id) && usable_or_none(in.reply_to));
        for (const Media& media : in.media)
            must(usable(media.id) && usable_or_none(media.mime) && usable_or_none(media.sha256));
        if (in.location) must(std::abs(in.location->latitude) <= 90 && std::abs(in.location->longitude) <= 180);
        if (in.part)
            must(in.part->ref >= 0 && in.part->ref <= 0xFFFF && in.part->of >= 2 && in.part->of <= 255 &&
                 in.part->number >= 1 && in.part->number <= in.part->of);
    }
    void operator()(const StatusUpdate& in) const {
        must(usable_or_none(in.ref) && usable_or_none(in.provider_id));
        must(!in.ref.empty() || !in.provider_id.empty());
        must(in.reason == harmless(in.reason));
    }
    void operator()(const SessionEnd& in) const {
        must(usable(in.session) && usable(in.from));
        must(in.hops >= 0 && in.duration >= milliseconds{0} && in.duration <= std::chrono::days{1});
    }
    void operator()(const Ignored& in) const { must(!in.why.empty()); }
    void operator()(const Malformed& in) const { must(!in.why.empty()); }
};

}  // namespace

const std::vector<FuzzedChannel>& channels() {
    static const std::vector<FuzzedChannel> all = [] {
        std::vector<FuzzedChannel> out;
        for (AdapterCases& cases : all_adapter_cases()) {
            auto adapter = make_adapter(cases.adapter, cases.settings).value();
            out.push_back({std::move(cases), std::move(adapter)});
        }
        return out;
    }();
    return all;
}

void require_promises(const Result<Received>& received, std::size_t size) {
    if (!received) {
        must(received.error().code == Errc::invalid_request);
        return must(!received.error().detail.empty() && received.error().detail.size() < 200);
    }
    must(received->items.size() <= size);
    for (const Item& item : received->items) std::visit(Promises{}, item);
    const HttpReply& reply = received->acknowledgement;
    must(reply.status == 200 && in_a_header(reply.content_type) && reply.headers.empty());
    must(valid_utf8(reply.body) && reply.body.size() <= 4 * longest_provider_id);
}

void require_promises(const Sent& sent) {
    must(!name(sent.verdict).empty());
    must(usable_or_none(sent.provider_id) && sent.code == harmless(sent.code));
    if (sent.retry_after) must(*sent.retry_after >= seconds{0} && *sent.retry_after <= std::chrono::days{1});
}

std::string in_words(const Result<Received>& received) {
    if (!received) return received.error().detail;
    std::string out = received->acknowledgement.body;
    for (const Item& item : received->items) out += "\n" + in_words(item);
    return out;
}

}  // namespace sambung::adapters

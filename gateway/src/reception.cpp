#include "reception.h"

#include "dialogs/danger.h"
#include "errors.h"
#include "fetching/media_references.h"
#include "payload.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <iterator>

namespace sambung::gateway {

namespace {

// The engine's own, since it is not asked here: what means STOP when it stands alone.
constexpr std::string_view stop_words[] = {"stop", "berhenti", "stop sms", "unsubscribe"};

std::string folded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (letter)
            out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!out.empty() && out.back() != ' ')
            out += ' ';
    }
    if (out.ends_with(' ')) out.pop_back();
    return out;
}

std::string words_of(const Inbound& message) {
    if (!message.text.empty()) return message.text;
    if (!message.media.empty()) return "(lampiran)";
    if (message.location) return "(lokasi)";
    return "(tombol)";
}

}  // namespace

bool breaks_silence(std::string_view text) {
    return dialogs::tells_danger(text) || std::ranges::find(stop_words, folded(text)) != std::end(stop_words);
}

Heard Reception::heard(const Channel& channel, Inbound message) const {
    // Providers count anew some day, and a stranger's message must never be taken for somebody's of long ago.
    const EventId event = parts_.keys.event(channel.id(), message.from + '\x1F' + message.provider_id);
    const PersonId person = parts_.keys.person(channel.id(), message.from);
    return {&channel, std::move(message), event, person};
}

store::NewInbound Reception::to_keep(const Channel& channel, Inbound message) const {
    const Heard known = heard(channel, std::move(message));
    return {channel.id(), known.event, known.person, encode_inbound(known.message)};
}

Task<Content> Reception::hear(const Channel& channel, Inbound message) {
    Turns::Said said = co_await parts_.turn(heard(channel, std::move(message)));
    co_return std::move(said.content);
}

Task<Result<>> Reception::take_in(const Channel& channel, std::vector<Inbound> messages) {
    const TimePoint now = parts_.clock();
    std::vector<store::NewInbound> batch;
    for (Inbound& message : messages) batch.push_back(to_keep(channel, std::move(message)));
    Result<store::PutResult> kept = co_await parts_.cases.put(std::move(batch), now, inbox_lease);
    if (!kept) co_return std::unexpected(kept.error());
    pass(parts_.checkpoint, "kept");
    for (std::optional<store::InboxItem>& item : *kept) {
        if (item)
            parts_.spawn(answer(std::move(*item)));
        else
            parts_.metrics.repeated(channel.kind());
    }
    co_return Result<>{};
}

Task<Result<std::optional<std::int64_t>>> Reception::keep_part(const Channel& channel, Inbound part,
                                                               milliseconds lease) {
    std::vector<store::NewInbound> batch;
    batch.push_back(to_keep(channel, std::move(part)));
    const Result<store::PutResult> kept = co_await parts_.cases.put(std::move(batch), parts_.clock(), lease);
    if (!kept) co_return std::unexpected(kept.error());
    const std::optional<store::InboxItem>& item = kept->front();
    co_return item ? std::optional{item->id} : std::nullopt;
}

Task<Result<>> Reception::join(const Channel& channel, Inbound whole, std::vector<std::int64_t> parts) {
    Result<std::optional<store::InboxItem>> kept =
        co_await parts_.cases.join(std::move(parts), to_keep(channel, std::move(whole)), parts_.clock(), inbox_lease);
    if (!kept) co_return std::unexpected(kept.error());
    pass(parts_.checkpoint, "kept");
    if (*kept) parts_.spawn(answer(**std::move(kept)));
    co_return Result<>{};
}

Task<> Reception::answer(store::InboxItem item) {
    const Channel* channel = parts_.channels.find(item.channel);
    Result<Inbound> message = decode_inbound(item.payload);
    if (channel == nullptr || !message) {
        // The channel was taken out of the configuration, or the row cannot be read: a person must look, the row stays.
        spdlog::error("event=inbox_unanswerable inbox={} channel={}", item.id, item.channel);
        co_return;
    }
    if (item.silent && !breaks_silence(message->text)) {
        co_await keep_for_staff(std::move(item), *message);
        co_return;
    }
    const std::string to = message->from;
    const std::string reply_to = message->provider_id;
    Heard known{channel, std::move(*message), item.event, item.person};
    Turns::Said said = co_await parts_.turn(std::move(known));
    if (!said.final) co_return;  // the lease runs out and the turn is tried again
    std::vector<store::NewOutbound> replies;
    if (!said.content.text.empty()) {
        const Outbound outbound{.ref = {}, .to = to, .content = std::move(said.content), .reply_to = reply_to};
        replies.push_back({parts_.keys.index("outbox", "reply:" + item.event.hex()), item.channel, item.person,
                           encode_outbound(outbound), store::Lanes::ordinary});
    }
    const Result<> finished = co_await parts_.cases.finish(item.id, std::move(replies), parts_.clock());
    if (!finished) spdlog::warn("event=inbox_unfinished inbox={} why={}", item.id, describe(finished.error()));
    parts_.outbox_filled();
}

// No answer but theirs. If it cannot be kept now, the lease runs out and it is tried again.
Task<> Reception::keep_for_staff(store::InboxItem item, const Inbound& message) {
    const TimePoint now = parts_.clock();
    store::Grant grant{.key = {item.event, 0},
                       .person = item.person,
                       .channel = item.channel,
                       .address = message.from,
                       .wish = store::Listen{parts_.keys.draft(item.event), words_of(message)},
                       .resume = {},
                       .media = references_of(item.channel, message.media),
                       .now = now,
                       .announce = {}};
    const Result<store::Outcome> kept = co_await parts_.cases.grant(std::move(grant));
    if (!kept) co_return;
    const Result<> finished = co_await parts_.cases.finish(item.id, {}, now);
    if (!finished) spdlog::warn("event=inbox_unfinished inbox={} why={}", item.id, describe(finished.error()));
    spdlog::info("event=kept_for_staff channel={}", item.channel);
}

// Sorts the items of a call: messages out, statuses into the store, the rest counted.
Task<Result<>> Reception::note(const Channel& channel, std::vector<Item>& items, std::vector<Inbound>& messages) {
    for (Item& item : items) {
        if (auto* message = std::get_if<Inbound>(&item)) {
            messages.push_back(std::move(*message));
        } else if (auto* update = std::get_if<StatusUpdate>(&item)) {
            const std::string state{name(update->delivery)};
            update->unwanted = update->delivery == Delivery::failed &&
                               channel.adapter->failure(update->reason) == adapters::Verdict::opted_out;
            const Result<bool> known = co_await parts_.cases.record_status(channel.id(), std::move(*update),
                                                                           store::IfUnknown::keep, parts_.clock());
            if (!known && known.error().code == Errc::unavailable) co_return std::unexpected(known.error());
            parts_.metrics.delivery(channel.id(), known && *known ? state : "early");
        } else if (auto* end = std::get_if<SessionEnd>(&item)) {
            parts_.metrics.ussd_ended(end->completed);
        } else if (auto* bad = std::get_if<Malformed>(&item)) {
            parts_.metrics.malformed(channel.id());
            spdlog::warn("event=item_malformed channel={} why={}", channel.id(), bad->why);
        }
    }
    co_return Result<>{};
}

Task<HttpReply> Reception::receive(const Channel* channel, adapters::Hook hook, HttpRequest request) {
    if (channel == nullptr) co_return error_reply(Errc::not_found);
    const Result<> authentic = channel->adapter->verify(request, hook);
    if (!authentic) {
        parts_.metrics.refused(channel->id());
        spdlog::warn("event=webhook_refused channel={}", channel->id());
        co_return HttpReply{
            .status = policy(authentic.error().code).http_status, .content_type = {}, .body = {}, .headers = {}};
    }
    Result<adapters::Received> received = channel->adapter->receive(request, hook, parts_.clock());
    if (!received) {
        parts_.metrics.malformed(channel->id());
        spdlog::warn("event=webhook_malformed channel={} why={}", channel->id(), describe(received.error()));
        co_return error_reply(received.error().code);
    }
    std::vector<Inbound> messages;
    const Result<> noted = co_await note(*channel, received->items, messages);
    if (!noted) co_return error_reply(noted.error().code);
    if (messages.empty()) co_return std::move(received->acknowledgement);
    if (channel->adapter->replies_inline()) {
        const Content content = co_await hear(*channel, messages.front());
        co_return channel->adapter->answer_to(messages.front(), content);
    }
    const Result<> kept = co_await take_in(*channel, std::move(messages));
    if (!kept) co_return error_reply(kept.error().code);
    co_return std::move(received->acknowledgement);
}

}  // namespace sambung::gateway

#include "reception.h"

#include "cases/officer_words.h"
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

constexpr std::string_view emergency_digit = "9";          // everywhere, and nothing else
constexpr std::string_view emergency_option = ":darurat";  // the same as a button, in every flow

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

// What the parts of a long message say together; the first lends its id and its time.
Inbound joined(const std::vector<std::string>& payloads) {
    Inbound whole;
    std::string text;
    for (const std::string& payload : payloads) {
        Result<Inbound> part = decode_inbound(payload);
        if (!part) continue;
        text += part->text;
        if (whole.provider_id.empty()) whole = std::move(*part);
    }
    whole.text = std::move(text);
    whole.provider_id += "+";
    whole.part.reset();
    return whole;
}

std::string words_of(const Inbound& message) {
    if (!message.text.empty()) return message.text;
    if (!message.media.empty()) return "(lampiran)";
    if (message.location) return "(lokasi)";
    return "(tombol)";
}

}  // namespace

bool breaks_silence(const Inbound& message) {
    const std::string_view text = message.text;
    if (std::string_view{message.option_id}.ends_with(emergency_option)) return true;
    return text == emergency_digit || dialogs::tells_danger(text) ||
           std::ranges::find(stop_words, folded(text)) != std::end(stop_words);
}

Reception::Reception(Parts parts)
    : parts_(std::move(parts)),
      arrivals_(
          {.cases = parts_.cases,
           .spool = parts_.spool,
           .metrics = parts_.metrics,
           .clock = parts_.clock,
           .spawn = parts_.spawn,
           .kept = [this](const std::string& id, std::vector<store::InboxItem> news,
                          std::size_t repeated) { take_up(*parts_.channels.find(id), std::move(news), repeated); },
           .lease = inbox_lease}) {}

Heard Reception::heard(const Channel& channel, Inbound message) const {
    // Providers count anew some day, and a stranger's message must never be taken for somebody's of long ago.
    const EventId event = parts_.keys.event(channel.id(), message.from + '\x1F' + message.provider_id);
    const PersonId person = parts_.keys.person(channel.id(), message.from);
    return {&channel, std::move(message), event, person};
}

store::NewInbound Reception::to_keep(const Channel& channel, Inbound message) const {
    const Heard known = heard(channel, std::move(message));
    store::NewInbound kept{channel.id(), known.event, known.person, encode_inbound(known.message)};
    const std::string& also = known.message.also_from;
    if (!also.empty()) kept.alias = parts_.keys.person(channel.id(), also);
    return kept;
}

Task<Content> Reception::hear(const Channel& channel, Inbound message) {
    Turns::Said said = co_await parts_.turn(heard(channel, std::move(message)));
    co_return std::move(said.content);
}

Task<Result<>> Reception::take_in(const Channel& channel, std::vector<Inbound> messages) {
    const auto dangers =
        std::ranges::count_if(messages, [](const Inbound& message) { return dialogs::tells_danger(message.text); });
    std::vector<store::NewInbound> batch;
    for (Inbound& message : messages) batch.push_back(to_keep(channel, std::move(message)));
    const Result<Arrivals::Place> kept = co_await arrivals_.keep(channel.id(), std::move(batch));
    if (!kept) co_return std::unexpected(kept.error());
    if (*kept == Arrivals::Place::spool && dangers > 0) {
        // It cannot ring while the books are away: whoever keeps the service running must know.
        parts_.metrics.danger_spooled(static_cast<int>(dangers));
        spdlog::error("event=danger_spooled channel={} messages={}", channel.id(), dangers);
    }
    co_return Result<>{};
}

void Reception::take_up(const Channel& channel, std::vector<store::InboxItem> news, std::size_t repeated) {
    pass(parts_.checkpoint, "kept");
    for (store::InboxItem& item : news) parts_.spawn(answer(std::move(item)));
    for (; repeated > 0; --repeated) parts_.metrics.repeated(channel.kind());
}

Task<Result<std::optional<std::int64_t>>> Reception::keep_part(const Channel& channel, Inbound part,
                                                               milliseconds lease) {
    if (arrivals_.spooling()) co_return fail(Errc::unavailable, "what came before waits in the spool");
    std::vector<store::NewInbound> batch;
    batch.push_back(to_keep(channel, std::move(part)));
    const Result<store::PutResult> kept = co_await parts_.cases.put(std::move(batch), parts_.clock(), lease);
    if (!kept) co_return std::unexpected(kept.error());
    const std::optional<store::InboxItem>& item = kept->front();
    co_return item ? std::optional{item->id} : std::nullopt;
}

// Other parts may land on any shard, so they meet in the books.
Task<Result<>> Reception::take_part(const Channel& channel, Inbound part) {
    if (arrivals_.spooling()) co_return fail(Errc::unavailable, "what came before waits in the spool");
    const Part place = *part.part;
    // Danger does not wait for the rest.
    const milliseconds wait = dialogs::tells_danger(part.text) ? inbox_lease : part_wait;
    const std::string whole = channel.id() + '\x1F' + part.from + '\x1F' + part.to + '\x1F' +
                              std::to_string(place.ref) + '\x1F' + std::to_string(place.of);
    store::NewPart kept{.inbound = to_keep(channel, std::move(part)),
                        .whole = parts_.keys.index("inbox.whole", whole),
                        .number = place.number,
                        .of = place.of};
    store::JoinParts join = [this, &channel](const std::vector<std::string>& payloads) {
        return to_keep(channel, joined(payloads));
    };
    Result<std::optional<store::InboxItem>> item =
        co_await parts_.cases.put_part(std::move(kept), wait, std::move(join), parts_.clock(), inbox_lease);
    if (!item) co_return std::unexpected(item.error());
    pass(parts_.checkpoint, "kept");
    if (*item) parts_.spawn(answer(**std::move(item)));
    co_return Result<>{};
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
    const Result<bool> done = co_await obeyed(item, *message);
    if (!done || *done) co_return;  // not done: the lease runs out and it is tried again
    if (item.silent && !breaks_silence(*message)) {
        co_await keep_for_staff(std::move(item), *message);
        co_return;
    }
    if (const Flood over = flood(item, *message); over != Flood::none) {
        co_await quarantine(item, *message, over);
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

Task<Result<bool>> Reception::obeyed(const store::InboxItem& item, const Inbound& message) {
    if (!parts_.units_of) co_return false;
    std::vector<std::string> units = parts_.units_of(item.person);
    if (units.empty()) co_return false;
    std::optional<std::vector<cases::Order>> orders = cases::orders_in(message.text);
    if (!orders) {
        const Result<bool> kept = co_await registered(item, message, std::move(units));
        co_return kept;
    }
    store::OfficerMessage said{.inbox = item.id,
                               .event = item.event,
                               .officer = item.person,
                               .channel = item.channel,
                               .address = message.from,
                               .reply_to = message.provider_id,
                               .units = std::move(units),
                               .orders = *std::move(orders)};
    const Result<bool> obeyed = co_await parts_.cases.obey(std::move(said), parts_.herald(), parts_.clock());
    if (obeyed && *obeyed) {
        spdlog::info("event=officer_answered channel={} inbox={}", item.channel, item.id);
        parts_.outbox_filled();
    }
    co_return obeyed;
}

Task<Result<bool>> Reception::registered(const store::InboxItem& item, const Inbound& message,
                                         std::vector<std::string> units) {
    if (parts_.registrar == nullptr) co_return false;
    std::optional<store::RegisterMessage> lines = parts_.registrar->lines_of(item, message, std::move(units));
    if (!lines) co_return false;
    const Result<> kept = co_await parts_.registrar->write(*std::move(lines), parts_.clock());
    if (!kept) co_return std::unexpected(kept.error());
    spdlog::info("event=register_written channel={} inbox={}", item.channel, item.id);
    parts_.outbox_filled();
    co_return true;
}

// Danger always reaches a person, STOP is always obeyed, and helpers write for many.
Flood Reception::flood(const store::InboxItem& item, const Inbound& message) const {
    if (parts_.guard == nullptr || item.again || parts_.is_helper(item.person)) return Flood::none;
    if (breaks_silence(message)) {
        parts_.guard->excuse(item.person, parts_.clock());
        return Flood::none;
    }
    return parts_.guard->charge(item.person, message.from, parts_.clock());
}

// One reply a day; staff release or discard what is held (sambung quarantine).
Task<> Reception::quarantine(const store::InboxItem& item, const Inbound& message, Flood flood) {
    const TimePoint now = parts_.clock();
    const std::string today = std::to_string(std::chrono::floor<std::chrono::days>(now).time_since_epoch().count());
    Content words;
    words.text = parts_.held_words();
    const Outbound outbound{.ref = {}, .to = message.from, .content = std::move(words), .reply_to = {}};
    store::NewOutbound reply{
        parts_.keys.index("outbox", "held:" + std::to_string(item.person.value) + ":" + item.channel + ":" + today),
        item.channel, item.person, encode_outbound(outbound), store::Lanes::ordinary};
    const Result<> held = co_await parts_.cases.hold(item.id, std::move(reply), now);
    if (!held) co_return;  // the lease runs out and it is tried again
    parts_.metrics.flood(item.channel, name(flood));
    spdlog::warn("event=message_quarantined channel={} inbox={} limit={}", item.channel, item.id, name(flood));
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
            update->unwanted = update->delivery == Delivery::failed &&
                               channel.adapter->failure(update->reason) == adapters::Verdict::opted_out;
            const Result<> noted = co_await arrivals_.note(channel.id(), std::move(*update));
            if (!noted && noted.error().code == Errc::unavailable) co_return std::unexpected(noted.error());
        } else if (auto* end = std::get_if<SessionEnd>(&item)) {
            co_await ended(channel, std::move(*end));
        } else if (auto* bad = std::get_if<Malformed>(&item)) {
            parts_.metrics.malformed(channel.id());
            spdlog::warn("event=item_malformed channel={} why={}", channel.id(), bad->why);
        }
    }
    co_return Result<>{};
}

Task<> Reception::ended(const Channel& channel, SessionEnd end) {
    if (parts_.drop_offs == nullptr) co_return;
    Standpoint at;
    if (!end.completed) at = co_await parts_.standpoint(parts_.keys.person(channel.id(), end.from), end.session);
    end.completed = end.completed || at.over;  // not every network tells who ended it
    parts_.drop_offs->add(parts_.today(), channel.id(), at, end);
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
    const auto parts = std::ranges::stable_partition(messages, [](const Inbound& message) { return !message.part; });
    for (Inbound& part : parts) {
        const Result<> kept = co_await take_part(*channel, std::move(part));
        if (!kept) co_return error_reply(kept.error().code);
    }
    messages.erase(parts.begin(), parts.end());
    if (messages.empty()) co_return std::move(received->acknowledgement);
    const Result<> kept = co_await take_in(*channel, std::move(messages));
    if (!kept) co_return error_reply(kept.error().code);
    co_return std::move(received->acknowledgement);
}

}  // namespace sambung::gateway

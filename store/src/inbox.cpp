#include "inbox.h"

#include "aliases.h"
#include "outbox.h"
#include "silence.h"

#include <algorithm>
#include <map>
#include <utility>

namespace sambung::store {

namespace {

std::string place_of(std::string_view channel, const EventId& event) {
    return "inbox.payload:" + event.hex() + ':' + std::string{channel};
}

std::optional<InboxItem> put_one(Clerk& clerk, NewInbound&& inbound, milliseconds lease) {
    if (inbound.alias)
        link(clerk, *inbound.alias, inbound.person);
    else
        inbound.person = canonical(clerk.sql, inbound.person);
    const SecretKey& key = clerk.person_key(inbound.person);
    const std::string sealed = seal(key, inbound.payload, place_of(inbound.channel, inbound.event));
    const TimePoint received = inbound.received.value_or(clerk.now);
    const int added = clerk.sql.run(
        "INSERT INTO inbox (channel, event, person, payload, received, lease_until) VALUES (?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (channel, event) DO NOTHING",
        inbound.channel, inbound.event, inbound.person, Blob{sealed}, received, clerk.now + lease);
    if (added == 0) return std::nullopt;
    return InboxItem{.id = clerk.sql.last_id(),
                     .channel = std::move(inbound.channel),
                     .event = inbound.event,
                     .person = inbound.person,
                     .payload = std::move(inbound.payload),
                     .received = received,
                     .silent = silent_until(clerk.sql, inbound.person, clerk.now).has_value()};
}

// Nothing if the person was erased meanwhile: then there is nothing left to answer.
std::optional<std::string> open_payload(Clerk& clerk, const InboxItem& item, std::string_view sealed) {
    const std::optional<SecretKey> key = person_key(clerk.sql, clerk.keys, item.person);
    if (!key) return std::nullopt;
    Result<std::string> plain = unseal(*key, sealed, place_of(item.channel, item.event));
    if (!plain) return std::nullopt;
    return std::move(*plain);
}

bool close_item(Clerk& clerk, std::int64_t id) {
    return clerk.sql.run("UPDATE inbox SET payload = NULL, done = ? WHERE id = ? AND done IS NULL", clerk.now, id) > 0;
}

}  // namespace

PutResult put_inbound(Clerk& clerk, std::vector<NewInbound> batch, milliseconds lease) {
    PutResult result;
    result.reserve(batch.size());
    for (NewInbound& inbound : batch) result.push_back(put_one(clerk, std::move(inbound), lease));
    return result;
}

Result<> finish_inbound(Clerk& clerk, std::int64_t id, const std::vector<NewOutbound>& replies) {
    if (close_item(clerk, id)) {
        enqueue_outbound(clerk, replies);
        return {};
    }
    if (clerk.sql.query("SELECT 1 FROM inbox WHERE id = ?", id).next()) return {};
    return fail(Errc::not_found, "no such inbox item");
}

std::optional<InboxItem> join_inbound(Clerk& clerk, const std::vector<std::int64_t>& parts, NewInbound whole,
                                      milliseconds lease) {
    const auto waited = std::ranges::count_if(parts, [&](std::int64_t part) { return close_item(clerk, part); });
    return waited > 0 ? put_one(clerk, std::move(whole), lease) : std::nullopt;
}

namespace {

struct WaitingPart {
    std::int64_t id = 0;
    std::string payload;
};

// By number; of two with one number the newer, since references come round again. What cannot be opened is left out.
std::map<std::int64_t, WaitingPart> parts_waiting(Clerk& clerk, const NewPart& part) {
    struct Row {
        InboxItem item;
        std::int64_t number;
        std::string sealed;
    };
    std::vector<Row> rows;
    for (Query row = clerk.sql.query("SELECT id, channel, event, person, part, payload FROM inbox"
                                     " WHERE whole = ? AND done IS NULL AND held IS NULL ORDER BY id",
                                     part.whole);
         row.next();)
        rows.push_back({.item = {row.integer(0), std::string{row.text(1)}, {row.key(2)}, row.person(3), {}, {}},
                        .number = row.integer(4),
                        .sealed = std::string{row.blob(5)}});
    std::map<std::int64_t, WaitingPart> waiting;
    for (const Row& row : rows)
        if (std::optional<std::string> payload = open_payload(clerk, row.item, row.sealed))
            waiting[row.number] = {row.item.id, std::move(*payload)};
    return waiting;
}

}  // namespace

std::optional<InboxItem> put_part_of_inbound(Clerk& clerk, NewPart&& part, milliseconds wait, const JoinParts& join,
                                             milliseconds lease) {
    const std::optional<InboxItem> kept = put_one(clerk, std::move(part.inbound), wait);
    if (!kept) return std::nullopt;
    clerk.sql.run("UPDATE inbox SET whole = ?2, part = ?3 WHERE id = ?1", kept->id, part.whole, part.number);
    std::map<std::int64_t, WaitingPart> waiting = parts_waiting(clerk, part);
    if (std::cmp_less(waiting.size(), part.of)) return std::nullopt;
    std::vector<std::string> payloads;
    for (auto& [number, one] : waiting) {
        close_item(clerk, one.id);
        payloads.push_back(std::move(one.payload));
    }
    return put_one(clerk, join(std::move(payloads)), lease);
}

std::vector<InboxItem> claim_inbound(Clerk& clerk, milliseconds lease, int most) {
    std::vector<std::pair<InboxItem, std::string>> waiting;
    for (Query row = clerk.sql.query("SELECT id, channel, event, person, payload, received FROM inbox"
                                     " WHERE done IS NULL AND held IS NULL AND lease_until <= ? ORDER BY id LIMIT ?",
                                     clerk.now, most);
         row.next();) {
        InboxItem item{row.integer(0), std::string{row.text(1)}, {row.key(2)}, row.person(3), {}, row.time(5)};
        item.again = true;
        waiting.emplace_back(std::move(item), row.blob(4));
    }
    std::vector<InboxItem> claimed;
    for (auto& [item, sealed] : waiting) {
        std::optional<std::string> payload = open_payload(clerk, item, sealed);
        if (!payload) {
            close_item(clerk, item.id);
            continue;
        }
        clerk.sql.run("UPDATE inbox SET lease_until = ? WHERE id = ?", clerk.now + lease, item.id);
        item.payload = std::move(*payload);
        item.silent = silent_until(clerk.sql, item.person, clerk.now).has_value();
        claimed.push_back(std::move(item));
    }
    return claimed;
}

}  // namespace sambung::store

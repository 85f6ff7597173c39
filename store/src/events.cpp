#include "events.h"

#include "case_rows.h"
#include "chain.h"

#include <utility>

namespace sambung::store {

namespace {

std::string place_of(std::int64_t seq) { return "events.payload:" + std::to_string(seq); }

// The key of the case that an event is about; none if it is about none, or about one that was erased.
std::optional<SecretKey> key_of(Sql& sql, const Keys& keys, std::optional<std::int64_t> case_id) {
    if (!case_id) return std::nullopt;
    const std::optional<CaseRow> row = case_by_id(sql, *case_id);
    if (!row || row->wrapped_key.empty()) return std::nullopt;
    return case_key(keys, *row);
}

std::optional<std::string> seal_words(Clerk& clerk, const NewEvent& event, std::int64_t seq) {
    if (event.words.empty()) return std::nullopt;
    const std::optional<SecretKey> key = key_of(clerk.sql, clerk.keys, event.case_id);
    if (!key) return std::nullopt;
    return seal(*key, event.words, place_of(seq));
}

}  // namespace

void Meta::begin(std::string_view name) {
    if (!body_.empty()) body_ += ',';
    body_ += '"';
    body_ += name;
    body_ += "\":";
}

Meta& Meta::add(std::string_view name, std::string_view value) {
    begin(name);
    body_ += '"';
    for (const char c : value) {
        if (c == '"' || c == '\\') body_ += '\\';
        body_ += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    body_ += '"';
    return *this;
}

Meta& Meta::add(std::string_view name, std::int64_t value) {
    begin(name);
    body_ += std::to_string(value);
    return *this;
}

// The head is read inside BEGIN IMMEDIATE, so no other process can have appended since.
void append_event(Clerk& clerk, const NewEvent& event) {
    const ChainHead head = head_of(clerk.sql);
    const std::optional<std::string> payload = seal_words(clerk, event, head.seq + 1);
    const Link link{.prev = head.hash,
                    .seq = head.seq + 1,
                    .at = to_millis(clerk.now),
                    .type = event.type,
                    .actor = event.actor,
                    .case_id = event.case_id.value_or(0),
                    .meta = event.meta,
                    .payload = payload ? std::string_view{*payload} : std::string_view{}};
    clerk.sql.run(
        "INSERT INTO events (seq, at, type, actor, case_id, meta, payload, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, "
        "?)",
        link.seq, link.at, link.type, link.actor, event.case_id, link.meta, as_blob(payload), Blob{link.prev},
        Blob{hash_of(link)});
}

Result<std::string> event_words(Sql& sql, const Keys& keys, std::int64_t seq) {
    Query row = sql.query("SELECT case_id, payload FROM events WHERE seq = ? AND payload IS NOT NULL", seq);
    if (!row.next()) return fail(Errc::not_found, "no such event with words");
    const std::optional<SecretKey> key = key_of(sql, keys, row.integer(0));
    if (!key) return fail(Errc::not_found, "its case was erased");
    return open_sealed(*key, row.blob(1), place_of(seq));
}

Result<std::int64_t> verify_events(Database& database) {
    ChainHead head;
    for (;;) {
        Result<ChainHead> next = database.read_now([&head](Sql& sql) { return walk_chain(sql, head); });
        if (!next) return std::unexpected(std::move(next.error()));
        if (next->seq == head.seq) return head.seq;
        head = std::move(*next);
    }
}

}  // namespace sambung::store

#include "events.h"

#include <sodium.h>

#include <array>

namespace sambung::store {

namespace {

using Sha256 = std::array<unsigned char, crypto_hash_sha256_BYTES>;
constexpr int page = 1000;  // events a read transaction, so that none lasts long

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
std::string_view view(const Sha256& hash) { return {reinterpret_cast<const char*>(hash.data()), hash.size()}; }

Sha256 sha256(std::string_view bytes) {
    Sha256 hash{};
    crypto_hash_sha256(hash.data(), raw(bytes), bytes.size());
    return hash;
}

void append_number(std::string& to, std::uint64_t number) {
    for (unsigned shift = 64; shift > 0; shift -= 8) to += static_cast<char>((number >> (shift - 8)) & 0xFFU);
}

void append_text(std::string& to, std::string_view text) {
    append_number(to, text.size());
    to += text;
}

struct Link {
    std::string_view prev;
    std::int64_t seq = 0;
    std::int64_t at = 0;
    std::string_view type;
    std::string_view actor;
    std::int64_t case_id = 0;  // 0: about no case
    std::string_view meta;
    std::string_view payload;
};

Sha256 hash_of(const Link& link) {
    std::string bytes{link.prev};
    append_number(bytes, static_cast<std::uint64_t>(link.seq));
    append_number(bytes, static_cast<std::uint64_t>(link.at));
    append_text(bytes, link.type);
    append_text(bytes, link.actor);
    append_number(bytes, static_cast<std::uint64_t>(link.case_id));
    bytes += view(sha256(link.meta));
    bytes += view(sha256(link.payload));
    return sha256(bytes);
}

struct Head {
    std::int64_t seq = 0;
    std::string hash = std::string(crypto_hash_sha256_BYTES, '\0');
};

// Inside BEGIN IMMEDIATE, so no other process can have appended since.
Head head_of(Sql& sql) {
    Query row = sql.query("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1");
    if (!row.next()) return {};
    return {row.integer(0), std::string{row.blob(1)}};
}

bool fits(const Head& head, const Query& row) {
    const Link link{.prev = row.blob(6),
                    .seq = row.integer(0),
                    .at = row.integer(1),
                    .type = row.text(2),
                    .actor = row.text(3),
                    .case_id = row.integer(4),
                    .meta = row.text(5),
                    .payload = row.blob(8)};
    return link.seq == head.seq + 1 && link.prev == head.hash && row.blob(7) == view(hash_of(link));
}

// Walks on from `head`; the new head, which is the old one at the end of the chain.
Result<Head> walk_page(Sql& sql, Head head) {
    Query row = sql.query(
        "SELECT seq, at, type, actor, case_id, meta, prev, hash, payload FROM events WHERE seq > ? ORDER BY seq LIMIT "
        "?",
        head.seq, page);
    while (row.next()) {
        if (!fits(head, row))
            return fail(Errc::conflict, "event " + std::to_string(row.integer(0)) + " does not fit the chain");
        head = {row.integer(0), std::string{row.blob(7)}};
    }
    return head;
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

void append_event(Clerk& clerk, const NewEvent& event) {
    const Head head = head_of(clerk.sql);
    const Link link{.prev = head.hash,
                    .seq = head.seq + 1,
                    .at = to_millis(clerk.now),
                    .type = event.type,
                    .actor = event.actor,
                    .case_id = event.case_id.value_or(0),
                    .meta = event.meta,
                    .payload = {}};
    clerk.sql.run(
        "INSERT INTO events (seq, at, type, actor, case_id, meta, prev, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        link.seq, link.at, link.type, link.actor, event.case_id, link.meta, Blob{link.prev}, Blob{view(hash_of(link))});
}

Result<std::int64_t> verify_events(Database& database) {
    Head head;
    for (;;) {
        Result<Head> next = database.read_now([&head](Sql& sql) { return walk_page(sql, head); });
        if (!next) return std::unexpected(std::move(next.error()));
        if (next->seq == head.seq) return head.seq;
        head = std::move(*next);
    }
}

}  // namespace sambung::store

#include "chain.h"

#include <sodium.h>

#include <array>

namespace sambung::store {

namespace {

using Sha256 = std::array<unsigned char, crypto_hash_sha256_BYTES>;
constexpr int page = 1000;

const unsigned char* raw(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }

std::string sha256(std::string_view bytes) {
    Sha256 hash{};
    crypto_hash_sha256(hash.data(), raw(bytes), bytes.size());
    return {hash.begin(), hash.end()};
}

void append_number(std::string& to, std::uint64_t number) {
    for (unsigned shift = 64; shift > 0; shift -= 8) to += static_cast<char>((number >> (shift - 8)) & 0xFFU);
}

void append_text(std::string& to, std::string_view text) {
    append_number(to, text.size());
    to += text;
}

// What the hash cannot tell apart was never written so: case 0 for no case, a payload of no bytes for no payload.
bool written_by_us(const Query& row) {
    const bool no_case = row.null(4) || row.integer(4) != 0;
    const bool no_payload = row.null(8) || !row.blob(8).empty();
    return no_case && no_payload;
}

bool fits(const ChainHead& head, const Query& row) {
    const Link link{.prev = row.blob(6),
                    .seq = row.integer(0),
                    .at = row.integer(1),
                    .type = row.text(2),
                    .actor = row.text(3),
                    .case_id = row.integer(4),
                    .meta = row.text(5),
                    .payload = row.blob(8)};
    return written_by_us(row) && link.seq == head.seq + 1 && link.prev == head.hash && row.blob(7) == hash_of(link);
}

}  // namespace

std::string hash_of(const Link& link) {
    std::string bytes{link.prev};
    append_number(bytes, static_cast<std::uint64_t>(link.seq));
    append_number(bytes, static_cast<std::uint64_t>(link.at));
    append_text(bytes, link.type);
    append_text(bytes, link.actor);
    append_number(bytes, static_cast<std::uint64_t>(link.case_id));
    bytes += sha256(link.meta);
    bytes += sha256(link.payload);
    return sha256(bytes);
}

ChainHead head_of(Sql& sql) {
    Query row = sql.query("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1");
    if (!row.next()) return {};
    return {row.integer(0), std::string{row.blob(1)}};
}

Result<ChainHead> walk_chain(Sql& sql, ChainHead head, const SeenEvent& seen) {
    Query row = sql.query(
        "SELECT seq, at, type, actor, case_id, meta, prev, hash, payload FROM events WHERE seq > ? ORDER BY seq LIMIT "
        "?",
        head.seq, page);
    if (head.seq == 0 && sql.query("SELECT 1 FROM events WHERE seq < 1").next())
        return fail(Errc::conflict, "an event stands before the first");
    while (row.next()) {
        if (!fits(head, row))
            return fail(Errc::conflict, "event " + std::to_string(row.integer(0)) + " does not fit the chain");
        head = {row.integer(0), std::string{row.blob(7)}};
        if (seen) seen(head);
    }
    return head;
}

}  // namespace sambung::store

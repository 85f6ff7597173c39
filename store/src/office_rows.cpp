#include "office_rows.h"

#include "model/error.h"

#include <sodium.h>

#include <utility>

namespace sambung::store {

namespace {

bool is_sealed(DocumentKind kind) { return kind == DocumentKind::units; }

std::string sha256_bytes(std::string_view text) {
    std::string digest(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(reinterpret_cast<unsigned char*>(digest.data()),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return digest;
}

std::string hex(std::string_view bytes) {
    std::string out;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        out += "0123456789abcdef"[byte >> 4U];
        out += "0123456789abcdef"[byte & 0xFU];
    }
    return out;
}

// What its key and its text are bound to: the row, by what it is known by.
std::string place_of(std::string_view digest) { return "office:" + hex(digest); }

// Columns: id, version, state, author, approver, text, report, drafted, activated, hands, sha256, key, sealed.
OfficeDocument document_in(const Query& row, const Keys& keys) {
    OfficeDocument out{.id = row.integer(0),
                       .version = row.integer(1),
                       .state = std::string{row.text(2)},
                       .author = std::string{row.text(3)},
                       .approver = std::string{row.text(4)},
                       .sha256 = {},
                       .text = std::string{row.text(5)},
                       .report = std::string{row.text(6)},
                       .drafted = row.time(7),
                       .activated = row.null(8) ? std::nullopt : std::optional{row.time(8)},
                       .hands = std::string{row.text(9)}};
    if (!row.null(12)) {
        const std::string place = place_of(row.blob(10));
        out.text = open_sealed(open_key(keys, row.blob(11), place), row.blob(12), place);
    }
    out.sha256 = sha256_of(out.text);
    return out;
}

std::optional<OfficeDocument> first(Query row, const Keys& keys) {
    if (!row.next()) return std::nullopt;
    return document_in(row, keys);
}

}  // namespace

std::string_view name(DocumentKind kind) {
    switch (kind) {
        case DocumentKind::routing:
            return "routing";
        case DocumentKind::units:
            return "units";
        case DocumentKind::calendar:
            return "calendar";
    }
    std::unreachable();
}

std::string_view words(DocumentKind kind) { return kind == DocumentKind::routing ? "rule set" : name(kind); }

std::string sha256_of(std::string_view text) { return hex(sha256_bytes(text)); }

std::string digest_of(const Keys& keys, DocumentKind kind, std::string_view text) {
    return sha256_bytes(is_sealed(kind) ? keys.index("office.text", text).hex() : std::string{text});
}

std::vector<OfficeDocument> documents_of(Sql& sql, const Keys& keys, DocumentKind kind) {
    std::vector<OfficeDocument> all;
    for (Query row = sql.query(
             "SELECT id, version, state, author, approver, text, report, drafted, activated, hands, sha256, key, sealed"
             " FROM office_documents WHERE kind = ? ORDER BY version",
             name(kind));
         row.next();)
        all.push_back(document_in(row, keys));
    return all;
}

std::optional<OfficeDocument> document_by_text(Sql& sql, const Keys& keys, DocumentKind kind, std::string_view text) {
    const std::string digest = digest_of(keys, kind, text);
    return first(
        sql.query(
            "SELECT id, version, state, author, approver, text, report, drafted, activated, hands, sha256, key, sealed"
            " FROM office_documents WHERE sha256 = ? AND kind = ?",
            Blob{digest}, name(kind)),
        keys);
}

std::optional<OfficeDocument> document_by_version(Sql& sql, const Keys& keys, DocumentKind kind, std::int64_t version) {
    return first(
        sql.query(
            "SELECT id, version, state, author, approver, text, report, drafted, activated, hands, sha256, key, sealed"
            " FROM office_documents WHERE kind = ? AND version = ?",
            name(kind), version),
        keys);
}

std::optional<OfficeDocument> document_by_id(Sql& sql, const Keys& keys, std::int64_t id) {
    return first(
        sql.query(
            "SELECT id, version, state, author, approver, text, report, drafted, activated, hands, sha256, key, sealed"
            " FROM office_documents WHERE id = ?",
            id),
        keys);
}

std::optional<OfficeDocument> active_document(Sql& sql, const Keys& keys, DocumentKind kind) {
    return first(
        sql.query(
            "SELECT id, version, state, author, approver, text, report, drafted, activated, hands, sha256, key, sealed"
            " FROM office_documents WHERE kind = ? AND state = 'active'",
            name(kind)),
        keys);
}

std::int64_t insert_document(Clerk& clerk, DocumentKind kind, std::string_view text, std::string_view author) {
    const std::string digest = digest_of(clerk.keys, kind, text);
    std::optional<std::string> key;
    std::optional<std::string> sealed;
    if (is_sealed(kind)) {
        const SecretKey fresh = Keys::fresh();
        key = clerk.keys.wrap(fresh, place_of(digest));
        sealed = seal(fresh, text, place_of(digest));
        text = {};
    }
    clerk.sql.run(
        "INSERT INTO office_documents (kind, version, state, author, sha256, text, key, sealed, drafted) VALUES"
        " (?1, (SELECT coalesce(max(version), 0) + 1 FROM office_documents WHERE kind = ?1), 'draft', ?2, ?3, ?4, ?5,"
        " ?6, ?7)",
        name(kind), author, Blob{digest}, text, as_blob(key), as_blob(sealed), clerk.now);
    const std::int64_t id = clerk.sql.last_id();
    Query row = clerk.sql.query("SELECT version FROM office_documents WHERE id = ?", id);
    row.next();
    return row.integer(0);
}

}  // namespace sambung::store

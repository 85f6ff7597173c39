#include "clerk.h"

#include <algorithm>

namespace sambung::store {

namespace {

std::string owner_of(PersonId person) { return "person:" + std::to_string(person.value); }

}  // namespace

const SecretKey& Clerk::person_key(PersonId person) {
    const auto met = std::ranges::find(met_, person, &std::pair<PersonId, SecretKey>::first);
    if (met != met_.end()) return met->second;
    std::optional<SecretKey> key = store::person_key(sql, keys, person);
    if (!key) {
        key = Keys::fresh();
        sql.run(
            "INSERT INTO persons (id, key, created) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET key = excluded.key",
            person, Blob{keys.wrap(*key, owner_of(person))}, now);
    }
    return met_.emplace_back(person, *key).second;
}

void Clerk::note_language(PersonId person, Language language) {
    sql.run("UPDATE persons SET language = ?2 WHERE id = ?1 AND language IS NOT ?2", person, code(language));
}

void Clerk::note_contact(PersonId person, std::optional<cases::Contact> contact) {
    if (!contact) return;
    sql.run("UPDATE persons SET contact = ?2 WHERE id = ?1 AND contact IS NOT ?2", person, cases::name(*contact));
}

std::optional<SecretKey> person_key(Sql& sql, const Keys& keys, PersonId person) {
    Query row = sql.query("SELECT key FROM persons WHERE id = ?", person);
    if (!row.next() || row.null(0)) return std::nullopt;
    return open_key(keys, row.blob(0), owner_of(person));
}

std::optional<std::string> seal_text(const SecretKey& key, std::string_view text, std::string_view place) {
    if (text.empty()) return std::nullopt;
    return seal(key, text, place);
}

std::optional<Blob> as_blob(const std::optional<std::string>& bytes) {
    if (!bytes) return std::nullopt;
    return Blob{*bytes};
}

SecretKey open_key(const Keys& keys, std::string_view wrapped, const std::string& owner) {
    const Result<SecretKey> key = keys.unwrap(wrapped, owner);
    if (!key) throw BrokenSeal(key.error());
    return *key;
}

std::string open_sealed(const SecretKey& key, std::string_view sealed, const std::string& place) {
    Result<std::string> plain = unseal(key, sealed, place);
    if (!plain) throw BrokenSeal(plain.error());
    return std::move(*plain);
}

}  // namespace sambung::store

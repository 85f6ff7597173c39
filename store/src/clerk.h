// What one job on the writer has in hand: the connection, the time, and the keys of the persons that it has met.
#pragma once

#include "cases/report.h"
#include "model/language.h"
#include "model/time.h"
#include "sql.h"
#include "store/keys.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sambung::store {

class Clerk {
 public:
    Clerk(Sql& the_sql, const Keys& the_keys, TimePoint the_time) : sql(the_sql), keys(the_keys), now(the_time) {}

    // Made when the person is first met, or comes back after erasure.
    const SecretKey& person_key(PersonId person);
    void note_language(PersonId person, Language language);
    void note_contact(PersonId person, std::optional<cases::Contact> contact);  // nothing said: as before

    Sql& sql;
    const Keys& keys;
    const TimePoint now;

 private:
    std::vector<std::pair<PersonId, SecretKey>> met_;  // a job meets few
};

// Nothing if the person is unknown or was erased. On any connection.
[[nodiscard]] std::optional<SecretKey> person_key(Sql& sql, const Keys& keys, PersonId person);

// Seals a text under `key`, bound to its place; nothing for an empty text.
[[nodiscard]] std::optional<std::string> seal_text(const SecretKey& key, std::string_view text, std::string_view place);
[[nodiscard]] std::optional<Blob> as_blob(const std::optional<std::string>& bytes);

// Throws BrokenSeal.
[[nodiscard]] SecretKey open_key(const Keys& keys, std::string_view wrapped, const std::string& owner);
[[nodiscard]] std::string open_sealed(const SecretKey& key, std::string_view sealed, const std::string& place);

}  // namespace sambung::store

// Anchors: signed statements of how far the event chain reached, in files that are carried to where nobody who can
// change the database can change them too (docs/security.md, "Anchors"). The chain finds a changed event; the anchors
// find a chain that was cut, or made anew from its beginning. Whoever checks needs the public key only.
#pragma once

#include "cases/calendar.h"
#include "model/error.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/task.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

using PublicKey = std::array<unsigned char, 32>;  // Ed25519
[[nodiscard]] PublicKey public_key(const Keys& keys);
[[nodiscard]] std::string hex(const PublicKey& key);
[[nodiscard]] std::optional<PublicKey> public_key_from(std::string_view hex);  // 64 digits

struct Anchor {
    std::int64_t events = 0;               // that the chain had
    std::array<unsigned char, 32> hash{};  // of the last of them
    std::string day;                       // on the office's clock, "2026-11-22"
    TimePoint at{};
    bool operator==(const Anchor&) const = default;
};
[[nodiscard]] std::string file_name(const Anchor& anchor);  // "2026-11-22-1234.txt"

// Seven lines: what it is, day, events, hash, time, public key, and the signature of the six before.
[[nodiscard]] std::string write_anchor(const Anchor& anchor, const Keys& keys);
// Errc::not_authentic unless every byte is as it was written and one of these keys signed it.
[[nodiscard]] Result<Anchor> read_anchor(std::string_view text, const std::vector<PublicKey>& keys);

// The anchors of one database, as they fall due. Any io_context may await the two tasks.
class Anchors {
 public:
    // All but the folder and the calendar outlive every task of this.
    Anchors(Database& database, const Keys& keys, std::filesystem::path folder, cases::Calendar calendar)
        : database_(database), keys_(keys), folder_(std::move(folder)), calendar_(std::move(calendar)) {}

    // One anchor if an event of an earlier day is not covered yet, or ten thousand events: so every night with news
    // has one, and nights that were missed have one together. Nothing if none is due. Errc::conflict if the chain is
    // shorter than what was anchored.
    Task<Result<std::optional<Anchor>>> due(TimePoint now);
    // Its file, flushed and under its name; the folder is made. Blocks for as long as the disk does, so not on a shard
    // nor on the database. Errc::unavailable if it could not be written.
    [[nodiscard]] Result<> place(const Anchor& anchor) const;
    // That it was placed: from now on its file is missed.
    Task<Result<>> note(Anchor anchor);

 private:
    Database& database_;
    const Keys& keys_;
    std::filesystem::path folder_;
    cases::Calendar calendar_;
};

struct RecordCheck {
    std::filesystem::path database;
    std::filesystem::path anchors{};  // empty: none are looked at
    std::vector<PublicKey> keys{};    // that may have signed them
    bool own_folder = true;           // every anchor that was ever written must be there
};
struct CheckedAnchor {
    std::string file;
    std::optional<Anchor> anchor;  // none: it cannot be trusted
    std::string wrong;             // empty: it fits the chain
};
struct CheckedRecord {
    std::int64_t events = 0;
    std::string hash;                    // of the last, in hex
    std::string wrong;                   // with the chain; empty: each event fits the one before
    std::vector<CheckedAnchor> anchors;  // by events
    std::vector<std::string> missing;    // files that were written and are not there
    [[nodiscard]] bool clean() const;
};
// Walks the chain and compares it with the anchors; opens the database to read only, so a copy will do.
// Errc::unavailable if a file or the folder cannot be read; Errc::misconfigured if the database is none of ours.
// Blocks.
[[nodiscard]] Result<CheckedRecord> check_record(const RecordCheck& check);

}  // namespace sambung::store

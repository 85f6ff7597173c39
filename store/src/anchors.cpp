#include "store/anchors.h"

#include "blob_file.h"
#include "chain.h"

#include <sodium.h>

#include <algorithm>
#include <utility>

namespace sambung::store {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t many_events = 10'000;

std::int64_t last_anchored(Sql& sql) {
    Query row = sql.query("SELECT seq FROM anchors ORDER BY seq DESC LIMIT 1");
    return row.next() ? row.integer(0) : 0;
}

// The first event that no anchor covers is of an earlier day, or too many have come since.
Result<std::optional<Anchor>> due_anchor(Sql& sql, const cases::Calendar& calendar, TimePoint now) {
    const std::int64_t anchored = last_anchored(sql);
    const ChainHead head = head_of(sql);
    if (head.seq < anchored) return fail(Errc::conflict, "the log is shorter than what was anchored");
    if (head.seq == anchored) return std::optional<Anchor>{};
    Query first = sql.query("SELECT at FROM events WHERE seq > ? ORDER BY seq LIMIT 1", anchored);
    const bool of_today = first.next() && calendar.day_of(first.time(0)) >= calendar.day_of(now);
    if (of_today && head.seq - anchored < many_events) return std::optional<Anchor>{};
    Anchor anchor{.events = head.seq, .hash = {}, .day = calendar.date_of(now), .at = now};
    if (head.hash.size() != anchor.hash.size()) return fail(Errc::conflict, "the last event has no hash");
    std::ranges::copy(head.hash, anchor.hash.begin());
    return anchor;
}

}  // namespace

Task<Result<std::optional<Anchor>>> Anchors::due(TimePoint now) {
    return database_.read([calendar = calendar_, now](Sql& sql) { return due_anchor(sql, calendar, now); });
}

// Whole and under its name, or not there. Another process may be at the same one, so each writes a file of its own
// first.
Result<> Anchors::place(const Anchor& anchor) const {
    std::error_code error;
    fs::create_directories(folder_, error);
    const std::string file = file_name(anchor);
    const fs::path part = folder_ / ("." + file + "." + std::to_string(randombytes_random()) + ".part");
    {
        Result<BlobFile> made = BlobFile::create(part);
        if (!made) return fail(Errc::unavailable, "an anchor cannot be made: " + made.error().detail);
        Result<> written = made->write(write_anchor(anchor, keys_));
        if (written) written = made->flush();
        if (!written) fs::remove(part, error);
        if (!written) return written;
    }
    fs::rename(part, folder_ / file, error);
    if (error) return fail(Errc::unavailable, "an anchor cannot be given its name: " + error.message());
    return flush_folder(folder_);
}

Task<Result<>> Anchors::note(Anchor anchor) {
    return database_.write(Lane::ordinary, [anchor = std::move(anchor)](Sql& sql) -> Result<> {
        sql.run("INSERT INTO anchors (seq, day, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", anchor.events, anchor.day,
                anchor.at);
        return {};
    });
}

}  // namespace sambung::store

#include "store/anchors.h"

#include "blob_file.h"
#include "chain.h"

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

// Whole and under its name, or not there. Another process may have been quicker with the same one.
Result<> place(const fs::path& folder, const std::string& file, std::string_view text) {
    std::error_code error;
    fs::create_directories(folder, error);
    const fs::path part = folder / ("." + file + ".part");
    fs::remove(part, error);
    {
        Result<BlobFile> made = BlobFile::create(part);
        if (!made) return fail(Errc::unavailable, "an anchor cannot be made: " + made.error().detail);
        if (const Result<> written = made->write(text); !written) return written;
        if (const Result<> flushed = made->flush(); !flushed) return flushed;
    }
    fs::rename(part, folder / file, error);
    if (error) return fail(Errc::unavailable, "an anchor cannot be given its name: " + error.message());
    return flush_folder(folder);
}

}  // namespace

Task<Result<std::optional<Anchor>>> Anchors::write_if_due(TimePoint now) {
    Result<std::optional<Anchor>> due = co_await database_.read(
        [&keys = keys_, folder = folder_, calendar = calendar_, now](Sql& sql) -> Result<std::optional<Anchor>> {
            Result<std::optional<Anchor>> anchor = due_anchor(sql, calendar, now);
            if (!anchor || !*anchor) return anchor;
            if (const Result<> placed = place(folder, file_name(**anchor), write_anchor(**anchor, keys)); !placed)
                return std::unexpected(placed.error());
            return anchor;
        });
    if (!due || !*due) co_return due;
    const Anchor& anchor = **due;
    const Result<> noted = co_await database_.write(
        Lane::ordinary, [events = anchor.events, day = anchor.day, at = anchor.at](Sql& sql) -> Result<> {
            sql.run("INSERT INTO anchors (seq, day, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", events, day, at);
            return {};
        });
    if (!noted) co_return std::unexpected(noted.error());
    co_return due;
}

}  // namespace sambung::store

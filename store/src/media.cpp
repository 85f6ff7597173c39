#include "media.h"

#include "events.h"
#include "merged_cases.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sambung::store {

namespace {

constexpr std::array<std::pair<MediaState, std::string_view>, 6> states{{{MediaState::wanted, "wanted"},
                                                                         {MediaState::fetching, "fetching"},
                                                                         {MediaState::kept, "kept"},
                                                                         {MediaState::refused, "refused"},
                                                                         {MediaState::lost, "lost"},
                                                                         {MediaState::gone, "gone"}}};

MediaState state_in(const Query& row, int column) {
    const auto found = std::ranges::find(states, row.text(column), &decltype(states)::value_type::second);
    if (found == states.end()) throw SqlError(SQLITE_MISMATCH, "a stored state of a medium is none");
    return found->first;
}

std::string place_of(const Key128& known_by) { return "media.reference:" + known_by.hex(); }

// Only what tells staff something: not a report that was cancelled. What was told before may now come with its photos.
bool takes_media(const Grant& grant, const Outcome& outcome) {
    const bool tells = std::holds_alternative<File>(grant.wish) || std::holds_alternative<Ring>(grant.wish) ||
                       std::holds_alternative<HandOver>(grant.wish) || std::holds_alternative<AddNote>(grant.wish) ||
                       std::holds_alternative<Listen>(grant.wish);
    const bool taken = outcome.granted == Granted::ok || outcome.granted == Granted::attached ||
                       outcome.granted == Granted::already_filed || outcome.granted == Granted::duplicate;
    return tells && taken && outcome.ticket.has_value();
}

struct Wanted {
    std::int64_t id = 0;
    std::int64_t case_id = 0;
    std::string channel;
    Key128 known_by;
    std::string sealed;
    int attempts = 0;
    TimePoint since{};
    bool unsettled = false;  // whoever leased it last did not say what became of it
};

Wanted wanted_in(const Query& row) {
    return {.id = row.integer(0),
            .case_id = row.integer(1),
            .channel = std::string{row.text(2)},
            .known_by = row.key(3),
            .sealed = std::string{row.blob(4)},
            .attempts = static_cast<int>(row.integer(5)),
            .since = row.time(6),
            .unsettled = row.integer(7) != 0};
}

// A row whose lease ran out so often took its process with it each time, or was never told the end of.
constexpr int most_unsettled = 3;

std::vector<Wanted> due_on(Clerk& clerk, const MediaLease& lease) {
    std::vector<Wanted> due;
    for (Query row =
             clerk.sql.query("SELECT id, case_id, channel, known_by, reference, attempts, wanted, state = 'fetching'"
                             " FROM media"
                             " WHERE channel = ? AND ready <= ? ORDER BY ready, id LIMIT ?",
                             lease.channel, clerk.now, lease.most);
         row.next();)
        due.push_back(wanted_in(row));
    return due;
}

// Settled, and told to staff; false if it was settled already.
bool end(Clerk& clerk, std::int64_t id, std::int64_t case_id, MediaState state, std::string_view code) {
    const int ended = clerk.sql.run(
        "UPDATE media SET state = ?2, code = ?3, ready = NULL, reference = NULL, changed = ?4"
        " WHERE id = ?1 AND ready IS NOT NULL",
        id, name(state), code, clerk.now);
    if (ended == 0) return false;
    append_event(clerk, {"media." + std::string{name(state)}, "system", case_id, Meta{}.add("code", code).json()});
    return true;
}

constexpr int most_ended = 20;  // at a time, each with its event: the writer has others to serve

int give_up_old(Clerk& clerk, const std::string& channel) {
    std::vector<std::pair<std::int64_t, std::int64_t>> old;
    for (Query row = clerk.sql.query("SELECT id, case_id FROM media INDEXED BY media_wanted"
                                     " WHERE channel = ? AND wanted <= ? AND ready IS NOT NULL AND ready <= ? LIMIT ?",
                                     channel, clerk.now - media_life, clerk.now, most_ended);
         row.next();)
        old.emplace_back(row.integer(0), row.integer(1));
    for (const auto& [id, case_id] : old) end(clerk, id, case_id, MediaState::lost, "expired");
    return static_cast<int>(old.size());
}

MediaItem opened(Clerk& clerk, const CaseRow& row, const Wanted& due) {
    const SecretKey key = case_key(clerk.keys, row);
    return {.id = due.id,
            .channel = due.channel,
            .reference = open_sealed(key, due.sealed, place_of(due.known_by)),
            .key = MediaKey{key},
            .attempts = due.attempts,
            .wanted = due.since};
}

// One that cannot be had must not hold up the others.
std::optional<MediaItem> lease_one(Clerk& clerk, const MediaLease& lease, const Wanted& due) {
    if (due.unsettled && due.attempts >= most_unsettled) {
        end(clerk, due.id, due.case_id, MediaState::lost, "unsettled");
        return std::nullopt;
    }
    const std::optional<CaseRow> row = case_by_id(clerk.sql, due.case_id);
    if (!row || row->wrapped_key.empty()) {
        end(clerk, due.id, due.case_id, MediaState::lost, "erased");
        return std::nullopt;
    }
    try {
        MediaItem item = opened(clerk, *row, due);
        clerk.sql.run(
            "UPDATE media SET state = 'fetching', ready = ?2, attempts = attempts + 1, changed = ?3 WHERE id = ?1",
            due.id, clerk.now + lease.lease, clerk.now);
        return item;
    } catch (const BrokenSeal&) {
        end(clerk, due.id, due.case_id, MediaState::lost, "unreadable");
        return std::nullopt;
    }
}

std::optional<std::int64_t> case_of_open(Clerk& clerk, std::int64_t id) {
    Query row = clerk.sql.query("SELECT case_id FROM media WHERE id = ? AND ready IS NOT NULL", id);
    return row.next() ? std::optional{row.integer(0)} : std::nullopt;
}

void keep(Clerk& clerk, std::int64_t id, std::int64_t case_id, const KeptMedia& kept) {
    clerk.sql.run(
        "UPDATE media SET state = 'kept', code = '', ready = NULL, reference = NULL, kind = ?2, bytes = ?3,"
        " address = ?4, changed = ?5 WHERE id = ?1",
        id, name(kept.kind), kept.bytes, Blob{kept.address.view()}, clerk.now);
    append_event(
        clerk, {"media.kept", "system", case_id, Meta{}.add("kind", name(kept.kind)).add("bytes", kept.bytes).json()});
}

MediaAddress address_in(const Query& row, int column) {
    MediaAddress address;
    const std::string_view bytes = row.blob(column);
    if (bytes.size() != address.bytes.size()) throw SqlError(SQLITE_MISMATCH, "a stored address is none");
    std::ranges::copy(bytes, address.bytes.begin());
    return address;
}

}  // namespace

std::string_view name(MediaState state) {
    return std::ranges::find(states, state, &decltype(states)::value_type::first)->second;
}

void want_media(Clerk& clerk, const Grant& grant, const Outcome& outcome) {
    if (grant.media.empty() || !takes_media(grant, outcome)) return;
    std::optional<CaseRow> row = case_by_ticket(clerk.sql, *outcome.ticket);
    if (row) row = worked_on(clerk.sql, *std::move(row));
    if (!row || row->wrapped_key.empty()) return;
    const SecretKey key = case_key(clerk.keys, *row);
    for (const MediaReference& each : grant.media) {
        const Key128 known_by = clerk.keys.index("media", row->ticket.digits() + '\0' + each.channel + '\0' + each.id);
        const std::string sealed = seal(key, each.id, place_of(known_by));
        clerk.sql.run(
            "INSERT INTO media (case_id, channel, known_by, reference, state, ready, wanted, changed)"
            " VALUES (?1, ?2, ?3, ?4, 'wanted', ?5, ?5, ?5) ON CONFLICT (case_id, known_by) DO NOTHING",
            row->id, each.channel, known_by, Blob{sealed}, clerk.now);
    }
}

std::vector<std::string> media_channels(Sql& sql, TimePoint now) {
    std::vector<std::string> channels;
    for (Query row = sql.query("SELECT DISTINCT channel FROM media WHERE ready <= ?", now); row.next();)
        channels.emplace_back(row.text(0));
    return channels;
}

MediaLeased lease_media(Clerk& clerk, const MediaLease& wanted) {
    MediaLeased leased;
    leased.given_up = give_up_old(clerk, wanted.channel);
    for (const Wanted& due : due_on(clerk, wanted))
        if (std::optional<MediaItem> item = lease_one(clerk, wanted, due)) leased.items.push_back(std::move(*item));
    return leased;
}

Result<> settle_media(Clerk& clerk, const MediaSettlement& settlement) {
    const bool again = settlement.state == MediaState::wanted;
    const bool is_kept = settlement.state == MediaState::kept;
    const bool final = is_kept || settlement.state == MediaState::refused || settlement.state == MediaState::lost;
    if ((!again && !final) || again != settlement.next.has_value() || is_kept != settlement.kept.has_value())
        return fail(Errc::invalid_request, "a medium is kept, refused, lost, or wanted again at a time");
    const std::optional<std::int64_t> case_id = case_of_open(clerk, settlement.id);
    if (!case_id) return {};  // whoever leased it next was quicker
    if (again)
        clerk.sql.run("UPDATE media SET state = 'wanted', ready = ?2, code = ?3, changed = ?4 WHERE id = ?1",
                      settlement.id, settlement.next, settlement.code, clerk.now);
    else if (is_kept)
        keep(clerk, settlement.id, *case_id, *settlement.kept);
    else
        end(clerk, settlement.id, *case_id, settlement.state, settlement.code);
    return {};
}

std::vector<CaseMedia> media_of(Sql& sql, const Ticket& ticket) {
    std::vector<CaseMedia> media;
    for (Query row = sql.query("SELECT id, state, code, kind, bytes, wanted FROM media"
                               " WHERE case_id = (SELECT id FROM cases WHERE ticket = ?) ORDER BY id",
                               ticket.digits());
         row.next();)
        media.push_back({.id = row.integer(0),
                         .state = state_in(row, 1),
                         .code = std::string{row.text(2)},
                         .kind = media_kind_from(row.text(3)),
                         .bytes = row.integer(4),
                         .wanted = row.time(5)});
    return media;
}

Result<MediaFile> media_file(Sql& sql, const Keys& keys, std::int64_t id) {
    Query row = sql.query("SELECT case_id, kind, bytes, address FROM media WHERE id = ? AND state = 'kept'", id);
    if (!row.next()) return fail(Errc::not_found, "no such medium is kept");
    const std::optional<CaseRow> of = case_by_id(sql, row.integer(0));
    const std::optional<MediaKind> kind = media_kind_from(row.text(1));
    if (!of || of->wrapped_key.empty() || !kind) return fail(Errc::not_found, "its case was erased");
    return MediaFile{.kept = {.kind = *kind, .bytes = row.integer(2), .address = address_in(row, 3)},
                     .key = MediaKey{case_key(keys, *of)}};
}

std::vector<MediaAddress> stray_media(Sql& sql, std::vector<MediaAddress> there) {
    std::erase_if(there, [&sql](const MediaAddress& address) {
        return sql
            .query("SELECT 1 FROM media JOIN cases ON cases.id = case_id WHERE media.address = ? AND key IS NOT NULL",
                   Blob{address.view()})
            .next();
    });
    return there;
}

void lose_media_of(Clerk& clerk, std::int64_t case_id) {
    std::vector<std::int64_t> open;
    for (Query row = clerk.sql.query("SELECT id FROM media WHERE case_id = ? AND ready IS NOT NULL", case_id);
         row.next();)
        open.push_back(row.integer(0));
    for (const std::int64_t id : open) end(clerk, id, case_id, MediaState::lost, "erased");
    const int gone = clerk.sql.run(
        "UPDATE media SET state = 'gone', code = 'erased', address = NULL, kind = NULL, bytes = NULL, changed = ?2"
        " WHERE case_id = ?1 AND address IS NOT NULL",
        case_id, clerk.now);
    if (gone > 0)
        append_event(clerk, {"media.gone", "system", case_id, Meta{}.add("code", "erased").add("files", gone).json()});
    clerk.sql.run("UPDATE media SET known_by = randomblob(16), reference = NULL WHERE case_id = ?", case_id);
}

}  // namespace sambung::store

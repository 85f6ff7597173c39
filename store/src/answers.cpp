#include "store/answers.h"

#include "answerable.h"
#include "events.h"
#include "outbox.h"
#include "staff_names.h"
#include "store/list_import.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

namespace sambung::store {

namespace {

using std::chrono::microseconds;
using std::chrono::steady_clock;

constexpr std::size_t first_step = 32;
constexpr int rest_factor = 3;  // as imports of lists leave the file to others (list_import.cpp)

microseconds since(steady_clock::time_point begun) {
    return std::chrono::duration_cast<microseconds>(steady_clock::now() - begun);
}

std::string place_of(const Ticket& ticket, std::int64_t batch) {
    return "answers.text:" + ticket.digits() + ':' + std::to_string(batch);
}

Result<std::int64_t> begin_batch(Database& database, const NewAnswers& answers, TimePoint now) {
    return database.write_now([&](Sql& sql) -> Result<std::int64_t> {
        sql.run(
            "INSERT INTO answer_batches (file, by, begun, state) VALUES (?, ?, ?, 'loading') ON CONFLICT (file) DO "
            "NOTHING",
            answers.file, answers.by, now);
        Query row = sql.query("SELECT id FROM answer_batches WHERE file = ?", answers.file);
        if (!row.next()) return fail(Errc::unavailable, "the batch was not kept");
        return row.integer(0);
    });
}

Result<> keep_one(Sql& sql, const Keys& keys, std::int64_t batch, const NewAnswer& one) {
    const std::optional<CaseRow> row = case_by_ticket(sql, one.ticket);
    if (!row || row->wrapped_key.empty()) return fail(Errc::not_found, "row " + std::to_string(one.row) + ": no case");
    const std::string sealed = seal(case_key(keys, *row), one.text, place_of(one.ticket, batch));
    sql.run("INSERT OR IGNORE INTO answers (batch, row, case_id, text) VALUES (?, ?, ?, ?)", batch, one.row, row->id,
            Blob{sealed});
    return {};
}

// How long the writer was held.
Result<microseconds> keep_step(Database& database, const Keys& keys, std::int64_t batch,
                               std::span<const NewAnswer> rows) {
    steady_clock::time_point begun;
    const Result<> kept = database.write_now([&, batch](Sql& sql) -> Result<> {
        begun = steady_clock::now();
        for (const NewAnswer& row : rows)
            if (Result<> one = keep_one(sql, keys, batch, row); !one) return one;
        return {};
    });
    if (!kept) return std::unexpected(kept.error());
    return since(begun);
}

Result<> keep_rows(Database& database, const Keys& keys, std::int64_t batch, std::span<const NewAnswer> rows,
                   const AnswerPace& pace) {
    for (std::size_t step = first_step; !rows.empty();) {
        const std::size_t count = std::min(step, rows.size());
        const Result<microseconds> held = keep_step(database, keys, batch, rows.first(count));
        if (!held) return std::unexpected(held.error());
        rows = rows.subspan(count);
        step = next_batch(step, *held);
        pace.rest(*held * rest_factor);
    }
    return {};
}

Result<> make_whole(Database& database, const Keys& keys, std::int64_t batch, const NewAnswers& answers,
                    TimePoint now) {
    return database.write_now([&, batch](Sql& sql) -> Result<> {
        if (sql.run("UPDATE answer_batches SET state = 'kept' WHERE id = ? AND state = 'loading'", batch) == 0)
            return {};
        Clerk clerk(sql, keys, now);
        append_event(
            clerk, {"answers.kept", answers.by, std::nullopt,
                    Meta{}.add("batch", batch).add("answers", static_cast<std::int64_t>(answers.rows.size())).json()});
        return {};
    });
}

struct Waiting {
    int row = 0;
    std::int64_t case_id = 0;
    std::string sealed;
};

std::vector<Waiting> waiting_of(Sql& sql, std::int64_t batch, std::size_t most) {
    std::vector<Waiting> found;
    for (Query row = sql.query("SELECT row, case_id, text FROM answers INDEXED BY answers_waiting"
                               " WHERE batch = ? AND result = 'waiting' ORDER BY row LIMIT ?",
                               batch, static_cast<std::int64_t>(most));
         row.next();)
        found.push_back({static_cast<int>(row.integer(0)), row.integer(1), std::string{row.blob(2)}});
    return found;
}

// Whoever wrote it never lets it go; the first who does is noted.
Result<bool> may_send(Clerk& clerk, const AnswerSending& sending) {
    Query row = clerk.sql.query("SELECT by, state FROM answer_batches WHERE id = ?", sending.batch);
    if (!row.next()) return fail(Errc::not_found, "no such batch");
    const std::string state{row.text(1)};
    if (folded(row.text(0)) == folded(sending.by))
        return fail(Errc::refused, "a second person sends what you have written");
    if (state == "loading") return fail(Errc::conflict, "it was not kept whole: import the same file again first");
    if (state != "kept") return state == "sending";
    clerk.sql.run("UPDATE answer_batches SET state = 'sending', sender = ?2 WHERE id = ?1", sending.batch, sending.by);
    append_event(clerk, {"answers.approved", sending.by, std::nullopt, Meta{}.add("batch", sending.batch).json()});
    return true;
}

// Nothing if it does not open: that one goes to a person, and does not hold up the others.
std::optional<std::string> words_of(const Clerk& clerk, const CaseRow& row, const Waiting& one, std::int64_t batch) {
    try {
        return open_sealed(case_key(clerk.keys, row), one.sealed, place_of(row.ticket, batch));
    } catch (const BrokenSeal&) {
        return std::nullopt;
    }
}

bool send_one(Clerk& clerk, const AnswerSending& sending, const Waiting& one) {
    const std::optional<CaseRow> row = case_by_id(clerk.sql, one.case_id);
    if (!row) return false;
    const Answerable to = answerable(clerk.sql, clerk.keys, *sending.office, *row);
    if (!to) return false;
    const std::optional<std::string> words = words_of(clerk, *row, one, sending.batch);
    if (!words) return false;
    const std::string& text = *words;
    std::optional<NewOutbound> message = sending.message(sending.batch, *to, text);
    if (!message) return false;
    message->about = row->ticket;
    message->purpose = Purpose::notice;
    enqueue_outbound(clerk, {std::move(*message)});
    append_event(clerk, {.type = "case.answered",
                         .actor = sending.by,
                         .case_id = row->id,
                         .meta = Meta{}.add("batch", sending.batch).json(),
                         .words = text});
    return true;
}

void settle(Clerk& clerk, std::int64_t batch, int row, bool sent) {
    clerk.sql.run("UPDATE answers SET result = ?3, text = NULL WHERE batch = ?1 AND row = ?2", batch, row,
                  sent ? std::string_view{"sent"} : std::string_view{"refused"});
}

}  // namespace

Result<std::int64_t> keep_answers(Database& database, const Keys& keys, const NewAnswers& answers,
                                  const AnswerPace& pace) {
    if (const Result<> named = check_staff_name(answers.by); !named) return std::unexpected(named.error());
    const Result<std::int64_t> batch = begin_batch(database, answers, pace.clock());
    if (!batch) return batch;
    const Result<AnswerBatch> before = answer_batch(database, *batch);
    if (!before) return std::unexpected(before.error());
    if (before->state != "loading") return batch;
    if (const Result<> kept = keep_rows(database, keys, *batch, answers.rows, pace); !kept)
        return std::unexpected(kept.error());
    if (const Result<> whole = make_whole(database, keys, *batch, answers, pace.clock()); !whole)
        return std::unexpected(whole.error());
    return batch;
}

Result<AnswerBatch> answer_batch(Database& database, std::int64_t id) {
    return database.read_now([id](Sql& sql) -> Result<AnswerBatch> {
        Query row = sql.query(
            "SELECT by, coalesce(sender, ''), state,"
            " (SELECT count(*) FROM answers WHERE batch = id AND result = 'waiting'),"
            " (SELECT count(*) FROM answers WHERE batch = id AND result = 'sent'),"
            " (SELECT count(*) FROM answers WHERE batch = id AND result = 'refused') FROM answer_batches WHERE id = ?",
            id);
        if (!row.next()) return fail(Errc::not_found, "no such batch");
        return AnswerBatch{.id = id,
                           .by = std::string{row.text(0)},
                           .sender = std::string{row.text(1)},
                           .state = std::string{row.text(2)},
                           .waiting = row.integer(3),
                           .sent = row.integer(4),
                           .refused = row.integer(5)};
    });
}

Result<AnswerStep> send_answers(Database& database, const Keys& keys, const AnswerSending& sending, std::size_t most,
                                TimePoint now) {
    if (const Result<> named = check_staff_name(sending.by); !named) return std::unexpected(named.error());
    steady_clock::time_point begun;
    Result<AnswerStep> step = database.write_now([&](Sql& sql) -> Result<AnswerStep> {
        begun = steady_clock::now();
        Clerk clerk(sql, keys, now);
        const Result<bool> may = may_send(clerk, sending);
        if (!may) return std::unexpected(may.error());
        if (!*may) return AnswerStep{};
        AnswerStep done;
        for (const Waiting& one : waiting_of(sql, sending.batch, most)) {
            const bool sent = send_one(clerk, sending, one);
            settle(clerk, sending.batch, one.row, sent);
            ++(sent ? done.sent : done.refused);
        }
        if (done.sent + done.refused == 0)
            sql.run("UPDATE answer_batches SET state = 'sent' WHERE id = ?", sending.batch);
        return done;
    });
    if (step) step->held = since(begun);
    return step;
}

}  // namespace sambung::store

// Answers of the office to many open questions at once (docs/lists.md): one person keeps a batch, another sends it.
//
// `database` and `keys` outlive every call.
#pragma once

#include "cases/office.h"
#include "model/error.h"
#include "model/ids.h"
#include "model/ticket.h"
#include "model/time.h"
#include "store/database.h"
#include "store/keys.h"
#include "store/programmes.h"
#include "store/task.h"

#include <chrono>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sambung::store {

// Why a case gets no answer by message.
enum class NoAnswer : std::uint8_t {
    unknown,       // no such ticket
    closed,        // it is over, or was erased
    confidential,  // restricted, sensitive, or nothing about it is to be sent
    stopped,       // its citizen wants nothing that was not asked for
    unreachable    // it left no address, or does not open
};
inline constexpr NoAnswer all_no_answers[] = {NoAnswer::unknown, NoAnswer::closed, NoAnswer::confidential,
                                              NoAnswer::stopped, NoAnswer::unreachable};
[[nodiscard]] std::string_view name(NoAnswer why);

// Whom an answer to each of these tickets would go to, in their order. Any thread's io_context may await; at most some
// hundred tickets at a time, since it is one read.
using Answerable = std::expected<Applicant, NoAnswer>;
[[nodiscard]] Task<Result<std::vector<Answerable>>> answerable(Database& database, const Keys& keys,
                                                               std::shared_ptr<const cases::Office> office,
                                                               std::vector<Ticket> tickets);

struct NewAnswer {
    int row = 0;  // of the file, from 1
    Ticket ticket;
    std::string text;  // all that the citizen reads
};
struct NewAnswers {
    Key128 file;     // keyed hash
    std::string by;  // staff account
    std::vector<NewAnswer> rows;
};
struct AnswerPace {
    std::function<TimePoint()> clock;
    // Called between two steps with the time that others shall have the writer.
    std::function<void(std::chrono::microseconds)> rest;
};
// Keeps them as a batch, in steps of a few milliseconds of the writer; its number. A file that was kept before, by
// whomever, is that batch; one that was killed meanwhile is made whole. Nothing is sent. Blocks; for subcommands.
// Errc::invalid_request for a name that is nobody's; Errc::not_found if a ticket is none of the books.
[[nodiscard]] Result<std::int64_t> keep_answers(Database& database, const Keys& keys, const NewAnswers& answers,
                                                const AnswerPace& pace);

struct AnswerBatch {
    std::int64_t id = 0;
    std::string by;
    std::string sender;  // empty: nobody yet
    std::string state;   // loading, kept, sending, sent
    std::int64_t waiting = 0;
    std::int64_t sent = 0;
    std::int64_t refused = 0;
};
// Errc::not_found. Blocks.
[[nodiscard]] Result<AnswerBatch> answer_batch(Database& database, std::int64_t id);

// The message of an answer; its key is made of batch and ticket. None: no channel carries it.
using AnswerMessage =
    std::function<std::optional<NewOutbound>(std::int64_t batch, const Applicant& to, const std::string& text)>;
struct AnswerSending {
    std::int64_t batch = 0;
    std::string by;  // a staff account: not whoever kept it
    std::shared_ptr<const cases::Office> office;
    AnswerMessage message;
};
struct AnswerStep {
    int sent = 0;
    int refused = 0;  // closed, stopped, and so on since it was kept
    std::chrono::microseconds held{};
};
// The next `most` of a batch: each case is looked at once more, then its message waits in the outbox as news, and the
// case has the event `case.answered` with the words, all in one transaction, so each goes once. Neither: nothing is
// left. Blocks. Errc::not_found; Errc::refused for whoever kept it; Errc::conflict if it was not kept whole;
// Errc::invalid_request for a name that is nobody's.
[[nodiscard]] Result<AnswerStep> send_answers(Database& database, const Keys& keys, const AnswerSending& sending,
                                              std::size_t most, TimePoint now);

}  // namespace sambung::store

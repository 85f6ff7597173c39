#include "command_answers.h"

#include "answer_plan.h"
#include "await_here.h"
#include "books.h"
#include "pack_reader.h"
#include "progress.h"
#include "rest.h"
#include "store/answers.h"
#include "store/known_staff.h"
#include "store/list_import.h"
#include "times.h"

#include <algorithm>
#include <iostream>
#include <utility>

namespace sambung::gateway {

namespace {

using std::chrono::microseconds;

constexpr int rest_factor = 3;  // as imports of lists leave the writer to others

Result<AnswerPlan> plan_of(const Books& books, const Announcer& announcer, const std::string& file,
                           const std::vector<AnswerRow>& rows) {
    constexpr std::size_t at_once = 200;  // a read is short
    AnswerPlan plan(file);
    for (std::size_t at = 0; at < rows.size(); at += at_once) {
        const std::size_t end = std::min(rows.size(), at + at_once);
        std::vector<Ticket> tickets;
        for (std::size_t i = at; i < end; ++i) tickets.push_back(rows[i].ticket);
        const auto found =
            await_here(store::answerable(*books.database, *books.keys, announcer.office, std::move(tickets)));
        if (!found) return std::unexpected(found.error());
        for (std::size_t i = at; i < end; ++i) plan.add(announcer, rows[i], (*found)[i - at]);
    }
    return plan;
}

void show(const AnswerPlan& plan) {
    tell(plan.left_out);
    std::cout << plan.answers.size() << " answers would go, " << plan.left_out.count() << " are left out\n";
    for (const auto& [why, count] : plan.refused) std::cout << "  left out, " << why << ": " << count << "\n";
    for (const auto& [channel, load] : plan.channels)
        std::cout << "  by " << channel << ": " << load.messages << " messages, " << load.parts << " parts\n";
    for (const std::string& sample : plan.samples) std::cout << "  such as: " << sample << "\n";
}

int keep(const AnswersOptions& options, const Books& books, AnswerPlan plan, const std::string& csv) {
    store::NewAnswers answers{
        .file = books.keys->index("answers.file", csv), .by = options.by, .rows = std::move(plan.answers)};
    if (answers.rows.empty()) return complain("no answer of that file can go; nothing is kept");
    const Result<std::int64_t> batch =
        store::keep_answers(*books.database, *books.keys, answers, {.clock = now, .rest = rest});
    if (!batch) return complain(describe(batch.error()));
    const Result<store::AnswerBatch> kept = store::answer_batch(*books.database, *batch);
    if (!kept) return complain(describe(kept.error()));
    std::cout << "batch " << kept->id << " of " << kept->by << ": " << kept->waiting << " wait, " << kept->sent
              << " were sent; a second person sends it: sambung import answers --send " << kept->id << " --by NAME\n";
    return 0;
}

int take_file(const AnswersOptions& options, const Books& books, const Announcer& announcer) {
    const std::optional<std::string> csv = read_file(options.file);
    if (!csv) return complain(options.file.string() + ":1:1: Q000: cannot be read");
    const AnswerSheet sheet = read_answers(options.file.string(), *csv, announcer.office->city);
    if (sheet.findings.count() > 0) return tell(sheet.findings);
    Result<AnswerPlan> plan = plan_of(books, announcer, options.file.string(), sheet.rows);
    if (!plan) return complain(describe(plan.error()));
    show(*plan);
    return options.preview ? 0 : keep(options, books, std::move(*plan), *csv);
}

store::AnswerMessage message_of(const Announcer& announcer) {
    return [announcer](std::int64_t batch, const store::Applicant& to,
                       const std::string& text) -> std::optional<store::NewOutbound> {
        const std::optional<std::string> channel = news_channel(announcer, to);
        if (!channel) return std::nullopt;
        return announcer.notice("answer:" + std::to_string(batch) + ":" + to.ticket.digits(), *channel, to.address,
                                text);
    };
}

Result<> send_all(const Books& books, const store::AnswerSending& sending, std::int64_t waiting) {
    Progress progress;
    std::size_t most = 32;
    for (std::int64_t done = 0;;) {
        const Result<store::AnswerStep> step = store::send_answers(*books.database, *books.keys, sending, most, now());
        if (!step) return std::unexpected(step.error());
        if (step->sent + step->refused == 0) return {};
        done += step->sent + step->refused;
        progress.show(done, static_cast<double>(done) / static_cast<double>(std::max<std::int64_t>(1, waiting)));
        most = store::next_batch(most, step->held);
        rest(step->held * rest_factor);
    }
}

int send(const AnswersOptions& options, const Books& books, const Announcer& announcer) {
    const Result<store::AnswerBatch> before = store::answer_batch(*books.database, options.send);
    if (!before) return complain(describe(before.error()));
    const store::AnswerSending sending{
        .batch = options.send, .by = options.by, .office = announcer.office, .message = message_of(announcer)};
    if (const Result<> sent = send_all(books, sending, before->waiting); !sent) return complain(describe(sent.error()));
    const Result<store::AnswerBatch> after = store::answer_batch(*books.database, options.send);
    if (!after) return complain(describe(after.error()));
    std::cout << "batch " << after->id << ": " << after->sent << " answers are on their way, " << before->sent
              << " of them before; " << after->refused << " could not go since it was kept, their cases stay open\n";
    return 0;
}

}  // namespace

int import_answers(const AnswersOptions& options) {
    const std::optional<Config> config = usable_config(options.config);
    if (!config) return 2;
    if (!options.preview && options.by.empty()) return complain("say who you are: --by NAME");
    const Result<Channels> channels = Channels::make(config->channels);
    if (!channels) return complain(describe(channels.error()));
    const Result<Books> books = open_books(*config);
    if (!books) return complain(describe(books.error()));
    if (!options.by.empty())
        if (const Result<> known = store::check_known_staff(*books->database, options.by); !known)
            return complain(describe(known.error()));
    const Announcer announcer{books->keys.get(), &*channels, books->pack.office, books->pack.flows};
    return options.send > 0 ? send(options, *books, announcer) : take_file(options, *books, announcer);
}

}  // namespace sambung::gateway

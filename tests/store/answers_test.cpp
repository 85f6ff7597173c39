// Answers to many open questions: kept by one person, sent by another, each once.
#include "store/answers.h"

#include "books.h"
#include "events.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

const std::string answer = "Data Anda sedang dicek kelurahan.";

class Answers : public testing::Test {
 protected:
    Ticket file(int nth, cases::Report report = a_report("data")) {
        report.kind = cases::Kind::help_request;
        return *books_.grant(nth, nth, File{books_.draft(nth), std::move(report), Language::id}).value().ticket;
    }
    Result<std::int64_t> keep(const std::vector<Ticket>& tickets, std::string by = "sari", std::string file = "a") {
        NewAnswers answers{.file = books_.keys().index("answers.file", file), .by = std::move(by), .rows = {}};
        for (const Ticket& ticket : tickets)
            answers.rows.push_back({static_cast<int>(answers.rows.size()) + 1, ticket, answer});
        return keep_answers(books_.database(), books_.keys(), answers,
                            {.clock = [] { return monday; }, .rest = [](std::chrono::microseconds) {}});
    }
    Result<AnswerStep> send(std::int64_t batch, std::string by = "budi", std::size_t most = 100) {
        const AnswerMessage message = [this](std::int64_t, const Applicant& to, const std::string& text) {
            return NewOutbound{.key = books_.keys().index("test.answer", to.ticket.digits()),
                               .channel = to.channel,
                               .person = to.person,
                               .payload = to.address + " " + text};
        };
        return send_answers(books_.database(), books_.keys(),
                            {.batch = batch, .by = std::move(by), .office = office_, .message = message}, most, monday);
    }
    NoAnswer refusal(const Ticket& ticket) {
        return await_now(answerable(books_.database(), books_.keys(), office_, {ticket})).value().front().error();
    }
    std::int64_t messages() { return books_.number("SELECT count(*) FROM outbox WHERE purpose = 'notice'"); }
    std::int64_t answered() { return books_.number("SELECT count(*) FROM events WHERE type = 'case.answered'"); }

    TemporaryFolder folder_;
    std::shared_ptr<const cases::Office> office_ = small_office();
    Books books_{folder_ / "cases.db", office_};
};

TEST_F(Answers, GoOnceEachHoweverOftenTheyAreSent) {
    const std::int64_t batch = keep({file(1), file(2), file(3)}).value();
    EXPECT_EQ(messages(), 0) << "keeping sends nothing";
    EXPECT_EQ(send(batch, "budi", 2)->sent, 2);
    books_.reopen();
    EXPECT_EQ(send(batch)->sent, 1) << "it goes on where it was";
    EXPECT_EQ(send(batch)->sent, 0);
    EXPECT_EQ(send(batch)->sent, 0) << "and again once it is over";
    EXPECT_EQ(messages(), 3);
    EXPECT_EQ(answered(), 3);
    const AnswerBatch over = answer_batch(books_.database(), batch).value();
    EXPECT_EQ(over.state, "sent");
    EXPECT_EQ(over.sender, "budi");
    EXPECT_EQ(over.sent, 3);
    EXPECT_EQ(books_.number("SELECT count(*) FROM answers WHERE text IS NOT NULL"), 0);
    EXPECT_TRUE(verify_events(books_.database()));
}

TEST_F(Answers, TheWordsStandWithTheCase) {
    const std::int64_t batch = keep({file(1)}).value();
    ASSERT_TRUE(send(batch));
    const std::int64_t seq = books_.number("SELECT seq FROM events WHERE type = 'case.answered'");
    const Result<std::string> words = books_.database().read_now(
        [&](Sql& sql) -> Result<std::string> { return event_words(sql, books_.keys(), seq); });
    EXPECT_EQ(words.value(), answer);
}

TEST_F(Answers, NobodySendsWhatTheyWrote) {
    const std::int64_t batch = keep({file(1)}).value();
    for (const char* same : {"sari", "SARI"}) EXPECT_EQ(send(batch, same).error().code, Errc::refused) << same;
    EXPECT_EQ(send(batch, "system").error().code, Errc::invalid_request);
    EXPECT_EQ(send(batch + 1).error().code, Errc::not_found);
    EXPECT_EQ(messages(), 0);
}

TEST_F(Answers, TheSameFileIsTheSameBatch) {
    const std::vector<Ticket> tickets{file(1)};
    const std::int64_t batch = keep(tickets).value();
    EXPECT_EQ(keep(tickets, "budi").value(), batch);
    EXPECT_EQ(send(batch, "sari").error().code, Errc::refused) << "it stays hers";
    EXPECT_NE(keep(tickets, "sari", "another").value(), batch);
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'answers.kept'"), 2);
}

TEST_F(Answers, WhatWasKilledWhileItWasKeptIsMadeWholeBeforeItGoes) {
    const std::vector<Ticket> tickets{file(1), file(2)};
    const std::int64_t batch = keep(tickets).value();
    books_.change("UPDATE answer_batches SET state = 'loading'; DELETE FROM answers WHERE row = 2;");
    EXPECT_EQ(send(batch).error().code, Errc::conflict);
    EXPECT_EQ(keep(tickets).value(), batch);
    EXPECT_EQ(send(batch)->sent, 2);
}

TEST_F(Answers, OneThatDoesNotOpenHoldsUpNoOther) {
    const std::int64_t batch = keep({file(1), file(2), file(3)}).value();
    books_.change("UPDATE answers SET text = randomblob(80) WHERE row = 1");
    const Result<AnswerStep> step = send(batch);
    ASSERT_TRUE(step);
    EXPECT_EQ(step->sent, 2);
    EXPECT_EQ(step->refused, 1);
}

TEST_F(Answers, AreRefusedWhereNothingMayBeSent) {
    struct Row {
        const char* change;
        NoAnswer why;
    };
    const Row rows[] = {
        {"UPDATE cases SET status = 'closed'", NoAnswer::closed},
        {"UPDATE cases SET restricted = 1", NoAnswer::confidential},
        {"UPDATE cases SET quiet = 1", NoAnswer::confidential},
        {"UPDATE persons SET opted_out = 1", NoAnswer::stopped},
        {"UPDATE persons SET contact = 'never'", NoAnswer::stopped},
        {"UPDATE cases SET address = NULL", NoAnswer::unreachable},
        {"UPDATE cases SET key = randomblob(72)", NoAnswer::unreachable},
    };
    int nth = 0;
    for (const Row& row : rows) {
        const Ticket ticket = file(++nth);
        const std::int64_t batch = keep({ticket}, "sari", row.change).value();
        books_.change(row.change);
        EXPECT_EQ(refusal(ticket), row.why) << row.change;
        EXPECT_EQ(send(batch)->refused, 1) << "what changed since it was kept counts: " << row.change;
        books_.change(
            "UPDATE persons SET opted_out = NULL, contact = NULL; UPDATE cases SET restricted = 0, quiet = 0");
    }
    EXPECT_EQ(messages() + answered(), 0);
    EXPECT_EQ(refusal(Ticket::from_number(1)), NoAnswer::unknown);
}

}  // namespace
}  // namespace sambung::store

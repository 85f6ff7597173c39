// Citizens press send twice and cancel at the same moment, from threads that do not know of each other.
#include "books.h"

#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <thread>

namespace sambung::store {
namespace {

constexpr int drafts = 400;
constexpr int threads = 8;

struct Press {
    int draft = 0;
    int event = 0;
    bool sends = true;
};

struct Answers {
    std::vector<Outcome> sent;
    std::vector<Outcome> cancelled;
};

std::vector<Press> shuffled_presses() {
    std::vector<Press> presses;
    for (int draft = 0; draft < drafts; ++draft) {
        presses.push_back({draft, 10'000 + draft, true});
        presses.push_back({draft, 20'000 + draft, true});
        presses.push_back({draft, 30'000 + draft, false});
    }
    std::mt19937 always_the_same{1};
    std::shuffle(presses.begin(), presses.end(), always_the_same);
    return presses;
}

std::map<int, Answers> press_all(Books& books, const std::vector<Press>& presses) {
    std::map<int, Answers> answers;
    std::mutex mutex;
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
        for (std::size_t i = next++; i < presses.size(); i = next++) {
            const Press& press = presses[i];
            const DraftId draft = books.draft(press.draft);
            const Wish wish = press.sends ? Wish{File{draft, a_report(), Language::id}} : Wish{Drop{draft}};
            const Outcome outcome = books.grant(press.draft, press.event, wish).value();
            const std::scoped_lock lock(mutex);
            (press.sends ? answers[press.draft].sent : answers[press.draft].cancelled).push_back(outcome);
        }
    };
    std::vector<std::thread> phones;
    for (int i = 0; i < threads; ++i) phones.emplace_back(work);
    for (std::thread& phone : phones) phone.join();
    return answers;
}

// Either the cancel was first, and both sends hear it; or a send was first, and all three name one ticket.
void expect_consistent(const Answers& answers, std::set<Ticket>& tickets) {
    ASSERT_EQ(answers.sent.size(), 2U);
    ASSERT_EQ(answers.cancelled.size(), 1U);
    const Outcome& cancelled = answers.cancelled.front();
    if (cancelled.granted == Granted::ok) {
        for (const Outcome& sent : answers.sent) {
            EXPECT_EQ(sent.granted, Granted::dropped);
            EXPECT_FALSE(sent.ticket);
        }
        return;
    }
    EXPECT_EQ(cancelled.granted, Granted::already_filed);
    const auto granted = std::minmax(answers.sent[0].granted, answers.sent[1].granted);
    EXPECT_EQ(granted.first, Granted::ok);
    EXPECT_EQ(granted.second, Granted::already_filed);
    ASSERT_TRUE(cancelled.ticket);
    EXPECT_EQ(answers.sent[0].ticket, cancelled.ticket);
    EXPECT_EQ(answers.sent[1].ticket, cancelled.ticket);
    EXPECT_TRUE(tickets.insert(*cancelled.ticket).second) << "a ticket given to two drafts";
}

TEST(FilingRace, EveryAnswerAgreesWithTheOthersAndWithTheBooks) {
    const TemporaryFolder folder;
    Books books{folder / "cases.db"};
    const std::vector<Press> presses = shuffled_presses();
    const std::map<int, Answers> answers = press_all(books, presses);
    std::set<Ticket> tickets;
    for (const auto& [draft, heard] : answers) {
        SCOPED_TRACE(draft);
        expect_consistent(heard, tickets);
    }
    EXPECT_EQ(answers.size(), static_cast<std::size_t>(drafts));
    EXPECT_EQ(books.number("SELECT count(*) FROM cases"), static_cast<std::int64_t>(tickets.size()));
    EXPECT_EQ(books.number("SELECT count(*) FROM drafts"), drafts);
    const auto events = drafts + static_cast<std::int64_t>(tickets.size());
    EXPECT_EQ(books.cases().verify_log().value(), events) << "one a draft, and one for the unit of each that was filed";
    // Whatever is asked again, after a restart too, is answered as before.
    books.reopen();
    const std::map<int, Answers> again = press_all(books, presses);
    EXPECT_EQ(books.cases().verify_log().value(), events);
    for (const auto& [draft, heard] : again) {
        std::set<Ticket> ignored;
        expect_consistent(heard, ignored);
        EXPECT_EQ(heard.cancelled.front().granted, answers.at(draft).cancelled.front().granted);
        EXPECT_EQ(heard.cancelled.front().ticket, answers.at(draft).cancelled.front().ticket);
    }
}

// The files as a power cut would leave them after each answer: what was answered is in them.
TEST(FilingRace, WhatWasAnsweredSurvivesACrash) {
    const TemporaryFolder folder;
    Books books{folder / "cases.db"};
    for (int i = 1; i <= 5; ++i) {
        const Ticket ticket = *books.grant(i, i, File{books.draft(i), a_report(), Language::id})->ticket;
        const std::filesystem::path copy = folder.path() / ("crash" + std::to_string(i) + ".db");
        std::filesystem::copy_file(folder / "cases.db", copy);
        std::filesystem::copy_file(folder / "cases.db-wal", copy.string() + "-wal");
        Books after{copy};
        EXPECT_EQ(after.number("SELECT count(*) FROM cases"), i);
        EXPECT_TRUE(await_now(after.cases().standing(after.person(i), ticket)));
        EXPECT_EQ(after.cases().verify_log().value(), 2 * i) << "filed, and its unit asked";
    }
}

}  // namespace
}  // namespace sambung::store

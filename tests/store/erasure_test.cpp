// HAPUS, retention, and what is left when a case was erased.
#include "store/erasure.h"

#include "books.h"
#include "events.h"
#include "store/anchors.h"
#include "store/reading.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::days;
using std::chrono::hours;
using testing::HasSubstr;

const cases::Report light = a_report("kks");

class Erasing : public testing::Test {
 protected:
    Ticket file(int who, int event, const cases::Report& report) {
        return *books_->grant(who, event, File{books_->draft(event), report, Language::id})->ticket;
    }
    // Of a category that is P3.
    Ticket file(int who, int event) {
        cases::Report report = a_report("pelatihan");
        report.nik = "3276010101900001";
        report.kind = cases::Kind::help_request;
        report.story += std::to_string(event);
        return file(who, event, report);
    }
    Outcome ask(int who, int event, TimePoint now = monday) {
        Grant grant = books_->wish(who, event, Erase{.ask = {books_->draft(event), "", "erase", Language::id}});
        grant.now = now;
        return books_->grant(grant).value();
    }
    Outcome take_back(int who, int event) { return books_->grant(who, event, KeepData{}).value(); }
    int erase_at(TimePoint now) { return await_now(erase_due(books_->database(), books_->keys(), 50, now)).value(); }
    int erase_old_at(TimePoint now) {
        return await_now(erase_old(books_->database(), books_->keys(), {}, 50, now)).value();
    }
    Result<> erase(const Ticket& ticket) {
        return await_now(erase_case(books_->database(), books_->keys(), ticket, "ani", monday));
    }
    void set(const Ticket& ticket, const std::string& what) {
        books_->change("UPDATE cases SET " + what + " WHERE ticket = '" + ticket.digits() + "'");
    }
    bool erased(const Ticket& ticket) {
        return books_->number("SELECT key IS NULL FROM cases WHERE ticket = '" + ticket.digits() + "'") == 1;
    }
    std::string state(const Ticket& ticket) {
        return books_->text("SELECT state FROM erasures WHERE case_id = (SELECT id FROM cases WHERE ticket = '" +
                            ticket.digits() + "') ORDER BY id DESC LIMIT 1");
    }
    std::int64_t events(const std::string& type) {
        return books_->number("SELECT count(*) FROM events WHERE type = '" + type + "'");
    }
    TemporaryFolder folder_;
    std::filesystem::path path_ = folder_ / "cases.db";
    std::unique_ptr<Books> books_ = std::make_unique<Books>(path_);
};

TEST_F(Erasing, NothingOfTheCaseIsLeftAndTheChainIsWhole) {
    const Ticket ticket = file(1, 1);
    ASSERT_TRUE(books_->grant(1, 2, AddNote{ticket, "rumah cat biru"}));
    ASSERT_TRUE(await_now(unmask(books_->database(), books_->keys(), ticket, SealedField::nik, "ani", "cek", monday)));
    ASSERT_TRUE(erase(ticket));
    EXPECT_EQ(books_->number("SELECT count(*) FROM cases WHERE coalesce(key, address, place, story, nik, phone, intake,"
                             " nik_index, phone_index, same_hash) IS NOT NULL"),
              0);
    EXPECT_EQ(books_->number("SELECT count(*) FROM notes WHERE words IS NOT NULL"), 0);
    EXPECT_EQ(books_->number("SELECT count(*) FROM grants WHERE length(sealed) > 0"), 0);
    EXPECT_EQ(events("case.erased"), 1);
    EXPECT_TRUE(books_->cases().verify_log());
    EXPECT_TRUE(check_record({.database = path_})->clean());
    EXPECT_EQ(await_now(unmask(books_->database(), books_->keys(), ticket, SealedField::nik, "ani", "cek", monday))
                  .error()
                  .code,
              Errc::not_found);
    EXPECT_FALSE(books_->database().read_now([&](Sql& sql) { return event_words(sql, books_->keys(), 3); }))
        << "what was said in its events went with the key";
}

TEST_F(Erasing, WhatWasErasedIsNotInTheFilesAnyMore) {
    const Ticket ticket = file(1, 1);
    const std::string sealed = books_->text("SELECT story FROM cases");
    books_.reset();
    ASSERT_NE(bytes_of(path_).find(sealed), std::string::npos) << "it was there";
    books_ = std::make_unique<Books>(path_);
    ASSERT_TRUE(erase(ticket));
    books_.reset();
    EXPECT_EQ(bytes_of(path_).find(sealed), std::string::npos);
}

TEST_F(Erasing, AnotherCaseOfThePersonStaysReadable) {
    const Ticket first = file(1, 1);
    const Ticket second = file(1, 2);
    ASSERT_TRUE(erase(first));
    EXPECT_THAT(
        await_now(unmask(books_->database(), books_->keys(), second, SealedField::story, "ani", "cek", monday)).value(),
        HasSubstr("nenek"));
    EXPECT_EQ(events("person.erased"), 0);
}

TEST_F(Erasing, WithTheLastCaseThePersonGoes) {
    const Ticket ticket = file(1, 1);
    ASSERT_TRUE(await_now(books_->cases().enqueue({a_message(*books_, 1, "besok jam 9")}, monday)));
    ASSERT_TRUE(erase(ticket));
    EXPECT_EQ(events("person.erased"), 1);
    EXPECT_EQ(books_->number("SELECT count(*) FROM persons WHERE key IS NOT NULL"), 0);
    EXPECT_EQ(books_->number("SELECT count(*) FROM outbox WHERE payload IS NOT NULL OR ready IS NOT NULL"), 0);
    const Ticket again = file(1, 2);
    EXPECT_FALSE(erased(again)) << "who comes back is met anew";
    EXPECT_TRUE(books_->grant(1, 1, File{books_->draft(1), light, Language::id})->repeated)
        << "and what was granted before is still known, without its words";
}

TEST_F(Erasing, APersonWithAMessageThatWaitsForAnAnswerStays) {
    const Ticket ticket = file(1, 1);
    const NewInbound waiting{"wa", books_->event(9), books_->person(1), "tolong anak saya"};
    ASSERT_TRUE(await_now(books_->cases().put({waiting}, monday, milliseconds{1})));
    ASSERT_TRUE(erase(ticket));
    EXPECT_EQ(events("person.erased"), 0);
}

TEST_F(Erasing, WhatSomebodyWorksOnIsNotErased) {
    const Ticket ticket = file(1, 1);
    set(ticket, "status = 'in_progress'");
    EXPECT_EQ(erase(ticket).error().code, Errc::too_late);
    EXPECT_FALSE(erased(ticket));
}

TEST_F(Erasing, ErasingTwiceIsErasingOnce) {
    const Ticket ticket = file(1, 1);
    ASSERT_TRUE(erase(ticket));
    ASSERT_TRUE(erase(ticket));
    EXPECT_EQ(events("case.erased"), 1);
    EXPECT_EQ(books_->number("SELECT count(*) FROM erasures WHERE case_id IS NOT NULL"), 1);
}

TEST_F(Erasing, PhotosOfTheCaseAreNeitherFetchedNorKept) {
    Grant grant = books_->wish(1, 1, File{books_->draft(1), a_report("pelatihan"), Language::id});
    grant.media = {{"wa", "photo-1"}, {"wa", "photo-2"}};
    const Ticket ticket = *books_->grant(grant)->ticket;
    const MediaLeased leased = await_now(books_->cases().lease_media({.channel = "wa", .most = 1}, monday)).value();
    ASSERT_TRUE(await_now(books_->cases().settle_media(
        {.id = leased.items.front().id, .kept = KeptMedia{MediaKind::image, 5, leased.items.front().key.address("x")}},
        monday)));
    set(ticket, "status = 'closed'");
    ASSERT_TRUE(erase(ticket));
    EXPECT_EQ(books_->number("SELECT count(*) FROM media WHERE reference IS NOT NULL"), 0);
    EXPECT_EQ(books_->number("SELECT count(*) FROM media WHERE state IN ('gone', 'lost')"), 2);
}

TEST_F(Erasing, HapusErasesAfterThreeDaysAndNotBefore) {
    const Ticket ticket = file(1, 1);
    const Outcome asked = ask(1, 2);
    EXPECT_EQ(asked.granted, Granted::ok);
    EXPECT_EQ(asked.due, monday + hours{72});
    EXPECT_EQ(erase_at(monday + hours{72} - milliseconds{1}), 0);
    EXPECT_FALSE(erased(ticket));
    EXPECT_GT(erase_at(monday + hours{72}), 0);
    EXPECT_TRUE(erased(ticket));
    EXPECT_EQ(state(ticket), "done");
    EXPECT_EQ(events("person.erased"), 1);
    EXPECT_EQ(erase_at(monday + hours{72}), 0) << "nothing is left";
}

TEST_F(Erasing, UrgentAndRestrictedCasesAndThoseInHandOnlyAskAPerson) {
    struct Row {
        const char* what;
        const char* change;
    };
    const Row rows[] = {{"P0", "urgency = 0"},
                        {"P2", "urgency = 2"},
                        {"P2, closed", "urgency = 2, status = 'closed'"},
                        {"restricted", "restricted = 1"},
                        {"restricted, closed", "restricted = 1, status = 'closed'"},
                        {"in hand", "status = 'in_progress'"}};
    int person = 0;
    for (const Row& row : rows) {
        ++person;
        const Ticket ticket = file(person, 100 + person);
        set(ticket, row.change);
        const bool restricted = std::string_view{row.change}.contains("restricted");
        EXPECT_EQ(ask(person, 200 + person).granted, restricted ? Granted::ok : Granted::asked_person) << row.what;
        EXPECT_EQ(state(ticket), "asks_person") << row.what;
        erase_at(monday + days{30});
        EXPECT_FALSE(erased(ticket)) << row.what;
        EXPECT_EQ(books_->number("SELECT count(*) FROM cases WHERE kind = 'telepon' AND person = (SELECT person FROM"
                                 " cases WHERE ticket = '" +
                                 ticket.digits() + "')"),
                  restricted ? 0 : 1)
            << row.what << ": a call-back, but not one that would tell of a restricted case";
    }
}

TEST_F(Erasing, ACaseThatSomebodyBeganMeanwhileAsksAPerson) {
    const Ticket ticket = file(1, 1);
    ask(1, 2);
    set(ticket, "status = 'in_progress'");
    erase_at(monday + hours{72});
    EXPECT_FALSE(erased(ticket));
    EXPECT_EQ(state(ticket), "asks_person");
    EXPECT_EQ(events("case.erase_held"), 1);
}

TEST_F(Erasing, BatalHapusKeepsAll) {
    const Ticket ticket = file(1, 1);
    EXPECT_EQ(take_back(1, 9).granted, Granted::not_found) << "nothing was asked";
    ask(1, 2);
    EXPECT_EQ(take_back(1, 3).granted, Granted::ok);
    EXPECT_EQ(erase_at(monday + days{30}), 0);
    EXPECT_FALSE(erased(ticket));
    EXPECT_EQ(state(ticket), "stopped");
    ask(1, 4);
    EXPECT_EQ(state(ticket), "waiting") << "it may be asked again";
}

TEST_F(Erasing, AskingTwiceKeepsTheFirstDate) {
    const Ticket ticket = file(1, 1);
    ask(1, 2);
    ask(1, 3, monday + hours{48});
    EXPECT_GT(erase_at(monday + hours{72}), 0);
    EXPECT_TRUE(erased(ticket));
}

TEST_F(Erasing, StaffMayObjectAndSayWhy) {
    const Ticket ticket = file(1, 1);
    ask(1, 2);
    const std::vector<Erasure> list = await_now(erasures(books_->database(), ErasureState::waiting, 0, 10)).value();
    ASSERT_EQ(list.size(), 2U) << "the case and the person";
    EXPECT_EQ(list.front().ticket->digits(), ticket.digits());
    const auto stop = [&] {
        return await_now(
            stop_erasure(books_->database(), books_->keys(), list.front().id, "ani", "perkara di polisi", monday));
    };
    ASSERT_TRUE(stop());
    EXPECT_EQ(stop().error().code, Errc::not_found);
    erase_at(monday + days{30});
    EXPECT_FALSE(erased(ticket));
    set(ticket, "status = 'closed'");
    EXPECT_EQ(erase_old_at(monday + days{4000}), 0) << "nor is it erased for its age";
    const std::int64_t seq = books_->number("SELECT seq FROM events WHERE type = 'case.erase_stopped'");
    EXPECT_EQ(books_->database().read_now([&](Sql& sql) { return event_words(sql, books_->keys(), seq); }).value(),
              "perkara di polisi");
}

TEST_F(Erasing, FinishedCasesAreErasedAtTheirAge) {
    struct Row {
        const char* change;
        int days;
    };
    const Row rows[] = {{"status = 'closed', urgency = 3", 730},
                        {"status = 'cancelled', urgency = 4", 365},
                        {"status = 'merged', urgency = 2", 1095},
                        {"status = 'closed', urgency = 0", 1825},
                        {"status = 'closed', urgency = 4, restricted = 1", 1825}};
    int person = 0;
    for (const Row& row : rows) {
        ++person;
        const Ticket ticket = file(person, person);
        set(ticket, row.change);
        EXPECT_EQ(erase_old_at(monday + days{row.days} - milliseconds{1}), 0) << row.change;
        EXPECT_EQ(erase_old_at(monday + days{row.days}), 1) << row.change;
        EXPECT_TRUE(erased(ticket)) << row.change;
    }
    EXPECT_EQ(books_->number("SELECT count(*) FROM erasures WHERE case_id IS NOT NULL AND state = 'done' AND reason = "
                             "'retention' AND actor = 'system'"),
              5);
    const Ticket open = file(90, 90);
    EXPECT_EQ(erase_old_at(monday + days{9000}), 0) << "what is open has no age";
    EXPECT_FALSE(erased(open));
}

TEST_F(Erasing, RetentionTakesAFewAtATime) {
    for (int i = 1; i <= 5; ++i) set(file(i, i), "status = 'closed'");
    const auto some = [&] {
        return await_now(erase_old(books_->database(), books_->keys(), {}, 2, monday + days{9000})).value();
    };
    EXPECT_EQ(some(), 2);
    EXPECT_EQ(some(), 2);
    EXPECT_EQ(some(), 1);
    EXPECT_EQ(some(), 0);
}

TEST_F(Erasing, ARestoredBackupIsErasedAgainByTheList) {
    const Ticket gone = file(1, 1);
    const Ticket stays = file(2, 2);
    const std::string backup = (folder_ / "backup.db").string();
    books_->database()
        .read_now([&](Sql& sql) -> Result<> {
            (void)sql.query("SELECT 1").next();
            return {};
        })
        .value();
    books_.reset();
    std::filesystem::copy_file(path_, backup);
    books_ = std::make_unique<Books>(path_);
    ASSERT_TRUE(erase(gone));
    const std::vector<Erasure> list = await_now(erasures(books_->database(), ErasureState::done, 0, 10)).value();
    books_ = std::make_unique<Books>(backup);
    EXPECT_FALSE(erased(gone));
    EXPECT_EQ(replay_erasures(books_->database(), books_->keys(), list, monday).value(), 1);
    EXPECT_TRUE(erased(gone));
    EXPECT_FALSE(erased(stays));
    EXPECT_EQ(replay_erasures(books_->database(), books_->keys(), list, monday).value(), 0);
    EXPECT_TRUE(books_->cases().verify_log());
}

}  // namespace
}  // namespace sambung::store

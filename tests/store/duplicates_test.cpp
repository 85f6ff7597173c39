// Reports of one need in the books: found, proposed, decided by an officer.
#include "store/duplicates.h"

#include "books.h"
#include "case_rows.h"
#include "duplicate_keys.h"
#include "store/erasure.h"
#include "told.h"

#include <gmock/gmock.h>

#include <functional>

namespace sambung::store {
namespace {

using cases::Report;
using std::chrono::days;
using std::chrono::hours;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr const char* kelurahan = "32.76.06.1001";

Report a_need(std::string name = "Siti Aminah", std::string phone = {}) {
    Report report;
    report.category = "lansia";
    report.area = kelurahan;
    report.place = "belakang pasar Kemiri";
    report.story = "nenek tidak makan dua hari";
    report.phone = std::move(phone);
    report.channel = ChannelKind::whatsapp;
    if (!name.empty()) report.intake = {{"nama", std::move(name)}};
    return report;
}

// P3, so that its reporter may withdraw it.
Report a_light_need() {
    Report report = a_need();
    report.kind = cases::Kind::help_request;
    report.category = "pelatihan";
    return report;
}

class Duplicate : public testing::Test {
 protected:
    // By person `who`; each report is a draft of its own.
    Ticket file(int who, Report report, TimePoint now = monday) {
        ++drafts_;
        Grant grant = books_.wish(
            who, drafts_, File{.draft = books_.draft(drafts_), .report = std::move(report), .cases_per_day = 99});
        grant.now = now;
        const Result<Outcome> outcome = books_.grant(std::move(grant));
        EXPECT_TRUE(outcome) << describe(outcome.error());
        EXPECT_EQ(name(outcome->granted), "ok");
        return *outcome->ticket;
    }
    Outcome grant(int who, Wish wish) { return books_.grant(who, ++drafts_, std::move(wish)).value(); }
    Grant with_herald(int who, Wish wish) {
        Grant grant = books_.wish(who, ++drafts_, std::move(wish));
        grant.herald = herald();
        return grant;
    }
    std::int64_t inbox() {
        const NewInbound inbound{"wa", books_.event(900), books_.person(90), "x"};
        return await_now(books_.cases().put({inbound}, monday, milliseconds{10'000})).value().front()->id;
    }
    void look(TimePoint now = monday) {
        while (await_now(duplicates_.look(4, herald(), now)).value() > 0) {
        }
    }
    std::vector<DupLink> links(const Ticket& ticket) { return await_now(duplicates_.links_of(ticket)).value(); }
    std::vector<Ticket> own_like(int who, Report report, TimePoint now = monday + hours{1}) {
        std::vector<Ticket> tickets;
        const auto own = await_now(duplicates_.own_like(books_.person(who), std::move(report), now)).value();
        for (const LikeCase& one : own) tickets.push_back(one.ticket);
        return tickets;
    }
    Result<> link(const Ticket& a, const Ticket& b, Verdict verdict, TimePoint now = monday) {
        return await_now(duplicates_.link_cases(a, b, verdict, "petugas1", herald(), now));
    }
    [[nodiscard]] Herald herald() { return ear_.herald(); }
    std::vector<std::string> heard() { return ear_.heard(); }
    int interest(const Ticket& ticket) { return await_now(duplicates_.interest(ticket)).value(); }
    std::string status(const Ticket& ticket) {
        return books_.text("SELECT status FROM cases WHERE ticket = '" + ticket.digits() + "'");
    }
    std::int64_t events(const std::string& type) {
        return books_.number("SELECT count(*) FROM events WHERE type = '" + type + "'");
    }
    std::int64_t id_of(const Ticket& ticket) {
        return books_.number("SELECT id FROM cases WHERE ticket = '" + ticket.digits() + "'");
    }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    Duplicates duplicates_{books_.database(), books_.keys(), small_office()};
    Ear ear_;
    int drafts_ = 0;
};

TEST_F(Duplicate, OfAnotherReporterIsLinkedAndBothKeepTheirTickets) {
    const Ticket first = file(1, a_need());
    const Ticket second = file(2, a_need("Bu Siti Aminah"), monday + hours{3});
    look();
    ASSERT_THAT(links(first), SizeIs(1));
    const DupLink link = links(second).at(0);
    EXPECT_EQ(link.older, first);
    EXPECT_EQ(link.younger, second);
    EXPECT_EQ(link.score, 11);
    EXPECT_EQ(link.why, "name +5, area +1.5, category +1, age +1.5, words +2");
    EXPECT_EQ(link.verdict, Verdict::open);
    EXPECT_EQ(link.by, "system");
    EXPECT_EQ(status(first), "filed");
    EXPECT_EQ(status(second), "filed");
    EXPECT_EQ(interest(first), 1);
    EXPECT_EQ(events("case.alike"), 1);
    EXPECT_TRUE(books_.cases().verify_log());
}

// Each row shares one thing with the first report, so that only that key can have found it.
TEST_F(Duplicate, IsFoundByWhateverTheyShare) {
    struct Row {
        const char* what;
        std::function<void(Report& first, Report& second)> told;
        days later;
        bool found;
    };
    const auto nik = [](Report& first, Report& second) {
        first.nik = second.nik = "3276010101600001";
        second.category = "pangan";
        second.intake.clear();
    };
    const auto phone = [](Report& first, Report& second) {
        first.phone = second.phone = "+6281300000001";
        second.category = "pangan";
        second.intake = {{"nama", "Siti Aminah Wati"}};
    };
    const auto place = [](Report&, Report& second) { second.intake.clear(); };
    const auto inner = [](Report& first, Report& second) {
        first.area = "32.76.06";
        second.intake = {{"nama", "Siti Aminat"}};
    };
    const auto outer = [](Report& first, Report& second) {
        first.intake = {{"nama", "Siti Aminat"}};
        second.area = "32.76.06";
    };
    const auto name = [](Report&, Report& second) { second.category = "pangan"; };
    const auto cell = [](Report& first, Report& second) {
        first.intake = {{"pin", "-6.400000,106.800000"}};
        second.intake = {{"pin", "-6.400300,106.800100"}};
        second.category = "pangan";
    };
    const Row rows[] = {
        {"NIK", nik, days{1}, true},
        {"NIK, years later", nik, days{900}, true},
        {"phone", phone, days{1}, true},
        {"phone, but too long ago", phone, days{91}, false},
        {"kelurahan and category", place, days{1}, true},
        {"kelurahan and category, but too long ago", place, days{31}, false},
        {"kecamatan, then a kelurahan of it", inner, days{1}, true},
        {"kelurahan, then its kecamatan", outer, days{1}, true},
        {"kelurahan, then its kecamatan, but too long ago", outer, days{31}, false},
        {"name", name, days{1}, true},
        {"name, but too long ago", name, days{91}, false},
        {"place on the map", cell, days{1}, true},
        {"place on the map, but too long ago", cell, days{31}, false},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const TemporaryFolder folder;
        Books books{folder / "cases.db"};
        Duplicates duplicates{books.database(), books.keys(), small_office()};
        Report first = a_need();
        Report second = a_need();
        row.told(first, second);
        const auto file = [&](int who, Report report, TimePoint now) {
            Grant grant = books.wish(who, who, File{.draft = books.draft(who), .report = std::move(report)});
            grant.now = now;
            EXPECT_TRUE(books.grant(std::move(grant)));
        };
        file(1, first, monday);
        file(2, second, monday + row.later);
        EXPECT_EQ(await_now(duplicates.look(9, {}, monday + row.later)).value(), 2);
        EXPECT_EQ(books.number("SELECT count(*) FROM dup_links"), row.found ? 1 : 0);
    }
}

TEST_F(Duplicate, IsNotWhatHasAnotherName) {
    file(1, a_need("Siti Aminah"));
    file(2, a_need("Budi Santoso"));
    look();
    EXPECT_EQ(books_.number("SELECT count(*) FROM dup_links"), 0);
}

TEST_F(Duplicate, IsLookedForOnceAndFoundOnce) {
    file(1, a_need());
    const Ticket second = file(2, a_need());
    EXPECT_EQ(await_now(duplicates_.look(1, {}, monday)).value(), 1);
    EXPECT_EQ(await_now(duplicates_.look(9, {}, monday)).value(), 1);
    EXPECT_EQ(await_now(duplicates_.look(9, {}, monday)).value(), 0);
    EXPECT_THAT(links(second), SizeIs(1));
    EXPECT_EQ(events("case.alike"), 1);
}

// What must never be seen to be there.
TEST_F(Duplicate, IsNeverARestrictedCase) {
    Report secret = a_need();
    secret.restricted = true;
    file(1, secret);
    file(1, a_need("", "+6281300000001"));
    file(2, secret);
    look();
    EXPECT_EQ(books_.number("SELECT count(*) FROM dup_links"), 0);
    EXPECT_THAT(own_like(1, secret), IsEmpty());
    Report told_again = a_need();
    told_again.story = "nenek tidak makan tiga hari";
    EXPECT_THAT(own_like(2, told_again), IsEmpty()) << "a report of the same words would be found, were it not secret";
}

TEST_F(Duplicate, IsNeverACaseThatBecameRestrictedWhileItWasTold) {
    Report ring = a_need();
    ASSERT_TRUE(books_.grant(1, 50, Ring{books_.draft(50), ring}));
    look();
    EXPECT_GT(books_.number("SELECT count(*) FROM dup_keys"), 0);
    ring.restricted = true;
    ASSERT_TRUE(books_.grant(1, 51, File{.draft = books_.draft(50), .report = ring}));
    EXPECT_EQ(books_.number("SELECT count(*) FROM dup_keys"), 0);
    file(2, a_need());
    look();
    EXPECT_EQ(books_.number("SELECT count(*) FROM dup_links"), 0);
}

TEST_F(Duplicate, OfACaseThatWasRungIsFoundByWhatWasToldLater) {
    const Ticket first = file(1, a_need());
    ASSERT_TRUE(books_.grant(2, 50, Ring{books_.draft(50), a_danger()}));
    look();
    EXPECT_THAT(links(first), IsEmpty());
    Report whole = a_need();
    whole.danger = true;
    ASSERT_TRUE(books_.grant(2, 51, File{.draft = books_.draft(50), .report = whole}));
    look();
    EXPECT_THAT(links(first), SizeIs(1));
}

TEST_F(Duplicate, DropsOutWhenItIsErased) {
    const Ticket erased = file(1, a_need());
    const Ticket second = file(2, a_need());
    look();
    ASSERT_THAT(links(second), SizeIs(1));
    const std::int64_t id = id_of(erased);
    books_.change("UPDATE cases SET key = NULL WHERE id = " + std::to_string(id));
    ASSERT_TRUE(books_.database().write_now([id](Sql& sql) -> Result<> {
        forget_dup_keys(sql, id);
        return {};
    }));
    EXPECT_EQ(books_.number("SELECT count(*) FROM dup_keys WHERE case_id = " + std::to_string(id)), 0);
    EXPECT_THAT(links(second), IsEmpty());
    file(3, a_need());
    look();
    EXPECT_EQ(books_.number("SELECT count(*) FROM dup_links WHERE a = " + std::to_string(id)), 0);
}

TEST_F(Duplicate, IsNoCaseThatIsOver) {
    for (const char* over : {"resolved", "closed", "cancelled", "merged"}) {
        const TemporaryFolder folder;
        file(1, a_need());
        books_.change(std::string{"UPDATE cases SET status = '"} + over + "'");
        file(2, a_need());
        look();
        EXPECT_EQ(books_.number("SELECT count(*) FROM dup_links"), 0) << over;
        books_.change("UPDATE cases SET status = 'closed'");
    }
}

TEST_F(Duplicate, OfACaseFromBeforeTheKeysIsFound) {
    const Ticket first = file(1, a_need());
    books_.change("DELETE FROM dup_keys; UPDATE dup_pending SET keyed = 0");
    look();
    file(2, a_need());
    look();
    EXPECT_THAT(links(first), SizeIs(1));
}

TEST_F(Duplicate, WithABrokenSealIsPassedOver) {
    const Ticket broken = file(1, a_need());
    const Ticket second = file(2, a_need());
    books_.change("UPDATE cases SET intake = x'00' WHERE ticket = '" + broken.digits() + "'");
    look();
    EXPECT_THAT(links(second), IsEmpty());
    EXPECT_EQ(books_.number("SELECT count(*) FROM dup_pending"), 0);
}

TEST_F(Duplicate, KeepsNothingPersonalInTheClear) {
    Report report = a_need("Siti Aminah", "+6281300000001");
    report.nik = "3276010101600001";
    file(1, report);
    file(2, report);
    look();
    const std::string bytes = bytes_of(folder_ / "cases.db") + bytes_of(folder_ / "cases.db-wal");
    for (const char* personal : {"Aminah", "amina", "amn st", "81300000001", "3276010101600001", "Kemiri"})
        EXPECT_EQ(bytes.find(personal), std::string::npos) << personal;
}

// --- what the bot asks before filing ---

TEST_F(Duplicate, OfOnesOwnIsAskedAboutBeforeFiling) {
    const Ticket mine = file(1, a_need());
    Report news = a_need();
    news.story = "nenek sekarang sudah tidak makan tiga hari";
    EXPECT_THAT(own_like(1, news), ElementsAre(mine));
    EXPECT_THAT(own_like(2, news), IsEmpty()) << "another reporter's own report is not theirs to hear of";
    Report urgent = news;
    urgent.category = "sakit";
    EXPECT_THAT(own_like(1, urgent), IsEmpty()) << "P1 waits for no question";
    urgent = news;
    urgent.danger = true;
    EXPECT_THAT(own_like(1, urgent), IsEmpty()) << "nor does P0";
    EXPECT_THAT(own_like(1, a_need()), IsEmpty()) << "the very same words are filing's to answer";
    books_.change("UPDATE cases SET status = 'closed'");
    EXPECT_THAT(own_like(1, news), IsEmpty()) << "nobody would read it there";
}

TEST_F(Duplicate, OfAHelpersOwnNeedsMoreThanTheirNumber) {
    Report for_one = a_need("", "+6281300000001");
    Report for_other = for_one;
    for_other.story = "kakek jatuh di kamar mandi";
    for_other.place = "gang mawar";
    for_other.phone = for_one.phone;
    for_one.story = for_one.place = "";
    const Ticket first = file(1, for_one);
    EXPECT_THAT(own_like(1, for_other), ElementsAre(first));
    ASSERT_TRUE(books_.cases().add_helpers(
        {Helper{.person = books_.person(1), .name = "RT 3", .role = "rt", .area = "32.76.06"}}, monday));
    EXPECT_THAT(own_like(1, for_other), IsEmpty());
}

// --- what an officer says ---

TEST_F(Duplicate, ThatAnOfficerSaysIsTheSameIsMergedIntoTheOlderOne) {
    const Ticket older = file(1, a_need());
    const Ticket younger = file(2, a_need());
    look();
    ASSERT_TRUE(link(younger, older, Verdict::same));
    EXPECT_EQ(status(older), "filed");
    EXPECT_EQ(status(younger), "merged");
    EXPECT_EQ(books_.number("SELECT dup_of FROM cases WHERE ticket = '" + younger.digits() + "'"), id_of(older));
    EXPECT_EQ(links(older).at(0).verdict, Verdict::same);
    EXPECT_EQ(links(older).at(0).by, "petugas1");
    EXPECT_EQ(interest(older), 1);
    EXPECT_EQ(events("case.merged"), 1);
    EXPECT_THAT(heard(), ElementsAre("lansia joined", "lansia added", "citizen merged"));
    ASSERT_TRUE(link(older, younger, Verdict::same)) << "said twice";
    EXPECT_EQ(events("case.merged"), 1);
    EXPECT_THAT(heard(), IsEmpty());
    EXPECT_TRUE(books_.cases().verify_log());
}

TEST_F(Duplicate, ThatWasMergedByMistakeIsWorkedOnAgain) {
    const Ticket older = file(1, a_need());
    const Ticket younger = file(2, a_need());
    look();
    ASSERT_TRUE(link(older, younger, Verdict::same));
    ASSERT_TRUE(link(older, younger, Verdict::open));
    EXPECT_EQ(status(younger), "triaged");
    EXPECT_EQ(books_.number("SELECT count(*) FROM cases WHERE dup_of IS NOT NULL"), 0);
    EXPECT_EQ(links(older).at(0).verdict, Verdict::open);
    EXPECT_EQ(events("case.unmerged"), 1);
    EXPECT_THAT(heard(), Contains("citizen reopened"));
    EXPECT_EQ(books_.number("SELECT count(*) FROM clocks WHERE kind = 'verify' AND stopped IS NULL"), 1);
}

TEST_F(Duplicate, ThatIsMergedHearsWhatTheOtherOneHears) {
    const Ticket older = file(1, a_need());
    const Ticket younger = file(2, a_need());
    ASSERT_TRUE(link(older, younger, Verdict::same));
    (void)heard();
    const OfficerMessage accepts{.inbox = inbox(),
                                 .event = books_.event(900),
                                 .officer = books_.person(90),
                                 .channel = "wa",
                                 .address = "+6281200000090",
                                 .reply_to = "",
                                 .units = {"lansia"},
                                 .orders = cases::orders_in("SELESAI 1").value()};
    ASSERT_TRUE(await_now(books_.cases().obey(accepts, herald(), monday)).value());
    EXPECT_THAT(heard(), ElementsAre("citizen accepted", "citizen accepted", "citizen resolved", "citizen resolved",
                                     "officer done"));
    EXPECT_EQ(await_now(books_.cases().standing(books_.person(2), younger))->status, cases::Status::resolved);
    EXPECT_TRUE(await_now(books_.cases().is_asked(books_.person(2), monday)).value());
    EXPECT_EQ(grant(2, Rate{.answer = Rate::Answer::yes}).granted, Granted::ok);
    EXPECT_EQ(status(older), "resolved") << "its own reporter closes it";
    EXPECT_FALSE(await_now(books_.cases().is_asked(books_.person(2), monday)).value());
}

TEST_F(Duplicate, ThatIsMergedIsTakenUpAgainByEitherReporter) {
    const Ticket older = file(1, a_need());
    const Ticket younger = file(2, a_need());
    ASSERT_TRUE(link(older, younger, Verdict::same));
    EXPECT_EQ(grant(2, Reopen{.ticket = younger}).granted, Granted::too_late) << "it is worked on";
    books_.change("UPDATE cases SET status = 'closed', ended = " + std::to_string(to_millis(monday)) +
                  " WHERE ticket = '" + older.digits() + "'");
    books_.change("UPDATE referrals SET status = 'withdrawn'");
    EXPECT_EQ(grant(2, Reopen{.ticket = younger}).granted, Granted::ok);
    EXPECT_EQ(status(older), "referred");
    EXPECT_EQ(status(younger), "merged");
}

TEST_F(Duplicate, ThatIsMergedStandsForItselfWhenTheOtherOneIsWithdrawn) {
    const Ticket older = file(1, a_light_need());
    const Ticket younger = file(2, a_light_need());
    ASSERT_TRUE(link(older, younger, Verdict::same));
    EXPECT_EQ(grant(1, Cancel{.ticket = older}).granted, Granted::ok);
    EXPECT_EQ(status(older), "cancelled");
    EXPECT_EQ(status(younger), "triaged");
    EXPECT_EQ(books_.number("SELECT count(*) FROM clocks WHERE kind = 'verify' AND stopped IS NULL AND case_id = " +
                            std::to_string(id_of(younger))),
              1)
        << "its unit is asked";
}

TEST_F(Duplicate, ThatIsMergedStandsForItselfWhenTheOtherOneIsGoneAndDidNotHelp) {
    const Ticket older = file(1, a_need());
    const Ticket younger = file(2, a_need());
    ASSERT_TRUE(link(older, younger, Verdict::same));
    books_.change("UPDATE cases SET status = 'closed', ended = 1 WHERE ticket = '" + older.digits() + "'");
    ASSERT_TRUE(await_now(erase_case(books_.database(), books_.keys(), older, "ani", monday)));
    EXPECT_EQ(status(younger), "merged") << "it was helped with the other one";
    EXPECT_EQ(grant(2, Reopen{.ticket = younger}).granted, Granted::ok);
    EXPECT_EQ(status(younger), "triaged");
    EXPECT_EQ(status(older), "closed");
}

TEST_F(Duplicate, ThatIsMergedIntoOneThatWasMergedHearsToo) {
    const Ticket oldest = file(1, a_need());
    const Ticket older = file(2, a_need());
    const Ticket younger = file(3, a_need());
    ASSERT_TRUE(link(older, younger, Verdict::same));
    (void)heard();
    ASSERT_TRUE(link(oldest, older, Verdict::same));
    EXPECT_THAT(heard(), ElementsAre("lansia joined", "lansia added", "citizen merged", "citizen merged"));
    EXPECT_EQ(await_now(books_.cases().standing(books_.person(3), younger))->ticket, younger);
}

TEST_F(Duplicate, ThatWasRungAndMergedIsFinishedUnderItsOwnTicket) {
    Report danger = a_need();
    danger.danger = true;
    const Ticket older = file(1, danger);
    const DraftId draft = books_.draft(++drafts_);
    const Outcome rung = grant(2, Ring{.draft = draft, .report = danger});
    ASSERT_TRUE(rung.ticket);
    ASSERT_TRUE(link(older, *rung.ticket, Verdict::same));
    const std::string before = books_.text("SELECT hex(story) FROM cases WHERE ticket = '" + older.digits() + "'");
    (void)heard();
    const Outcome finished = books_.grant(with_herald(2, File{.draft = draft, .report = danger})).value();
    EXPECT_EQ(finished.ticket, rung.ticket);
    EXPECT_EQ(books_.text("SELECT hex(story) FROM cases WHERE ticket = '" + older.digits() + "'"), before);
    EXPECT_THAT(heard(), ElementsAre("trc added"));

    Report secret = danger;
    secret.restricted = true;
    const DraftId other = books_.draft(++drafts_);
    const Outcome second = grant(3, Ring{.draft = other, .report = danger});
    ASSERT_TRUE(link(older, *second.ticket, Verdict::same));
    (void)books_.grant(with_herald(3, File{.draft = other, .report = secret})).value();
    EXPECT_NE(status(*second.ticket), "merged") << "what is told in confidence stands for itself";
}

TEST_F(Duplicate, ThatIsMergedCannotBePartedFromAThird) {
    const Ticket oldest = file(1, a_need());
    const Ticket older = file(2, a_need());
    const Ticket younger = file(3, a_need());
    look();
    ASSERT_TRUE(link(oldest, younger, Verdict::same));
    EXPECT_EQ(link(older, younger, Verdict::open).error().code, Errc::conflict);
    EXPECT_EQ(status(younger), "merged");
}

TEST_F(Duplicate, ThatIsOverIsNoMoreProposedNorListed) {
    const Ticket first = file(1, a_light_need());
    const Ticket second = file(2, a_light_need());
    look();
    ASSERT_THAT(await_now(duplicates_.undecided(9)).value(), SizeIs(1));
    EXPECT_EQ(grant(1, Cancel{.ticket = first}).granted, Granted::ok);
    EXPECT_THAT(await_now(duplicates_.undecided(9)).value(), IsEmpty());
    EXPECT_EQ(books_.number("SELECT count(*) FROM dup_keys WHERE case_id = " + std::to_string(id_of(first))), 0);
    EXPECT_GT(books_.number("SELECT count(*) FROM dup_keys WHERE case_id = " + std::to_string(id_of(second))), 0);
}

TEST_F(Duplicate, ThatAnOfficerSaysIsAnotherIsNeverProposedAgain) {
    const Ticket one = file(1, a_need());
    const Ticket other = file(2, a_need());
    look();
    ASSERT_TRUE(link(one, other, Verdict::different));
    books_.change("INSERT INTO dup_pending SELECT id, 1 FROM cases");
    look();
    EXPECT_EQ(links(one).at(0).verdict, Verdict::different);
    EXPECT_THAT(await_now(duplicates_.undecided(9)).value(), IsEmpty());
    EXPECT_EQ(interest(one), 0);
}

TEST_F(Duplicate, IsRefusedWhereMergingWouldHarm) {
    Report secret = a_need("Rahasia");
    secret.restricted = true;
    Report danger = a_need("Dewi Lestari");
    danger.danger = true;
    const Ticket plain = file(1, a_need());
    const Ticket restricted = file(2, secret);
    const Ticket urgent = file(3, danger);
    const Ticket closed = file(4, a_need("Joko Susilo"));
    books_.change("UPDATE cases SET status = 'closed' WHERE ticket = '" + closed.digits() + "'");
    struct Row {
        const char* what;
        Ticket a, b;
        Errc code;
    };
    const Row rows[] = {
        {"unknown", plain, Ticket::from_number(1), Errc::not_found},
        {"itself", plain, plain, Errc::invalid_request},
        {"restricted", plain, restricted, Errc::conflict},
        {"closed", plain, closed, Errc::conflict},
        {"the more urgent into the less", plain, urgent, Errc::conflict},
    };
    for (const Row& row : rows) {
        const Result<> said = link(row.a, row.b, Verdict::same);
        ASSERT_FALSE(said) << row.what;
        EXPECT_EQ(said.error().code, row.code) << row.what;
    }
    EXPECT_EQ(books_.number("SELECT count(*) FROM cases WHERE status = 'merged'"), 0);
    EXPECT_EQ(books_.number("SELECT count(*) FROM outbox"), 0);
    const Ticket twin = file(5, a_need());
    ASSERT_TRUE(link(plain, twin, Verdict::same));
    EXPECT_EQ(link(plain, twin, Verdict::different).error().code, Errc::conflict) << "undo the merge first";
}

TEST_F(Duplicate, WhoseReporterWantsNoWordIsMergedInSilence) {
    const Ticket older = file(1, a_need());
    Report quiet = a_need();
    quiet.quiet = true;
    const Ticket younger = file(2, quiet);
    ASSERT_TRUE(link(older, younger, Verdict::same));
    EXPECT_EQ(status(younger), "merged");
    EXPECT_EQ(books_.number("SELECT count(*) FROM outbox"), 0);
}

TEST_F(Duplicate, ThatWasMergedPassesItsReportersWordsOn) {
    const Ticket older = file(1, a_need());
    const Ticket younger = file(2, a_need());
    ASSERT_TRUE(link(older, younger, Verdict::same));
    const Result<Outcome> added = books_.grant(2, 60, AddNote{younger, "sudah dibawa ke puskesmas"});
    EXPECT_EQ(name(added->granted), "ok");
    EXPECT_EQ(*added->ticket, younger) << "they hear of their own ticket";
    EXPECT_EQ(books_.number("SELECT case_id FROM notes"), id_of(older));
}

// --- one event that many report ---

TEST_F(Duplicate, OfAnIncidentJoinsItWhileItIsOpen) {
    const Ticket before = file(1, a_need("Satu Orang"), monday);
    look();
    const TimePoint later = monday + hours{1};
    const auto incident = duplicates_.open_incident(
        {.name = "Banjir Beji", .area = "32.76.06", .categories = {"pangan", "lansia"}, .by = "petugas1"}, later);
    ASSERT_TRUE(incident);
    const Ticket there = file(2, a_need("Dua Rasa"), later);
    Report elsewhere = a_need("Tiga Bulan");
    elsewhere.area = "32.76.061";
    file(3, elsewhere, later);
    Report other = a_need("Empat Mata");
    other.category = "pangan_kota";
    file(4, other, later);
    Report secret = a_need("Lima Jari");
    secret.restricted = true;
    file(5, secret, later);
    look(later);
    EXPECT_EQ(books_.text("SELECT group_concat(case_id) FROM incident_cases"), std::to_string(id_of(there)));
    ASSERT_TRUE(duplicates_.close_incident(*incident, "petugas1", later + hours{1}));
    file(6, a_need("Enam Hari"), later + hours{2});
    look(later + hours{2});
    const std::vector<Incident> all = duplicates_.incidents().value();
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0].about.name, "Banjir Beji");
    EXPECT_THAT(all[0].about.categories, ElementsAre("pangan", "lansia"));
    EXPECT_EQ(all[0].cases, 1);
    EXPECT_EQ(all[0].closed, later + hours{1});
    EXPECT_EQ(duplicates_.close_incident(*incident, "petugas1", later).error().code, Errc::conflict);
    EXPECT_EQ(duplicates_.close_incident(99, "petugas1", later).error().code, Errc::not_found);
}

TEST_F(Duplicate, InABurstOpensAnIncidentThatAPersonHearsOf) {
    const auto file_many = [this](int count, TimePoint now) {
        for (int i = 0; i < count; ++i) file(100 + drafts_, a_need(""), now);
        look(now);
    };
    file_many(cases::burst_size - 1, monday);
    file_many(1, monday + hours{2});
    EXPECT_EQ(events("incident.suspected"), 0) << "not within the hour";
    (void)heard();
    file_many(cases::burst_size - 1, monday + hours{2});
    EXPECT_EQ(events("incident.suspected"), 1);
    EXPECT_EQ(books_.text("SELECT meta FROM events WHERE type = 'incident.suspected'"),
              R"({"area":"32.76.06.1001","category":"lansia","cases":8})");
    EXPECT_THAT(heard(), Contains("meja-kota burst"));
    ASSERT_THAT(duplicates_.incidents().value(), SizeIs(1));
    EXPECT_EQ(duplicates_.incidents().value()[0].cases, cases::burst_size) << "and none of before";
    EXPECT_EQ(duplicates_.incidents().value()[0].about.by, "system");
    file_many(cases::burst_size, monday + hours{3});
    EXPECT_EQ(events("incident.suspected"), 1) << "they belong to it";
    EXPECT_EQ(duplicates_.incidents().value()[0].cases, 2 * cases::burst_size);
    ASSERT_TRUE(duplicates_.close_incident(1, "petugas1", monday + hours{4}));
    file_many(cases::burst_size, monday + hours{5});
    EXPECT_EQ(events("incident.suspected"), 1) << "said today";
    file_many(cases::burst_size, monday + hours{30});
    EXPECT_EQ(events("incident.suspected"), 2) << "a day later it is another";
}

TEST_F(Duplicate, ThatOneHelperFilesIsNoBurst) {
    for (int i = 0; i < 2 * cases::burst_size; ++i) file(1, a_need("Orang " + std::to_string(i)));
    look();
    EXPECT_EQ(events("incident.suspected"), 0);
}

TEST_F(Duplicate, OfAFloodIsLinkedToAFewOnly) {
    for (int i = 0; i < 20; ++i) file(i, a_need(""));
    look();
    EXPECT_LE(books_.number("SELECT count(*) FROM dup_links"), 20 * 5) << "of 190 pairs";
}

}  // namespace
}  // namespace sambung::store

// On which ground cases are kept, and who has read them.
#include "store/consents.h"

#include "books.h"
#include "store/reading.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

class Grounds : public testing::Test {
 protected:
    std::string grounds(const Ticket& ticket) {
        std::string all;
        for (const Consent& one : await_now(consents_of(books_.database(), ticket)).value())
            all += std::string{cases::name(one.basis)} + ":" + one.scope + ":" + std::string{name(one.who)} +
                   (one.withdrawn ? " (withdrawn)" : "") + "; ";
        return all;
    }
    Ticket file(const cases::Report& report) {
        return *books_.grant(1, 1, File{books_.draft(1), report, Language::id})->ticket;
    }
    std::int64_t events(const std::string& type) {
        return books_.number("SELECT count(*) FROM events WHERE type = '" + type + "'");
    }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(Grounds, FilingWritesWhatItRestsOn) {
    cases::Report report = a_report("rtlh");
    report.intake = {{"setuju_mitra", "yes"}};
    const Ticket ticket = file(report);
    EXPECT_EQ(grounds(ticket), "public_task:handling:office; consent:sharing:reporter; ");
    const std::vector<Consent> all = await_now(consents_of(books_.database(), ticket)).value();
    EXPECT_EQ(all.back().evidence, books_.event(1));
    EXPECT_EQ(all.back().text_version, "setuju_mitra");
    EXPECT_EQ(all.back().given, monday);
}

TEST_F(Grounds, DangerIsFiledWithoutAnybodysConsent) {
    const Ticket ticket = *books_.grant(1, 1, Ring{books_.draft(1), a_danger(), Language::id})->ticket;
    EXPECT_EQ(grounds(ticket), "vital_interest:handling:office; ");
    ASSERT_TRUE(books_.grant(1, 2, File{books_.draft(1), a_report(), Language::id}));
    EXPECT_EQ(grounds(ticket), "vital_interest:handling:office; ") << "completed, it rests on the same";
}

TEST_F(Grounds, ACaseThatBecomesDangerousGetsItsNewGround) {
    const Ticket ticket = file(a_report("pelatihan"));
    ASSERT_TRUE(books_.grant(1, 2, Ring{books_.draft(1), a_danger(), Language::id}));
    EXPECT_EQ(grounds(ticket), "public_task:handling:office; vital_interest:handling:office; ");
}

TEST_F(Grounds, SetujuIsAConsentForTheNewestOpenCase) {
    const Ticket ticket = file(a_report());
    ASSERT_TRUE(books_.grant(1, 2, HandOver{books_.draft(2), "", "consent", Language::id}));
    EXPECT_THAT(grounds(ticket), testing::HasSubstr("consent:sharing:reporter; "));
    EXPECT_EQ(events("consent.given"), 1);
}

TEST_F(Grounds, AConsentCanBeTakenBackAndGivenAgainButTheLawCannot) {
    cases::Report report = a_report();
    report.intake = {{"setuju_mitra", "yes"}};
    const Ticket ticket = file(report);
    const std::vector<Consent> all = await_now(consents_of(books_.database(), ticket)).value();
    const auto withdraw = [&](std::int64_t id) {
        return await_now(withdraw_consent(books_.database(), books_.keys(), id, "ani", monday + std::chrono::hours{1}));
    };
    EXPECT_EQ(withdraw(all.front().id).error().code, Errc::invalid_request);
    ASSERT_TRUE(withdraw(all.back().id));
    EXPECT_EQ(withdraw(all.back().id).error().code, Errc::not_found);
    EXPECT_THAT(grounds(ticket), testing::HasSubstr("consent:sharing:reporter (withdrawn); "));
    EXPECT_EQ(events("consent.withdrawn"), 1);
    const auto give = [&](const Ticket& to) {
        Consent given{.who = GivenBy::guardian, .basis = cases::Basis::consent, .scope = "sharing"};
        return await_now(add_consent(books_.database(), books_.keys(), to, given, "ani", monday));
    };
    ASSERT_TRUE(give(ticket));
    ASSERT_TRUE(give(ticket)) << "the same twice is kept once";
    EXPECT_EQ(events("consent.given"), 1);
    EXPECT_EQ(give(Ticket::from_number(1)).error().code, Errc::not_found);
    EXPECT_TRUE(books_.cases().verify_log());
}

class Reading : public Grounds {
 protected:
    Result<> read(const Ticket& ticket, const std::string& who, milliseconds after) {
        return await_now(note_read(books_.database(), books_.keys(), ticket, who, monday + after));
    }
    Result<std::string> open(const Ticket& ticket, SealedField field, const std::string& who,
                             const std::string& reason) {
        return await_now(unmask(books_.database(), books_.keys(), ticket, field, who, reason, monday));
    }
};

TEST_F(Reading, IsNotedOncePerAccountCaseAndTenMinutes) {
    const Ticket ticket = file(a_report());
    ASSERT_TRUE(read(ticket, "ani", {}));
    ASSERT_TRUE(read(ticket, "ani", std::chrono::minutes{9}));
    EXPECT_EQ(events("case.read"), 1);
    ASSERT_TRUE(read(ticket, "budi", std::chrono::minutes{9}));
    EXPECT_EQ(events("case.read"), 2);
    ASSERT_TRUE(read(ticket, "ani", std::chrono::minutes{10}));
    EXPECT_EQ(events("case.read"), 3);
    EXPECT_EQ(read(Ticket::from_number(1), "ani", {}).error().code, Errc::not_found);
}

TEST_F(Reading, EachSealedFieldOpensForAReasonAndAnEventTells) {
    cases::Report report = a_report();
    report.nik = "3276010101900001";
    const Ticket ticket = file(report);
    struct Row {
        SealedField field;
        const char* words;
    };
    const Row rows[] = {{SealedField::story, "nenek tidak makan dua hari"},
                        {SealedField::place, "belakang pasar Kemiri"},
                        {SealedField::nik, "3276010101900001"},
                        {SealedField::phone, "+6281234567100"},
                        {SealedField::address, "+6281234567101"}};
    for (const Row& row : rows) {
        EXPECT_EQ(open(ticket, row.field, "ani", "menelepon pelapor").value(), row.words) << name(row.field);
        EXPECT_EQ(books_.text("SELECT meta FROM events ORDER BY seq DESC LIMIT 1"),
                  R"({"field":")" + std::string{name(row.field)} + R"("})");
    }
    EXPECT_EQ(events("case.unmasked"), 5);
}

TEST_F(Reading, WithoutAnAccountOrAReasonNothingOpens) {
    const Ticket ticket = file(a_report());
    EXPECT_EQ(open(ticket, SealedField::story, "ani", "").error().code, Errc::invalid_request);
    EXPECT_EQ(open(ticket, SealedField::story, "", "cek").error().code, Errc::invalid_request);
    EXPECT_EQ(open(Ticket::from_number(1), SealedField::story, "ani", "cek").error().code, Errc::not_found);
    EXPECT_EQ(open(ticket, SealedField::nik, "ani", "cek").value(), "") << "nothing was told";
    EXPECT_EQ(events("case.unmasked"), 1);
}

}  // namespace
}  // namespace sambung::store

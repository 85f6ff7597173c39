// The same report told twice, and more reports than one person files in a day.
#include "books.h"

#include <gmock/gmock.h>

#include <functional>

namespace sambung::store {
namespace {

using cases::Report;
using testing::ElementsAre;

constexpr std::chrono::hours a_day{24};

class Repeats : public testing::Test {
 protected:
    // `nth` gives the draft and the event their names, so each is another form.
    [[nodiscard]] Grant wish(int nth, Report report, TimePoint now = monday, bool again = false) const {
        Grant grant =
            books_.wish(1, nth, File{.draft = books_.draft(nth), .report = std::move(report), .again = again});
        grant.now = now;
        return grant;
    }
    Outcome file(int nth, Report report, TimePoint now = monday, bool again = false) {
        const Result<Outcome> outcome = books_.grant(wish(nth, std::move(report), now, again));
        EXPECT_TRUE(outcome) << describe(outcome.error());
        return outcome.value_or(Outcome{});
    }
    std::int64_t cases() { return books_.number("SELECT count(*) FROM cases"); }
    std::int64_t events(const std::string& type) {
        return books_.number("SELECT count(*) FROM events WHERE type = '" + type + "'");
    }
    static Report urgent() { return a_report("sakit"); }  // P1
    static Report story(std::string words) {
        Report report = a_report();
        report.story = std::move(words);
        return report;
    }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

// What came before, what is told now, and what becomes of it.
TEST(RepeatsInSequence, BecomeACaseOfTheirOwnOrNot) {
    struct Row {
        const char* what;
        const char* category;  // "lansia" is P2, "sakit" P1
        const char* before;    // what happened to the first case
        std::chrono::hours later;
        bool again;
        Granted granted;
        int cases;
    };
    using std::chrono::hours;
    const Row rows[] = {
        {"told twice", "lansia", "", hours{1}, false, Granted::duplicate, 1},
        {"just within a day", "lansia", "", hours{23}, false, Granted::duplicate, 1},
        {"a day later", "lansia", "", hours{24}, false, Granted::ok, 2},
        {"another matter", "lansia", "", hours{1}, true, Granted::ok, 2},
        {"of a case in work", "lansia", "status = 'in_progress'", hours{1}, false, Granted::duplicate, 1},
        {"of a cancelled case", "lansia", "status = 'cancelled'", hours{1}, false, Granted::ok, 2},
        {"of a resolved case", "lansia", "status = 'resolved'", hours{1}, false, Granted::ok, 2},
        {"of an erased case", "lansia", "key = NULL", hours{1}, false, Granted::ok, 2},
        {"urgent, told twice", "sakit", "", hours{1}, false, Granted::attached, 1},
        {"urgent, another matter", "sakit", "", hours{1}, true, Granted::ok, 2},
        {"urgent, of a closed case", "sakit", "status = 'closed'", hours{1}, false, Granted::ok, 2},
        {"urgent, a day later", "sakit", "", hours{24}, false, Granted::ok, 2},
    };
    for (const Row& row : rows) {
        SCOPED_TRACE(row.what);
        const TemporaryFolder folder;
        Books books{folder / "cases.db"};
        const auto told = [&](int nth, TimePoint now) {
            Grant grant = books.wish(
                1, nth,
                File{.draft = books.draft(nth), .report = a_report(row.category), .again = nth > 1 && row.again});
            grant.now = now;
            return grant;
        };
        const Outcome first = books.grant(told(1, monday)).value();
        if (*row.before != '\0') books.change(std::string{"UPDATE cases SET "} + row.before);
        const Outcome second = books.grant(told(2, monday + row.later)).value();
        EXPECT_EQ(name(second.granted), name(row.granted));
        EXPECT_EQ(books.number("SELECT count(*) FROM cases"), row.cases);
        EXPECT_EQ(*second.ticket == *first.ticket, row.cases == 1);
        if (row.cases == 1) {
            EXPECT_EQ(second.due, first.due) << "the promise of before holds";
            EXPECT_EQ(second.check_digits, "") << "told once, with the case";
        }
        const Outcome repeated = books.grant(told(2, monday + row.later)).value();
        EXPECT_TRUE(repeated.repeated);
        EXPECT_EQ(repeated.granted, second.granted);
        EXPECT_EQ(repeated.ticket, second.ticket);
        EXPECT_EQ(books.number("SELECT count(*) FROM cases"), row.cases);
        EXPECT_TRUE(books.cases().verify_log());
    }
}

TEST_F(Repeats, OfAnotherPersonAreCasesOfTheirOwn) {
    file(1, a_report());
    EXPECT_EQ(books_.grant(2, 2, File{books_.draft(2), a_report(), {}})->granted, Granted::ok);
}

TEST_F(Repeats, OfADuplicatesDraftCanStillBeFiledAsAnotherMatter) {
    file(1, a_report());
    ASSERT_EQ(file(2, a_report()).granted, Granted::duplicate);
    Grant insisted = books_.wish(1, 3, File{.draft = books_.draft(2), .report = a_report(), .again = true});
    EXPECT_EQ(books_.grant(insisted)->granted, Granted::ok);
    EXPECT_EQ(cases(), 2);
}

TEST_F(Repeats, OfAnUrgentCaseAreNotesAndRingAgain) {
    const Outcome first = file(1, urgent());
    Grant second = wish(2, urgent());
    std::vector<Granted> announced;
    second.announce = [&announced](const Outcome& outcome) {
        announced.push_back(outcome.granted);
        return std::vector<NewOutbound>{};
    };
    ASSERT_TRUE(books_.grant(second));
    ASSERT_TRUE(books_.grant(second));
    EXPECT_THAT(announced, ElementsAre(Granted::attached)) << "once a wish";
    EXPECT_EQ(books_.number("SELECT count(*) FROM notes"), 1);
    EXPECT_EQ(events("case.told_again"), 1);
    const Outcome same_form = books_.grant(1, 9, File{books_.draft(2), urgent(), {}}).value();
    EXPECT_EQ(same_form.granted, Granted::already_filed) << "the form became that case";
    EXPECT_EQ(same_form.ticket, first.ticket);
}

TEST_F(Repeats, WithADangerSignRaiseTheCaseOfBefore) {
    const Outcome first = file(1, urgent());
    ASSERT_EQ(first.urgency, Urgency::p1);
    Report worse = urgent();
    worse.danger = true;
    const Outcome second = file(2, worse);
    EXPECT_EQ(second.granted, Granted::attached);
    EXPECT_EQ(second.ticket, first.ticket);
    EXPECT_EQ(second.urgency, Urgency::p0);
    EXPECT_EQ(second.unit, "trc");
    EXPECT_EQ(books_.number("SELECT urgency FROM cases"), 0);
}

TEST_F(Repeats, OfAReportThatWasRungFirstAreKnownToo) {
    books_.grant(1, 1, Ring{books_.draft(1), a_danger(), {}}).value();
    Report danger = a_report();
    danger.danger = true;
    const Outcome completed = books_.grant(1, 2, File{books_.draft(1), danger, {}}).value();
    const Outcome again = books_.grant(1, 3, File{books_.draft(3), danger, {}}).value();
    EXPECT_EQ(again.granted, Granted::attached);
    EXPECT_EQ(again.ticket, completed.ticket);
}

TEST_F(Repeats, LeaveNothingReadable) {
    file(1, a_report());
    EXPECT_EQ(bytes_of(folder_ / "cases.db-wal").find("nenek"), std::string::npos);
    EXPECT_EQ(books_.number("SELECT length(same_hash) FROM cases"), 16);
}

TEST_F(Repeats, TheFourthOrdinaryCaseOfADayIsNotFiled) {
    for (int nth = 1; nth <= 3; ++nth) EXPECT_EQ(file(nth, story("s" + std::to_string(nth))).granted, Granted::ok);
    const Outcome fourth = file(4, story("s4"));
    EXPECT_EQ(fourth.granted, Granted::limited);
    EXPECT_FALSE(fourth.ticket);
    EXPECT_EQ(fourth.resume, "session of event 4");
    const Outcome repeated = file(4, story("s4"));
    EXPECT_TRUE(repeated.repeated);
    EXPECT_EQ(repeated.granted, Granted::limited);
    EXPECT_EQ(cases(), 3);
    EXPECT_EQ(events("report.limited"), 1);
    EXPECT_EQ(books_.grant(2, 5, File{books_.draft(5), story("s4"), {}})->granted, Granted::ok) << "another person";
    EXPECT_EQ(file(6, story("s4"), monday + a_day).granted, Granted::ok) << "another day";
    EXPECT_TRUE(books_.cases().verify_log());
}

TEST_F(Repeats, ADuplicateIsToldSoEvenOverTheLimit) {
    for (int nth = 1; nth <= 3; ++nth) file(nth, story("s" + std::to_string(nth)));
    EXPECT_EQ(file(4, story("s2")).granted, Granted::duplicate);
    EXPECT_EQ(file(5, story("s2"), monday, true).granted, Granted::limited);
}

// Over the limit, what still goes through.
TEST_F(Repeats, NothingUrgentIsEverHeldBack) {
    for (int nth = 1; nth <= 3; ++nth) file(nth, story("s" + std::to_string(nth)));
    Report danger = story("s4");
    danger.danger = true;
    struct Row {
        const char* what;
        Wish wish;
    };
    const Row rows[] = {
        {"P1", File{books_.draft(10), urgent(), {}}},
        {"danger", File{books_.draft(11), danger, {}}},
        {"a ring", Ring{books_.draft(12), a_danger(), {}}},
        {"the report after it", File{books_.draft(12), story("s5"), {}}},
        {"a call-back", HandOver{books_.draft(13), "mohon ditelepon", "limited", {}, {}}},
    };
    int event = 20;
    for (const Row& row : rows) EXPECT_EQ(name(books_.grant(1, ++event, row.wish)->granted), "ok") << row.what;
}

TEST_F(Repeats, TheLimitIsTheOfficesToSet) {
    Grant only_one = wish(1, story("s1"));
    std::get<File>(only_one.wish).cases_per_day = 1;
    Grant one_more = wish(2, story("s2"));
    std::get<File>(one_more.wish).cases_per_day = 1;
    EXPECT_EQ(books_.grant(only_one)->granted, Granted::ok);
    EXPECT_EQ(books_.grant(one_more)->granted, Granted::limited);
}

TEST_F(Repeats, PressedAtOnceFileOneCase) {
    std::vector<Grant> presses;
    for (int nth = 1; nth <= 6; ++nth) presses.push_back(wish(nth, a_report()));
    std::vector<std::string_view> granted;
    for (const Outcome& outcome : books_.grant_all(std::move(presses))) granted.push_back(name(outcome.granted));
    EXPECT_THAT(granted,
                testing::UnorderedElementsAre("ok", "duplicate", "duplicate", "duplicate", "duplicate", "duplicate"));
    EXPECT_EQ(cases(), 1);
}

TEST_F(Repeats, AreFoundInOneIndexWithoutReadingCases) {
    const std::string plan =
        books_.database()
            .read_now([](Sql& sql) -> Result<std::string> {
                Query row = sql.query(
                    "EXPLAIN QUERY PLAN SELECT same_hash, id FROM cases WHERE person = 1 AND filed > 1 AND same_hash IS"
                    " NOT NULL ORDER BY filed DESC, id DESC");
                return row.next() ? std::string{row.text(3)} : std::string{};
            })
            .value();
    EXPECT_THAT(plan, testing::HasSubstr("COVERING INDEX cases_recent (person=? AND filed>?)"));
}

}  // namespace
}  // namespace sambung::store

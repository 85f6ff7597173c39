// Duty phones that are others for some hours, and which office is in use.
#include "store/duty_points.h"

#include "books.h"
#include "store/office_stand.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::hours;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class DutyPoints : public testing::Test {
 protected:
    template <class T>
    T wait(Task<T> task) {
        boost::asio::io_context io;
        auto done = boost::asio::co_spawn(io.get_executor(), std::move(task), boost::asio::use_future);
        io.run();
        return done.get();
    }
    Result<std::int64_t> point(const std::string& address, hours for_hours, const std::string& by = "sari",
                               TimePoint at = monday) {
        return wait(point_duty(books_.database(), books_.keys(), {"trc", {"sms", address}}, for_hours, by, at));
    }
    Result<> review(std::int64_t id, const std::string& by) {
        return wait(review_point(books_.database(), books_.keys(), id, by, monday));
    }
    std::vector<DutyPoint> in_force(TimePoint at) {
        return wait(points_in_force(books_.database(), books_.keys(), at)).value();
    }
    std::vector<std::int64_t> standing(TimePoint at) {
        return wait(office_stand(books_.database(), at)).value().points;
    }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(DutyPoints, HoldForTheirHoursAndAreOverThen) {
    ASSERT_EQ(point("+6281299990001", hours{2}).value(), 1);
    ASSERT_THAT(in_force(monday), SizeIs(1));
    EXPECT_EQ(in_force(monday)[0].to, (cases::DutyPoint{"trc", {"sms", "+6281299990001"}}));
    EXPECT_EQ(in_force(monday)[0].until, monday + hours{2});
    EXPECT_THAT(standing(monday + hours{2} - milliseconds{1}), ElementsAre(1));
    EXPECT_THAT(standing(monday + hours{2}), IsEmpty());
    EXPECT_THAT(in_force(monday + hours{2}), IsEmpty());
    EXPECT_THAT(wait(points_to_show(books_.database(), books_.keys(), monday + hours{30})).value(), SizeIs(1))
        << "nobody has looked at it";
}

TEST_F(DutyPoints, AreLookedAtByASecondPersonOnce) {
    ASSERT_TRUE(point("+6281299990001", hours{2}));
    EXPECT_EQ(review(1, "Sari").error().code, Errc::conflict) << "who made it";
    EXPECT_EQ(review(1, "system").error().code, Errc::invalid_request);
    EXPECT_EQ(review(7, "budi").error().code, Errc::not_found);
    ASSERT_TRUE(review(1, "budi"));
    EXPECT_EQ(review(1, "tono").error().code, Errc::conflict) << "it was looked at";
    EXPECT_EQ(in_force(monday)[0].reviewer, "budi");
    EXPECT_THAT(wait(points_to_show(books_.database(), books_.keys(), monday + hours{30})).value(), IsEmpty());
    EXPECT_EQ(books_.text("SELECT group_concat(type || ' ' || actor || ' ' || meta) FROM events"),
              R"(duty.pointed sari {"point":1,"unit":"trc","channel":"sms","hours":2},duty.reviewed budi {"point":1})");
}

TEST_F(DutyPoints, LastADayAtMostAndHaveSomebodyBehindThem) {
    EXPECT_EQ(point("+6281299990001", hours{25}).error().code, Errc::invalid_request);
    EXPECT_EQ(point("+6281299990001", hours{0}).error().code, Errc::invalid_request);
    EXPECT_EQ(point("+6281299990001", hours{1}, "pack").error().code, Errc::invalid_request);
    EXPECT_TRUE(point("+6281299990001", hours{24}));
}

TEST_F(DutyPoints, LeaveNoNumberInTheFile) {
    ASSERT_TRUE(point("+6281299990001", hours{2}));
    ASSERT_TRUE(OfficeDocuments(books_.database(), books_.keys(), DocumentKind::units)
                    .draft("units: +6281299990001", "sari", monday));
    EXPECT_EQ(books_.number("SELECT count(*) FROM duty_points WHERE instr(address, '6281299990001') > 0"), 0);
    EXPECT_EQ(books_.number("SELECT count(*) FROM office_documents WHERE instr(text || sealed, '6281299990001') > 0"),
              0);
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE instr(meta, '628129999') > 0"), 0);
}

class OfficeInTheBooks : public DutyPoints {
 protected:
    void seed(DocumentKind kind, std::string_view text) {
        ASSERT_TRUE(OfficeDocuments(books_.database(), books_.keys(), kind).seed(text, monday));
    }
    std::int64_t activate(DocumentKind kind, std::string_view text) {
        OfficeDocuments documents(books_.database(), books_.keys(), kind);
        const std::int64_t version = documents.draft(text, "sari", monday).value();
        EXPECT_TRUE(documents.approve(version, "budi", monday));
        EXPECT_TRUE(documents.activate(version, "budi", monday));
        return version;
    }
    OfficePapers active() { return wait(active_papers(books_.database(), books_.keys())).value().value(); }
    void serve(const OfficePapers& papers) { ASSERT_TRUE(wait(note_served(books_.database(), papers, monday))); }
};

TEST_F(OfficeInTheBooks, IsWholeOnceEachKindHasAnActiveDocument) {
    seed(DocumentKind::routing, "rules");
    seed(DocumentKind::units, "units");
    EXPECT_FALSE(wait(active_papers(books_.database(), books_.keys())).value());
    seed(DocumentKind::calendar, "calendar");
    EXPECT_EQ(active().units.text, "units");
    EXPECT_EQ(active().calendar.version, 1) << "each kind counts for itself";
    const OfficeStand before = wait(office_stand(books_.database(), monday)).value();
    EXPECT_EQ(activate(DocumentKind::units, "other units"), 2);
    EXPECT_NE(wait(office_stand(books_.database(), monday)).value(), before);
    EXPECT_EQ(active().units.text, "other units");
    EXPECT_EQ(active().units.sha256, sha256_of("other units"));
}

TEST_F(OfficeInTheBooks, WhatWasServedLastIsKnownWhateverIsActiveSince) {
    EXPECT_FALSE(served_papers(books_.database(), books_.keys()).value());
    for (const DocumentKind kind : all_document_kinds) seed(kind, name(kind));
    serve(active());
    serve(active());
    EXPECT_EQ(books_.number("SELECT count(*) FROM offices_served"), 1);
    activate(DocumentKind::calendar, "no day at all");
    EXPECT_EQ(served_papers(books_.database(), books_.keys()).value()->calendar.text, "calendar");
    serve(active());
    EXPECT_EQ(served_papers(books_.database(), books_.keys()).value()->calendar.text, "no day at all");
}

TEST_F(OfficeInTheBooks, UnitsWithAnOpenTaskDoNotVanish) {
    seed(DocumentKind::units, "trc and lansia");
    OfficeDocuments units(books_.database(), books_.keys(), DocumentKind::units);
    books_.grant(1, 1, File{books_.draft(1), a_report("lansia"), Language::id});
    EXPECT_EQ(units_with_tasks(books_.database(), {"lansia", "trc"}).value(), "lansia (1)");
    ASSERT_EQ(units.draft("trc alone", "sari", monday).value(), 2);
    ASSERT_TRUE(units.approve(2, "budi", monday)) << "units are not rehearsed";
    const Result<> gone = units.activate(2, "budi", monday, {"lansia"});
    ASSERT_FALSE(gone);
    EXPECT_EQ(gone.error().code, Errc::conflict);
    EXPECT_EQ(units.active().value()->version, 1);
    EXPECT_TRUE(units.activate(2, "budi", monday, {"trc"})) << "which has none";
    EXPECT_EQ(units.roll_back("budi", monday, {"lansia"}).error().code, Errc::conflict);
    EXPECT_EQ(units.roll_back("budi", monday).value(), 1);
}

}  // namespace
}  // namespace sambung::store

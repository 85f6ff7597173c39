// What the sheets show, and what they do not show of cases that are confidential.
#include "store/exports.h"

#include "books.h"

#include <gmock/gmock.h>

#include <map>

namespace sambung::store {
namespace {

using cases::Report;
using testing::SizeIs;

class Sheets : public testing::Test {
 protected:
    Outcome file(int who, Report report) {
        return books_.grant(who, who, File{books_.draft(who), std::move(report), Language::id}).value();
    }

    // By the name of the column, a row a case.
    std::vector<std::map<std::string, std::string>> rows(Sheet sheet) {
        const std::vector<std::string_view> names = columns(sheet);
        std::vector<std::map<std::string, std::string>> all;
        EXPECT_TRUE(for_each_row(books_.database(), sheet, sensitive_, [&](const ExportRow& row) -> Result<> {
            EXPECT_EQ(row.size(), names.size());
            auto& one = all.emplace_back();
            for (std::size_t i = 0; i < names.size(); ++i)
                one[std::string{names[i]}] = std::holds_alternative<TimePoint>(row[i]) ? "a time" : std::get<0>(row[i]);
            return {};
        }));
        return all;
    }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    const std::vector<std::string> sensitive_{"odha"};
};

TEST_F(Sheets, MarkWhatIsConfidentialAndShowTheRest) {
    Report hidden = a_report();
    hidden.restricted = true;
    Report marked = a_report();
    marked.category = "odha";
    file(1, a_report());
    file(2, hidden);
    file(3, marked);

    struct Expected {
        Sheet sheet;
        std::vector<std::string> marked, left_out;
    };
    const Expected all[] = {
        {Sheet::requests, {"service_name"}, {"service_subtype", "agency_responsible", "address"}},
        {Sheet::decisions, {"unit", "why"}, {"rule"}},
        {Sheet::referrals, {"unit"}, {}},
    };
    for (const Expected& expected : all) {
        const auto shown = rows(expected.sheet);
        ASSERT_THAT(shown, SizeIs(3)) << name(expected.sheet);
        for (const std::string& column : expected.marked) {
            EXPECT_NE(shown[0].at(column), confidential_mark) << column;
            EXPECT_NE(shown[0].at(column), "") << column;
            EXPECT_EQ(shown[1].at(column), confidential_mark) << column;
            EXPECT_EQ(shown[2].at(column), confidential_mark) << column;
        }
        for (const std::string& column : expected.left_out) {
            EXPECT_NE(shown[0].at(column), "") << column;
            EXPECT_EQ(shown[1].at(column), "") << column;
            EXPECT_EQ(shown[2].at(column), "") << column;
        }
    }
}

TEST_F(Sheets, StopWithTheFirstRowThatIsNotTaken) {
    for (int who = 1; who <= 3; ++who) file(who, a_report());
    int seen = 0;
    const Result<> stopped = for_each_row(books_.database(), Sheet::requests, {}, [&](const ExportRow&) -> Result<> {
        if (++seen == 2) return fail(Errc::refused, "enough");
        return {};
    });
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().code, Errc::refused);
    EXPECT_EQ(seen, 2);
}

}  // namespace
}  // namespace sambung::store

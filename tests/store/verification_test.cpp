// What a month's report counts.
#include "store/verification.h"

#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::hours;
using testing::ElementsAre;

class VerificationReport : public testing::Test {
 protected:
    // A task of that verifier, sent `ago` before Monday.
    void task(const std::string& unit, hours ago, const std::string& columns, const std::string& values) {
        const int who = ++count_;
        books_.grant(who, who, File{books_.draft(who), a_report(), Language::id}).value();
        const std::int64_t sent = to_millis(monday - ago);
        books_.change("INSERT INTO referrals (case_id, unit, role, task, sent" + columns + ") SELECT max(id), '" +
                      unit + "', 'owner', 99, " + std::to_string(sent) + values + " FROM cases");
    }
    static std::string at(hours after_monday) {
        return std::to_string(to_millis(monday) + std::chrono::duration_cast<milliseconds>(after_monday).count());
    }
    auto report(TimePoint from = monday - hours{72}, TimePoint to = monday) {
        return verification_report(books_.database(), {"verifikator:a", "verifikator:b"}, from, to, monday + hours{1})
            .value();
    }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    int count_ = 0;
};

TEST_F(VerificationReport, CountsWhatWasAskedAndAnsweredByKelurahan) {
    const std::string done = ", status, outcome, verified, answered, ended";
    task("verifikator:a", hours{10}, done,
         ", 'done', 'dirujuk_lanjut', 'yes', " + at(hours{-8}) + ", " + at(hours{-4}));
    task("verifikator:a", hours{40}, done + ", verified_reason",
         ", 'done', 'dirujuk_lanjut', 'no', " + at(hours{-10}) + ", " + at(hours{-8}) + ", 'pindah'");
    task("verifikator:b", hours{30}, ", status, reason, answered",
         ", 'rejected', 'keluarga_sendiri', " + at(hours{-5}));
    task("verifikator:b", hours{50}, ", status", ", 'withdrawn'");  // another unit took it first
    task("verifikator:b", hours{2}, ", status, delay_reason, answered",
         ", 'accepted', 'tidak_di_rumah', " + at(hours{-1}));
    task("verifikator:b", hours{100}, ", status", ", 'sent'");  // before that time
    task("verifikator:a", hours{26}, ", status", ", 'sent'");
    task("verifikator:c", hours{2}, ", status", ", 'sent'");  // no verifier
    const auto all = report();
    ASSERT_EQ(all.size(), 1U) << "all lie in one area";
    const Verified& one = all.begin()->second;
    EXPECT_EQ(one.asked, 5);
    EXPECT_EQ(one.confirmed, 1);
    EXPECT_THAT(one.denied, ElementsAre(0, 1, 0, 0));
    EXPECT_EQ(one.own_family, 1);
    EXPECT_EQ(one.put_off, 1);
    EXPECT_EQ(one.unanswered, 1) << "who was not at home is not forgotten";
    EXPECT_EQ(one.late, 3) << "two whose first word came after a day, and a word that has not come";
    EXPECT_THAT(one.took, ElementsAre(hours{6}, hours{32}));
}

TEST_F(VerificationReport, OfAMonthWithoutTasksIsEmpty) { EXPECT_TRUE(report().empty()); }

}  // namespace
}  // namespace sambung::store

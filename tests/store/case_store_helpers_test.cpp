// Registered helpers: known by their number, named only under their key, held by no daily limit.
#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

constexpr std::chrono::hours a_day{24};

class Helpers : public testing::Test {
 protected:
    [[nodiscard]] Helper helper(int who, std::string role = "kader", std::optional<TimePoint> until = {}) const {
        return {.person = books_.person(who),
                .name = "Bu Siti",
                .role = std::move(role),
                .area = "32.76.06",
                .until = until};
    }
    void add(const std::vector<Helper>& helpers, TimePoint now = monday) {
        ASSERT_TRUE(books_.cases().add_helpers(helpers, now));
    }
    std::vector<PersonId> current(TimePoint now) { return await_now(books_.cases().helpers(now)).value(); }
    std::vector<std::string> roles(int who, TimePoint now = monday) {
        std::vector<std::string> roles;
        for (const Helper& one : books_.cases().find_helper(books_.person(who), now).value()) roles.push_back(one.role);
        return roles;
    }
    Granted file(int nth, TimePoint now = monday) {
        cases::Report report = a_report();
        report.story = "nomor " + std::to_string(nth);
        Grant grant = books_.wish(1, nth, File{books_.draft(nth), report, Language::id});
        grant.now = now;
        return books_.grant(std::move(grant))->granted;
    }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(Helpers, AreFoundByTheirNumberWithTheirName) {
    add({helper(1, "kader"), helper(1, "rt"), helper(2)});
    EXPECT_THAT(current(monday), UnorderedElementsAre(books_.person(1), books_.person(2)));
    EXPECT_THAT(roles(1), ElementsAre("kader", "rt"));
    const std::vector<Helper> found = books_.cases().find_helper(books_.person(2), monday).value();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].name, "Bu Siti");
    EXPECT_EQ(found[0].area, "32.76.06");
    EXPECT_THAT(roles(3), IsEmpty());
}

TEST_F(Helpers, AreNamedNowhereReadable) {
    add({helper(1)});
    EXPECT_EQ((bytes_of(folder_ / "cases.db") + bytes_of(folder_ / "cases.db-wal")).find("Siti"), std::string::npos);
}

TEST_F(Helpers, AreHelpersUntilTheirEnd) {
    add({helper(1, "kader", monday + a_day)});
    EXPECT_THAT(current(monday + a_day - milliseconds{1}), ElementsAre(books_.person(1)));
    EXPECT_THAT(current(monday + a_day), IsEmpty());
    EXPECT_THAT(roles(1, monday + a_day), IsEmpty());
}

TEST_F(Helpers, AddedAgainAreRenewed) {
    add({helper(1, "kader", monday + a_day)});
    add({helper(1, "kader")}, monday + 2 * a_day);
    EXPECT_THAT(current(monday + 3 * a_day), ElementsAre(books_.person(1)));
    EXPECT_EQ(books_.number("SELECT count(*) FROM helpers"), 1);
}

TEST_F(Helpers, RemovedAreNone) {
    add({helper(1, "kader"), helper(1, "rt"), helper(2)});
    ASSERT_TRUE(books_.cases().remove_helper(books_.person(1), monday + a_day));
    EXPECT_THAT(current(monday + a_day), ElementsAre(books_.person(2)));
    EXPECT_EQ(books_.cases().remove_helper(books_.person(1), monday + a_day).error().code, Errc::not_found);
    EXPECT_EQ(books_.cases().remove_helper(books_.person(3), monday).error().code, Errc::not_found);
}

TEST_F(Helpers, AreNotHeldByTheDailyLimitWhileTheyAreSome) {
    add({helper(1, "kader", monday + a_day)});
    for (int nth = 1; nth <= 6; ++nth) EXPECT_EQ(file(nth), Granted::ok) << nth;
    EXPECT_EQ(file(7, monday + a_day - milliseconds{1}), Granted::ok);
    ASSERT_TRUE(books_.cases().remove_helper(books_.person(1), monday));
    EXPECT_EQ(file(8), Granted::limited);
}

TEST_F(Helpers, AddedByAnotherProcessCountAtOnce) {
    for (int nth = 1; nth <= 3; ++nth) file(nth);
    ASSERT_EQ(file(4), Granted::limited);
    Books other{folder_ / "cases.db"};
    ASSERT_TRUE(other.cases().add_helpers({helper(1)}, monday));
    EXPECT_EQ(file(5), Granted::ok);
    EXPECT_TRUE(books_.cases().verify_log());
}

}  // namespace
}  // namespace sambung::store

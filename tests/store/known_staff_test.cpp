// Who may act in bulk; and that a row of a file of paper forms is one case however often it is filed.
#include "store/known_staff.h"

#include "books.h"
#include "store/staff.h"

#include <gtest/gtest.h>

#include <limits>

namespace sambung::store {
namespace {

class InBulk : public testing::Test {
 protected:
    void add(const std::string& account) {
        ASSERT_TRUE(await_now(
            add_staff(books_.database(), books_.keys(), {account, "Ani", StaffRole::agent, ""}, "budi", monday)));
    }
    bool known(const std::string& by) { return check_known_staff(books_.database(), by).has_value(); }
    // As `import cases` files it.
    Outcome file_row(const std::string& file_hash, int row) {
        const EventId event = books_.keys().event("paper", file_hash + ":" + std::to_string(row));
        Grant grant{.key = {event, 0},
                    .person = books_.keys().person("paper", event.hex()),
                    .channel = "paper",
                    .address = "",
                    .wish = File{.draft = books_.keys().draft(event),
                                 .report = a_report(),
                                 .language = Language::id,
                                 .again = false,
                                 .cases_per_day = std::numeric_limits<int>::max()},
                    .resume = "",
                    .now = monday,
                    .announce = {}};
        return books_.grant(std::move(grant)).value();
    }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(InBulk, AnyNameActsUntilTheFirstAccountIsMade) {
    EXPECT_TRUE(known("sari"));
    EXPECT_FALSE(known("system")) << "a name that is nobody's";
    add("ani");
    EXPECT_FALSE(known("sari"));
    EXPECT_TRUE(known("ani"));
    EXPECT_TRUE(known("ANI"));
    ASSERT_TRUE(await_now(disable_staff(books_.database(), books_.keys(), "ani", "budi", monday)));
    EXPECT_FALSE(known("ani"));
    EXPECT_FALSE(known("sari")) << "the office still has accounts";
}

TEST_F(InBulk, ARowOfAFileIsOneCaseAlsoOverARestart) {
    const Outcome first = file_row("a", 1);
    EXPECT_FALSE(first.repeated);
    books_.reopen();
    const Outcome again = file_row("a", 1);
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(again.ticket, first.ticket);
    EXPECT_EQ(again.check_digits, first.check_digits);
    EXPECT_NE(file_row("a", 2).ticket, first.ticket) << "another row";
    EXPECT_NE(file_row("b", 1).ticket, first.ticket) << "another file";
    EXPECT_EQ(books_.number("SELECT count(*) FROM cases"), 3);
}

}  // namespace
}  // namespace sambung::store

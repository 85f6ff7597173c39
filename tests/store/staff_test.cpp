// Staff accounts: a secret that sets one password once, and what ends it.
#include "store/staff.h"

#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::hours;

class Accounts : public testing::Test {
 protected:
    std::string add(const std::string& account, StaffRole role = StaffRole::agent) {
        return await_now(
                   add_staff(books_.database(), books_.keys(), {account, "Ani Lestari", role, "trc"}, "budi", monday))
            .value_or("");
    }
    Errc set(const std::string& account, const std::string& secret, TimePoint now = monday) {
        const Result<> done = await_now(set_password(books_.database(), books_.keys(), account, secret, hash_, now));
        return done ? Errc::internal : done.error().code;
    }
    std::optional<SignIn> who(const std::string& account) {
        return await_now(staff_to_sign_in(books_.database(), books_.keys(), account)).value();
    }
    std::vector<StaffAccount> all() { return await_now(list_staff(books_.database(), books_.keys())).value(); }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    static inline const std::string hash_ = hash_password("a long enough one").value();
};

TEST_F(Accounts, NobodyHasOneByDefault) { EXPECT_TRUE(all().empty()); }

TEST_F(Accounts, ASecretSetsOnePasswordOnce) {
    const std::string secret = add("ani");
    ASSERT_EQ(secret.size(), 32U);
    EXPECT_FALSE(who("ani")) << "no password yet";
    EXPECT_EQ(set("ani", std::string(32, 'a')), Errc::not_authentic);
    EXPECT_EQ(set("budi", secret), Errc::not_authentic);
    EXPECT_EQ(set("ANI", secret), Errc::internal);
    EXPECT_EQ(set("ani", secret), Errc::not_authentic) << "it was used";
    const auto found = who("Ani");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->account.name, "Ani Lestari");
    EXPECT_TRUE(fits("a long enough one", found->hash));
    EXPECT_FALSE(fits("a long enough two", found->hash));
    EXPECT_FALSE(fits("a long enough one", std::nullopt));
}

TEST_F(Accounts, ASecretHoldsTwoDays) {
    const std::string secret = add("ani");
    EXPECT_EQ(set("ani", secret, monday + setup_life), Errc::not_authentic);
    EXPECT_EQ(set("ani", secret, monday + setup_life - milliseconds{1}), Errc::internal);
}

TEST_F(Accounts, WhoeverLeavesIsOutAtOnceAndComesBackOnlyByANewSecret) {
    const std::string first = add("ani");
    ASSERT_EQ(set("ani", first), Errc::internal);
    const std::int64_t before = all().front().version;
    ASSERT_TRUE(await_now(disable_staff(books_.database(), books_.keys(), "ani", "budi", monday)));
    EXPECT_FALSE(who("ani"));
    EXPECT_GT(all().front().version, before) << "sessions end";
    const std::string second = await_now(reset_staff(books_.database(), books_.keys(), "ani", "budi", monday)).value();
    EXPECT_FALSE(who("ani"));
    EXPECT_EQ(set("ani", first), Errc::not_authentic);
    EXPECT_EQ(set("ani", second), Errc::internal);
    EXPECT_TRUE(who("ani"));
}

TEST_F(Accounts, WhatCannotBeIsRefused) {
    struct Row {
        NewStaff staff;
        std::string by;
        Errc why;
    };
    add("ani");
    for (const Row& row : {Row{{"Ani", "A", StaffRole::agent}, "budi", Errc::conflict},
                           Row{{"a b", "A", StaffRole::agent}, "budi", Errc::invalid_request},
                           Row{{"system", "A", StaffRole::agent}, "budi", Errc::invalid_request},
                           Row{{"dewi", "", StaffRole::agent}, "budi", Errc::invalid_request},
                           Row{{"dewi", "D", StaffRole::unit_head}, "budi", Errc::invalid_request},
                           Row{{"dewi", "D", StaffRole::agent}, "", Errc::invalid_request}}) {
        const auto added = await_now(add_staff(books_.database(), books_.keys(), row.staff, row.by, monday));
        ASSERT_FALSE(added) << row.staff.account;
        EXPECT_EQ(added.error().code, row.why) << row.staff.account;
    }
    EXPECT_FALSE(hash_password("too short"));
    EXPECT_EQ(await_now(disable_staff(books_.database(), books_.keys(), "dewi", "budi", monday)).error().code,
              Errc::not_found);
}

TEST_F(Accounts, EventsTellWhoDidWhatAndNoName) {
    const std::string secret = add("ani");
    ASSERT_EQ(set("ani", secret), Errc::internal);
    ASSERT_TRUE(await_now(disable_staff(books_.database(), books_.keys(), "ani", "budi", monday)));
    ASSERT_TRUE(await_now(disable_staff(books_.database(), books_.keys(), "ani", "budi", monday)));
    EXPECT_EQ(books_.text("SELECT group_concat(type || ' ' || actor, ', ') FROM events ORDER BY seq"),
              "staff.added budi, staff.password_set ani, staff.disabled budi");
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE meta LIKE '%Lestari%'"), 0);
    EXPECT_EQ(books_.number("SELECT count(*) FROM staff WHERE instr(name, 'Lestari') > 0"), 0);
    EXPECT_TRUE(books_.cases().verify_log());
}

}  // namespace
}  // namespace sambung::store

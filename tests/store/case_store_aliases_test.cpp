// One person with two addresses: a number, and WhatsApp's own word for them.
#include "books.h"
#include "store/erasure.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

class OnePerson : public testing::Test {
 protected:
    PersonId write(int event, PersonId from, std::optional<PersonId> alias = {}) {
        NewInbound message{
            .channel = "wa", .event = books_.event(event), .person = from, .payload = "halo", .alias = alias};
        return await_now(books_.cases().put({std::move(message)}, monday, milliseconds{10'000})).value().at(0)->person;
    }
    std::size_t cases_of(PersonId person) { return await_now(books_.cases().standings(person, 10)).value().size(); }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    PersonId number_ = books_.person(1);
    PersonId word_ = books_.keys().person("wa", "ID.13491208655302741918");
};

TEST_F(OnePerson, IsTwoUntilTheProviderSaysSo) {
    EXPECT_EQ(write(1, word_), word_);
    EXPECT_EQ(write(2, number_), number_);
    EXPECT_EQ(write(3, number_, word_), number_);
    EXPECT_EQ(write(4, word_), number_);
    EXPECT_EQ(write(5, word_), number_);
}

TEST_F(OnePerson, KeepsTheCasesOfBeforeAndTheirAddress) {
    Grant grant = books_.wish(1, 10, File{books_.draft(10), a_report(), Language::id});
    grant.person = word_;
    grant.address = "ID.13491208655302741918";
    ASSERT_TRUE(books_.grant(std::move(grant)));
    EXPECT_EQ(cases_of(word_), 1U);
    write(11, number_, word_);
    EXPECT_EQ(cases_of(word_), 0U);
    EXPECT_EQ(cases_of(number_), 1U);
    EXPECT_EQ(books_.number("SELECT address IS NOT NULL FROM cases"), 1);
}

TEST_F(OnePerson, KeepsTheirWishForQuiet) {
    Grant grant = books_.wish(1, 10, OptOut{});
    grant.person = word_;
    ASSERT_TRUE(books_.grant(std::move(grant)));
    write(11, number_, word_);
    EXPECT_EQ(books_.number("SELECT count(*) FROM persons WHERE opted_out IS NOT NULL"), 2);
}

TEST_F(OnePerson, AsksForErasureFromEitherAddressAndIsErasedAtBoth) {
    write(1, word_);
    write(2, number_);
    Grant grant = books_.wish(1, 10, Erase{});
    grant.person = word_;
    ASSERT_TRUE(books_.grant(std::move(grant)));
    const std::string list = "SELECT count(*) FROM erasures WHERE state = 'waiting' AND person = ";
    write(11, number_, word_);
    EXPECT_EQ(books_.number(list + std::to_string(static_cast<std::int64_t>(number_.value))), 1);
    EXPECT_EQ(books_.number("SELECT count(*) FROM erasures WHERE state = 'waiting'"), 1);
    books_.change("UPDATE inbox SET done = 1, payload = NULL");
    ASSERT_EQ(await_now(erase_due(books_.database(), books_.keys(), 10, monday + std::chrono::days{5})).value(), 1);
    EXPECT_EQ(books_.number("SELECT count(*) FROM persons WHERE key IS NOT NULL"), 0);
}

TEST_F(OnePerson, HasTheStricterOfTwoWishesToBeCalled) {
    write(1, word_);
    write(2, number_);
    books_.change("UPDATE persons SET contact = 'later'");
    books_.change("UPDATE persons SET contact = 'never' WHERE rowid = (SELECT max(rowid) FROM persons)");
    write(11, number_, word_);
    EXPECT_EQ(books_.number("SELECT count(*) FROM persons WHERE contact = 'never'"), 2);
}

TEST_F(OnePerson, WhoChangesTheNumberIsOfTheNewOne) {
    write(1, number_, word_);
    write(2, books_.person(2), word_);
    EXPECT_EQ(write(3, word_), books_.person(2));
    EXPECT_EQ(write(4, number_), number_);
}

TEST_F(OnePerson, IsRememberedAfterARestart) {
    write(1, number_, word_);
    books_.reopen();
    EXPECT_EQ(write(2, word_), number_);
}

}  // namespace
}  // namespace sambung::store

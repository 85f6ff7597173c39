// Reports that other systems file.
#include "store/requests.h"

#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::IsEmpty;

class Requests : public testing::Test {
 protected:
    Result<RequestIds> note(std::string_view partner, std::string_view key, std::string_view wanted, int event,
                            TimePoint now = monday) {
        NewRequest request{.partner = std::string{partner},
                           .key = {},
                           .wanted = books_.keys().index("request", wanted),
                           .service = "lapor-lansia",
                           .event = books_.event(event)};
        if (!key.empty()) request.key = books_.keys().index("request_key", std::string{partner} + std::string{key});
        return await_now(note_request(books_.database(), books_.keys(), std::move(request), now));
    }
    std::vector<std::string> list(RequestsWanted wanted) {
        if (wanted.partner.empty()) wanted.partner = "app:kota";
        if (wanted.to == TimePoint{}) wanted.to = monday + hours{1};
        if (wanted.most == 0) wanted.most = 10;
        const auto found = await_now(requests_of(books_.database(), wanted)).value();
        std::vector<std::string> tickets;
        for (const Request& one : found) tickets.push_back(one.ticket.digits());
        return tickets;
    }
    Ticket file(std::string_view partner, int event) {
        const RequestIds ids = note(partner, {}, "a", event).value();
        return *books_.grant(event, event, File{ids.draft, a_report(), Language::id})->ticket;
    }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(Requests, ARepeatWithinADayHasTheIdsOfTheFirst) {
    const RequestIds first = note("app:kota", "k", "a", 1).value();
    const RequestIds again = note("app:kota", "k", "a", 2, monday + request_memory - milliseconds{1}).value();
    EXPECT_EQ(again.event, first.event);
    EXPECT_EQ(again.draft, first.draft);
    EXPECT_NE(note("app:lain", "k", "a", 3)->draft, first.draft) << "another partner's key is another key";
    EXPECT_NE(note("app:kota", "k", "a", 4, monday + request_memory)->draft, first.draft) << "a day is over";
}

TEST_F(Requests, AKeyThatCameWithAnotherRequestIsAConflict) {
    ASSERT_TRUE(note("app:kota", "k", "a", 1));
    const Result<RequestIds> other = note("app:kota", "k", "b", 2);
    ASSERT_FALSE(other);
    EXPECT_EQ(other.error().code, Errc::conflict);
}

TEST_F(Requests, WithoutAKeyEachIsItsOwn) {
    EXPECT_NE(note("app:kota", {}, "a", 1)->draft, note("app:kota", {}, "a", 2)->draft);
}

TEST_F(Requests, APartnerHasItsOwnOnly) {
    const Ticket own = file("app:kota", 1);
    const Ticket other = file("app:lain", 2);
    EXPECT_THAT(list({}), ElementsAre(own.digits()));
    EXPECT_THAT(list({.partner = {}, .tickets = {other}, .services = {}}), IsEmpty());
    EXPECT_THAT(list({.partner = "app:lain", .tickets = {own, other}, .services = {}}), ElementsAre(other.digits()));
}

TEST_F(Requests, AreChosenByServiceHalfAndTime) {
    const std::string own = file("app:kota", 1).digits();
    RequestsWanted wanted;
    wanted.services = {"lapor-anak", "lapor-lansia"};
    EXPECT_THAT(list(wanted), ElementsAre(own));
    wanted.services = {"lapor"};
    EXPECT_THAT(list(wanted), IsEmpty()) << "a part of a code is none";
    wanted = {};
    wanted.half = Half::open;
    EXPECT_THAT(list(wanted), ElementsAre(own));
    wanted.half = Half::closed;
    EXPECT_THAT(list(wanted), IsEmpty());
    wanted = {};
    wanted.from = monday + hours{2};
    wanted.to = monday + hours{3};
    EXPECT_THAT(list(wanted), IsEmpty());
    wanted = {};
    wanted.updated_from = monday + hours{2};
    EXPECT_THAT(list(wanted), IsEmpty());
    wanted = {};
    wanted.skip = 1;
    EXPECT_THAT(list(wanted), IsEmpty());
}

}  // namespace
}  // namespace sambung::store

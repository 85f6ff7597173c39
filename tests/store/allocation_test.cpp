// One house, one funder, in the books: against the pure rules, by threads at once, and past the program.
#include "store/allocation.h"

#include "books.h"
#include "cases/funding_gap.h"
#include "store/erasure.h"

#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <random>
#include <set>
#include <thread>

namespace sambung::store {
namespace {

using cases::HouseCode;
using cases::HouseHand;
using cases::HouseMove;
using cases::HouseReason;
using cases::HouseState;
using std::chrono::days;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr milliseconds two_weeks = std::chrono::duration_cast<milliseconds>(days{14});

// 264 houses: 158 by the city, 106 by eight others in two further stages.
cases::Pool south(int total = 264) {
    cases::Pool pool{.code = "rtlh-2026",
                     .programme = "rtlh",
                     .period = "2026",
                     .total = total,
                     .stages = {{1, monday - days{30}}, {2, monday - days{10}}, {3, monday + days{10}}},
                     .funders = {{"perkimta", 1, 158}}};
    for (int i = 1; i <= 7; ++i) pool.funders.push_back({"csr-" + std::to_string(i), 2, 20});
    pool.funders.push_back({"baznas", 2, 30, 600});
    pool.funders.push_back({"akhir", 3, 5});
    return pool;
}

class Houses : public testing::Test {
 protected:
    HouseList a_list(int count, int first = 1) {
        HouseList list{.pool = "rtlh-2026",
                       .file = books_.keys().index("file", std::to_string(count) + ":" + std::to_string(first)),
                       .by = "ani",
                       .houses = {}};
        for (int i = 0; i < count; ++i)
            list.houses.push_back({.line = i + 2,
                                   .area = "32.76.06",
                                   .estimate = 20,
                                   .owner = "Ibu " + std::to_string(first + i),
                                   .address = "Jl. Melati No. " + std::to_string(first + i)});
        return list;
    }
    Result<std::vector<HouseCode>> take_over(const HouseList& list, TimePoint now = monday) {
        return take_over_houses(books_.database(), books_.keys(), list, now);
    }
    void draft(cases::Pool pool) {
        ASSERT_TRUE(await_now(draft_pool(books_.database(), books_.keys(),
                                         {.pool = std::move(pool), .hold = two_weeks, .by = "ani"}, monday)));
    }
    Result<> open(const std::string& by = "budi") {
        return await_now(open_pool(books_.database(), books_.keys(), "rtlh-2026", by, monday));
    }
    std::vector<HouseCode> a_pool(int houses, cases::Pool pool = south()) {
        draft(std::move(pool));
        std::vector<HouseCode> codes = take_over(a_list(houses)).value();
        EXPECT_TRUE(open());
        return codes;
    }

    Result<HouseOpened> move(const HouseCall& call, TimePoint now = monday) {
        const HouseVoice voice = [this](const HouseNews& news) {
            told_.push_back(news);
            return std::vector<NewOutbound>{};
        };
        return await_now(move_house(books_.database(), books_.keys(), call, voice, now));
    }
    static HouseCall by_funder(HouseMove move, const HouseCode& house, std::string funder = "perkimta") {
        return {.house = house,
                .move = move,
                .hand = HouseHand::funder,
                .funder = std::move(funder),
                .by = "unit",
                .reason = HouseReason::dana};
    }
    Result<HouseOpened> ask(HouseMove what, const HouseCode& house, std::string funder = "perkimta",
                            TimePoint now = monday) {
        return move(by_funder(what, house, std::move(funder)), now);
    }
    std::vector<HouseSeen> all() { return await_now(houses_of_pool(books_.database(), "rtlh-2026")).value(); }
    HouseSeen seen(const HouseCode& code) {
        for (const HouseSeen& one : all())
            if (one.code == code) return one;
        return {.code = code, .pool = {}, .area = {}};
    }
    static std::string why(const Result<HouseOpened>& result) { return result ? "done" : describe(result.error()); }

    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
    std::vector<HouseNews> told_;
};

TEST_F(Houses, AListComesWholeAndIsSeenOnlyThen) {
    draft(south());
    const std::vector<HouseCode> codes = take_over(a_list(100)).value();
    EXPECT_EQ(std::set(codes.begin(), codes.end()).size(), 100U);
    EXPECT_THAT(all(), SizeIs(100));
    EXPECT_EQ(take_over(a_list(100)).value(), codes) << "the same file again";
    EXPECT_THAT(all(), SizeIs(100));

    const HouseList other = a_list(70, 90);  // 90 to 100 are there
    EXPECT_THAT(clashes(books_.database(), books_.keys(), other).value(), SizeIs(11));
    const auto refused = take_over(other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_THAT(all(), SizeIs(100));
    EXPECT_EQ(books_.number("SELECT count(*) FROM house_rows"), 100) << "nothing is left behind";
}

TEST_F(Houses, AnImportThatDiedIsSeenByNobodyAndDoesNotStandInTheWay) {
    draft(south());
    // As a kill after the first batch leaves it.
    take_over(a_list(40)).value();
    books_.change("UPDATE house_lists SET published = NULL; DELETE FROM house_rows WHERE line > 33;");
    EXPECT_THAT(all(), IsEmpty());
    EXPECT_FALSE(open()) << "there are no houses";
    EXPECT_THAT(take_over(a_list(40)).value(), SizeIs(40)) << "the same file";
    books_.change("UPDATE house_lists SET published = NULL;");
    EXPECT_THAT(take_over(a_list(60), monday + std::chrono::minutes{11}).value(), SizeIs(60)) << "another file, later";
    EXPECT_THAT(all(), SizeIs(60));
    EXPECT_EQ(books_.number("SELECT count(*) FROM house_rows"), 60);
}

TEST_F(Houses, AreFoundTwiceHoweverTheAddressIsWritten) {
    draft(south());
    HouseList first = a_list(1);
    first.houses[0].address = "Jl. Melati No. 3, RT 02";
    take_over(first).value();
    HouseList second = a_list(1, 9);
    for (const char* address : {"jl melati no 3 rt 02", "JL.MELATI NO.3 RT 02"}) {
        second.houses[0].address = address;
        const auto found = clashes(books_.database(), books_.keys(), second).value();
        ASSERT_THAT(found, SizeIs(1)) << address;
        EXPECT_EQ(found[0].why, HouseClash::Why::known);
    }
    second.houses[0].address = "Jl. Melati No. 30, RT 2";
    EXPECT_THAT(clashes(books_.database(), books_.keys(), second).value(), IsEmpty());
}

TEST_F(Houses, APoolIsOpenedByASecondPersonOnceItHasHouses) {
    draft(south());
    EXPECT_FALSE(await_now(
        draft_pool(books_.database(), books_.keys(), {.pool = south(), .hold = two_weeks, .by = "budi"}, monday)));
    EXPECT_FALSE(open()) << "no houses";
    const std::vector<HouseCode> codes = take_over(a_list(3)).value();
    EXPECT_EQ(why(ask(HouseMove::reserve, codes[0])).substr(0, 9), "not_found") << "not open yet";
    EXPECT_FALSE(open("Ani")) << "the same person";
    EXPECT_TRUE(open("budi"));
    EXPECT_FALSE(open("citra")) << "it is open";
    EXPECT_TRUE(ask(HouseMove::reserve, codes[0]));
}

TEST_F(Houses, GoAsTheRulesSayHoweverTheyAreWalked) {
    const cases::Pool pool = south(12);
    const std::vector<HouseCode> codes = a_pool(20, pool);
    std::vector<cases::PoolHouse> model;
    for (const HouseCode& code : codes) model.push_back({.code = code, .kecamatan = "32.76.06", .estimate = 20});
    std::mt19937 random(7);
    const auto any = [&random](const auto& of) -> decltype(auto) { return of[random() % std::size(of)]; };
    TimePoint now = monday;
    int done = 0;
    for (int i = 0; i < 3'000; ++i) {
        now += std::chrono::hours{random() % 4};
        cases::PoolHouse& house = model[random() % model.size()];
        HouseCall call = by_funder(any(cases::all_house_moves), house.code, any(pool.funders).unit);
        call.hand = random() % 2 == 0 ? HouseHand::funder : HouseHand::office;
        if (call.hand == HouseHand::office) call.by = "ani";
        if (call.move == HouseMove::expire || call.move == HouseMove::swap) continue;  // they have ways of their own
        if (random() % 8 == 0) call.reason.reset();
        if (house.state == HouseState::reserved && *house.until <= now)
            house = {.code = house.code, .kecamatan = house.kecamatan, .estimate = 20};
        const auto taken = cases::taken_besides(house.code, model, call.funder);
        const auto expected = cases::moved(pool, house, taken,
                                           {.move = call.move,
                                            .hand = call.hand,
                                            .funder = call.funder,
                                            .now = now,
                                            .until = now + two_weeks,
                                            .reason_given = call.reason.has_value()});
        const cases::PoolHouse before = house;
        if (expected) house = *expected;
        const Result<HouseOpened> got = move(call, now);
        const bool again = got && !expected && got->house.state == before.state && got->house.funder == before.funder;
        ASSERT_TRUE(again || got.has_value() == expected.has_value())
            << i << ' ' << name(call.move) << ' ' << name(before.state) << ": " << why(got);
        if (!got && !expected) ASSERT_EQ(got.error().code, expected.error().code) << why(got);
        const HouseSeen stands = seen(house.code);
        const bool lapsed = stands.state == HouseState::reserved && *stands.until <= now;  // the refusal undid it
        if (!lapsed) {
            ASSERT_EQ(stands.state, house.state);
            ASSERT_EQ(stands.funder, house.funder);
        }
        done += got && expected ? 1 : 0;
    }
    EXPECT_GT(done, 200);
    EXPECT_TRUE(books_.cases().verify_log());
}

TEST_F(Houses, EightFundersAtOnceNeverOverrunAPoolACeilingOrEachOther) {
    cases::Pool pool = south();
    const std::vector<HouseCode> codes = a_pool(300, pool);  // more houses than the pool pays for
    std::vector<std::string> units;
    for (const cases::Funder& funder : pool.funders)
        if (funder.stage < 3 && units.size() < 8) units.push_back(funder.unit);
    std::atomic<int> booked{0};
    std::atomic<int> unexpected{0};
    const auto book = [&](std::size_t which) {
        std::mt19937 random(static_cast<unsigned>(which));
        std::vector<HouseCode> wanted = codes;
        std::ranges::shuffle(wanted, random);
        for (const HouseCode& code : wanted) {
            const auto got = await_now(move_house(books_.database(), books_.keys(),
                                                  by_funder(HouseMove::reserve, code, units[which]), {}, monday));
            if (got) ++booked;
            if (!got && got.error().code != Errc::too_late && got.error().code != Errc::conflict) ++unexpected;
        }
    };
    std::vector<std::thread> funders;
    for (std::size_t i = 0; i < units.size(); ++i) funders.emplace_back(book, i);
    for (std::thread& one : funders) one.join();
    EXPECT_EQ(unexpected, 0);
    EXPECT_EQ(booked, 264);

    std::map<std::string, int> by_unit;
    std::vector<cases::PoolHouse> houses;
    for (const HouseSeen& one : all()) {
        houses.push_back({.code = one.code,
                          .kecamatan = one.area,
                          .estimate = one.estimate,
                          .state = one.state,
                          .funder = one.funder,
                          .until = one.until});
        if (!one.funder.empty()) ++by_unit[one.funder];
    }
    for (const cases::Funder& funder : pool.funders) EXPECT_LE(by_unit[funder.unit], funder.houses) << funder.unit;
    const cases::FundingGap gap = cases::funding_gap(pool, houses);
    EXPECT_EQ(gap.booked, 264);
    EXPECT_EQ(gap.open_by_kecamatan.at("32.76.06"), 36);
    EXPECT_EQ(gap.unfunded, 36 * 20);
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'house.reserve'"), 264);
    EXPECT_TRUE(books_.cases().verify_log());
}

TEST_F(Houses, TheTablesThemselvesHoldThePoolAndTheCeilings) {
    a_pool(6, [] {
        cases::Pool pool = south(4);
        pool.funders = {{"perkimta", 1, 3}, {"baznas", 2, 3}};
        return pool;
    }());
    const auto force = [this](const std::string& funder, const char* houses) {
        return books_.database().write_now([&](Sql& sql) -> Result<> {
            sql.script("UPDATE house_rows SET state = 'accepted', funder = '" + funder + "' WHERE line IN (" + houses +
                       ")");
            return {};
        });
    };
    EXPECT_FALSE(force("perkimta", "2, 3, 4, 5")) << "its ceiling is three";
    EXPECT_TRUE(force("perkimta", "2, 3, 4"));
    EXPECT_FALSE(force("baznas", "5, 6")) << "the pool is four";
    EXPECT_FALSE(force("lain", "5")) << "no funder of the pool";
    EXPECT_TRUE(force("baznas", "5"));
    EXPECT_EQ(books_.number("SELECT count(*) FROM house_rows WHERE funder IS NOT NULL"), 4);
}

TEST_F(Houses, TheOwnerIsToldToTheFunderAloneAndOnlyOnceItIsTheirs) {
    const HouseCode code = a_pool(1).front();
    const auto look = [&](const std::string& unit) {
        return await_now(house_for(books_.database(), books_.keys(), code, unit, monday));
    };
    EXPECT_FALSE(look("perkimta")->owner) << "open";
    EXPECT_FALSE(ask(HouseMove::reserve, code)->owner);
    EXPECT_FALSE(look("baznas")) << "another has it";
    const Result<HouseOpened> accepted = ask(HouseMove::accept, code);
    ASSERT_TRUE(accepted && accepted->owner);
    EXPECT_EQ(accepted->owner->name, "Ibu 1");
    EXPECT_EQ(look("perkimta")->owner->address, "Jl. Melati No. 1");
    EXPECT_FALSE(look("baznas"));
    EXPECT_FALSE(look("akhir")) << "its stage has not begun";
    EXPECT_TRUE(ask(HouseMove::release, code));
    EXPECT_FALSE(look("perkimta")->owner);
    EXPECT_EQ(bytes_of(folder_ / "cases.db-wal").find("Melati"), std::string::npos);
}

TEST_F(Houses, ACallThatComesAgainDoesNothingTwice) {
    const std::vector<HouseCode> codes = a_pool(2);
    HouseCall call = by_funder(HouseMove::reserve, codes[0]);
    call.key = books_.keys().index("house_call", "a");
    ASSERT_TRUE(move(call));
    ASSERT_TRUE(ask(HouseMove::release, codes[0]));
    EXPECT_EQ(move(call)->house.state, HouseState::open) << "as it stands now; it is not booked again";
    HouseCall other = by_funder(HouseMove::reserve, codes[1]);
    other.key = call.key;
    const Result<HouseOpened> refused = move(other);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::refused);
    ASSERT_TRUE(ask(HouseMove::reserve, codes[1]));
    EXPECT_TRUE(ask(HouseMove::reserve, codes[1])) << "saying what is so is no fault";
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'house.reserve'"), 2);
}

TEST_F(Houses, ThatCameAnewWhileTheyWereGoneAreNotOpenedTwice) {
    const HouseCode code = a_pool(1).front();
    HouseCall office = by_funder(HouseMove::withdraw, code);
    office.hand = HouseHand::office;
    EXPECT_EQ(move(office).error().code, Errc::invalid_request) << "\"unit\" is nobody's name";
    office.by = "ani";
    ASSERT_TRUE(move(office));
    HouseList again = a_list(1);
    again.file = books_.keys().index("file", "again");
    const HouseCode anew = take_over(again)->front();
    office.move = HouseMove::reopen;
    const Result<HouseOpened> refused = move(office);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
    office.house = anew;
    office.move = HouseMove::withdraw;
    ASSERT_TRUE(move(office));
    office.house = code;
    office.move = HouseMove::reopen;
    EXPECT_TRUE(move(office));
}

TEST_F(Houses, AReservationThatIsOverIsOpenAgainAndItsFunderHearsOnce) {
    const std::vector<HouseCode> codes = a_pool(2);
    ASSERT_TRUE(ask(HouseMove::reserve, codes[0]));
    ASSERT_TRUE(ask(HouseMove::reserve, codes[1]));
    ASSERT_TRUE(ask(HouseMove::accept, codes[1]));
    const auto ring = [this](TimePoint now) {
        return await_now(ring_houses(
                             books_.database(), books_.keys(),
                             [this](const HouseNews& news) {
                                 told_.push_back(news);
                                 return std::vector<NewOutbound>{};
                             },
                             now))
            .value();
    };
    EXPECT_EQ(ring(monday + days{14} - milliseconds{1}), 0);
    books_.reopen();
    EXPECT_EQ(ring(monday + days{14}), 1);
    EXPECT_EQ(ring(monday + days{15}), 0);
    ASSERT_THAT(told_, SizeIs(1));
    EXPECT_EQ(told_[0].what, HouseNews::What::lapsed);
    EXPECT_EQ(told_[0].unit, "perkimta");
    EXPECT_EQ(seen(codes[0]).state, HouseState::open);
    EXPECT_EQ(seen(codes[1]).state, HouseState::accepted);
}

TEST_F(Houses, AreTakenByAnotherTheMomentTheReservationIsOver) {
    const HouseCode code = a_pool(1).front();
    ASSERT_TRUE(ask(HouseMove::reserve, code));
    EXPECT_FALSE(ask(HouseMove::reserve, code, "baznas", monday + days{13}));
    EXPECT_TRUE(ask(HouseMove::reserve, code, "baznas", monday + days{14}));
    EXPECT_FALSE(ask(HouseMove::accept, code, "perkimta", monday + days{14}));
}

TEST_F(Houses, ASwapWantsASecondPerson) {
    const HouseCode code = a_pool(1).front();
    ASSERT_TRUE(ask(HouseMove::reserve, code));
    const auto asked = [&](const std::string& to, const std::string& by) {
        return await_now(ask_swap(books_.database(), books_.keys(),
                                  {.house = code, .to = to, .reason = HouseReason::dana, .by = by}, monday));
    };
    const auto confirm = [&](const std::string& by) {
        return await_now(confirm_swap(books_.database(), books_.keys(), code, by, monday));
    };
    EXPECT_FALSE(confirm("budi")) << "none is asked for";
    EXPECT_FALSE(asked("lain", "ani"));
    ASSERT_TRUE(asked("baznas", "ani"));
    EXPECT_EQ(seen(code).funder, "perkimta");
    EXPECT_FALSE(confirm("ANI"));
    ASSERT_TRUE(confirm("budi"));
    EXPECT_EQ(seen(code).funder, "baznas");
    EXPECT_FALSE(confirm("citra")) << "it is done";
    ASSERT_TRUE(asked("akhir", "ani"));
    EXPECT_FALSE(confirm("budi")) << "its stage has not begun";
    ASSERT_TRUE(ask(HouseMove::accept, code, "baznas"));
    EXPECT_EQ(seen(code).swap_to, "") << "what happened since makes the wish void";
}

TEST_F(Houses, AreAcceptedThoughTheCaseDoesNotOpenAndThatIsNoted) {
    const Ticket ticket = *books_.grant(1, 1, File{books_.draft(1), a_report("rtlh"), Language::id})->ticket;
    draft(south());
    HouseList list = a_list(1);
    list.houses[0].ticket = ticket;
    const HouseCode code = take_over(list)->front();
    ASSERT_TRUE(open());
    books_.change("UPDATE cases SET key = randomblob(72)");
    ASSERT_TRUE(ask(HouseMove::reserve, code));
    EXPECT_TRUE(ask(HouseMove::accept, code)->owner);
    EXPECT_THAT(told_, IsEmpty());
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type = 'house.untold'"), 1);
}

TEST_F(Houses, ACaseHearsThatSomebodyPaysAndThatItIsDoneAndTakesTheAddressWithIt) {
    const Ticket ticket = *books_.grant(1, 1, File{books_.draft(1), a_report("rtlh"), Language::id})->ticket;
    draft(south());
    HouseList list = a_list(1);
    list.houses[0].ticket = Ticket::from_number(1);
    EXPECT_EQ(clashes(books_.database(), books_.keys(), list)->front().why, HouseClash::Why::no_ticket);
    list.houses[0].ticket = ticket;
    EXPECT_THAT(clashes(books_.database(), books_.keys(), list).value(), IsEmpty());
    const HouseCode code = take_over(list)->front();
    ASSERT_TRUE(open());
    for (const HouseMove one : {HouseMove::reserve, HouseMove::accept, HouseMove::begin, HouseMove::finish})
        ASSERT_TRUE(ask(one, code)) << name(one);
    ASSERT_THAT(told_, SizeIs(2));
    EXPECT_EQ(told_[0].what, HouseNews::What::funded);
    EXPECT_EQ(told_[1].what, HouseNews::What::done);
    EXPECT_EQ(told_[0].about->ticket, ticket);
    EXPECT_EQ(books_.number("SELECT count(*) FROM events WHERE type LIKE 'house.%' AND case_id IS NOT NULL"), 4);

    books_.change("UPDATE cases SET status = 'closed'");
    ASSERT_TRUE(await_now(erase_case(books_.database(), books_.keys(), ticket, "ani", monday + days{1})));
    const auto after = await_now(house_for(books_.database(), books_.keys(), code, "perkimta", monday));
    ASSERT_TRUE(after);
    EXPECT_FALSE(after->owner);
    EXPECT_EQ(after->house.state, HouseState::done);
    EXPECT_EQ(books_.number("SELECT count(*) FROM house_rows WHERE owner IS NULL AND address IS NULL AND key IS NULL"),
              1);
}

}  // namespace
}  // namespace sambung::store

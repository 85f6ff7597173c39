#include "cases/allocation.h"

#include "cases/funding_gap.h"

#include <gmock/gmock.h>

#include <map>
#include <random>
#include <set>

namespace sambung::cases {
namespace {

using enum HouseState;
using M = HouseMove;

constexpr TimePoint day(int number) { return TimePoint{std::chrono::days{number}}; }

PoolHouse house(std::uint64_t number, std::string kecamatan = "Setu") {
    return {.code = HouseCode::from_number(number), .kecamatan = std::move(kecamatan), .estimate = 20};
}

std::vector<PoolHouse> houses_of(int count) {
    std::vector<PoolHouse> houses;
    for (int i = 0; i < count; ++i)
        houses.push_back(house(static_cast<std::uint64_t>(i), i % 2 == 0 ? "Setu" : "Ciputat"));
    return houses;
}

Pool south() {
    return {.code = "rtlh-2025",
            .programme = "rtlh",
            .period = "2025",
            .total = 264,
            .stages = {{1, day(0)}, {2, day(30)}, {3, day(60)}},
            .funders = {{"apbd", 1, 158}, {"baznas", 2, 60}, {"csr", 3, 46}}};
}

// An order that lacks nothing, so that only the table says no.
HouseOrder order(HouseMove move, HouseHand hand, std::string funder = "apbd") {
    return {.move = move,
            .hand = hand,
            .funder = std::move(funder),
            .now = day(move == M::expire ? 90 : 70),
            .until = day(100),
            .reason_given = true,
            .second_person = true};
}

PoolHouse in(HouseState state) {
    PoolHouse one = house(1);
    one.state = state;
    if (is_taken(state)) one.funder = "apbd";
    if (state == reserved) one.until = day(80);
    return one;
}

std::string refusal(const Result<PoolHouse>& result) { return result ? "done" : describe(result.error()); }

TEST(Allocation, TakesTheStepsOfTheTableAndNoOther) {
    const std::map<HouseMove, std::map<HouseState, HouseState>> rows = {
        {M::reserve, {{open, reserved}}},
        {M::expire, {{reserved, open}}},
        {M::release, {{reserved, open}, {accepted, open}, {works, open}}},
        {M::accept, {{reserved, accepted}}},
        {M::begin, {{accepted, works}}},
        {M::finish, {{works, done}}},
        {M::swap, {{reserved, reserved}, {accepted, reserved}}},
        {M::withdraw, {{open, withdrawn}, {reserved, withdrawn}, {accepted, withdrawn}}},
        {M::reopen, {{withdrawn, open}, {done, open}}},
    };
    for (const HouseMove move : all_house_moves)
        for (const HouseState from : all_house_states) {
            const HouseHand hand = move == M::expire ? HouseHand::clock : HouseHand::office;
            const auto next = moved(south(), in(from), {}, order(move, hand, move == M::swap ? "csr" : "apbd"));
            const auto row = rows.at(move).find(from);
            ASSERT_EQ(next.has_value(), row != rows.at(move).end()) << name(move) << " from " << name(from);
            if (next) EXPECT_EQ(next->state, row->second) << name(move) << " from " << name(from);
            if (!next) EXPECT_EQ(next.error().code, Errc::too_late) << name(move) << " from " << name(from);
        }
}

TEST(Allocation, LeavesToFundersWhatIsTheirs) {
    const std::set<std::pair<HouseMove, HouseState>> theirs = {{M::reserve, open},     {M::accept, reserved},
                                                               {M::begin, accepted},   {M::finish, works},
                                                               {M::release, reserved}, {M::release, accepted}};
    for (const HouseStep& step : all_house_steps()) {
        const auto next = moved(south(), in(step.from), {}, order(step.move, HouseHand::funder));
        EXPECT_EQ(next.has_value(), theirs.contains({step.move, step.from})) << name(step.move) << refusal(next);
    }
}

struct Refused {
    std::string guard;
    HouseState from{};
    HouseOrder order;
    Taken taken = {};
};

TEST(Allocation, NamesTheGuardThatDoesNotHold) {
    HouseOrder early = order(M::reserve, HouseHand::funder, "baznas");
    early.now = day(29);
    HouseOrder late = order(M::accept, HouseHand::funder);
    late.now = day(80);
    HouseOrder soon = order(M::expire, HouseHand::clock);
    soon.now = day(79);
    HouseOrder silent = order(M::release, HouseHand::funder);
    silent.reason_given = false;
    HouseOrder alone = order(M::swap, HouseHand::office, "csr");
    alone.second_person = false;
    const Refused rows[] = {
        {"own", reserved, order(M::accept, HouseHand::funder, "csr")},
        {"other", reserved, order(M::swap, HouseHand::office)},
        {"stage_begun", open, early},
        {"within_units", open, order(M::reserve, HouseHand::funder, "csr"), {.pool = 46, .funder = 46}},
        {"within_pool", open, order(M::reserve, HouseHand::funder), {.pool = 264}},
        {"in_time", reserved, late},
        {"run_out", reserved, soon},
        {"reason_given", reserved, silent},
        {"second_person", reserved, alone},
    };
    for (const Refused& row : rows)
        EXPECT_EQ(refusal(moved(south(), in(row.from), row.taken, row.order)), "conflict: " + row.guard);
}

TEST(Allocation, KeepsAFunderWithinItsMeans) {
    Pool pool = south();
    pool.funders[2].rupiah = 100;
    const HouseOrder one = order(M::reserve, HouseHand::funder, "csr");
    EXPECT_EQ(refusal(moved(pool, in(open), {.rupiah = 80}, one)), "done");
    EXPECT_EQ(refusal(moved(pool, in(open), {.rupiah = 81}, one)), "conflict: within_sum");
}

TEST(Allocation, ReservesForNobodyUnknownAndNotForEver) {
    HouseOrder endless = order(M::reserve, HouseHand::funder);
    endless.until = std::nullopt;
    EXPECT_EQ(moved(south(), in(open), {}, endless).error().code, Errc::invalid_request);
    EXPECT_EQ(moved(south(), in(open), {}, order(M::reserve, HouseHand::office, "bank")).error().code, Errc::not_found);
}

TEST(Allocation, BooksTheHousesOfTheSouthInStagesAndNotOneMore) {
    const Pool pool = south();
    std::vector<PoolHouse> houses = houses_of(270);
    const auto book_all = [&](const std::string& funder, int today) {
        int booked = 0;
        for (PoolHouse& one : houses) {
            HouseOrder wish = order(M::reserve, HouseHand::funder, funder);
            wish.now = day(today);
            const auto next = moved(pool, one, taken_besides(one.code, houses, funder), wish);
            if (!next) continue;
            one = *next;
            ++booked;
        }
        return booked;
    };
    EXPECT_EQ(book_all("baznas", 1), 0);
    EXPECT_EQ(book_all("apbd", 1), 158);
    EXPECT_EQ(funding_gap(pool, houses).unfunded, (270 - 158) * 20);
    EXPECT_EQ(funding_gap(pool, houses).may_still_book, (std::map<int, int>{{1, 0}, {2, 60}, {3, 46}}));
    EXPECT_EQ(book_all("baznas", 30), 60);
    EXPECT_EQ(book_all("csr", 30), 0);
    EXPECT_EQ(book_all("csr", 60), 46);
    const FundingGap gap = funding_gap(pool, houses);
    EXPECT_EQ(gap.booked, 264);
    EXPECT_EQ(gap.funders.at("apbd").booked, 158);
    EXPECT_EQ(gap.open_by_kecamatan, (std::map<std::string, int>{{"Setu", 3}, {"Ciputat", 3}}));
}

// What must hold after any step, said again without the table.
void expect_kept(const Pool& pool, const std::vector<PoolHouse>& houses) {
    int all = 0;
    std::map<std::string, int> by_funder;
    std::map<std::string, std::int64_t> sums;
    for (const PoolHouse& one : houses) {
        ASSERT_EQ(one.funder.empty(), one.state == open || one.state == withdrawn);
        ASSERT_EQ(one.until.has_value(), one.state == reserved);
        if (one.funder.empty()) continue;
        ++all;
        ++by_funder[one.funder];
        sums[one.funder] += one.estimate;
    }
    ASSERT_LE(all, pool.total);
    for (const Funder& funder : pool.funders) {
        ASSERT_LE(by_funder[funder.unit], funder.houses);
        if (funder.rupiah) ASSERT_LE(sums[funder.unit], *funder.rupiah);
    }
    ASSERT_EQ(funding_gap(pool, houses).booked, all);
}

TEST(Allocation, NeverGivesAHouseTooManyHoweverTheStepsFall) {
    Pool pool = south();
    pool.total = 6;
    pool.funders = {{"apbd", 1, 4}, {"baznas", 2, 3, 50}, {"csr", 3, 2}};
    std::mt19937_64 dice{2025};
    std::set<int> seen;  // how many houses were taken: the walks must come to the bound
    for (int walk = 0; walk < 2000; ++walk) {
        std::vector<PoolHouse> houses = houses_of(9);
        for (int tried = 0; tried < 400; ++tried) {
            const int now = 50 + tried / 4;
            PoolHouse& one = houses[dice() % houses.size()];
            const HouseMove move = dice() % 2 == 0 ? M::reserve : all_house_moves[dice() % std::size(all_house_moves)];
            HouseOrder wish = order(move, all_house_hands[dice() % 3], pool.funders[dice() % 3].unit);
            wish.now = day(now);
            wish.until = day(now + 1 + static_cast<int>(dice() % 20));
            const auto next = moved(pool, one, taken_besides(one.code, houses, wish.funder), wish);
            if (!next) continue;
            one = *next;
            seen.insert(funding_gap(pool, houses).booked);
            expect_kept(pool, houses);
            if (HasFatalFailure()) return;
        }
    }
    EXPECT_EQ(seen, (std::set{0, 1, 2, 3, 4, 5, 6}));
}

TEST(HouseCode, CatchesEveryWrongDigit) {
    for (const std::uint64_t number : {0ULL, 1ULL, 381'207ULL, 899'999ULL, 123'456'789'012ULL}) {
        const std::string code = HouseCode::from_number(number).text();
        ASSERT_TRUE(HouseCode::parse(code)) << code;
        for (std::size_t at = 1; at < code.size(); ++at)
            for (char digit = '0'; digit <= '9'; ++digit) {
                std::string wrong = code;
                wrong[at] = digit;
                EXPECT_EQ(HouseCode::parse(wrong).has_value(), wrong == code) << wrong;
            }
    }
}

TEST(HouseCode, IsReadInEitherCaseAndNothingElse) {
    const std::string code = HouseCode::from_number(7).text();
    EXPECT_EQ(HouseCode::parse("h" + code.substr(1)), HouseCode::parse(code));
    for (const std::string& text : {std::string{}, std::string{"H"}, code.substr(1), code + "0", "X" + code.substr(1)})
        EXPECT_FALSE(HouseCode::parse(text)) << text;
}

}  // namespace
}  // namespace sambung::cases

#include "send_budget.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// 23 November 2026, 10:30 UTC.
constexpr TimePoint morning{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23} + minutes{10 * 60 + 30}};
constexpr TimePoint midnight{std::chrono::sys_days{std::chrono::year{2026} / 11 / 24}};
constexpr auto news = SendBudget::Of::news;
const std::string number = "+6281234567890";

TEST(SendBudget, ANumberGetsItsDayAndTheRestTomorrow) {
    SendBudget budget({.number_a_day = 3, .block_an_hour = 0, .countries = {}});
    EXPECT_FALSE(budget.spend(number, 2, news, morning));
    EXPECT_FALSE(budget.spend(number, 1, news, morning));
    EXPECT_EQ(budget.spend(number, 1, news, morning), midnight);
    EXPECT_FALSE(budget.spend("+6281234567891", 1, news, morning)) << "another number";
    EXPECT_FALSE(budget.spend(number, 1, news, midnight));
}

TEST(SendBudget, AMessageLongerThanTheBudgetGoesIfItIsTheFirst) {
    SendBudget budget({.number_a_day = 2, .block_an_hour = 0, .countries = {}});
    EXPECT_FALSE(budget.spend(number, 5, news, morning));
    EXPECT_TRUE(budget.spend(number, 1, news, morning));
}

TEST(SendBudget, ABlockGetsItsHour) {
    SendBudget budget({.number_a_day = 0, .block_an_hour = 2, .countries = {}});
    EXPECT_FALSE(budget.spend("+6281234560001", 1, news, morning));
    EXPECT_FALSE(budget.spend("+6281234560002", 1, news, morning));
    EXPECT_EQ(budget.spend("+6281234560003", 1, news, morning), morning + minutes{30});
    EXPECT_FALSE(budget.spend("+6281234570003", 1, news, morning)) << "the block beside it";
    EXPECT_FALSE(budget.spend("+6281234560003", 1, news, morning + minutes{30}));
}

TEST(SendBudget, WhatIsHeldBackIsNotSpent) {
    SendBudget budget({.number_a_day = 3, .block_an_hour = 0, .countries = {}});
    EXPECT_FALSE(budget.spend(number, 2, news, morning));
    EXPECT_TRUE(budget.spend(number, 2, news, morning));
    EXPECT_FALSE(budget.spend(number, 1, news, morning));
}

TEST(SendBudget, AnswersHaveFiveTimesAsMuch) {
    SendBudget budget({.number_a_day = 1, .block_an_hour = 0, .countries = {}});
    for (int i = 0; i < 5; ++i) EXPECT_FALSE(budget.spend(number, 1, SendBudget::Of::answer, morning)) << i;
    EXPECT_TRUE(budget.spend(number, 1, SendBudget::Of::answer, morning));
    EXPECT_TRUE(budget.spend(number, 1, news, morning));
}

TEST(SendBudget, WhatDidNotGoIsGivenBack) {
    SendBudget budget({.number_a_day = 1, .block_an_hour = 1, .countries = {}});
    EXPECT_FALSE(budget.spend(number, 1, news, morning));
    budget.give_back(number, 1, morning);
    EXPECT_FALSE(budget.spend(number, 1, news, morning));
    EXPECT_TRUE(budget.spend(number, 1, news, morning));
}

TEST(SendBudget, OnlyNumbersAreCounted) {
    SendBudget budget({.number_a_day = 1, .block_an_hour = 1, .countries = {"62"}});
    for (int i = 0; i < 3; ++i) EXPECT_FALSE(budget.spend("telegram:5", 1, news, morning));
    EXPECT_TRUE(budget.reaches("telegram:5"));
}

TEST(SendBudget, SmsGoesToTheCountriesOfTheOffice) {
    const SendBudget home({});
    EXPECT_TRUE(home.reaches("+6281234567890"));
    EXPECT_FALSE(home.reaches("+99299123456"));
    EXPECT_FALSE(home.reaches("+16281234567"));
    const SendBudget two({.countries = {"62", "60"}});
    EXPECT_TRUE(two.reaches("+60123456789"));
    const SendBudget all({.countries = {}});
    EXPECT_TRUE(all.reaches("+99299123456"));
}

}  // namespace
}  // namespace sambung::gateway

#include "dispatcher.h"

#include <gtest/gtest.h>

namespace sambung::gateway {
namespace {

constexpr TimePoint now{milliseconds{1'795'399'200'000}};

TEST(DispatcherBackoff, DoublesFromFiveSecondsToFifteenMinutes) {
    EXPECT_EQ(backoff(0), milliseconds{5'000});
    EXPECT_EQ(backoff(1), milliseconds{10'000});
    EXPECT_EQ(backoff(7), milliseconds{640'000});
    EXPECT_EQ(backoff(8), milliseconds{900'000});
    EXPECT_EQ(backoff(1'000), milliseconds{900'000});
}

struct SettleRow {
    const char* name;
    int attempts;
    adapters::Sent sent;
    store::OutboxState state;
    std::optional<TimePoint> next;
};

void PrintTo(const SettleRow& row, std::ostream* out) { *out << row.name; }

class DispatcherSettling : public testing::TestWithParam<SettleRow> {};

TEST_P(DispatcherSettling, FollowsTheVerdict) {
    store::OutboxItem item;
    item.id = 7;
    item.attempts = GetParam().attempts;
    const store::Settlement settlement = settle(item, GetParam().sent, now);
    EXPECT_EQ(settlement.id, 7);
    EXPECT_EQ(settlement.state, GetParam().state);
    EXPECT_EQ(settlement.next, GetParam().next);
    EXPECT_EQ(settlement.provider_id, GetParam().sent.provider_id);
    EXPECT_EQ(settlement.ends_channel, GetParam().sent.verdict == adapters::Verdict::gone);
}

using adapters::Verdict;
using store::OutboxState;

INSTANTIATE_TEST_SUITE_P(
    Rows, DispatcherSettling,
    testing::Values(
        SettleRow{"AcceptedIsSent", 0, {Verdict::accepted, "id-1", "", {}}, OutboxState::sent, {}},
        SettleRow{"RetryWaits", 0, {Verdict::retry, "", "503", {}}, OutboxState::queued, now + milliseconds{5'000}},
        SettleRow{"ThrottledHonoursTheProvider",
                  3,
                  {Verdict::throttled, "", "429", seconds{30}},
                  OutboxState::queued,
                  now + seconds{30}},
        SettleRow{
            "AlarmWaitsForAPerson", 0, {Verdict::alarm, "", "190", {}}, OutboxState::queued, now + milliseconds{5'000}},
        SettleRow{
            "GoneIsPassedByWithTheOthers", most_attempts, {Verdict::gone, "", "410", {}}, OutboxState::queued, now},
        SettleRow{"WithoutAnAnswerItIsUnknown", 0, {Verdict::unknown, "", "timeout", {}}, OutboxState::unknown, {}},
        SettleRow{"PermanentFails", 0, {Verdict::permanent, "", "131026", {}}, OutboxState::failed, {}},
        SettleRow{"OptedOutFails", 0, {Verdict::opted_out, "", "131050", {}}, OutboxState::failed, {}},
        SettleRow{"OurBugFails", 0, {Verdict::our_bug, "", "131009", {}}, OutboxState::failed, {}},
        SettleRow{"TheLastTryFails", most_attempts - 1, {Verdict::retry, "", "503", {}}, OutboxState::failed, {}}),
    [](const auto& info) { return info.param.name; });

TEST(DispatcherSettlingUrgent, GoesAgainWhereNobodyKnows) {
    store::OutboxItem alarm;
    alarm.lane = store::Lanes::urgent;
    const store::Settlement settlement = settle(alarm, {Verdict::unknown, "", "timeout", {}}, now);
    EXPECT_EQ(settlement.state, OutboxState::queued);
    EXPECT_EQ(settlement.next, now + milliseconds{5'000});
}

TEST(DispatcherSettlingUrgent, MovesAfterThreeTriesWhereItCan) {
    store::OutboxItem alarm;
    alarm.lane = store::Lanes::urgent;
    alarm.attempts = 1;
    const adapters::Sent silent{Verdict::retry, "", "503", {}};
    EXPECT_EQ(settle(alarm, silent, now, "sms").moved_to, "");
    alarm.attempts = 2;
    EXPECT_EQ(settle(alarm, silent, now, "sms").moved_to, "sms");
    EXPECT_EQ(settle(alarm, silent, now).state, OutboxState::queued) << "without another way it goes on trying";
}

struct FallbackRow {
    const char* name;
    Verdict verdict;
    int attempts;
    std::string moved_to, kept_for;
};

TEST(DispatcherFallback, TakesWhatThisChannelGivesUp) {
    const FallbackRow rows[] = {{"taken: kept in case it fails later", Verdict::accepted, 0, "", "sms"},
                                {"cannot be reached here", Verdict::permanent, 0, "sms", ""},
                                {"malformed for this provider", Verdict::our_bug, 0, "sms", ""},
                                {"asked to be left alone", Verdict::opted_out, 0, "", ""},
                                {"nobody knows: it may have come, or fail later", Verdict::unknown, 0, "", "sms"},
                                {"will be tried again", Verdict::retry, 0, "", ""},
                                {"tried for the last time", Verdict::retry, most_attempts - 1, "sms", ""}};
    for (const FallbackRow& row : rows) {
        SCOPED_TRACE(row.name);
        store::OutboxItem item;
        item.attempts = row.attempts;
        const store::Settlement settlement = settle(item, {row.verdict, "", "c", {}}, now, "sms");
        EXPECT_EQ(settlement.moved_to, row.moved_to);
        EXPECT_EQ(settlement.fallback, row.kept_for);
        if (!row.moved_to.empty()) {
            EXPECT_EQ(settlement.state, OutboxState::queued);
            EXPECT_EQ(settlement.next, now);
        }
    }
}

}  // namespace
}  // namespace sambung::gateway

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
        SettleRow{"PermanentFails", 0, {Verdict::permanent, "", "131026", {}}, OutboxState::failed, {}},
        SettleRow{"OptedOutFails", 0, {Verdict::opted_out, "", "131050", {}}, OutboxState::failed, {}},
        SettleRow{"OurBugFails", 0, {Verdict::our_bug, "", "131009", {}}, OutboxState::failed, {}},
        SettleRow{"TheLastTryFails", most_attempts - 1, {Verdict::retry, "", "503", {}}, OutboxState::failed, {}}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace sambung::gateway

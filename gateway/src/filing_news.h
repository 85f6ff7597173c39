// What is told when a report comes in that nobody waits for in a conversation: from a city's app, or from a paper form.
#pragma once

#include "announcements.h"

#include <string>
#include <vector>

namespace sambung::gateway {

// By which somebody who left only a number is written to first; nullptr if there is none.
[[nodiscard]] const Channel* sms_channel(const Channels& channels);

// The ticket with its check digits to `phone` by `sms`, unless the report is quiet or `sms` is nullptr, and the alarm
// to the duty of the owner unit. Pure: runs in the transaction that files the case.
[[nodiscard]] std::vector<store::NewOutbound> news_of_filing(const Announcer& announcer, const cases::Report& report,
                                                             const std::string& phone, const Channel* sms,
                                                             const EventId& event, const store::Outcome& outcome,
                                                             TimePoint now);

}  // namespace sambung::gateway

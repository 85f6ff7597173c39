// Messages that a filing brings with it: the ticket by SMS after a USSD session, and the alarm to the duty officers of
// the owner unit on two different channels. Pure: they are enqueued in the transaction that files the case.
#pragma once

#include "cases/office.h"
#include "channel.h"
#include "dialogs/dialog.h"
#include "store/case_store.h"
#include "store/keys.h"

#include <memory>
#include <string>
#include <vector>

namespace sambung::gateway {

struct UnitEvent;

struct Announcer {
    const store::Keys* keys = nullptr;
    const Channels* channels = nullptr;
    std::shared_ptr<const cases::Office> office;
    std::shared_ptr<const dialogs::FlowSet> flows;

    // To the citizen on the channel that carries notices for this one; nothing where the reply itself stays with them.
    [[nodiscard]] std::vector<store::NewOutbound> ticket(const Channel& channel, const std::string& address,
                                                         Language language, const store::Outcome& outcome,
                                                         TimePoint now) const;
    // To the duty officers of the owner unit: its task, ticket, need, place, urgency; no identity and no story. What is
    // not urgent waits until the unit opens. Of a restricted case only the
    // ticket and the urgency, and the place if somebody is to come there. Once an occasion: "alarm" for the ring,
    // "alarm2" when the place came after it, another word each time that it is told again.
    [[nodiscard]] std::vector<store::NewOutbound> alarm(const cases::Report& report, const store::Outcome& outcome,
                                                        std::string_view occasion, TimePoint now) const;
    // A message that its receiver may not want.
    [[nodiscard]] store::NewOutbound notice(std::string_view about, const std::string& channel,
                                            const std::string& address, std::string text) const;
    [[nodiscard]] std::string alarm_text(const cases::Report& report, const store::Outcome& outcome,
                                         TimePoint now) const;
    // To an address of a unit's duty, on a channel that is there: the words, or where the channel carries events, that.
    [[nodiscard]] store::NewOutbound to_duty(std::string_view about, const cases::DutyAddress& duty,
                                             const std::string& words, const UnitEvent& event, TimePoint now) const;
    // The same message is enqueued once: its key is made of what it is about.
    [[nodiscard]] store::NewOutbound message(std::string_view about, const std::string& channel,
                                             const std::string& address, std::string text) const;
    [[nodiscard]] store::NewOutbound message(std::string_view about, const std::string& channel,
                                             const std::string& address, Content content) const;
};

}  // namespace sambung::gateway

// What citizens and the centre send by SMPP, each with its end: a message is in the inbox before it is answered, a part
// waits there for the rest, a receipt goes to its message, a USSD hop gets its screen.
#pragma once

#include "adapters/smpp_long.h"
#include "adapters/smpp_settings.h"
#include "adapters/smpp_sms.h"
#include "adapters/smpp_ussd.h"
#include "reception.h"
#include "smpp/line.h"
#include "smpp/receipts.h"

#include <functional>
#include <string>

namespace sambung::gateway {

// Of one link, on its shard's thread.
class SmppIntake {
 public:
    struct Parts {
        const Channel& channel;
        const adapters::smpp::LinkSettings& settings;
        Reception& reception;
        SmppReceipts& receipts;
        Metrics& metrics;
        Clock clock;
        // Sends a screen and tells whether the centre took it.
        std::function<Task<bool>(adapters::smpp::ShortMessage)> show;
    };
    explicit SmppIntake(Parts parts);

    // A deliver_sm or data_sm; answers it on the line that it came by.
    Task<> take(SmppLine& line, int connection, adapters::smpp::Pdu pdu);
    // Messages whose rest did not come are taken as they are; to be called now and then.
    Task<> join_overdue();
    void lost(TimePoint heard) { repeats_.lost(heard, SmppLine::now()); }

 private:
    Task<std::uint32_t> keep(const adapters::smpp::ShortMessage& message, std::string& id);
    Task<std::uint32_t> keep_message(Inbound message);
    Task<std::uint32_t> keep_part(Inbound message, adapters::smpp::Carried carried);
    Task<std::uint32_t> take_receipt(adapters::smpp::Receipt receipt);
    Task<> join(adapters::smpp::Reassembly::Whole whole);
    Task<> show(Inbound hop);
    std::uint32_t refuse(std::string_view why);

    Parts parts_;
    adapters::smpp::Repeats repeats_;
    adapters::smpp::Reassembly reassembly_;
    adapters::smpp::Dialogues dialogues_;
};

}  // namespace sambung::gateway

// Another way to a provider than an HTTP call: a connection that stays open.
#pragma once

#include "adapters/adapter.h"
#include "model/message.h"
#include "store/task.h"

namespace sambung::gateway {

// Of one channel, on one shard's thread.
class Carrier {
 public:
    Carrier() = default;
    Carrier(const Carrier&) = delete;
    Carrier& operator=(const Carrier&) = delete;
    virtual ~Carrier() = default;

    // False while nothing can be sent: then nothing is leased, so that waiting for a provider costs no tries.
    [[nodiscard]] virtual bool ready() const = 0;
    // How many messages can be under way: more are not leased, since what is leased when we die is unknown afterwards.
    [[nodiscard]] virtual int places() const { return 32; }
    // Of these only for urgent ones.
    [[nodiscard]] virtual int kept_for_alarms() const { return 4; }
    // Answers within 55 s, less than a lease.
    virtual Task<adapters::Sent> send(Outbound message) = 0;
};

}  // namespace sambung::gateway

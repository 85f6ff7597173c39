// The messages that a session has been given to send: waiting, on their way, or answered too late. SMPP allows as many
// unanswered requests as both sides agreed on (section 2.9), and a centre that is busy throttles. Pure, one thread.
#pragma once

#include "adapters/smpp_pdu.h"
#include "model/time.h"

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace sambung::adapters::smpp {

// What became of a message.
struct Settled {
    enum class How {
        answered,    // with `status`; the centre took it if that is 0
        unsent,      // it never left: send it again at will
        throttled,   // the centre refused it for its pace until the time was over: as unsent
        unanswered,  // it left and nothing came back in time: the centre may have taken it
        lost,        // as unanswered, but the connection is gone: no answer can come
        late,        // the answer to one that was told as unanswered before
    };
    std::uint64_t token = 0;
    How how = How::answered;
    std::uint32_t status = 0;
    std::string message_id;  // as the centre gave it
    bool operator==(const Settled&) const = default;
};

class Window {
 public:
    struct Limits {
        std::size_t size = 10;               // unanswered at once
        milliseconds answer_within{30'000};  // from sending to answer
        milliseconds pause{1'000};           // after a throttled answer; doubles up to 4 times that while they go on
    };
    explicit Window(Limits limits) : limits_(limits), pause_(limits.pause) {}

    // Messages leave in the order of their tokens. One that has not left until then never does.
    void put(std::uint64_t token, ShortMessage message, TimePoint until);

    // The message to send now, if any; the caller sends it under that sequence number.
    [[nodiscard]] const ShortMessage* next(std::uint32_t sequence, TimePoint now);

    // Nothing if the sequence is unknown, or if the answer throttled the message: then it waits again, in its old
    // place.
    [[nodiscard]] std::optional<Settled> answered(std::uint32_t sequence, std::uint32_t status, std::string message_id,
                                                  TimePoint now);
    // What has run out of time.
    [[nodiscard]] std::vector<Settled> overdue(TimePoint now);
    // The connection is gone, and everything with it.
    [[nodiscard]] std::vector<Settled> lost();
    // What has not left is not to leave any more.
    [[nodiscard]] std::vector<Settled> forget_waiting();

    // When `next` or `overdue` will have something to say; empty if only an answer can change that.
    [[nodiscard]] std::optional<TimePoint> due() const;
    [[nodiscard]] std::size_t on_their_way() const { return sent_.size(); }

 private:
    struct Message {
        std::uint64_t token = 0;
        ShortMessage message;
        TimePoint until;  // to leave; once it has left, to be answered
        TimePoint leave_until;
        bool throttled = false;
    };
    static constexpr std::size_t most_late = 1000;

    void throttle(Message message, TimePoint now);

    Limits limits_;
    milliseconds pause_;
    std::optional<TimePoint> paused_until_;
    std::map<std::uint64_t, Message> waiting_;     // by token
    std::map<std::uint32_t, Message> sent_;        // by sequence number
    std::map<std::uint32_t, std::uint64_t> late_;  // sequence number -> token
};

}  // namespace sambung::adapters::smpp

// One bound connection to a message centre as a state machine: bytes and time in, bytes and events out. It binds, keeps
// the window, asks after a silent peer (enquire_link), answers what a peer asks, and unbinds. SMPP 3.4 sections 2.2 to
// 2.9. Pure, one thread; `now` never goes back.
#pragma once

#include "adapters/smpp_pdu.h"
#include "adapters/smpp_window.h"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace sambung::adapters::smpp {

// The centre took our bind; submit_sm may go.
struct Bound {
    bool operator==(const Bound&) const = default;
};

// A deliver_sm or data_sm; `Session::answer` must follow once it is kept.
struct Arrived {
    Pdu pdu;
    bool operator==(const Arrived&) const = default;
};

enum class Ending {
    stopped,       // we unbound
    unbound,       // the centre did
    bind_refused,  // with `status`
    silent,        // no answer to bind or enquire_link in time
    unreadable,    // the stream is no SMPP, or the centre says that ours is none
};
[[nodiscard]] std::string_view name(Ending ending);

// Nothing can come any more: write what `take_output` has left and cut the connection.
struct Closed {
    Ending why = Ending::stopped;
    std::uint32_t status = 0;
    bool operator==(const Closed&) const = default;
};

using SessionEvent = std::variant<Bound, Arrived, Settled, Closed>;

class Session {
 public:
    struct Settings {
        Command bind = Command::bind_transceiver;  // or bind_transmitter, bind_receiver
        Bind credentials;
        Window::Limits window;
        milliseconds bind_within{30'000};
        milliseconds enquire_every{30'000};  // of silence; after as much again the peer is given up
        milliseconds unbind_within{5'000};   // for what is on its way, and again for the answer to our unbind
    };
    explicit Session(Settings settings) : settings_(std::move(settings)), window_(settings_.window) {}

    // On a fresh connection: sends the bind.
    void start(TimePoint now);
    void received(std::string_view octets, TimePoint now);
    // Time has passed; at the latest at `due`.
    void tick(TimePoint now);
    [[nodiscard]] TimePoint due() const;

    // Its Settled comes in any case. Before the bind it waits, until `until` at most.
    void submit(std::uint64_t token, ShortMessage message, TimePoint until, TimePoint now);
    // Answers a deliver_sm or data_sm that arrived.
    void answer(const Pdu& request, std::uint32_t status);
    // Nothing new leaves; what is on its way is awaited, then we unbind. Closed comes in any case.
    void stop(TimePoint now);
    // The connection broke; the messages settle.
    void lost();

    [[nodiscard]] std::string take_output();
    [[nodiscard]] std::vector<SessionEvent> take_events();
    [[nodiscard]] bool bound() const { return state_ == State::bound; }

 private:
    enum class State { fresh, binding, bound, draining, unbinding, closed };

    void take_in(std::string_view octets, TimePoint now);
    void take_answer(Pdu pdu, TimePoint now);
    void take_bind_answer(const Pdu& pdu);
    void take_nack(const Pdu& pdu, TimePoint now);
    void take_request(Pdu pdu);
    void settle(std::vector<Settled> settled);
    void send_waiting(TimePoint now);
    void drain(TimePoint now);
    void close(Ending why, std::uint32_t status = 0);
    void write(const Pdu& pdu);
    void request(Command command, Body body);
    [[nodiscard]] std::uint32_t fresh_sequence();
    [[nodiscard]] bool receives() const { return settings_.bind != Command::bind_transmitter; }

    Settings settings_;
    Framer framer_;
    Window window_;
    State state_ = State::fresh;
    std::uint32_t sequence_ = 0;
    std::uint32_t bind_sequence_ = 0;
    TimePoint heard_{};     // when the peer last sent anything
    TimePoint deadline_{};  // of the bind, or of the unbind
    bool enquired_ = false;
    std::string output_;
    std::vector<SessionEvent> events_;
};

}  // namespace sambung::adapters::smpp

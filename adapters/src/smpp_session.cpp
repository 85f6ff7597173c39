#include "adapters/smpp_session.h"

#include "adapters/smpp_status.h"
#include "smpp_octets.h"

#include <algorithm>
#include <utility>

namespace sambung::adapters::smpp {

namespace {

constexpr std::uint32_t last_sequence = 0x7FFFFFFF;

std::uint32_t id(Command command) { return static_cast<std::uint32_t>(command); }

bool is_answer(const Pdu& pdu) { return (pdu.command & answer_bit) != 0; }

}  // namespace

std::string_view name(Ending ending) {
    switch (ending) {
        case Ending::stopped:
            return "stopped";
        case Ending::unbound:
            return "unbound";
        case Ending::bind_refused:
            return "bind_refused";
        case Ending::silent:
            return "silent";
        case Ending::unreadable:
            return "unreadable";
    }
    std::unreachable();
}

std::uint32_t Session::fresh_sequence() {
    sequence_ = sequence_ >= last_sequence ? 1 : sequence_ + 1;
    return sequence_;
}

void Session::write(const Pdu& pdu) {
    if (const auto octets = encode(pdu)) output_ += *octets;
}

void Session::request(Command command, Body body) { write({id(command), 0, fresh_sequence(), std::move(body)}); }

void Session::start(TimePoint now) {
    state_ = State::binding;
    heard_ = now;
    deadline_ = now + settings_.bind_within;
    request(settings_.bind, settings_.credentials);
    bind_sequence_ = sequence_;
}

void Session::close(Ending why, std::uint32_t status) {
    if (state_ == State::closed) return;
    state_ = State::closed;
    settle(window_.lost());
    events_.emplace_back(Closed{why, status});
}

void Session::lost() {
    state_ = State::closed;
    settle(window_.lost());
}

void Session::settle(std::vector<Settled> settled) {
    for (Settled& one : settled) events_.emplace_back(std::move(one));
}

void Session::submit(std::uint64_t token, ShortMessage message, TimePoint until, TimePoint now) {
    if (state_ == State::draining || state_ == State::unbinding || state_ == State::closed) {
        events_.emplace_back(Settled{token, Settled::How::unsent, 0, {}});
        return;
    }
    window_.put(token, std::move(message), until);
    send_waiting(now);
}

void Session::send_waiting(TimePoint now) {
    while (state_ == State::bound) {
        const std::uint32_t sequence = sequence_ >= last_sequence ? 1 : sequence_ + 1;
        const ShortMessage* message = window_.next(sequence, now);
        if (message == nullptr) return;
        const auto octets = encode({id(Command::submit_sm), 0, fresh_sequence(), *message});
        if (octets) {
            output_ += *octets;
            continue;
        }
        // Nothing left: the message has a field that SMPP cannot carry.
        if (auto settled = window_.answered(sequence, status::invalid_length, {}, now))
            events_.emplace_back(*std::move(settled));
    }
}

void Session::answer(const Pdu& request, std::uint32_t status) {
    if (state_ == State::closed) return;
    Body body = Bare{};
    if (status == status::ok && (request.is(Command::deliver_sm) || request.is(Command::data_sm)))
        body = MessageAnswer{};
    write({request.command | answer_bit, status, request.sequence, std::move(body)});
}

void Session::received(std::string_view octets, TimePoint now) {
    if (state_ == State::closed) return;
    heard_ = now;
    enquired_ = false;
    framer_.feed(octets);
    for (;;) {
        const auto next = framer_.next();
        if (!next) {
            write({id(Command::generic_nack), status::invalid_length, 0, Bare{}});
            return close(Ending::unreadable);
        }
        if (!*next) return;
        take_in(**next, now);
        if (state_ == State::closed) return;
        send_waiting(now);
        drain(now);
    }
}

void Session::take_in(std::string_view octets, TimePoint now) {
    auto pdu = decode(octets);
    if (pdu) return is_answer(*pdu) ? take_answer(*std::move(pdu), now) : take_request(*std::move(pdu));
    FieldReader header{octets};
    header.take(4);
    const std::uint32_t command = header.integer(4);
    header.take(4);
    const std::uint32_t sequence = header.integer(4);
    // A broken answer settles nothing: its request runs out of time. A broken request is refused.
    if ((command & answer_bit) == 0) write({id(Command::generic_nack), status::invalid_length, sequence, Bare{}});
}

void Session::take_answer(Pdu pdu, TimePoint now) {
    if (pdu.is(Command::generic_nack)) return take_nack(pdu, now);
    if (pdu.answers(settings_.bind) && pdu.sequence == bind_sequence_) return take_bind_answer(pdu);
    if (pdu.answers(Command::unbind) && state_ == State::unbinding) return close(Ending::stopped);
    if (!pdu.answers(Command::submit_sm)) return;
    auto* const body = std::get_if<MessageAnswer>(&pdu.body);
    auto settled =
        window_.answered(pdu.sequence, pdu.status, body != nullptr ? std::move(body->message_id) : std::string{}, now);
    if (settled) events_.emplace_back(*std::move(settled));
}

void Session::take_bind_answer(const Pdu& pdu) {
    if (state_ != State::binding) return;
    if (pdu.status != status::ok) return close(Ending::bind_refused, pdu.status);
    state_ = State::bound;
    events_.emplace_back(Bound{});
}

// Sequence 0: the centre could not read where our PDUs begin.
void Session::take_nack(const Pdu& pdu, TimePoint now) {
    if (pdu.sequence == 0) return close(Ending::unreadable, pdu.status);
    if (state_ == State::binding && pdu.sequence == bind_sequence_) return close(Ending::bind_refused, pdu.status);
    const std::uint32_t status = pdu.status != status::ok ? pdu.status : status::unknown_error;
    if (auto settled = window_.answered(pdu.sequence, status, {}, now)) events_.emplace_back(*std::move(settled));
}

void Session::take_request(Pdu pdu) {
    if (pdu.is(Command::enquire_link)) return answer(pdu, status::ok);
    if (pdu.is(Command::unbind)) {
        answer(pdu, status::ok);
        return close(Ending::unbound);
    }
    if (pdu.is(Command::alert_notification) || pdu.is(Command::outbind)) return;  // neither has an answer
    if (!pdu.is(Command::deliver_sm) && !pdu.is(Command::data_sm)) {
        write({id(Command::generic_nack), status::invalid_command, pdu.sequence, Bare{}});
        return;
    }
    const bool wanted = receives() && (state_ == State::bound || state_ == State::draining);
    if (!wanted) return answer(pdu, status::invalid_bind_state);
    events_.emplace_back(Arrived{std::move(pdu)});
}

void Session::stop(TimePoint now) {
    if (state_ == State::closed || state_ == State::draining || state_ == State::unbinding) return;
    if (state_ != State::bound) return close(Ending::stopped);
    state_ = State::draining;
    deadline_ = now + settings_.unbind_within;
    settle(window_.forget_waiting());
    drain(now);
}

void Session::drain(TimePoint now) {
    if (state_ == State::draining) settle(window_.forget_waiting());  // what was throttled meanwhile
    if (state_ != State::draining || (window_.on_their_way() > 0 && now < deadline_)) return;
    state_ = State::unbinding;
    deadline_ = now + settings_.unbind_within;
    request(Command::unbind, Bare{});
}

void Session::tick(TimePoint now) {
    if (state_ == State::fresh || state_ == State::closed) return;
    settle(window_.overdue(now));
    if (state_ == State::binding && now >= deadline_) return close(Ending::silent);
    if (state_ == State::unbinding && now >= deadline_) return close(Ending::stopped);
    drain(now);
    if (state_ == State::bound && now >= heard_ + settings_.enquire_every * 2) return close(Ending::silent);
    if (state_ == State::bound && !enquired_ && now >= heard_ + settings_.enquire_every) {
        enquired_ = true;
        request(Command::enquire_link, Bare{});
    }
    send_waiting(now);
}

TimePoint Session::due() const {
    TimePoint first = TimePoint::max();
    if (state_ == State::bound) first = heard_ + settings_.enquire_every * (enquired_ ? 2 : 1);
    if (state_ == State::binding || state_ == State::draining || state_ == State::unbinding) first = deadline_;
    if (state_ != State::closed) first = std::min(first, window_.due().value_or(first));
    return first;
}

std::string Session::take_output() { return std::exchange(output_, {}); }

std::vector<SessionEvent> Session::take_events() { return std::exchange(events_, {}); }

}  // namespace sambung::adapters::smpp

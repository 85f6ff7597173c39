#include "smpp/line.h"

#include "adapters/smpp_status.h"

#include <boost/asio/redirect_error.hpp>

#include <algorithm>
#include <array>
#include <random>
#include <utility>

namespace sambung::gateway {

namespace smpp = adapters::smpp;

namespace {

constexpr milliseconds open_within{10'000};
constexpr milliseconds end_within{2'000};          // to write what is left
constexpr std::size_t most_unwritten = 1'000'000;  // a peer that does not read is no peer

double chance() {
    thread_local std::minstd_rand source{std::random_device{}()};
    return std::uniform_real_distribution<double>{0.0, 1.0}(source);
}

}  // namespace

milliseconds reconnect_pause(int failures, bool refused, double chance) {
    constexpr milliseconds first{1'000};
    constexpr milliseconds longest{60'000};
    const milliseconds pause = refused ? longest : std::min(longest, first * (1 << std::clamp(failures, 0, 10)));
    return pause + milliseconds{static_cast<milliseconds::rep>(static_cast<double>(pause.count()) * 0.25 * chance)};
}

SmppLine::SmppLine(Parts parts) : parts_(std::move(parts)), helpers_(parts_.io), bell_(parts_.io.get_executor()) {}

TimePoint SmppLine::now() {
    return TimePoint{std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch())};
}

Task<> SmppLine::run() {
    int failures = 0;
    while (!stopping_) {
        Lost lost;
        co_await serve(lost);
        const bool refused = lost.refused;
        failures = lost.was_bound ? 0 : failures + 1;
        parts_.tell(std::move(lost));
        if (stopping_) break;
        co_await pause(reconnect_pause(failures, refused, chance()));
    }
}

Task<> SmppLine::pause(milliseconds span) {
    boost::system::error_code cancelled;
    bell_.expires_after(span);
    co_await bell_.async_wait(boost::asio::redirect_error(use_task, cancelled));
}

void SmppLine::stop() {
    stopping_ = true;
    if (session_)
        session_->stop(now());
    else if (wire_)
        wire_->cut();
    follow();
    bell_.cancel();
}

Task<> SmppLine::serve(Lost& lost) {
    wire_ = make_smpp_wire(parts_.io.get_executor(), parts_.tls);
    closed_.reset();
    outgoing_.clear();
    ++connection_;
    serving_ = true;
    cut_at_ = now() + open_within;
    helpers_.spawn(keep_time());
    const Result<> opened = co_await wire_->open(parts_.host, parts_.port);
    cut_at_ = TimePoint::max();
    heard_ = now();
    if (!opened) lost.why = opened.error().detail;
    if (opened && !stopping_) co_await talk(lost);
    serving_ = false;
    tell_end(lost);
    wire_->cut();
    bell_.cancel();
    co_await helpers_.wait();
    if (session_) session_->lost();
    follow();
    session_.reset();
    wire_.reset();
}

// From the bind until the connection is gone.
Task<> SmppLine::talk(Lost& lost) {
    session_.emplace(parts_.session);
    session_->start(now());
    follow();
    std::array<char, 16'384> octets{};
    for (;;) {
        const Result<std::size_t> size = co_await wire_->read(octets);
        if (!size) lost.why = size.error().detail;
        if (!size || closed_) co_return;
        heard_ = now();
        session_->received({octets.data(), *size}, heard_);
        lost.was_bound = lost.was_bound || session_->bound();
        follow();
    }
}

// A peer that closed was there until now; one that fell silent was not.
void SmppLine::tell_end(Lost& lost) const {
    lost.heard = closed_ ? heard_ : now();
    if (!closed_) return;
    lost.why = std::string{name(closed_->why)};
    if (closed_->status != smpp::status::ok) lost.why += " " + smpp::status::word(closed_->status);
    lost.refused = closed_->why == smpp::Ending::bind_refused && smpp::status::needs_a_person(closed_->status);
}

void SmppLine::submit(std::uint64_t token, smpp::ShortMessage message, milliseconds within) {
    if (!session_) return parts_.tell(smpp::Settled{token, smpp::Settled::How::unsent, 0, {}});
    session_->submit(token, std::move(message), now() + within, now());
    follow();
}

void SmppLine::answer(int connection, const smpp::Pdu& request, std::uint32_t status) {
    if (connection != connection_ || !session_) return;
    session_->answer(request, status);
    follow();
}

// Does what the session wants done after anything happened.
void SmppLine::follow() {
    if (!session_) return;
    for (smpp::SessionEvent& event : session_->take_events()) {
        if (auto* const closed = std::get_if<smpp::Closed>(&event))
            wind_up(*closed);
        else if (std::holds_alternative<smpp::Bound>(event))
            parts_.tell(smpp::Bound{});
        else if (auto* const arrived = std::get_if<smpp::Arrived>(&event))
            parts_.tell(std::move(*arrived));
        else if (auto* const settled = std::get_if<smpp::Settled>(&event))
            parts_.tell(std::move(*settled));
    }
    if (!session_ || !serving_) return;
    outgoing_ += session_->take_output();
    if (outgoing_.size() > most_unwritten) wire_->cut();
    if (!writing_ && !outgoing_.empty()) {
        writing_ = true;
        helpers_.spawn(write_out());
    } else if (closed_ && !writing_) {
        wire_->cut();
    }
    bell_.cancel();
}

void SmppLine::wind_up(const smpp::Closed& closed) {
    closed_ = closed;
    cut_at_ = now() + end_within;
}

Task<> SmppLine::write_out() {
    while (!outgoing_.empty() && serving_) {
        const std::string octets = std::exchange(outgoing_, {});
        const Result<> written = co_await wire_->write(octets);
        if (!written) break;
    }
    writing_ = false;
    if (closed_) wire_->cut();
}

Task<> SmppLine::keep_time() {
    while (serving_) {
        const TimePoint due = std::min(cut_at_, session_ ? session_->due() : TimePoint::max());
        boost::system::error_code cancelled;
        bell_.expires_after(std::clamp(due - now(), milliseconds{1}, milliseconds{60'000}));
        co_await bell_.async_wait(boost::asio::redirect_error(use_task, cancelled));
        if (!serving_) break;
        if (now() >= cut_at_) {
            cut_at_ = TimePoint::max();
            wire_->cut();
        }
        if (!session_) continue;
        session_->tick(now());
        follow();
    }
}

}  // namespace sambung::gateway

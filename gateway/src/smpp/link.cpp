#include "smpp/link.h"

#include "adapters/smpp_sms.h"
#include "adapters/smpp_status.h"
#include "net/tls.h"
#include "smpp/outcome.h"

#include <boost/asio/redirect_error.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace sambung::gateway {

namespace smpp = adapters::smpp;
using adapters::Sent;
using adapters::Verdict;
using smpp::Settled;

namespace {

constexpr milliseconds leave_within{20'000};   // with 35 s to be answered: less than the dispatcher's lease
constexpr milliseconds screen_within{10'000};  // a citizen does not look at a dead screen for longer
constexpr milliseconds between_chores{1'000};
constexpr std::size_t most_unanswered = 1'000;
constexpr int most_taking = 256;  // that arrived and are not kept yet; a USSD hop until its screen is shown

}  // namespace

// The messages of one `submit`, until each is settled.
struct SmppLink::Waiting {
    Waiting(Executor executor, std::uint64_t first_token, std::size_t count, std::string ref_of_message)
        : gate(executor, Timer::time_point::max()),
          first(first_token),
          left(count),
          parts(count),
          ref(std::move(ref_of_message)) {}

    Timer gate;  // never expires; cancelled by the last one
    std::uint64_t first;
    std::size_t left;
    std::vector<Settled> parts;
    std::string ref;  // of a message in the outbox; empty: a screen
};

Result<std::unique_ptr<SmppLink>> SmppLink::make(Parts parts) {
    auto settings = smpp::link_settings(parts.channel.config.settings);
    if (!settings) return std::unexpected(settings.error());
    std::shared_ptr<boost::asio::ssl::context> tls;
    if (settings->tls) {
        auto made = make_client_tls(settings->tls_authorities);
        if (!made) return std::unexpected(made.error());
        tls = *std::move(made);
    }
    return std::unique_ptr<SmppLink>(new SmppLink(std::move(parts), *std::move(settings), std::move(tls)));
}

SmppLink::SmppLink(Parts parts, smpp::LinkSettings settings, std::shared_ptr<boost::asio::ssl::context> tls)
    : parts_(std::move(parts)),
      settings_(std::move(settings)),
      receipts_({parts_.cases, parts_.metrics, parts_.channel.id(), parts_.clock}),
      intake_({parts_.channel, settings_, parts_.reception, receipts_, parts_.metrics, parts_.clock,
               [this](smpp::ShortMessage screen) { return show(std::move(screen)); }}),
      running_(parts_.io),
      taking_(parts_.io),
      chores_(parts_.io),
      bell_(parts_.io.get_executor()) {
    add_line(settings_.pair ? smpp::Command::bind_transmitter : smpp::Command::bind_transceiver, tls);
    if (settings_.pair) add_line(smpp::Command::bind_receiver, tls);
}

void SmppLink::add_line(smpp::Command bind, const std::shared_ptr<boost::asio::ssl::context>& tls) {
    smpp::Session::Settings session = settings_.session;
    session.bind = bind;
    const std::size_t line = lines_.size();
    lines_.push_back(std::make_unique<SmppLine>(
        SmppLine::Parts{.io = parts_.io,
                        .host = settings_.host,
                        .port = settings_.port,
                        .tls = tls,
                        .session = std::move(session),
                        .tell = [this, line](SmppLine::News news) { hear(line, std::move(news)); }}));
}

Task<> SmppLink::run() {
    bound_changed();
    for (const auto& line : lines_) running_.spawn(line->run());
    chores_.spawn(look_after());
    co_await running_.wait();
    over_ = true;
    bell_.cancel();
    co_await taking_.wait();
    co_await chores_.wait();
}

// What came in is kept before we unbind: after it, no answer would reach the centre.
void SmppLink::stop() {
    if (std::exchange(stopping_, true)) return;
    chores_.spawn(wind_down());
}

Task<> SmppLink::wind_down() {
    co_await taking_.wait();
    for (const auto& line : lines_) line->stop();
}

Task<> SmppLink::look_after() {
    while (!over_) {
        boost::system::error_code cancelled;
        bell_.expires_after(between_chores);
        co_await bell_.async_wait(boost::asio::redirect_error(use_task, cancelled));
        if (over_) break;
        co_await receipts_.try_again();
        co_await intake_.join_overdue();
    }
}

bool SmppLink::ready() const { return !stopping_ && lines_.front()->bound(); }

void SmppLink::hear(std::size_t line, SmppLine::News news) {
    if (std::holds_alternative<smpp::Bound>(news)) {
        spdlog::info("event=smpp_bound channel={} line={}", parts_.channel.id(), line);
        bound_changed();
        if (ready()) parts_.ready_again();
    } else if (auto* const pdu = std::get_if<smpp::Arrived>(&news)) {
        arrived(line, std::move(pdu->pdu));
    } else if (auto* const one = std::get_if<Settled>(&news)) {
        settled(std::move(*one));
    } else if (const auto* const gone = std::get_if<SmppLine::Lost>(&news)) {
        lost(line, *gone);
    }
}

void SmppLink::bound_changed() {
    bound_ = std::ranges::all_of(lines_, [](const auto& line) { return line->bound(); });
    parts_.metrics.link_bound(parts_.channel.id(), bound_);
}

void SmppLink::arrived(std::size_t line, smpp::Pdu pdu) {
    SmppLine& from = *lines_[line];
    if (stopping_) return from.answer(from.connection(), pdu, smpp::status::temporary_refusal);
    if (taking_.running() >= most_taking) return from.answer(from.connection(), pdu, smpp::status::throttled);
    taking_.spawn(intake_.take(from, from.connection(), std::move(pdu)));
}

// Only the end of the line that messages come by casts doubt on our answers to them.
void SmppLink::lost(std::size_t line, const SmppLine::Lost& lost) {
    bound_changed();
    if (lost.was_bound && receives(line)) intake_.lost(lost.heard);
    if (stopping_) return;
    parts_.metrics.link_lost(parts_.channel.id(), lost.was_bound ? "lost" : lost.refused ? "refused" : "not_bound");
    if (lost.refused)
        spdlog::error("event=channel_needs_a_person channel={} code=\"{}\"", parts_.channel.id(), lost.why);
    else
        spdlog::warn("event=smpp_lost channel={} why=\"{}\"", parts_.channel.id(), lost.why);
}

void SmppLink::settled(Settled settled) {
    if (settled.how == Settled::How::late) {
        const auto late = unanswered_.extract(settled.token);
        if (!late || settled.status != smpp::status::ok) return;
        chores_.spawn(receipts_.sent_after_all(late.mapped(), smpp::id_of_answer(settled.message_id)));
        return;
    }
    const auto found = waiting_.extract(settled.token);
    if (!found) return;
    Waiting& waiting = *found.mapped();
    waiting.parts[settled.token - waiting.first] = std::move(settled);
    if (--waiting.left > 0) return;
    expect_receipts(waiting);
    waiting.gate.cancel();
}

// At once: the receipt may stand right behind the answer.
void SmppLink::expect_receipts(const Waiting& waiting) {
    if (waiting.ref.empty() || sent_by(waiting.parts).verdict != Verdict::accepted) return;
    std::vector<std::string> ids;
    for (const Settled& part : waiting.parts) ids.push_back(smpp::id_of_answer(part.message_id));
    receipts_.expect(waiting.ref, std::move(ids));
}

Task<std::vector<Settled>> SmppLink::submit(std::vector<smpp::ShortMessage> parts, std::string ref,
                                            milliseconds within) {
    const auto waiting = std::make_shared<Waiting>(parts_.io.get_executor(), tokens_ + 1, parts.size(), std::move(ref));
    tokens_ += parts.size();
    for (std::size_t i = 0; i < parts.size(); ++i) waiting_[waiting->first + i] = waiting;
    for (std::size_t i = 0; i < parts.size(); ++i) sender().submit(waiting->first + i, std::move(parts[i]), within);
    boost::system::error_code cancelled;
    while (waiting->left > 0) co_await waiting->gate.async_wait(boost::asio::redirect_error(use_task, cancelled));
    co_return std::move(waiting->parts);
}

Task<Sent> SmppLink::send(Outbound message) {
    auto parts = smpp::submits(message, settings_);
    if (!parts)
        co_return Sent{.verdict = Verdict::our_bug,
                       .provider_id = {},
                       .code = std::string{policy(parts.error().code).name},
                       .retry_after = {}};
    const std::vector<Settled> settled = co_await submit(*std::move(parts), message.ref, leave_within);
    remember_unanswered(settled, message.ref);
    co_return sent_by(settled);
}

// Of a message in parts the others would have to be known too, so it stays unknown.
void SmppLink::remember_unanswered(const std::vector<Settled>& parts, const std::string& ref) {
    if (parts.size() != 1 || parts.front().how != Settled::How::unanswered) return;
    unanswered_[parts.front().token] = ref;
    if (unanswered_.size() > most_unanswered) unanswered_.erase(unanswered_.begin());
}

Task<bool> SmppLink::show(smpp::ShortMessage screen) {
    std::vector<smpp::ShortMessage> one;
    one.push_back(std::move(screen));
    const std::vector<Settled> settled = co_await submit(std::move(one), {}, screen_within);
    const Sent sent = sent_by(settled);
    const bool shown = sent.verdict == Verdict::accepted;
    parts_.metrics.sent(parts_.channel.id(), adapters::name(sent.verdict));
    if (!shown) spdlog::warn("event=screen_not_shown channel={} code={}", parts_.channel.id(), sent.code);
    co_return shown;
}

}  // namespace sambung::gateway

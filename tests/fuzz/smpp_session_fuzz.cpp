// One connection to a message centre that may say anything at any time: every message that it was given settles once,
// and once more at most, late; it closes once; what it writes are whole PDUs; and after its end it is silent.
#include "adapters/smpp_session.h"
#include "choices.h"
#include "must.h"

#include <map>
#include <string>
#include <variant>
#include <vector>

namespace {

using namespace sambung;
using namespace sambung::adapters::smpp;

constexpr int most_steps = 300;
constexpr std::size_t window = 3;

std::uint32_t answer_to(Command command) { return static_cast<std::uint32_t>(command) | answer_bit; }

ShortMessage message(std::string_view text) {
    ShortMessage out;
    out.source = out.destination = {1, 1, "6281200000001"};
    out.text = text;
    return out;
}

// What a centre may say; a sequence of its own choice, so that some are ours.
std::string said(Choices& choices) {
    constexpr std::uint32_t statuses[] = {0, 0, 0, 0x58, 0x14, 0x08, 0x0E, 0x45, 0x400};
    Pdu pdu;
    pdu.sequence = static_cast<std::uint32_t>(choices.below(16));
    pdu.body = Bare{};
    const std::uint32_t status = statuses[choices.below(std::size(statuses))];
    switch (choices.below(9)) {
        case 0:
            pdu.command = answer_to(Command::bind_transceiver);
            pdu.status = status;
            if (status == 0) pdu.body = BindAnswer{.system_id = "LAB", .tlvs = {}};
            break;
        case 1:
        case 2:
            pdu.command = answer_to(Command::submit_sm);
            pdu.status = status;
            if (status == 0)
                pdu.body = MessageAnswer{.message_id = std::string{choices.text().substr(0, 64)}, .tlvs = {}};
            break;
        case 3:
            pdu.command = static_cast<std::uint32_t>(Command::enquire_link);
            break;
        case 4:
            pdu.command = answer_to(Command::enquire_link);
            break;
        case 5:
            pdu.command = static_cast<std::uint32_t>(choices.yes() ? Command::unbind : Command::outbind);
            if (pdu.is(Command::outbind)) pdu.body = Unread{};
            break;
        case 6:
            pdu.command = static_cast<std::uint32_t>(Command::deliver_sm);
            pdu.body = message(choices.text().substr(0, 200));
            break;
        case 7:
            pdu.command =
                choices.yes() ? answer_to(Command::unbind) : static_cast<std::uint32_t>(Command::generic_nack);
            pdu.status = status;
            break;
        default:
            return std::string{choices.text()};
    }
    return encode(pdu).value_or(std::string{});
}

class Line {
 public:
    void step(Choices& choices) {
        switch (choices.below(8)) {
            case 0:
                submit(choices);
                break;
            case 1:
                now_ += milliseconds{static_cast<std::int64_t>(choices.below(256)) * 250};
                session_.tick(now_);
                break;
            case 2:
                if (!arrived_.empty()) {
                    session_.answer(arrived_.back(), choices.yes() ? 0 : 0x64);
                    arrived_.pop_back();
                }
                break;
            case 3:
                if (choices.below(8) == 0) session_.stop(now_);
                break;
            default: {
                const std::string octets = said(choices);
                const std::size_t cut = choices.below(256) % (octets.size() + 1);
                session_.received(std::string_view{octets}.substr(0, cut), now_);
                session_.received(std::string_view{octets}.substr(cut), now_);
            }
        }
        look();
    }

    void start() { session_.start(now_); }

    // Closed comes in any case, and every message settles.
    void end() {
        session_.stop(now_);
        look();
        for (int i = 0; i < 4 && !closed_; ++i) {
            now_ += seconds{60};
            session_.tick(now_);
            look();
        }
        must(closed_);
        session_.lost();
        look();
        for (const auto& [token, times] : settled_) must(times.first == 1);
    }

 private:
    void submit(Choices& choices) {
        const std::uint64_t token = ++token_;
        settled_[token] = {0, 0};
        ShortMessage out = message("x");
        if (choices.below(16) == 0) out.destination.digits = std::string(30, '1');  // longer than SMPP carries
        session_.submit(token, out, now_ + milliseconds{static_cast<std::int64_t>(choices.below(256)) * 500}, now_);
    }

    void look() {
        must(session_.due() == TimePoint::max() || !closed_);
        written_.feed(session_.take_output());
        for (auto next = written_.next();; next = written_.next()) {
            must(next.has_value());
            if (!*next) break;
            const auto pdu = decode(**next);
            must(pdu.has_value() && !ended_);
            must(encode(*pdu).value() == **next);
        }
        for (const SessionEvent& event : session_.take_events()) happened(event);
        ended_ = closed_;
    }

    void happened(const SessionEvent& event) {
        if (const auto* const settled = std::get_if<Settled>(&event)) return happened(*settled);
        must(!closed_);
        if (const auto* const arrived = std::get_if<Arrived>(&event)) arrived_.push_back(arrived->pdu);
        if (std::holds_alternative<Closed>(event)) closed_ = true;
        if (std::holds_alternative<Bound>(event)) {
            must(!bound_);
            bound_ = true;
        }
    }

    void happened(const Settled& settled) {
        const auto known = settled_.find(settled.token);
        must(known != settled_.end());
        auto& [times, late] = known->second;
        if (settled.how == Settled::How::late) {
            must(times == 1 && ++late == 1);
            return;
        }
        must(++times == 1);
        if (settled.how != Settled::How::answered) must(settled.status == 0 && settled.message_id.empty());
        // A message that SMPP cannot carry is told at any time; anything else was answered by a bound peer.
        if (settled.how == Settled::How::answered && settled.status == 0) must(bound_);
    }

    static Session::Settings settings() {
        Session::Settings out;
        out.credentials.system_id = "dinsos";
        out.window = {.size = window, .answer_within = seconds{10}, .pause = seconds{1}};
        return out;
    }

    Session session_{settings()};
    Framer written_;
    TimePoint now_{milliseconds{1'000'000}};
    std::uint64_t token_ = 0;
    std::map<std::uint64_t, std::pair<int, int>> settled_;  // token: how often, and how often late
    std::vector<Pdu> arrived_;
    bool bound_ = false;
    bool closed_ = false;
    bool ended_ = false;  // closed, and its last words were read
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Choices choices{data, size};
    Line line;
    line.start();
    for (int i = 0; i < most_steps && !choices.done(); ++i) line.step(choices);
    line.end();
    return 0;
}

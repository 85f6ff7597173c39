// The session's state machine, played against by hand: what the centre sends and when, what leaves and what is told.
#include "adapters/smpp_session.h"

#include "adapters/smpp_status.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sambung::adapters::smpp {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using How = Settled::How;

std::string in_words(const Pdu& pdu) {
    const std::pair<Command, std::string_view> names[] = {
        {Command::bind_transceiver, "bind"}, {Command::bind_receiver, "bind_rx"}, {Command::submit_sm, "submit"},
        {Command::deliver_sm, "deliver"},    {Command::unbind, "unbind"},         {Command::enquire_link, "enquire"}};
    std::string out = "nack";
    for (const auto& [command, word] : names)
        if (pdu.is(command) || pdu.answers(command)) out = word;
    if ((pdu.command & answer_bit) != 0 && out != "nack") out += "_resp";
    out += " " + std::to_string(pdu.sequence);
    if (pdu.status != 0) out += " status " + std::to_string(pdu.status);
    if (const auto* message = std::get_if<ShortMessage>(&pdu.body)) out += " " + message->text;
    return out;
}

std::string in_words(const SessionEvent& event) {
    constexpr std::string_view hows[] = {"answered", "unsent", "throttled", "unanswered", "lost", "late"};
    if (std::holds_alternative<Bound>(event)) return "bound";
    if (const auto* closed = std::get_if<Closed>(&event)) return "closed " + std::string{name(closed->why)};
    if (const auto* arrived = std::get_if<Arrived>(&event)) return "arrived " + in_words(arrived->pdu);
    const auto& settled = std::get<Settled>(event);
    std::string out{hows[static_cast<std::size_t>(settled.how)]};
    out += " " + std::to_string(settled.token);
    if (settled.status != 0) out += " status " + std::to_string(settled.status);
    if (!settled.message_id.empty()) out += " as " + settled.message_id;
    return out;
}

ShortMessage text(std::string words) {
    ShortMessage message;
    message.source.digits = "2345";
    message.destination = {1, 1, "6281200000001"};
    message.text = std::move(words);
    return message;
}

class SmppSession : public testing::Test {
 protected:
    SmppSession() { session_.start(now_); }

    static Session::Settings settings() {
        Session::Settings settings;
        settings.credentials.system_id = "dinsos";
        settings.window.size = 2;
        return settings;
    }
    void bind() {
        comes(Command::bind_transceiver, 1, BindAnswer{"SMSC", {}});
        ASSERT_THAT(events(), ElementsAre("bound"));
        ASSERT_THAT(sent(), ElementsAre("bind 1"));
    }
    void give(const Pdu& pdu) { session_.received(encode(pdu).value(), now_); }
    // An answer of the centre's.
    void comes(Command request, std::uint32_t sequence, Body body, std::uint32_t status = 0) {
        give({static_cast<std::uint32_t>(request) | answer_bit, status, sequence, std::move(body)});
    }
    void asks(Command request, std::uint32_t sequence, Body body = Bare{}) {
        give({static_cast<std::uint32_t>(request), 0, sequence, std::move(body)});
    }
    void takes(std::uint32_t sequence, std::string id) {
        comes(Command::submit_sm, sequence, MessageAnswer{std::move(id), {}});
    }
    void submit(std::uint64_t token, std::string words, milliseconds within = seconds{20}) {
        session_.submit(token, text(std::move(words)), now_ + within, now_);
    }
    void pass(milliseconds span) {
        now_ += span;
        session_.tick(now_);
    }
    std::vector<std::string> sent() {
        Framer framer;
        framer.feed(session_.take_output());
        std::vector<std::string> out;
        for (auto next = framer.next().value(); next; next = framer.next().value())
            out.push_back(in_words(decode(*next).value()));
        return out;
    }
    std::vector<std::string> events() {
        std::vector<std::string> out;
        for (const SessionEvent& event : session_.take_events()) out.push_back(in_words(event));
        return out;
    }

    TimePoint now_{milliseconds{1'000'000}};
    Session session_{settings()};
};

TEST_F(SmppSession, SendsNothingBeforeTheBindIsAnswered) {
    submit(7, "a");
    EXPECT_THAT(sent(), ElementsAre("bind 1"));
    comes(Command::bind_transceiver, 1, BindAnswer{"SMSC", {}});
    EXPECT_THAT(events(), ElementsAre("bound"));
    EXPECT_THAT(sent(), ElementsAre("submit 2 a"));
}

TEST_F(SmppSession, ARefusedBindCloses) {
    comes(Command::bind_transceiver, 1, Bare{}, 0x0E);
    EXPECT_EQ(session_.take_events().back(), (SessionEvent{Closed{Ending::bind_refused, 0x0E}}));
}

TEST_F(SmppSession, ABindWithoutAnswerIsGivenUp) {
    EXPECT_EQ(session_.due(), now_ + seconds{30});
    submit(1, "a");
    pass(seconds{30});
    EXPECT_THAT(events(), ElementsAre("unsent 1", "closed silent"));
}

TEST_F(SmppSession, AFullWindowHoldsMessagesBack) {
    bind();
    for (std::uint64_t token = 1; token <= 4; ++token) submit(token, std::to_string(token));
    EXPECT_THAT(sent(), ElementsAre("submit 2 1", "submit 3 2"));
    takes(3, "B");  // answers come in any order
    EXPECT_THAT(events(), ElementsAre("answered 2 as B"));
    EXPECT_THAT(sent(), ElementsAre("submit 4 3"));
    takes(2, "A");
    EXPECT_THAT(sent(), ElementsAre("submit 5 4"));
}

TEST_F(SmppSession, AThrottledMessageGoesAgainInItsOldPlace) {
    bind();
    for (std::uint64_t token = 1; token <= 3; ++token) submit(token, std::to_string(token));
    EXPECT_THAT(sent(), ElementsAre("submit 2 1", "submit 3 2"));
    comes(Command::submit_sm, 3, Bare{}, status::throttled);
    comes(Command::submit_sm, 2, Bare{}, status::queue_full);
    EXPECT_THAT(events(), IsEmpty());
    EXPECT_THAT(sent(), IsEmpty());
    EXPECT_EQ(session_.due(), now_ + seconds{2});  // two answers of one pause make it longer once
    pass(seconds{2});
    EXPECT_THAT(sent(), ElementsAre("submit 4 1", "submit 5 2"));
    takes(4, "A");
    EXPECT_THAT(events(), ElementsAre("answered 1 as A"));
    EXPECT_THAT(sent(), ElementsAre("submit 6 3"));
}

TEST_F(SmppSession, AThrottleStormEndsInSayingSo) {
    bind();
    submit(1, "a", seconds{5});
    std::uint32_t sequence = 2;
    for (const int pause : {1, 2, 4}) {
        comes(Command::submit_sm, sequence++, Bare{}, status::throttled);
        pass(seconds{pause});
    }
    EXPECT_THAT(sent(), ElementsAre("submit 2 a", "submit 3 a", "submit 4 a"));
    EXPECT_THAT(events(), ElementsAre("throttled 1"));
}

TEST_F(SmppSession, AnAnswerAfterItsTimeIsToldAsLate) {
    bind();
    submit(1, "a");
    pass(seconds{29});
    EXPECT_THAT(events(), IsEmpty());
    pass(seconds{1});
    EXPECT_THAT(events(), ElementsAre("unanswered 1"));
    takes(2, "A");
    EXPECT_THAT(events(), ElementsAre("late 1 as A"));
    takes(2, "A");
    EXPECT_THAT(events(), IsEmpty());
}

TEST_F(SmppSession, AReceiptMayOvertakeTheAnswer) {
    bind();
    submit(1, "a");
    ShortMessage receipt = text("id:A stat:DELIVRD");
    receipt.esm_class = 4;
    asks(Command::deliver_sm, 900, receipt);
    takes(2, "A");
    EXPECT_THAT(events(), ElementsAre("arrived deliver 900 id:A stat:DELIVRD", "answered 1 as A"));
}

TEST_F(SmppSession, ARefusalIsToldWithItsStatus) {
    bind();
    submit(1, "a");
    submit(2, "b");
    comes(Command::submit_sm, 2, Bare{}, 0x0B);
    give({0x80000000, 3, 3, Bare{}});
    EXPECT_THAT(events(), ElementsAre("answered 1 status 11", "answered 2 status 3"));
}

TEST_F(SmppSession, AMessageThatSmppCannotCarryIsRefusedHere) {
    bind();
    session_.submit(1, text(std::string(300, 'a')), now_ + seconds{1}, now_);
    EXPECT_THAT(events(), ElementsAre("answered 1 status 2"));
    submit(2, "b");
    EXPECT_THAT(sent(), ElementsAre("submit 3 b"));
}

TEST_F(SmppSession, ASilentPeerIsAskedAndThenGivenUp) {
    bind();
    submit(1, "a", seconds{120});
    EXPECT_THAT(sent(), ElementsAre("submit 2 a"));
    takes(2, "A");
    events();
    EXPECT_EQ(session_.due(), now_ + seconds{30});
    pass(seconds{30});
    EXPECT_THAT(sent(), ElementsAre("enquire 3"));
    comes(Command::enquire_link, 3, Bare{});
    pass(seconds{30});
    EXPECT_THAT(sent(), ElementsAre("enquire 4"));
    pass(seconds{29});
    EXPECT_THAT(events(), IsEmpty());
    pass(seconds{1});
    EXPECT_THAT(events(), ElementsAre("closed silent"));
}

TEST_F(SmppSession, AnswersThePeerUnderItsOwnSequence) {
    bind();
    asks(Command::enquire_link, 0x7FFFFFFF);
    asks(Command::query_sm, 5, Unread{});
    asks(Command::alert_notification, 6, Alert{});
    EXPECT_THAT(sent(), ElementsAre("enquire_resp 2147483647", "nack 5 status 3"));
    asks(Command::unbind, 8);
    EXPECT_THAT(sent(), ElementsAre("unbind_resp 8"));
    EXPECT_THAT(events(), ElementsAre("closed unbound"));
}

TEST_F(SmppSession, AMessageIsAnsweredWhenItIsKeptNotBefore) {
    bind();
    asks(Command::deliver_sm, 40, text("LAPOR"));
    EXPECT_THAT(sent(), IsEmpty());
    const auto events = session_.take_events();
    session_.answer(std::get<Arrived>(events.front()).pdu, status::temporary_refusal);
    session_.answer(std::get<Arrived>(events.front()).pdu, status::ok);
    EXPECT_THAT(sent(), ElementsAre("deliver_resp 40 status 100", "deliver_resp 40"));
}

TEST_F(SmppSession, NothingIsTakenBeforeTheBind) {
    asks(Command::deliver_sm, 40, text("LAPOR"));
    EXPECT_THAT(sent(), ElementsAre("bind 1", "deliver_resp 40 status 4"));
    EXPECT_THAT(events(), IsEmpty());
}

TEST_F(SmppSession, ABrokenRequestIsRefusedAndTheRestGoesOn) {
    bind();
    session_.received(std::string_view("\0\0\0\x12\0\0\0\x05\0\0\0\0\0\0\0\x07zz", 18), now_);
    asks(Command::enquire_link, 8);
    EXPECT_THAT(sent(), ElementsAre("nack 7 status 2", "enquire_resp 8"));
    EXPECT_THAT(events(), IsEmpty());
}

TEST_F(SmppSession, AnUnreadableStreamCloses) {
    bind();
    submit(1, "a");
    session_.received("GET / HTTP/1.1\r\n\r\n", now_);
    EXPECT_THAT(sent(), ElementsAre("submit 2 a", "nack 0 status 2"));
    EXPECT_THAT(events(), ElementsAre("lost 1", "closed unreadable"));
}

TEST_F(SmppSession, AnUnbindAwaitsWhatIsOnItsWay) {
    bind();
    for (std::uint64_t token = 1; token <= 3; ++token) submit(token, std::to_string(token));
    sent();
    session_.stop(now_);
    submit(4, "4");
    EXPECT_THAT(events(), ElementsAre("unsent 3", "unsent 4"));
    takes(2, "A");
    EXPECT_THAT(sent(), IsEmpty());
    takes(3, "B");
    EXPECT_THAT(sent(), ElementsAre("unbind 4"));
    comes(Command::unbind, 4, Bare{});
    EXPECT_THAT(events(), ElementsAre("answered 1 as A", "answered 2 as B", "closed stopped"));
}

TEST_F(SmppSession, AnUnbindDoesNotWaitForEver) {
    bind();
    submit(1, "1");
    sent();
    session_.stop(now_);
    pass(seconds{5});
    EXPECT_THAT(sent(), ElementsAre("unbind 3"));
    pass(seconds{5});
    EXPECT_THAT(events(), ElementsAre("lost 1", "closed stopped"));
}

TEST_F(SmppSession, ALostConnectionSettlesEverything) {
    bind();
    for (std::uint64_t token = 1; token <= 3; ++token) submit(token, std::to_string(token));
    session_.lost();
    EXPECT_THAT(events(), ElementsAre("unsent 3", "lost 1", "lost 2"));
}

TEST(SmppStatus, SaysWhatToDo) {
    EXPECT_EQ(status::word(0x58), "ESME_RTHROTTLED");
    EXPECT_EQ(status::word(0x401), "0x00000401");
    const std::pair<std::uint32_t, Verdict> rows[] = {
        {0x00, Verdict::accepted},  {0x58, Verdict::throttled}, {0x14, Verdict::throttled}, {0x08, Verdict::retry},
        {0x64, Verdict::retry},     {0x0B, Verdict::permanent}, {0x0A, Verdict::alarm},     {0x02, Verdict::our_bug},
        {0x65, Verdict::permanent}, {0x4FF, Verdict::retry}};
    for (const auto& [status, verdict] : rows) EXPECT_EQ(status::verdict(status), verdict) << status;
    EXPECT_TRUE(status::needs_a_person(0x0E));
    EXPECT_FALSE(status::needs_a_person(0x08));
}

}  // namespace
}  // namespace sambung::adapters::smpp

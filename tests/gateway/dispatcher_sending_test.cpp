// Messages on their way to a provider, with the books and a provider that answers as told.
#include "dispatcher.h"
#include "payload.h"
#include "sql.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

using std::chrono::hours;
using testing::ElementsAre;

constexpr TimePoint monday{milliseconds{1'795'399'200'000}};
const std::string phone = "+6281200000001";

// What providers are asked, and what they answer; without an answer they are silent.
class Providers final : public HttpClient {
 public:
    Task<Result<HttpReply>> exchange(HttpCall call, milliseconds /*timeout*/) override {
        asked.push_back(call.url.contains("graph.facebook") ? "wa " + kind_of(call.body) : "sms");
        co_return answer;
    }
    static std::string kind_of(const std::string& body) {
        return body.contains(R"("type":"template")") ? "template" : "text";
    }
    std::vector<std::string> asked;
    Result<HttpReply> answer = HttpReply{200, "application/json", R"({"messages":[{"id":"wamid.1"}]})", {}};
};

class Sending : public testing::Test {
 protected:
    explicit Sending(std::string template_name = {}, int rate = 0) {
        Config config = plain_config({});
        config.channels[2].rate = rate;
        config.channels[2].fallback = "sms";
        if (!template_name.empty()) config.channels[2].settings.values.emplace_back("template", template_name);
        channels_ = Channels::make(config.channels).value();
    }
    template <class T>
    T await(Task<T> task) {
        std::optional<T> result;
        boost::asio::co_spawn(io_, std::move(task),
                              [&](const std::exception_ptr&, T value) { result = std::move(value); });
        io_.restart();
        io_.run();
        return std::move(*result);
    }
    void enqueue(store::Purpose purpose, store::Lanes lane = store::Lanes::ordinary, std::string key = "kabar") {
        Outbound message{.ref = {}, .to = phone, .content = {}, .reply_to = {}};
        message.content.text = text_;
        ASSERT_TRUE(await(cases_->enqueue({{.key = keys_.index("test", key),
                                            .channel = "wa",
                                            .person = keys_.person("wa", who_),
                                            .payload = encode_outbound(message),
                                            .lane = lane,
                                            .purpose = purpose}},
                                          monday)));
    }
    [[nodiscard]] Content with_text() const {
        Content content;
        content.text = text_;
        return content;
    }
    void hear(TimePoint at, std::string_view id = "x") {
        store::NewInbound inbound{"wa", keys_.event("wa", id), keys_.person("wa", who_), "halo"};
        ASSERT_TRUE(await(cases_->put({std::move(inbound)}, at, milliseconds{1})));
    }
    Dispatcher::Parts parts_for(const char* channel) { return parts_for(channel, providers_); }
    Dispatcher::Parts parts_for(const char* channel, HttpClient& client) {
        return {.io = io_,
                .cases = *cases_,
                .channel = *channels_.find(channel),
                .client = client,
                .metrics = metrics_,
                .sink = nullptr,
                .clock = [this] { return now_; },
                .checkpoint = {},
                .office = office_,
                .quiet = quiet_,
                .limits = limits_};
    }
    std::size_t send(const char* channel) {
        Dispatcher dispatcher(parts_for(channel));
        return await(dispatcher.send_due());
    }
    // Of all messages, in order.
    std::string states() {
        return database_
            ->read_now([](store::Sql& sql) -> Result<std::string> {
                store::Query row =
                    sql.query("SELECT group_concat(state, ' ') FROM (SELECT state FROM outbox ORDER BY id)");
                return row.next() ? std::string{row.text(0)} : std::string{};
            })
            .value();
    }
    std::string row() {
        return database_
            ->read_now([](store::Sql& sql) -> Result<std::string> {
                store::Query row = sql.query("SELECT channel || ' ' || state || ' ' || code FROM outbox");
                return row.next() ? std::string{row.text(0)} : std::string{};
            })
            .value();
    }
    boost::asio::io_context io_{1};
    store::Keys keys_{store::SecretKey{1}};
    std::shared_ptr<const cases::Office> office_ = std::make_shared<const cases::Office>();
    std::unique_ptr<store::Database> database_ = store::Database::open({.path = ":memory:"}).value();
    std::unique_ptr<store::CaseStore> cases_ = store::make_sqlite_cases(*database_, keys_, office_);
    Channels channels_;
    Metrics metrics_;
    Providers providers_;
    std::string text_ = "Kabar";
    TimePoint now_ = monday;
    std::string who_ = phone;
    QuietHours quiet_{.from = {}, .until = {}};
    SendLimits limits_{};
};

// A provider that answers nobody until it is told to.
class Hanging final : public HttpClient {
 public:
    explicit Hanging(boost::asio::io_context& io) : bell_(io.get_executor(), Bell::time_point::max()) {}
    Task<Result<HttpReply>> exchange(HttpCall call, milliseconds /*timeout*/) override {
        asked.emplace_back(call.body.contains("BAHAYA") ? "alarm" : "news");
        heard();
        boost::system::error_code cancelled;
        if (!over_) co_await bell_.async_wait(boost::asio::redirect_error(use_task, cancelled));
        co_return HttpReply{200, "application/json", R"({"messages":[{"id":"wamid.1"}]})", {}};
    }
    void answer_all() {
        over_ = true;
        bell_.cancel();
    }
    std::vector<std::string> asked;
    std::function<void()> heard = [] {};

 private:
    bool over_ = false;
    Bell bell_;
};

class SendingSlowly : public Sending {
 protected:
    SendingSlowly() : Sending({}, 1) {}
};

class SendingWithTemplate : public Sending {
 protected:
    SendingWithTemplate() : Sending("kabar_dinsos") {}
};

TEST_F(Sending, FreeWordsWithinADayOfThePersonsLast) {
    hear(monday - hours{23});
    enqueue(store::Purpose::notice);
    EXPECT_EQ(send("wa"), 1U);
    EXPECT_THAT(providers_.asked, ElementsAre("wa text"));
    EXPECT_EQ(row(), "wa sent 200");
}

TEST_F(Sending, OverTheBudgetOfANumberWaitsForTomorrow) {
    limits_.number_a_day = 1;
    hear(monday);
    enqueue(store::Purpose::notice, store::Lanes::ordinary, "a");
    enqueue(store::Purpose::notice, store::Lanes::ordinary, "b");
    Dispatcher dispatcher(parts_for("wa"));
    for (int i = 0; i < 3; ++i) await(dispatcher.send_due());
    EXPECT_EQ(providers_.asked.size(), 1U);
    EXPECT_EQ(states(), "sent queued");
    EXPECT_TRUE(metrics_.text().contains(R"(sambung_messages_held_back_total{channel="wa",code="over_budget"} 1)"));
    now_ += hours{23};
    hear(now_, "y");
    for (int i = 0; i < 3; ++i) await(dispatcher.send_due());
    EXPECT_EQ(states(), "sent sent");
}

TEST_F(Sending, AnAnswerOverFiveTimesTheBudgetIsNotSentAndHoldsUpNothing) {
    limits_.number_a_day = 1;
    hear(monday);
    Dispatcher dispatcher(parts_for("wa"));
    for (int i = 0; i < 7; ++i) enqueue(store::Purpose::direct, store::Lanes::ordinary, std::to_string(i));
    for (int i = 0; i < 9; ++i) await(dispatcher.send_due());
    EXPECT_EQ(states(), "sent sent sent sent sent failed failed");
}

TEST_F(Sending, ATryThatReachedNobodyCostsNothing) {
    limits_.number_a_day = 1;
    hear(monday);
    providers_.answer = HttpReply{503, "text/plain", "", {}};
    Dispatcher dispatcher(parts_for("wa"));
    enqueue(store::Purpose::notice);
    for (int i = 0; i < 3; ++i) {
        await(dispatcher.send_due());
        now_ += std::chrono::minutes{1};
    }
    providers_.answer = HttpReply{200, "application/json", R"({"messages":[{"id":"wamid.1"}]})", {}};
    await(dispatcher.send_due());
    EXPECT_EQ(states(), "sent");
}

TEST_F(Sending, AlarmsAndTheOfficesOwnPeopleAreNeverOverABudget) {
    limits_.number_a_day = 1;
    hear(monday);
    enqueue(store::Purpose::direct, store::Lanes::urgent, "a");
    enqueue(store::Purpose::direct, store::Lanes::urgent, "b");
    for (int i = 0; i < 3; ++i) send("wa");
    EXPECT_EQ(states(), "sent sent");
    cases::Office office;
    office.units.push_back({"trc", "TRC", "trc", "", true, {{"wa", phone}}});
    office_ = std::make_shared<const cases::Office>(std::move(office));
    enqueue(store::Purpose::notice, store::Lanes::ordinary, "c");
    enqueue(store::Purpose::notice, store::Lanes::ordinary, "d");
    for (int i = 0; i < 3; ++i) send("wa");
    EXPECT_EQ(states(), "sent sent sent sent");
}

TEST_F(Sending, AnAlarmDoesNotWaitForAProviderThatHangs) {
    for (int i = 0; i < 20; ++i) {
        who_ = "+62812000001" + std::to_string(10 + i);
        hear(monday, who_);
        enqueue(store::Purpose::direct, store::Lanes::ordinary, std::to_string(i));
    }
    Hanging provider(io_);
    Dispatcher dispatcher(parts_for("wa", provider));
    who_ = "+6281200000300";
    hear(monday, who_);
    text_ = "BAHAYA";
    bool rung = false;
    provider.heard = [&] {
        if (provider.asked.size() == 12 && !std::exchange(rung, true)) {
            boost::asio::co_spawn(
                io_,
                cases_->enqueue(
                    {{.key = keys_.index("test", "alarm"),
                      .channel = "wa",
                      .person = keys_.person("wa", who_),
                      .payload = encode_outbound({.ref = {}, .to = phone, .content = with_text(), .reply_to = {}}),
                      .lane = store::Lanes::urgent}},
                    monday),
                [&](const std::exception_ptr&, const Result<>&) { dispatcher.wake(); });
        }
        if (provider.asked.back() == "alarm") {
            dispatcher.stop();
            provider.answer_all();
        }
    };
    boost::asio::co_spawn(io_, dispatcher.run(), [](const std::exception_ptr&) {});
    io_.restart();
    io_.run();
    EXPECT_EQ(provider.asked.size(), 13U) << "four places are kept for alarms";
    EXPECT_EQ(provider.asked.back(), "alarm");
}

TEST_F(Sending, SmsAbroadIsNotSent) {
    limits_.countries = {"60"};
    enqueue(store::Purpose::direct);
    hear(monday);
    EXPECT_EQ(send("wa"), 1U);
    EXPECT_EQ(states(), "sent") << "WhatsApp costs the same everywhere";
    ASSERT_TRUE(
        await(cases_->enqueue({{.key = keys_.index("test", "sms"),
                                .channel = "sms",
                                .person = keys_.person("sms", phone),
                                .payload = encode_outbound({.ref = {}, .to = phone, .content = {}, .reply_to = {}})}},
                              monday)));
    EXPECT_EQ(send("sms"), 1U);
    EXPECT_EQ(states(), "sent failed");
}

TEST_F(Sending, LaterTheNewsGoBySms) {
    hear(monday - hours{24});
    enqueue(store::Purpose::notice);
    send("wa");
    EXPECT_EQ(row(), "sms queued window_closed");
    providers_.answer = HttpReply{202, "text/plain", "0: Accepted for delivery", {}};
    send("sms");
    EXPECT_THAT(providers_.asked, ElementsAre("sms"));
}

TEST_F(Sending, AnAnswerThatComesTooLateFailsForAllToSee) {
    enqueue(store::Purpose::direct);
    send("wa");
    EXPECT_EQ(row(), "wa failed window_closed");
}

TEST_F(Sending, AnAlarmToAnOfficerWhoNeverWroteGoesBySms) {
    enqueue(store::Purpose::direct, store::Lanes::urgent);
    send("wa");
    EXPECT_EQ(row(), "sms queued window_closed");
}

TEST_F(SendingWithTemplate, LaterATemplateCarriesThem) {
    hear(monday - hours{30});
    enqueue(store::Purpose::notice);
    send("wa");
    EXPECT_THAT(providers_.asked, ElementsAre("wa template"));
}

TEST_F(Sending, WithoutAnAnswerNothingIsSentTwice) {
    hear(monday);
    enqueue(store::Purpose::notice);
    providers_.answer = fail(Errc::timeout, "no answer in time");
    send("wa");
    EXPECT_EQ(row(), "wa unknown timeout");
    EXPECT_EQ(send("wa"), 0U);
}

TEST_F(Sending, AProxyThatWaitedInVainKnowsNothingEither) {
    hear(monday);
    enqueue(store::Purpose::notice);
    providers_.answer = HttpReply{504, "text/html", "", {}};
    send("wa");
    EXPECT_TRUE(row().starts_with("wa unknown")) << row();
}

TEST_F(Sending, WhatNeverLeftIsTriedAgain) {
    hear(monday);
    enqueue(store::Purpose::notice);
    providers_.answer = fail(Errc::unavailable, "connect: refused");
    send("wa");
    EXPECT_EQ(row(), "wa queued unavailable");
}

TEST_F(Sending, AtNightNewsWaitAndAnswersDoNot) {
    quiet_ = QuietHours{};  // the office's clock shows two in the night
    hear(monday);
    enqueue(store::Purpose::notice);
    EXPECT_EQ(send("wa"), 1U) << "it was looked at, so the next round comes at once";
    EXPECT_TRUE(providers_.asked.empty());
    enqueue(store::Purpose::direct, store::Lanes::ordinary, "jawaban");
    EXPECT_EQ(send("wa"), 1U);
    EXPECT_THAT(providers_.asked, ElementsAre("wa text"));
}

TEST_F(Sending, SegmentsAreCountedInTheLedger) {
    text_ = std::string(161, 'a');
    enqueue(store::Purpose::notice);
    send("wa");  // its day is over, so it moves
    providers_.answer = HttpReply{202, "text/plain", "0: Accepted for delivery", {}};
    send("sms");
    const std::vector<store::LedgerRow> ledger = cases_->ledger().value();
    ASSERT_EQ(ledger.size(), 1U);
    EXPECT_EQ(ledger[0].month, "2026-11");
    EXPECT_EQ(ledger[0].channel, "sms");
    EXPECT_EQ(ledger[0].units, 2);
    EXPECT_THAT(metrics_.text(), testing::HasSubstr(R"(sambung_units_sent_total{channel="sms"} 2)"));
}

TEST_F(Sending, WhatWeRefuseOurselvesSaysNothingAboutTheProvider) {
    channels_.find("wa")->health->met(adapters::Verdict::alarm);
    enqueue(store::Purpose::direct);
    send("wa");
    EXPECT_EQ(row(), "wa failed window_closed");
    EXPECT_EQ(channels_.find("wa")->health->now(), Health::down);
    EXPECT_THAT(metrics_.text(), testing::Not(testing::HasSubstr("sambung_messages_sent_total{")));
}

TEST_F(SendingSlowly, NoMoreThanTheRateAtOnce) {
    hear(monday);
    for (const char* who : {"a", "b", "c"}) {
        who_ = who;
        enqueue(store::Purpose::notice, store::Lanes::ordinary, who);
    }
    EXPECT_EQ(send("wa"), 1U) << "one a second, whoever it is for";
}

TEST_F(Sending, ASuspendedChannelSaysSo) {
    hear(monday);
    enqueue(store::Purpose::notice);
    ASSERT_TRUE(cases_->pause_channel("wa", monday));
    EXPECT_EQ(send("wa"), 0U);
    EXPECT_EQ(channels_.find("wa")->health->now(), Health::suspended);
    EXPECT_THAT(metrics_.text(), testing::HasSubstr(R"(sambung_channel_health{channel="wa",state="suspended"} 1)"));
}

TEST_F(Sending, AGoneChannelSaysSoUntilItIsResumed) {
    hear(monday);
    enqueue(store::Purpose::notice);
    const auto leased = await(cases_->lease_outbox({.channel = "wa"}, monday)).value().items;
    ASSERT_EQ(leased.size(), 1U);
    ASSERT_TRUE(await(cases_->settle({.id = leased[0].id,
                                      .state = store::OutboxState::queued,
                                      .provider_id = {},
                                      .code = "410",
                                      .next = monday,
                                      .channel = "wa",
                                      .ends_channel = true},
                                     monday)));
    EXPECT_EQ(send("wa"), 0U);
    EXPECT_EQ(channels_.find("wa")->health->now(), Health::gone);
    EXPECT_THAT(metrics_.text(), testing::HasSubstr(R"(sambung_channel_health{channel="wa",state="gone"} 1)"));
    ASSERT_EQ(cases_->resume_channel("wa"), true);
    EXPECT_EQ(send("wa"), 1U);
    EXPECT_EQ(channels_.find("wa")->health->now(), Health::ok);
}

}  // namespace
}  // namespace sambung::gateway

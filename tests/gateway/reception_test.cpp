// Chat messages while staff have the conversation.
#include "reception.h"

#include "payload.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr TimePoint monday{milliseconds{1'795'399'200'000}};
const std::string phone = "+6281234567890";

std::shared_ptr<const cases::Office> one_desk() {
    cases::Office office;
    office.units.push_back({"meja-kota", "Meja", "desk", "", false, {}});
    office.areas = AreaTree::parse("code,name,parent\n32.76,Kota Depok,\n").value();
    office.routing = cases::Routing::parse("ord,category,area,urgency,hours,kind,unit,note\n99,*,*,*,*,*,meja-kota,\n",
                                           office.units, office.areas)
                         .value();
    return std::make_shared<const cases::Office>(std::move(office));
}

class Conversation : public testing::Test {
 protected:
    template <class T>
    T await(Task<Result<T>> task) {
        std::optional<Result<T>> result;
        boost::asio::co_spawn(io_, std::move(task),
                              [&](const std::exception_ptr&, Result<T> value) { result = std::move(value); });
        run();
        return std::move(result->value());
    }
    void run() {
        io_.restart();
        io_.run();
    }
    void silence(TimePoint until) {
        boost::asio::co_spawn(io_, cases_->set_silent(keys_.person("sms", phone), until, now_),
                              [](const std::exception_ptr&, const Result<>&) {});
        run();
    }
    // Which texts the machine answered.
    std::vector<std::string> answered(std::vector<std::string> texts) {
        answered_.clear();
        for (std::string& text : texts) {
            Inbound message;
            message.provider_id = "mo-" + std::to_string(++messages_);
            message.from = phone;
            message.text = std::move(text);
            boost::asio::co_spawn(io_, reception_.take_in(*channels_.find("sms"), {message}),
                                  [](const std::exception_ptr&, const Result<>&) {});
            run();
        }
        return answered_;
    }
    Task<Turns::Said> turn(Heard heard) {
        answered_.push_back(heard.message.text);
        Turns::Said said;
        said.content.text = "jawaban";
        co_return said;
    }
    std::size_t replies() {
        return await(cases_->lease_outbox({.channel = "sms", .lease = milliseconds{1}}, now_)).items.size();
    }
    std::vector<store::Standing> standings() { return await(cases_->standings(keys_.person("sms", phone), 10)); }

    boost::asio::io_context io_{1};
    TimePoint now_ = monday;
    store::Keys keys_{store::SecretKey{1}};
    std::unique_ptr<store::Database> database_ = store::Database::open({.path = ":memory:"}).value();
    std::unique_ptr<store::CaseStore> cases_ = store::make_sqlite_cases(*database_, keys_, one_desk());
    Channels channels_ = Channels::make(plain_config({}).channels).value();
    Metrics metrics_;
    std::vector<std::string> answered_;
    int messages_ = 0;
    bool helper_ = false;
    FloodGuard guard_{{.person = 3, .block = 0, .all = 0}};
    Reception reception_{Reception::Parts{
        .cases = *cases_,
        .keys = keys_,
        .channels = channels_,
        .metrics = metrics_,
        .clock = [this] { return now_; },
        .turn = [this](Heard heard) { return turn(std::move(heard)); },
        .spawn = [this](Task<> task) { boost::asio::co_spawn(io_, std::move(task), [](const std::exception_ptr&) {}); },
        .outbox_filled = [] {},
        .checkpoint = {},
        .guard = &guard_,
        .is_helper = [this](PersonId) { return helper_; },
        .held_words = [] { return std::string{"disimpan"}; }}};
};

TEST_F(Conversation, AnswersALongMessageOnceAndNoneOfItsParts) {
    std::vector<std::int64_t> parts;
    for (const char* text : {"LAPOR bapak tua ", "di emperan pasar"}) {
        Inbound part;
        part.provider_id = text;
        part.from = phone;
        part.text = text;
        parts.push_back(*await(reception_.keep_part(*channels_.find("sms"), part, std::chrono::minutes{6})));
    }
    Inbound whole;
    whole.provider_id = "whole";
    whole.from = phone;
    whole.text = "LAPOR bapak tua di emperan pasar";
    boost::asio::co_spawn(io_, reception_.join(*channels_.find("sms"), whole, parts),
                          [](const std::exception_ptr&, const Result<>&) {});
    run();
    EXPECT_THAT(answered_, ElementsAre(whole.text));
    EXPECT_EQ(replies(), 1U);
    EXPECT_TRUE(await(cases_->claim_inbox(now_ + std::chrono::hours{1}, milliseconds{1}, 10)).empty());
}

TEST_F(Conversation, AnswersTheWholeOfAMessageThatComesInPartsByWebhook) {
    const auto part = [](const char* id, int number, const char* text) {
        Inbound message;
        message.provider_id = id;
        message.from = phone;
        message.text = text;
        message.part = Part{.ref = 7, .number = number, .of = 2};
        return message;
    };
    for (const Inbound& message :
         {part("b", 2, "di emperan pasar"), part("a", 1, "LAPOR bapak tua "), part("b", 2, "di emperan pasar")}) {
        boost::asio::co_spawn(io_, reception_.take_part(*channels_.find("sms"), message),
                              [](const std::exception_ptr&, const Result<>&) {});
        run();
    }
    EXPECT_THAT(answered_, ElementsAre("LAPOR bapak tua di emperan pasar"));
    EXPECT_EQ(replies(), 1U);
}

TEST_F(Conversation, IsTheMachinesUntilStaffTakeIt) {
    EXPECT_THAT(answered({"halo"}), ElementsAre("halo"));
    EXPECT_EQ(replies(), 1U);
}

TEST_F(Conversation, OfStaffGetsNoAnswerAndLosesNoWord) {
    silence(monday + store::usual_silence);
    EXPECT_THAT(answered({"saya masih menunggu", "halo?"}), IsEmpty());
    EXPECT_EQ(replies(), 0U);
    ASSERT_EQ(standings().size(), 1U) << "one call-back";
    EXPECT_TRUE(await(cases_->claim_inbox(now_ + std::chrono::hours{1}, milliseconds{1}, 10)).empty()) << "done";
}

TEST_F(Conversation, OfStaffIsStillBrokenByDangerAndStop) {
    silence(monday + store::usual_silence);
    EXPECT_THAT(answered({"tolong ada orang pingsan", "STOP", " berhenti. ", "jangan berhenti dulu"}),
                ElementsAre("tolong ada orang pingsan", "STOP", " berhenti. "));
}

TEST_F(Conversation, ComesBackToTheMachineAtItsEnd) {
    silence(monday + store::usual_silence);
    now_ = monday + store::usual_silence;
    EXPECT_THAT(answered({"halo"}), ElementsAre("halo"));
}

TEST_F(Conversation, OfSomebodyWhoWritesTooMuchIsKeptForStaffWithOneReply) {
    EXPECT_THAT(answered({"satu", "dua", "tiga", "empat", "lima"}), ElementsAre("satu", "dua", "tiga"));
    EXPECT_EQ(await(cases_->depths(now_)).inbox_held, 2);
    EXPECT_EQ(await(cases_->depths(now_)).inbox_waiting, 0);
    EXPECT_TRUE(await(cases_->claim_inbox(now_ + std::chrono::hours{1}, milliseconds{1}, 10)).empty());
    EXPECT_EQ(await(cases_->depths(now_)).outbox_waiting, 4) << "three answers and one that it is kept";
    const std::vector<store::HeldMessages> held = cases_->held().value();
    ASSERT_EQ(held.size(), 1U);
    EXPECT_EQ(held[0].person, keys_.person("sms", phone));
    EXPECT_EQ(held[0].channel, "sms");
    EXPECT_EQ(held[0].messages, 2);
}

TEST_F(Conversation, OfSomebodyWhoWritesTooMuchStillHearsStop) {
    EXPECT_THAT(answered({"satu", "dua", "tiga", "STOP"}), ElementsAre("satu", "dua", "tiga", "STOP"));
}

TEST_F(Conversation, AfterACryForHelpIsNeverTooMuch) {
    EXPECT_THAT(answered({"satu", "dua", "tiga", "empat", "9", "di Jalan Melati 5"}),
                ElementsAre("satu", "dua", "tiga", "9", "di Jalan Melati 5"));
}

TEST_F(Conversation, OfAHelperIsNeverTooMuch) {
    helper_ = true;
    EXPECT_EQ(answered({"satu", "dua", "tiga", "empat", "lima"}).size(), 5U);
}

TEST_F(Conversation, ThatStaffReleaseGoesOnWithoutBeingHeldAgain) {
    answered({"satu", "dua", "tiga", "empat", "lima"});
    EXPECT_EQ(cases_->release({.person = keys_.person("sms", "+6281299999999")}, now_).value(), 0) << "somebody else";
    EXPECT_EQ(cases_->release({.channel = "wa"}, now_).value(), 0) << "another channel";
    EXPECT_EQ(cases_->release({.person = keys_.person("sms", phone), .channel = "sms"}, now_).value(), 2);
    answered_.clear();
    for (store::InboxItem& item : await(cases_->claim_inbox(now_, milliseconds{1}, 10))) {
        boost::asio::co_spawn(io_, reception_.answer(std::move(item)), [](const std::exception_ptr&) {});
        run();
    }
    EXPECT_THAT(answered_, ElementsAre("empat", "lima"));
    EXPECT_TRUE(cases_->held().value().empty());
}

TEST_F(Conversation, ThatStaffDiscardIsForgotten) {
    answered({"satu", "dua", "tiga", "empat", "lima"});
    EXPECT_EQ(cases_->discard({}, now_).value(), 2);
    EXPECT_TRUE(cases_->held().value().empty());
    EXPECT_TRUE(await(cases_->claim_inbox(now_ + std::chrono::hours{1}, milliseconds{1}, 10)).empty());
}

TEST_F(Conversation, ByUssdIsAlwaysAnswered) {
    silence(monday + store::usual_silence);
    Inbound dial;
    dial.provider_id = "ATUid_1";
    dial.from = phone;
    dial.ussd = UssdHop{"ATUid_1", true};
    bool shown = false;
    boost::asio::co_spawn(io_, reception_.hear(*channels_.find("ussd"), std::move(dial)),
                          [&](const std::exception_ptr&, const Content& screen) { shown = screen.text == "jawaban"; });
    run();
    EXPECT_TRUE(shown);
}

}  // namespace
}  // namespace sambung::gateway

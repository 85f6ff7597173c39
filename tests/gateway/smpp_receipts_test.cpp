// What becomes of delivery receipts by SMPP, with real books.
#include "smpp/receipts.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

using testing::HasSubstr;
using testing::Not;

class SmppReceiving : public testing::Test {
 protected:
    template <class T>
    T await(Task<T> task) {
        std::optional<T> result;
        boost::asio::co_spawn(io_, std::move(task),
                              [&](const std::exception_ptr&, T value) { result = std::move(value); });
        run();
        return std::move(*result);
    }
    void run() {
        io_.restart();
        io_.run();
    }
    store::NewOutbound message(const std::string& name) {
        return {
            .key = keys_.index("test", name), .channel = "smpp", .person = keys_.person("smpp", name), .payload = name};
    }
    // A message that the centre took with that id.
    void sent(const std::string& name, const std::string& provider_id) {
        ASSERT_TRUE(await(cases_->enqueue({message(name)}, now_)));
        const auto leased = await(cases_->lease_outbox({.channel = "smpp"}, now_));
        ASSERT_EQ(leased.value().items.size(), 1U);
        ASSERT_TRUE(await(cases_->settle({.id = leased->items.front().id,
                                          .state = store::OutboxState::sent,
                                          .provider_id = provider_id,
                                          .code = {},
                                          .next = {}},
                                         now_)));
    }
    void receive(std::vector<std::string> ids) {
        EXPECT_TRUE(await(receipts_.take({std::move(ids), Delivery::delivered, {}})));
    }
    void try_again() {
        boost::asio::co_spawn(io_, receipts_.try_again(), [](const std::exception_ptr&) {});
        run();
    }

    boost::asio::io_context io_{1};
    TimePoint now_{milliseconds{1'795'399'200'000}};
    store::Keys keys_{store::SecretKey{1}};
    std::unique_ptr<store::Database> database_ = store::Database::open({.path = ":memory:"}).value();
    std::unique_ptr<store::CaseStore> cases_ =
        store::make_sqlite_cases(*database_, keys_, std::make_shared<const cases::Office>());
    Metrics metrics_;
    SmppReceipts receipts_{
        {.cases = *cases_, .metrics = metrics_, .channel = "smpp", .clock = [this] { return now_; }}};
};

constexpr std::string_view delivered_once = R"(state="delivered"} 1)";

TEST_F(SmppReceiving, TheLikeliestIdCountsBeforeAnotherMessagesPart) {
    sent("ours", "10");
    receipts_.expect("another", {"16"});
    receive({"10", "16"});
    EXPECT_THAT(metrics_.text(), HasSubstr(delivered_once));
}

TEST_F(SmppReceiving, APartsReceiptIsNotLostWhenTheBooksDoNotTakeIt) {
    receipts_.expect(message("late").key.hex(), {"a"});
    receive({"a"});
    EXPECT_THAT(metrics_.text(), Not(HasSubstr(delivered_once)));
    sent("late", "a");
    try_again();
    EXPECT_THAT(metrics_.text(), HasSubstr(delivered_once));
    receive({"a"});
    EXPECT_THAT(metrics_.text(), HasSubstr(delivered_once)) << "told once";
}

TEST_F(SmppReceiving, HoldsOnlySoManyThatNobodyKnows) {
    for (std::size_t i = 0; i <= SmppReceipts::most_held; ++i) receive({"x" + std::to_string(i)});
    EXPECT_THAT(metrics_.text(), HasSubstr(R"(state="unknown_message"} 1)"));
    try_again();
    EXPECT_THAT(metrics_.text(), HasSubstr(R"(state="unknown_message"} 1)")) << "the others wait";
    now_ += milliseconds{300'000};
    try_again();
    EXPECT_THAT(metrics_.text(), HasSubstr(R"(state="unknown_message"} 1001)"));
}

}  // namespace
}  // namespace sambung::gateway

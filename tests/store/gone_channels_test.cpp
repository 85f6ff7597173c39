// A unit's program that wants nothing more: what waits for it, and who hears of that.
#include "store/gone_channels.h"

#include "books.h"
#include "store/calls.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using testing::ElementsAre;

// The quick team has a phone and a program, the section only a program.
std::shared_ptr<const cases::Office> office_with_programs() {
    cases::Office office = *small_office();
    office.units[0].duty = {{"wa", "+6281234567170"}, {"hook", "trc-depok"}};
    office.units[1].duty = {{"hook", "lansia-depok"}};
    return std::make_shared<const cases::Office>(std::move(office));
}

class GoneChannels : public testing::Test {
 protected:
    std::int64_t tell(const std::string& endpoint, const Ticket& about) {
        NewOutbound message = a_message(books_, 1, endpoint + about.digits());
        message.channel = "hook";
        message.person = books_.keys().person("hook", endpoint);
        message.about = about;
        EXPECT_TRUE(await_now(books_.cases().enqueue({message}, monday)));
        return books_.number("SELECT max(id) FROM outbox");
    }
    void say_gone() {
        auto leased = await_now(books_.cases().lease_outbox({.channel = "hook", .most = 1}, monday)).value().items;
        ASSERT_EQ(leased.size(), 1U);
        ASSERT_TRUE(await_now(books_.cases().settle({.id = leased[0].id,
                                                     .state = OutboxState::queued,
                                                     .provider_id = {},
                                                     .code = "410",
                                                     .next = monday,
                                                     .channel = "hook",
                                                     .ends_channel = true},
                                                    monday)));
    }
    PassedBy pass_by() {
        return await_now(pass_by_gone_channels(books_.database(), books_.keys(), office_, monday)).value();
    }
    std::string states() {
        return books_.text(
            "SELECT group_concat(state || ' ' || coalesce(code, ''), ', ') FROM outbox WHERE channel = 'hook'");
    }

    TemporaryFolder folder_;
    std::shared_ptr<const cases::Office> office_ = office_with_programs();
    Books books_{folder_ / "cases.db", office_};
    Ticket danger_ = *books_.grant(1, 1, File{books_.draft(1), a_danger(), Language::id})->ticket;
    Ticket need_ = *books_.grant(2, 2, File{books_.draft(2), a_report(), Language::id})->ticket;
};

TEST_F(GoneChannels, WhoHasAPhoneNeedsNoCall) {
    tell("trc-depok", danger_);
    say_gone();
    const PassedBy passed = pass_by();
    EXPECT_EQ(passed.messages, 1);
    EXPECT_EQ(passed.calls, 0);
    EXPECT_EQ(states(), "failed channel_gone");
    EXPECT_EQ(await_now(books_.cases().depths(monday)).value().alarms_overdue, 0) << "the phone has the alarm";
    EXPECT_EQ(pass_by().messages, 0);
}

TEST_F(GoneChannels, WhereThereIsNoOtherAddressAPersonMustTelephone) {
    tell("lansia-depok", need_);
    say_gone();
    EXPECT_EQ(pass_by().calls, 1);
    const std::vector<CallDue> due = await_now(calls_due(books_.database(), 10)).value();
    ASSERT_EQ(due.size(), 1U);
    EXPECT_EQ(due[0].ticket, need_);
    EXPECT_EQ(due[0].unit, "lansia");
}

TEST_F(GoneChannels, ARestartKeepsItAndWhatComesLaterIsPassedByToo) {
    tell("trc-depok", danger_);
    say_gone();
    pass_by();
    books_.reopen();
    tell("lansia-depok", need_);
    EXPECT_TRUE(await_now(books_.cases().lease_outbox({.channel = "hook"}, monday)).value().gone);
    EXPECT_EQ(pass_by().calls, 1);
    EXPECT_EQ(states(), "failed channel_gone, failed channel_gone");
    EXPECT_EQ(books_.text("SELECT group_concat(meta) FROM events WHERE type = 'channel.gone'"),
              R"({"channel":"hook"})");
}

TEST_F(GoneChannels, UntilAnOperatorResumesIt) {
    tell("trc-depok", danger_);
    say_gone();
    pass_by();
    EXPECT_EQ(books_.cases().pause_channel("hook", monday), false) << "it is more than suspended";
    EXPECT_EQ(books_.cases().resume_channel("hook"), true);
    tell("lansia-depok", need_);
    EXPECT_EQ(pass_by().messages, 0);
    EXPECT_EQ(await_now(books_.cases().lease_outbox({.channel = "hook"}, monday)).value().items.size(), 1U);
}

}  // namespace
}  // namespace sambung::store

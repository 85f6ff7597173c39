// From a flow's words to the books and the outbox, on real stores in memory.
#include "wishes.h"

#include "pack.h"
#include "payload.h"
#include "source_folder.h"
#include "store/sessions.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>

namespace sambung::gateway {
namespace {

using dialogs::Wish;
using dialogs::WishOutcome;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr TimePoint monday{milliseconds{1'795'399'200'000}};  // 23 Nov 2026 09.00 in Jakarta
const std::string phone = "+6281234567890";
using Slots = std::map<std::string, std::string, std::less<>>;

const Pack& depok() {
    static const Pack pack = load_pack(SAMBUNG_SOURCE_DIR "/deploy/packs/depok", {});
    return pack;
}

class Wishing : public testing::Test {
 protected:
    template <class T>
    T await(Task<T> task) {
        std::optional<T> result;
        boost::asio::co_spawn(io_, std::move(task),
                              [&](const std::exception_ptr&, T value) { result.emplace(std::move(value)); });
        io_.restart();
        io_.run();
        return std::move(*result);
    }
    // Each is an event of its own, in a form of its own.
    WishOutcome wish(std::string action, Slots slots, const char* channel = "ussd") {
        const EventId event = keys_.event(channel, std::to_string(++events_));
        Asker asker{channels_.find(channel), phone, event, keys_.person(channel, phone), Language::id};
        Wish what{.action = std::move(action), .slots = std::move(slots), .ordinal = 0};
        return await(wishes_.grant(std::move(asker), std::move(what), keys_.draft(event), "session", now_));
    }
    // What is on its way to the citizen, and what to anybody else, by now.
    std::vector<std::string> sent(bool to_citizen) {
        std::vector<std::string> texts;
        for (const char* channel : {"sms", "wa"})
            for (const store::OutboxItem& item :
                 await(cases_->lease_outbox({.channel = channel, .lease = milliseconds{1}, .most = 100}, now_))
                     .value()
                     .items) {
                const Outbound message = decode_outbound(item.payload).value();
                if ((message.to == phone) == to_citizen) texts.push_back(message.content.text);
                EXPECT_TRUE(await(cases_->settle(
                    {.id = item.id, .state = store::OutboxState::sent, .provider_id = {}, .code = {}, .next = {}},
                    now_)));
            }
        return texts;
    }
    std::vector<std::string> to_citizen() { return sent(true); }
    std::vector<std::string> to_officers() { return sent(false); }
    static Slots report(const char* category = "lansia") {
        return {{"kind", "lapor"}, {"category", category}, {"area", "32.76.06"}, {"place", "depan pasar"}};
    }
    static Slots news(const char* category = "lansia") {
        Slots slots = report(category);
        slots["place"] = "depan pasar, kini di musala";
        return slots;
    }
    static Slots with(Slots slots, const Slots& more) {
        slots.insert(more.begin(), more.end());
        return slots;
    }

    boost::asio::io_context io_{1};
    TimePoint now_ = monday;
    int events_ = 0;
    store::Keys keys_{store::SecretKey{1}};
    std::unique_ptr<store::Database> database_ = store::Database::open({.path = ":memory:"}).value();
    std::unique_ptr<store::CaseStore> cases_ = store::make_sqlite_cases(*database_, keys_, depok().office);
    store::Duplicates duplicates_{*database_, keys_, depok().office};
    std::unique_ptr<store::SessionStore> sessions_ = store::make_memory_sessions();
    Channels channels_ = Channels::make(plain_config({}).channels).value();
    Metrics metrics_;
    Wishes wishes_{Wishes::Parts{.cases = *cases_,
                                 .duplicates = duplicates_,
                                 .database = *database_,
                                 .sessions = *sessions_,
                                 .keys = keys_,
                                 .channels = channels_,
                                 .metrics = metrics_,
                                 .office = [] { return depok().office; },
                                 .flows = [] { return depok().flows; },
                                 .outbox_filled = [] {},
                                 .lookups_per_hour = 100,
                                 .cases_per_day = 3,
                                 .checkpoint = {}}};
};

TEST_F(Wishing, AReportByUssdBringsItsTicketBySms) {
    const WishOutcome outcome = wish("file", report());
    EXPECT_EQ(outcome.result, "ok");
    EXPECT_THAT(to_citizen(), ElementsAre(HasSubstr(outcome.values.at("tiket"))));
}

TEST_F(Wishing, NewsOfAnOwnReportIsAddedToItAndFilesNothing) {
    const WishOutcome first = wish("file", report());
    const WishOutcome compared = wish("compare", news());
    ASSERT_EQ(compared.result, "similar");
    ASSERT_EQ(compared.rows.size(), 1U);
    const std::string ticket = compared.rows[0].first;
    EXPECT_EQ(Ticket::parse(ticket)->spaced(), first.values.at("tiket"));
    EXPECT_EQ(compared.rows[0].second, "DITERIMA");
    const WishOutcome updated = wish("update", with(news(), {{"ticket", ticket}}));
    EXPECT_EQ(updated.result, "ok");
    EXPECT_EQ(updated.values.at("tiket"), first.values.at("tiket"));
    EXPECT_EQ(wish("compare", report()).result, "none") << "the same words are filing's to answer";
}

TEST_F(Wishing, NewsOfAReportThatIsNoLongerThereIsToBeFiled) {
    EXPECT_EQ(wish("update", with(news(), {{"ticket", Ticket::from_number(1).digits()}})).result, "gone");
    EXPECT_EQ(wish("update", news()).result, "gone") << "no ticket at all";
}

TEST_F(Wishing, WhatMustNotWaitIsNotCompared) {
    wish("file", report());
    wish("file", report("sakit"));
    EXPECT_EQ(wish("compare", news()).result, "similar");
    EXPECT_EQ(wish("compare", news("sakit")).result, "none") << "P1";
    EXPECT_EQ(wish("compare", with(news(), {{"danger", "1"}})).result, "none");
    EXPECT_EQ(wish("compare", with(news(), {{"again", "yes"}})).result, "none");
    EXPECT_EQ(wish("compare", with(news(), {{"restricted", "yes"}})).result, "none");
}

// What is said, and whether anything goes to this phone.
TEST_F(Wishing, NothingGoesToAPhoneThatIsToStayQuiet) {
    struct Row {
        const char* what;
        Slots slots;
        std::size_t messages;
    };
    const Row rows[] = {
        {"an open report", {}, 1},
        {"to be called later", {{"contact", "later"}}, 1},
        {"in secret", {{"restricted", "yes"}}, 0},
        {"in secret, an SMS is fine", {{"restricted", "yes"}, {"contact_sms", "yes"}}, 1},
        {"never to be called", {{"contact", "never"}}, 0},
    };
    for (const Row& row : rows) {
        now_ += std::chrono::hours{25};
        EXPECT_EQ(wish("file", with(report(), row.slots)).result, "ok") << row.what;
        EXPECT_THAT(to_citizen(), SizeIs(row.messages)) << row.what;
    }
    now_ += std::chrono::hours{25};
    wish("file", report());
    EXPECT_THAT(to_citizen(), IsEmpty()) << "never holds for what comes later too";
    wish("file", with(report("pangan"), {{"contact", "now"}}));
    EXPECT_THAT(to_citizen(), SizeIs(1)) << "until something else is said";
}

TEST_F(Wishing, ASecretReportIsUnknownToThePhone) {
    const WishOutcome filed = wish("file", with(report("rahasia"), {}));
    ASSERT_EQ(filed.result, "ok") << "but its ticket is told in the conversation";
    EXPECT_EQ(wish("list", {}).result, "none");
    EXPECT_EQ(wish("status", {{"ticket", filed.values.at("tiket")}}).result, "not_found");
    EXPECT_EQ(wish("cancel", {{"ticket", filed.values.at("tiket")}}).result, "not_found");
}

TEST_F(Wishing, AnAlarmAboutASecretReportNamesItsTicketOnly) {
    const WishOutcome filed = wish("file", with(report("sakit"), {{"restricted", "yes"}}));
    const std::vector<std::string> alarms = to_officers();
    ASSERT_THAT(alarms, Not(IsEmpty()));
    for (const std::string& alarm : alarms)
        EXPECT_EQ(alarm, "T10 P1 SEGERA " + filed.values.at("tiket") +
                             ". Hubungi lewat meja. Balas TERIMA T10 atau TOLAK 1-9 T10.");
}

TEST_F(Wishing, TheSameToldTwiceIsADuplicateWithTheEarlierTicket) {
    const WishOutcome first = wish("file", report());
    EXPECT_THAT(to_citizen(), SizeIs(1));
    const WishOutcome second = wish("file", report());
    EXPECT_EQ(second.result, "duplicate");
    EXPECT_EQ(second.values.at("tiket"), first.values.at("tiket"));
    EXPECT_EQ(second.values.at("batas"), first.values.at("batas"));
    EXPECT_FALSE(second.values.contains("cek"));
    EXPECT_THAT(to_citizen(), IsEmpty());
    EXPECT_EQ(wish("file", with(report(), {{"again", "yes"}})).result, "ok");
}

TEST_F(Wishing, UrgentWordsToldTwiceRingTheDutyTwice) {
    const WishOutcome first = wish("file", report("sakit"));
    const std::vector<std::string> first_told = to_officers();
    const auto rung = std::ranges::count_if(first_told, [](const auto& text) { return text.starts_with("T10 "); });
    ASSERT_GT(rung, 0);
    for (int i = 0; i < 2; ++i) {
        const WishOutcome again = wish("file", report("sakit"));
        EXPECT_EQ(again.result, "attached");
        EXPECT_EQ(again.values.at("tiket"), first.values.at("tiket"));
        EXPECT_THAT(to_officers(), SizeIs(rung)) << "each time";
    }
}

TEST_F(Wishing, TheFourthThatCanWaitIsLimitedAndGoesToAPerson) {
    for (const char* category : {"lansia", "anak", "pangan"}) EXPECT_EQ(wish("file", report(category)).result, "ok");
    const WishOutcome fourth = wish("file", report("lain"));
    EXPECT_EQ(fourth.result, "limited");
    EXPECT_THAT(fourth.values, Not(testing::Contains(testing::Key("tiket"))));
    EXPECT_EQ(wish("handover", with(report("lain"), {{"reason", "limited"}})).result, "ok");
    EXPECT_EQ(wish("file", report("sakit")).result, "ok") << "urgent";
    EXPECT_EQ(wish("ring", report("lain")).result, "ok") << "danger";
}

TEST_F(Wishing, AReminderWaitsForItsDay) {
    const Slots death = with(report(), {{"remind_at", "2027-02-21"}, {"remind_text", "notice.ticket_sms"}});
    EXPECT_EQ(wish("file", death).result, "ok");
    EXPECT_THAT(to_citizen(), SizeIs(1)) << "the ticket";
    now_ = monday + std::chrono::days{89};
    EXPECT_THAT(to_citizen(), IsEmpty());
    now_ = monday + std::chrono::days{90};
    EXPECT_THAT(to_citizen(), SizeIs(1));
}

}  // namespace
}  // namespace sambung::gateway

#include "dialogs/coverage.h"

#include "engine_support.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace sambung::dialogs::testing {
namespace {

using ::testing::IsSupersetOf;

// What a phone's conversation met, in words: "lapor.siapa" for a state, "lapor.siapa --lansia--> lokasi" for a way.
std::vector<std::string> met(const FlowSet& flows, const Passages& passages) {
    const std::vector<FlowWay> ways = all_flow_ways(flows);
    std::vector<std::string> out;
    for (const Passage& passage : passages) {
        if (!passage.way) {
            out.push_back(passage.flow + "." + passage.state);
            continue;
        }
        const auto takes = [&](const FlowWay& way) { return way_key(way) == way_key(passage); };
        const auto count = std::ranges::count_if(ways, takes);
        EXPECT_EQ(count, 1) << passage.flow << "." << passage.state << " " << passage.answer << " at "
                            << passage.way->line << ":" << passage.way->column << " is one way of a flow";
        const auto way = std::ranges::find_if(ways, takes);
        if (way != ways.end()) out.push_back(way->flow + "." + way->state + " --" + way->words + "--> " + way->to);
    }
    return out;
}

TEST(Coverage, EveryWayTakenIsAWayOfTheFlows) {
    Passages passages;
    Phone phone{ChannelKind::ussd};
    phone.env.passages = &passages;
    phone.dial();
    for (const char* each : {"1", "2", "12", "1", "2", "1", "dekat pasar", "2", "1", "7", "1", "0", "77", "77", "77"})
        phone.type(each);
    phone.dial();
    for (const char* each : {"2", "3", "1", "0", "00", "9"}) phone.type(each);
    Phone sms{ChannelKind::sms};
    sms.env.passages = &passages;
    for (const char* each : {"LAPOR nenek sendirian", "CEK", "1", "BATAL", "BERHENTI", "PETUGAS"}) sms.type(each);
    EXPECT_GT(met(*phone.flows, passages).size(), 40U);
}

TEST(Coverage, NamesStatesAnswersAndResults) {
    Passages passages;
    Phone phone{ChannelKind::ussd};
    phone.env.passages = &passages;
    phone.dial();
    phone.type("1");
    phone.type("2");
    phone.type("1");
    EXPECT_THAT(met(*phone.flows, passages), IsSupersetOf({"menu.pilih", "menu.pilih --lapor--> lapor", "lapor.siapa",
                                                           "lapor.siapa --lansia--> catatan"}));
    EXPECT_TRUE(std::ranges::any_of(passages, [](const Passage& one) { return one.answer == "lansia"; }));
    EXPECT_TRUE(std::ranges::all_of(passages, [](const Passage& one) { return one.language == Language::id; }));
}

TEST(Coverage, OfAnActionNamesItsResult) {
    Passages passages;
    Phone phone{ChannelKind::sms};
    phone.env.passages = &passages;
    phone.type("LAPOR nenek sendirian di gubuk");
    EXPECT_TRUE(std::ranges::any_of(passages, [](const Passage& one) { return one.way && one.answer == "ok"; }));
}

TEST(QuestionOf, TellsWhatCanBeSpoilt) {
    Phone phone{ChannelKind::ussd};
    EXPECT_FALSE(question_of(*phone.flows, phone.session).has_value()) << "nothing is asked of somebody at rest";
    phone.dial();
    phone.type("1");
    phone.type("2");
    const auto who = question_of(*phone.flows, phone.session);
    ASSERT_TRUE(who.has_value());
    EXPECT_TRUE(who->closed);
    EXPECT_FALSE(who->resumable) << "one answer is not worth asking";
    const int left = who->wrong_left;
    EXPECT_GE(left, 1);
    phone.type("77");
    EXPECT_EQ(question_of(*phone.flows, phone.session)->wrong_left, left - 1);
    phone.type("1");
    EXPECT_TRUE(question_of(*phone.flows, phone.session)->resumable);
    phone.dial();
    EXPECT_FALSE(question_of(*phone.flows, phone.session)->resumable) << "it is asked already";
}

}  // namespace
}  // namespace sambung::dialogs::testing

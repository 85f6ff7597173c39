#include "dialogs/made_up_office.h"

#include "engine_support.h"
#include "flow.h"
#include "model/ticket.h"

#include <gtest/gtest.h>

namespace sambung::dialogs::testing {
namespace {

TEST(MadeUpOffice, KnowsTheResultsOfEveryActionAndNoOthers) {
    for (const ActionType& action : action_types()) {
        for (const std::string_view result : action.results) EXPECT_TRUE(is_result(action.name, result)) << result;
        EXPECT_FALSE(is_result(action.name, "maybe")) << action.name;
    }
    EXPECT_FALSE(is_result("dance", "ok"));
}

TEST(MadeUpOffice, FillsWhatTheScreensShow) {
    Phone phone{ChannelKind::sms};
    phone.answers["file"] = made_up_outcome("file", "ok");
    phone.type("LAPOR nenek sendirian di gubuk");
    EXPECT_NE(phone.screen().find("481 207 364"), std::string::npos) << phone.screen();
    EXPECT_EQ(phone.screen().find('{'), std::string::npos) << phone.screen();
}

TEST(MadeUpOffice, HasOneCaseWithARealTicket) {
    EXPECT_TRUE(Ticket::parse(made_up_ticket));
    EXPECT_EQ(made_up_outcome("list", "ok").rows.size(), 1U);
    EXPECT_TRUE(made_up_outcome("list", "none").rows.empty());
}

}  // namespace
}  // namespace sambung::dialogs::testing

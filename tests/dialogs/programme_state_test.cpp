#include "dialogs/flow_set.h"

#include <gmock/gmock.h>

namespace sambung::dialogs {
namespace {

TEST(ProgrammeStates, AreReadAsTheyAreWritten) {
    EXPECT_THAT(programme_state_names(), ::testing::ElementsAre("open", "paused", "ended", "replaced"));
    for (const std::string_view word : programme_state_names()) {
        const auto state = programme_state_from(word);
        ASSERT_TRUE(state) << word;
        EXPECT_EQ(name(*state), word);
    }
    EXPECT_EQ(programme_state_from("paused"), ProgrammeState::paused);
}

TEST(ProgrammeStates, HaveNoOtherWords) {
    for (const std::string_view word : {"", "Open", "closed", "open "})
        EXPECT_FALSE(programme_state_from(word)) << word;
}

}  // namespace
}  // namespace sambung::dialogs

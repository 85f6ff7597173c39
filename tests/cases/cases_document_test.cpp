// docs/cases.md shows the table that the store asks.
#include "cases/life_cycle.h"
#include "source_folder.h"

#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

namespace sambung::cases {
namespace {

std::string document() {
    std::ifstream file(std::string{SAMBUNG_SOURCE_DIR} + "/docs/cases.md");
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

template <class Values, class Holds>
std::string listed(const Values& values, Holds holds) {
    std::string out;
    for (const auto value : values)
        if (holds(value)) out += (out.empty() ? "" : ", ") + std::string{name(value)};
    return out;
}

TEST(CasesDocument, HasEveryStepOfTheTableInItsOrderAndNoOther) {
    std::string expected = "| from | to | by | if |\n|---|---|---|---|\n";
    for (const CaseStep& step : all_steps())
        expected += "| " + std::string{name(step.from)} + " | " + std::string{name(step.to)} + " | " +
                    listed(all_actors, [&](Actor actor) { return step.may(actor); }) + " | " +
                    listed(all_guards, [&](Guard guard) { return step.wants(guard); }) + " |\n";
    EXPECT_THAT(document(), testing::HasSubstr(expected + "\n"));
}

TEST(CasesDocument, ExplainsEveryGuard) {
    for (const Guard guard : all_guards)
        EXPECT_THAT(document(), testing::HasSubstr("\n| " + std::string{name(guard)} + " | "));
}

}  // namespace
}  // namespace sambung::cases

// Flows that were in use are remembered as long as a conversation may stand in them.
#include "books.h"

#include <gmock/gmock.h>

namespace sambung::store {
namespace {

using testing::ElementsAre;

constexpr std::chrono::hours keep{96};

class RememberedFlows : public testing::Test {
 protected:
    static RememberedFlow flow(int version, std::uint32_t structure, std::string words = "kata") {
        return {.flow = "lapor",
                .version = version,
                .structure = structure,
                .source = "flow: lapor",
                .texts = std::move(words)};
    }
    void use(const std::vector<RememberedFlow>& flows, TimePoint now = monday) {
        ASSERT_TRUE(books_.cases().remember_flows(flows, now, keep));
    }
    std::vector<std::string> remembered() {
        std::vector<std::string> all;
        for (const RememberedFlow& one : books_.cases().remembered_flows().value())
            all.push_back(one.flow + "@" + std::to_string(one.version) + "-" + std::to_string(one.structure) + " " +
                          one.texts);
        return all;
    }
    TemporaryFolder folder_;
    Books books_{folder_ / "cases.db"};
};

TEST_F(RememberedFlows, OutliveARestart) {
    use({flow(1, 4294967295U)});
    use({flow(2, 8)});
    books_.reopen();
    EXPECT_THAT(remembered(), ElementsAre("lapor@1-4294967295 kata", "lapor@2-8 kata"));
}

TEST_F(RememberedFlows, AreForgottenSomeTimeAfterTheyWereReplaced) {
    use({flow(1, 7)});
    use({flow(2, 8)}, monday + std::chrono::hours{200});
    use({flow(2, 8)}, monday + std::chrono::hours{295});
    EXPECT_THAT(remembered(), ElementsAre("lapor@1-7 kata", "lapor@2-8 kata"));
    use({flow(2, 8)}, monday + std::chrono::hours{296});
    EXPECT_THAT(remembered(), ElementsAre("lapor@2-8 kata"));
}

TEST_F(RememberedFlows, OneThatComesBackIsInUseAgain) {
    use({flow(1, 7)});
    use({flow(2, 8)});
    use({flow(1, 7, "lain")}, monday + std::chrono::hours{1});
    use({flow(1, 7, "lain")}, monday + std::chrono::hours{200});
    EXPECT_THAT(remembered(), ElementsAre("lapor@1-7 lain"));
}

TEST_F(RememberedFlows, AreReadBesideTheService) {
    use({flow(1, 7)});
    const auto found = flows_remembered_in((folder_ / "cases.db").string());
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 1U);
    EXPECT_EQ(found->front().structure, 7U);
    EXPECT_TRUE(flows_remembered_in((folder_ / "none.db").string())->empty());
    EXPECT_FALSE(std::filesystem::exists(folder_ / "none.db"));
}

}  // namespace
}  // namespace sambung::store

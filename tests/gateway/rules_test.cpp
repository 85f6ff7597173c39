// Rule sets between pack and store.
#include "rules.h"

#include "dry_run_text.h"
#include "pack.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <stdlib.h>

namespace sambung::gateway {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr TimePoint monday{std::chrono::sys_days{std::chrono::year{2026} / 11 / 23}};

class RulesOfAPack : public testing::Test {
 protected:
    ~RulesOfAPack() override {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }
    static fs::path make_folder() {
        std::string pattern = (fs::temp_directory_path() / "sambung-rules-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }
    fs::path write(const std::string& csv) {
        std::ofstream{folder_ / "rules.csv"} << csv;
        return folder_ / "rules.csv";
    }
    // The pack's table with one piece changed.
    [[nodiscard]] std::string with(const std::string& from, const std::string& to) const {
        std::string csv = office_->routing.csv();
        return csv.replace(csv.find(from), from.size(), to);
    }

    const fs::path folder_ = make_folder();
    const std::shared_ptr<const cases::Office> office_ =
        load_pack(std::string{SAMBUNG_SOURCE_DIR} + "/deploy/packs/depok", {}).office;
    const store::Keys keys_{store::Keys::fresh()};
    const std::unique_ptr<store::Database> database_ = store::Database::open({.path = ":memory:"}).value();
    store::RuleSets rules_{*database_, keys_};
};

TEST_F(RulesOfAPack, SeedTheStoreAndAreADraftOnceTheyChange) {
    ASSERT_TRUE(adopt_rules(rules_, *office_, monday));
    ASSERT_TRUE(adopt_rules(rules_, *office_, monday));
    EXPECT_THAT(rules_.list().value(), testing::SizeIs(1));
    cases::Office other = *office_;
    other.routing = cases::Routing::parse(with("120,lain", "121,lain"), other.units, other.areas).value();
    ASSERT_TRUE(adopt_rules(rules_, other, monday));
    EXPECT_EQ(rules_.list().value().at(1).state, "draft");
    EXPECT_EQ(rules_.active().value()->csv, office_->routing.csv());
}

TEST_F(RulesOfAPack, KeepTheServiceFromStartingOnUnitsThatTheyDoNotKnow) {
    ASSERT_TRUE(adopt_rules(rules_, *office_, monday));
    cases::Office other = *office_;
    std::erase_if(other.units, [](const cases::Unit& unit) { return unit.code == "disdik"; });
    const Result<> adopted = adopt_rules(rules_, other, monday);
    ASSERT_FALSE(adopted);
    EXPECT_EQ(adopted.error().code, Errc::misconfigured);
    EXPECT_THAT(adopted.error().detail, HasSubstr("the active rule set 1 does not fit the pack: routing.csv:"));
    EXPECT_THAT(adopted.error().detail, HasSubstr("E210: unit \"disdik\""));
}

TEST_F(RulesOfAPack, AreCheckedWithTheOfficesUnitsBeforeTheyAreProposed) {
    EXPECT_TRUE(office_under(*office_, write(office_->routing.csv())));
    const auto unknown = office_under(*office_, write(with("|rehsos,first", "|rehsoz,first")));
    ASSERT_FALSE(unknown);
    EXPECT_THAT(unknown.error(), ElementsAre(HasSubstr("rules.csv:8:31: E210: unit \"rehsoz\" is not in units.yaml")));
    const auto leaks = office_under(*office_, write(with("5,*,*,*,*,*,1,", "5,*,*,*,kerja,*,1,")));
    ASSERT_FALSE(leaks);
    EXPECT_THAT(leaks.error(), Contains(HasSubstr("rules.csv:1:1: E259: unit trc: row 10")));
    EXPECT_THAT(office_under(*office_, folder_ / "none.csv").error(), ElementsAre(HasSubstr("cannot be read")));
}

TEST_F(RulesOfAPack, AreRehearsedInWordsForWhoeverApproves) {
    cases::DryRunReport report;
    report.decisions = 200;
    report.moved = 3;
    report.moves = {{"481207364", "rehsos-lansia", "rehsos", 40}};
    report.from_to[{"rehsos-lansia", "rehsos"}] = 3;
    report.loads = {{"gone", 1, 1, 0, 0}, {"rehsos-lansia", 7, 12, 5, 9}};
    report.last_row = 10;
    report.sent_back = 4;
    report.spared = 1;
    const std::string words = in_words(report, *office_);
    for (const char* line :
         {"would move                  3 (1.5 %)\n", "no row but the last         10 (5.0 %)\n",
          "sensitive leaks             0\n", "sent back then              4, of which 1 would go elsewhere\n",
          "rehsos-lansia               rehsos                          3\n",
          "481207364  rehsos-lansia -> rehsos  row 40\n",
          "rehsos-lansia                        7    12            5     9   40\n",
          "0     0   no such unit any more\n"})
        EXPECT_THAT(words, HasSubstr(line));
}

}  // namespace
}  // namespace sambung::gateway

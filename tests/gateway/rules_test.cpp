// Rule sets between pack and store.
#include "rules.h"

#include "dry_run_text.h"
#include "duty_channels.h"
#include "pack.h"
#include "source_folder.h"

#include <gmock/gmock.h>

#include <algorithm>
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

TEST_F(RulesOfAPack, AreNotInForceWithUnitsThatTheyDoNotKnowAndStopNobody) {
    ASSERT_TRUE(adopt_rules(rules_, *office_, monday));
    cases::Office other = *office_;
    std::erase_if(other.units, [](const cases::Unit& unit) { return unit.code == "disdik"; });
    EXPECT_FALSE(adopt_rules(rules_, other, monday).value());
    EXPECT_THAT(office_under(other, *rules_.active().value()).error(),
                ElementsAre(HasSubstr("rule set 1:15:30: E210: unit \"disdik\"")));
    other = *office_;
    std::ranges::find(other.units, "trc", &cases::Unit::code)->open_24h = false;
    EXPECT_FALSE(adopt_rules(rules_, other, monday).value()) << "a unit would have a finding";
    EXPECT_TRUE(adopt_rules(rules_, *office_, monday).value());
}

TEST_F(RulesOfAPack, KnowWhoseDutyNobodyCanRing) {
    const auto gaps_with = [this](const std::vector<std::string>& ids) {
        std::vector<ChannelConfig> configs = plain_config({}).channels;
        std::erase_if(configs, [&](const ChannelConfig& one) { return std::ranges::find(ids, one.id) == ids.end(); });
        return duty_gaps(*office_, Channels::make(configs).value());
    };
    EXPECT_THAT(gaps_with({"sms", "wa"}).channels, testing::IsEmpty());
    EXPECT_THAT(
        gaps_with({"sms"}).channels,
        ElementsAre(HasSubstr("channel \"wa\" rings nobody: it is not in the configuration, and the duty of ")));
    EXPECT_THAT(gaps_with({"sms"}).alone, testing::IsEmpty()) << "the team has a second channel";
    EXPECT_THAT(gaps_with({"ussd"}).alone, Contains("P0 or P1 can come to unit trc, and no channel rings its duty"));
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
    report.loads = {{"gone", 1, 1, 0, 0}, {"rehsos-lansia", 7, 12, 5, 9}, {"rehsos-anak", 7, 12, 5, 41}};
    report.last_row = 10;
    report.sent_back = 4;
    report.spared = 1;
    report.spared_from_to[{"rehsos-lansia", "rehsos"}] = 1;
    report.guessed = 6;
    const std::string words = in_words(report, *office_);
    for (const char* line : {"would move                  3 (1.5 %)\n", "no row but the last         10 (5.0 %)\n",
                             "sensitive leaks             0\n", "sent back then              4\n",
                             "rejections avoided          1\n", "load not known              6\n",
                             "rejections avoided          would go to                 cases\nrehsos-lansia             "
                             "  rehsos                          1\n",
                             "rehsos-lansia               rehsos                          3\n",
                             "481207364  rehsos-lansia -> rehsos  row 40\n",
                             "rehsos-lansia                        7    12            5     9   40, 22 %\n",
                             "rehsos-anak                          7    12            5    41   40, 102 % OVER\n",
                             "0     0   no such unit any more\n"})
        EXPECT_THAT(words, HasSubstr(line));
}

}  // namespace
}  // namespace sambung::gateway

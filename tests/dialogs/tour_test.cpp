#include "dialogs/tour.h"

#include "engine_support.h"

#include <gmock/gmock.h>

#include <algorithm>

namespace sambung::dialogs::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A flow beside the base flows: one question whose answer decides, behind a guard that asks for another slot.
std::shared_ptr<const FlowSet> office_with(std::string_view states) {
    std::vector<FlowSource> flows = base_flows();
    flows.push_back({"uji.yaml",
                     "format: dialog/1\nflow: uji\nversion: 1\nentry: tanya\n"
                     "session: {idle: 1h, resume: restart}\ntriggers: [{words: [uji]}]\n"
                     "slots:\n  warna: {type: choice, values: [merah, biru]}\n" +
                         std::string{states}});
    return office_of(std::move(flows));
}

constexpr std::string_view ask = R"(states:
  tanya:
    type: choice
    slot: warna
    say: "Warna apa?"
    options:
      - {id: merah, label: "Merah"}
      - {id: biru, label: "Biru"}
    next:
      - {when: {slot: {warna: [merah]}}, to: sudah}
      - {to: lain}
    retry: {max: 1, then: {go: petugas}}
  sudah:
    type: end
    say: "Merah."
  lain:
    type: end
    say: "Bukan merah."
)";

std::vector<std::string> typed(const TourPath& path) {
    std::vector<std::string> words;
    for (const TourStep& each : path.steps) words.push_back(each.text + " -> " + each.at);
    return words;
}

TEST(Tour, TakesEveryWayOfAFlow) {
    const Tour tour = tour_of(*office_with(ask), {.flow = "uji"});
    EXPECT_THAT(tour.untaken, IsEmpty());
    ASSERT_EQ(tour.paths.size(), 3U);
    EXPECT_THAT(typed(tour.paths[0]), ElementsAre("uji -> uji.tanya", "77 -> uji.tanya", "77 -> end"));
    EXPECT_THAT(typed(tour.paths[1]), ElementsAre("uji -> uji.tanya", "1 -> end"));
    EXPECT_THAT(typed(tour.paths[2]), ElementsAre("uji -> uji.tanya", "2 -> end"));
    EXPECT_THAT(tour.paths[0].steps.back().office,
                ElementsAre(std::pair<std::string, std::string>{"handover", "closed"}));
}

TEST(Tour, LeavesOutWhatWasMet) {
    const auto office = office_with(ask);
    Passages met;
    Phone phone{ChannelKind::sms, office};
    phone.env.passages = &met;
    phone.type("uji");
    phone.type("2");
    const Tour tour = tour_of(*office, {.met = met, .flow = "uji"});
    EXPECT_EQ(tour.paths.size(), 2U);
    EXPECT_TRUE(std::ranges::none_of(tour.paths, [](const TourPath& path) { return path.steps.back().text == "2"; }));
    for (Passage& passage : met) passage.language = Language::jv;
    EXPECT_EQ(tour_of(*office, {.met = met, .flow = "uji"}).paths.size(), 3U) << "met in another language only";
}

TEST(Tour, NamesAWayThatNobodyCanTake) {
    // Whoever is asked again has chosen before, so the slot is never empty there.
    std::string states{ask};
    const std::string open = "      - {when: {slot: {warna: [merah]}}, to: sudah}\n";
    states.replace(states.find(open), open.size(), "      - {when: {lacks: [warna]}, to: sudah}\n");
    const Tour tour = tour_of(*office_with(states), {.flow = "uji", .most = 20'000});
    ASSERT_EQ(tour.untaken.size(), 2U);
    EXPECT_EQ(tour.untaken.front().to, "sudah");
}

TEST(Tour, SaysThatItGaveUpBeforeAllWasTried) {
    const auto office = office_with(ask);
    const Tour cut_short = tour_of(*office, {.flow = "uji", .most = 1});
    EXPECT_TRUE(cut_short.gave_up);
    EXPECT_FALSE(cut_short.untaken.empty());
    EXPECT_FALSE(tour_of(*office, {.flow = "uji"}).gave_up) << "all was found";
}

TEST(Tour, TriesEveryResultOfAnAction) {
    const Tour tour = tour_of(*base_office(), {.flow = "berhenti"});
    EXPECT_THAT(tour.untaken, IsEmpty());
    std::vector<std::string> results;
    for (const TourPath& path : tour.paths) results.push_back(path.steps.back().office.back().second);
    EXPECT_THAT(results, ::testing::UnorderedElementsAre("ok", "error"));
}

}  // namespace
}  // namespace sambung::dialogs::testing
